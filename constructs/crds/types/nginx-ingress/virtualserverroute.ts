// Made by `npm run crds`; don't change it by hand.
// F5 NGINX Ingress Controller 5.6.0, Apache-2.0.

export interface VirtualServerRouteSpec {
  readonly host?: string;
  readonly ingressClassName?: string;
  readonly subroutes?: readonly VirtualServerRouteSpecSubroutes[];
  readonly upstreams?: readonly VirtualServerRouteSpecUpstreams[];
}

export interface VirtualServerRouteSpecSubroutes {
  readonly action?: VirtualServerRouteSpecSubroutesAction;
  readonly 'add-header-inherit'?: 'on' | 'off' | 'merge';
  readonly dos?: string;
  readonly errorPages?: readonly VirtualServerRouteSpecSubroutesErrorPages[];
  readonly 'location-snippets'?: string;
  readonly matches?: readonly VirtualServerRouteSpecSubroutesMatches[];
  readonly path?: string;
  readonly policies?: readonly VirtualServerRouteSpecSubroutesPolicies[];
  readonly route?: string;
  readonly routeSelector?: VirtualServerRouteSpecSubroutesRouteSelector;
  readonly splits?: readonly VirtualServerRouteSpecSubroutesSplits[];
}

export interface VirtualServerRouteSpecSubroutesAction {
  readonly pass?: string;
  readonly proxy?: VirtualServerRouteSpecSubroutesActionProxy;
  readonly redirect?: VirtualServerRouteSpecSubroutesActionRedirect;
  readonly return?: VirtualServerRouteSpecSubroutesActionReturn;
}

export interface VirtualServerRouteSpecSubroutesActionProxy {
  readonly requestHeaders?: VirtualServerRouteSpecSubroutesActionProxyRequestHeaders;
  readonly responseHeaders?: VirtualServerRouteSpecSubroutesActionProxyResponseHeaders;
  readonly rewritePath?: string;
  readonly upstream?: string;
}

export interface VirtualServerRouteSpecSubroutesActionProxyRequestHeaders {
  readonly pass?: boolean;
  readonly set?: readonly VirtualServerRouteSpecUpstreamsHealthCheckHeaders[];
}

export interface VirtualServerRouteSpecUpstreamsHealthCheckHeaders {
  readonly name?: string;
  readonly value?: string;
}

export interface VirtualServerRouteSpecSubroutesActionProxyResponseHeaders {
  readonly add?: readonly VirtualServerRouteSpecSubroutesActionProxyResponseHeadersAdd[];
  readonly hide?: readonly string[];
  readonly ignore?: readonly string[];
  readonly pass?: readonly string[];
}

export interface VirtualServerRouteSpecSubroutesActionProxyResponseHeadersAdd {
  readonly always?: boolean;
  readonly name?: string;
  readonly value?: string;
}

export interface VirtualServerRouteSpecSubroutesActionRedirect {
  readonly code?: number;
  readonly url?: string;
}

export interface VirtualServerRouteSpecSubroutesActionReturn {
  readonly body?: string;
  readonly code?: number;
  readonly headers?: readonly VirtualServerRouteSpecUpstreamsHealthCheckHeaders[];
  readonly type?: string;
}

export interface VirtualServerRouteSpecSubroutesErrorPages {
  readonly codes?: readonly number[];
  readonly redirect?: VirtualServerRouteSpecSubroutesActionRedirect;
  readonly return?: VirtualServerRouteSpecSubroutesActionReturn;
}

export interface VirtualServerRouteSpecSubroutesMatches {
  readonly action?: VirtualServerRouteSpecSubroutesAction;
  readonly conditions?: readonly VirtualServerRouteSpecSubroutesMatchesConditions[];
  readonly splits?: readonly VirtualServerRouteSpecSubroutesSplits[];
}

export interface VirtualServerRouteSpecSubroutesMatchesConditions {
  readonly argument?: string;
  readonly cookie?: string;
  readonly header?: string;
  readonly value?: string;
  readonly variable?: string;
}

export interface VirtualServerRouteSpecSubroutesSplits {
  readonly action?: VirtualServerRouteSpecSubroutesAction;
  readonly weight?: number;
}

export interface VirtualServerRouteSpecSubroutesPolicies {
  readonly name?: string;
  readonly namespace?: string;
}

export interface VirtualServerRouteSpecSubroutesRouteSelector {
  readonly matchExpressions?: readonly VirtualServerRouteSpecSubroutesRouteSelectorMatchExpressions[];
  readonly matchLabels?: Readonly<Record<string, string>>;
}

export interface VirtualServerRouteSpecSubroutesRouteSelectorMatchExpressions {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

export interface VirtualServerRouteSpecUpstreams {
  readonly backup?: string;
  readonly backupPort?: number;
  readonly 'buffer-size'?: string;
  readonly buffering?: boolean;
  readonly buffers?: VirtualServerRouteSpecUpstreamsBuffers;
  readonly 'busy-buffers-size'?: string;
  readonly 'client-body-buffer-size'?: string;
  readonly 'client-max-body-size'?: string;
  readonly 'connect-timeout'?: string;
  readonly 'fail-timeout'?: string;
  readonly healthCheck?: VirtualServerRouteSpecUpstreamsHealthCheck;
  readonly keepalive?: number;
  readonly 'lb-method'?: string;
  readonly 'max-conns'?: number;
  readonly 'max-fails'?: number;
  readonly name?: string;
  readonly 'next-upstream'?: string;
  readonly 'next-upstream-timeout'?: string;
  readonly 'next-upstream-tries'?: number;
  readonly ntlm?: boolean;
  readonly port?: number;
  readonly queue?: VirtualServerRouteSpecUpstreamsQueue;
  readonly 'read-timeout'?: string;
  readonly 'send-timeout'?: string;
  readonly service?: string;
  readonly sessionCookie?: VirtualServerRouteSpecUpstreamsSessionCookie;
  readonly 'slow-start'?: string;
  readonly subselector?: Readonly<Record<string, string>>;
  readonly tls?: VirtualServerRouteSpecUpstreamsTls;
  readonly type?: string;
  readonly 'use-cluster-ip'?: boolean;
}

export interface VirtualServerRouteSpecUpstreamsBuffers {
  readonly number?: number;
  readonly size?: string;
}

export interface VirtualServerRouteSpecUpstreamsHealthCheck {
  readonly 'connect-timeout'?: string;
  readonly enable?: boolean;
  readonly fails?: number;
  readonly grpcService?: string;
  readonly grpcStatus?: number;
  readonly headers?: readonly VirtualServerRouteSpecUpstreamsHealthCheckHeaders[];
  readonly interval?: string;
  readonly jitter?: string;
  readonly 'keepalive-time'?: string;
  readonly mandatory?: boolean;
  readonly passes?: number;
  readonly path?: string;
  readonly persistent?: boolean;
  readonly port?: number;
  readonly 'read-timeout'?: string;
  readonly 'send-timeout'?: string;
  readonly statusMatch?: string;
  readonly tls?: VirtualServerRouteSpecUpstreamsTls;
}

export interface VirtualServerRouteSpecUpstreamsTls {
  readonly enable?: boolean;
}

export interface VirtualServerRouteSpecUpstreamsQueue {
  readonly size?: number;
  readonly timeout?: string;
}

export interface VirtualServerRouteSpecUpstreamsSessionCookie {
  readonly domain?: string;
  readonly enable?: boolean;
  readonly expires?: string;
  readonly httpOnly?: boolean;
  readonly name?: string;
  readonly path?: string;
  readonly samesite?: string;
  readonly secure?: boolean;
}
