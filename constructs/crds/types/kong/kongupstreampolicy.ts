// Made by `npm run crds`; don't change it by hand.
// kinds of the Kong Ingress Controller 3.5, Apache-2.0.

export interface KongUpstreamPolicySpec {
  readonly algorithm?: 'round-robin' | 'consistent-hashing' | 'least-connections' | 'latency' | 'sticky-sessions';
  readonly hashOn?: KongUpstreamPolicySpecHashOn;
  readonly hashOnFallback?: KongUpstreamPolicySpecHashOn;
  readonly healthchecks?: KongUpstreamPolicySpecHealthchecks;
  readonly slots?: number;
  readonly stickySessions?: KongUpstreamPolicySpecStickySessions;
}

export interface KongUpstreamPolicySpecHashOn {
  readonly cookie?: string;
  readonly cookiePath?: string;
  readonly header?: string;
  readonly input?: 'ip' | 'consumer' | 'path' | 'none';
  readonly queryArg?: string;
  readonly uriCapture?: string;
}

export interface KongUpstreamPolicySpecHealthchecks {
  readonly active?: KongUpstreamPolicySpecHealthchecksActive;
  readonly passive?: KongUpstreamPolicySpecHealthchecksPassive;
  readonly threshold?: number;
}

export interface KongUpstreamPolicySpecHealthchecksActive {
  readonly concurrency?: number;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly healthy?: KongUpstreamPolicySpecHealthchecksActiveHealthy;
  readonly httpPath?: string;
  readonly httpsSni?: string;
  readonly httpsVerifyCertificate?: boolean;
  readonly timeout?: number;
  readonly type?: 'http' | 'https' | 'tcp' | 'grpc' | 'grpcs';
  readonly unhealthy?: KongUpstreamPolicySpecHealthchecksActiveUnhealthy;
}

export interface KongUpstreamPolicySpecHealthchecksActiveHealthy {
  readonly httpStatuses?: readonly number[];
  readonly interval?: number;
  readonly successes?: number;
}

export interface KongUpstreamPolicySpecHealthchecksActiveUnhealthy {
  readonly httpFailures?: number;
  readonly httpStatuses?: readonly number[];
  readonly interval?: number;
  readonly tcpFailures?: number;
  readonly timeouts?: number;
}

export interface KongUpstreamPolicySpecHealthchecksPassive {
  readonly healthy?: KongUpstreamPolicySpecHealthchecksActiveHealthy;
  readonly type?: 'http' | 'https' | 'tcp' | 'grpc' | 'grpcs';
  readonly unhealthy?: KongUpstreamPolicySpecHealthchecksActiveUnhealthy;
}

export interface KongUpstreamPolicySpecStickySessions {
  readonly cookie: string;
  readonly cookiePath?: string;
}
