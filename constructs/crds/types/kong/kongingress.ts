// Made by `npm run crds`; don't change it by hand.
// kinds of the Kong Ingress Controller 3.5, Apache-2.0.

export interface KongIngressFields {
  readonly proxy?: KongIngressFieldsProxy;
  readonly route?: KongIngressFieldsRoute;
  readonly upstream?: KongIngressFieldsUpstream;
}

export interface KongIngressFieldsProxy {
  readonly connect_timeout?: number;
  readonly path?: string;
  readonly protocol?: 'http' | 'https' | 'grpc' | 'grpcs' | 'tcp' | 'tls' | 'udp';
  readonly read_timeout?: number;
  readonly retries?: number;
  readonly write_timeout?: number;
}

export interface KongIngressFieldsRoute {
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly https_redirect_status_code?: number;
  readonly methods?: readonly string[];
  readonly path_handling?: 'v0' | 'v1';
  readonly preserve_host?: boolean;
  readonly protocols?: readonly (
    | 'http'
    | 'https'
    | 'grpc'
    | 'grpcs'
    | 'tcp'
    | 'tls'
    | 'tls_passthrough'
    | 'udp'
    | 'ws'
    | 'wss'
  )[];
  readonly regex_priority?: number;
  readonly request_buffering?: boolean;
  readonly response_buffering?: boolean;
  readonly snis?: readonly string[];
  readonly strip_path?: boolean;
}

export interface KongIngressFieldsUpstream {
  readonly algorithm?: 'round-robin' | 'consistent-hashing' | 'least-connections' | 'latency';
  readonly hash_fallback?: string;
  readonly hash_fallback_header?: string;
  readonly hash_fallback_query_arg?: string;
  readonly hash_fallback_uri_capture?: string;
  readonly hash_on?: string;
  readonly hash_on_cookie?: string;
  readonly hash_on_cookie_path?: string;
  readonly hash_on_header?: string;
  readonly hash_on_query_arg?: string;
  readonly hash_on_uri_capture?: string;
  readonly healthchecks?: KongIngressFieldsUpstreamHealthchecks;
  readonly host_header?: string;
  readonly slots?: number;
}

export interface KongIngressFieldsUpstreamHealthchecks {
  readonly active?: KongIngressFieldsUpstreamHealthchecksActive;
  readonly passive?: KongIngressFieldsUpstreamHealthchecksPassive;
  readonly threshold?: number;
}

export interface KongIngressFieldsUpstreamHealthchecksActive {
  readonly concurrency?: number;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly healthy?: KongIngressFieldsUpstreamHealthchecksActiveHealthy;
  readonly http_path?: string;
  readonly https_sni?: string;
  readonly https_verify_certificate?: boolean;
  readonly timeout?: number;
  readonly type?: string;
  readonly unhealthy?: KongIngressFieldsUpstreamHealthchecksActiveUnhealthy;
}

export interface KongIngressFieldsUpstreamHealthchecksActiveHealthy {
  readonly http_statuses?: readonly number[];
  readonly interval?: number;
  readonly successes?: number;
}

export interface KongIngressFieldsUpstreamHealthchecksActiveUnhealthy {
  readonly http_failures?: number;
  readonly http_statuses?: readonly number[];
  readonly interval?: number;
  readonly tcp_failures?: number;
  readonly timeouts?: number;
}

export interface KongIngressFieldsUpstreamHealthchecksPassive {
  readonly healthy?: KongIngressFieldsUpstreamHealthchecksActiveHealthy;
  readonly type?: string;
  readonly unhealthy?: KongIngressFieldsUpstreamHealthchecksActiveUnhealthy;
}
