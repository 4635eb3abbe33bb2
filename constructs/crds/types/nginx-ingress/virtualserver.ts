// Made by `npm run crds`; don't change it by hand.
// F5 NGINX Ingress Controller 5.6.0, Apache-2.0.

export interface VirtualServerSpec {
  readonly 'add-header-inherit'?: 'on' | 'off' | 'merge';
  readonly dos?: string;
  readonly externalDNS?: VirtualServerSpecExternalDNS;
  readonly gunzip?: boolean;
  readonly host?: string;
  readonly 'http-snippets'?: string;
  readonly ingressClassName?: string;
  readonly listener?: VirtualServerSpecListener;
  readonly policies?: readonly VirtualServerSpecPolicies[];
  readonly routes?: readonly VirtualServerSpecRoutes[];
  readonly 'server-snippets'?: string;
  readonly tls?: VirtualServerSpecTls;
  readonly upstreams?: readonly VirtualServerSpecUpstreams[];
}

export interface VirtualServerSpecExternalDNS {
  readonly enable?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
  readonly providerSpecific?: readonly VirtualServerSpecRoutesActionReturnHeaders[];
  readonly recordTTL?: number;
  readonly recordType?: string;
}

export interface VirtualServerSpecRoutesActionReturnHeaders {
  readonly name?: string;
  readonly value?: string;
}

export interface VirtualServerSpecListener {
  readonly http?: string;
  readonly https?: string;
}

export interface VirtualServerSpecPolicies {
  readonly name?: string;
  readonly namespace?: string;
}

export interface VirtualServerSpecRoutes {
  readonly action?: VirtualServerSpecRoutesAction;
  readonly 'add-header-inherit'?: 'on' | 'off' | 'merge';
  readonly dos?: string;
  readonly errorPages?: readonly VirtualServerSpecRoutesErrorPages[];
  readonly 'location-snippets'?: string;
  readonly matches?: readonly VirtualServerSpecRoutesMatches[];
  readonly path?: string;
  readonly policies?: readonly VirtualServerSpecPolicies[];
  readonly route?: string;
  readonly routeSelector?: VirtualServerSpecRoutesRouteSelector;
  readonly splits?: readonly VirtualServerSpecRoutesSplits[];
}

export interface VirtualServerSpecRoutesAction {
  readonly pass?: string;
  readonly proxy?: VirtualServerSpecRoutesActionProxy;
  readonly redirect?: VirtualServerSpecRoutesActionRedirect;
  readonly return?: VirtualServerSpecRoutesActionReturn;
}

export interface VirtualServerSpecRoutesActionProxy {
  readonly requestHeaders?: VirtualServerSpecRoutesActionProxyRequestHeaders;
  readonly responseHeaders?: VirtualServerSpecRoutesActionProxyResponseHeaders;
  readonly rewritePath?: string;
  readonly upstream?: string;
}

export interface VirtualServerSpecRoutesActionProxyRequestHeaders {
  readonly pass?: boolean;
  readonly set?: readonly VirtualServerSpecRoutesActionReturnHeaders[];
}

export interface VirtualServerSpecRoutesActionProxyResponseHeaders {
  readonly add?: readonly VirtualServerSpecRoutesActionProxyResponseHeadersAdd[];
  readonly hide?: readonly string[];
  readonly ignore?: readonly string[];
  readonly pass?: readonly string[];
}

export interface VirtualServerSpecRoutesActionProxyResponseHeadersAdd {
  readonly always?: boolean;
  readonly name?: string;
  readonly value?: string;
}

export interface VirtualServerSpecRoutesActionRedirect {
  readonly code?: number;
  readonly url?: string;
}

export interface VirtualServerSpecRoutesActionReturn {
  readonly body?: string;
  readonly code?: number;
  readonly headers?: readonly VirtualServerSpecRoutesActionReturnHeaders[];
  readonly type?: string;
}

export interface VirtualServerSpecRoutesErrorPages {
  readonly codes?: readonly number[];
  readonly redirect?: VirtualServerSpecRoutesActionRedirect;
  readonly return?: VirtualServerSpecRoutesActionReturn;
}

export interface VirtualServerSpecRoutesMatches {
  readonly action?: VirtualServerSpecRoutesAction;
  readonly conditions?: readonly VirtualServerSpecRoutesMatchesConditions[];
  readonly splits?: readonly VirtualServerSpecRoutesSplits[];
}

export interface VirtualServerSpecRoutesMatchesConditions {
  readonly argument?: string;
  readonly cookie?: string;
  readonly header?: string;
  readonly value?: string;
  readonly variable?: string;
}

export interface VirtualServerSpecRoutesSplits {
  readonly action?: VirtualServerSpecRoutesAction;
  readonly weight?: number;
}

export interface VirtualServerSpecRoutesRouteSelector {
  readonly matchExpressions?: readonly VirtualServerSpecRoutesRouteSelectorMatchExpressions[];
  readonly matchLabels?: Readonly<Record<string, string>>;
}

export interface VirtualServerSpecRoutesRouteSelectorMatchExpressions {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

export interface VirtualServerSpecTls {
  readonly 'cert-manager'?: VirtualServerSpecTlsCert_manager;
  readonly redirect?: VirtualServerSpecTlsRedirect;
  readonly secret?: string;
}

export interface VirtualServerSpecTlsCert_manager {
  readonly 'cluster-issuer'?: string;
  readonly 'common-name'?: string;
  readonly duration?: string;
  readonly 'issue-temp-cert'?: boolean;
  readonly issuer?: string;
  readonly 'issuer-group'?: string;
  readonly 'issuer-kind'?: string;
  readonly 'renew-before'?: string;
  readonly usages?: string;
}

export interface VirtualServerSpecTlsRedirect {
  readonly basedOn?: string;
  readonly code?: number;
  readonly enable?: boolean;
}

export interface VirtualServerSpecUpstreams {
  readonly backup?: string;
  readonly backupPort?: number;
  readonly 'buffer-size'?: string;
  readonly buffering?: boolean;
  readonly buffers?: VirtualServerSpecUpstreamsBuffers;
  readonly 'busy-buffers-size'?: string;
  readonly 'client-body-buffer-size'?: string;
  readonly 'client-max-body-size'?: string;
  readonly 'connect-timeout'?: string;
  readonly 'fail-timeout'?: string;
  readonly healthCheck?: VirtualServerSpecUpstreamsHealthCheck;
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
  readonly queue?: VirtualServerSpecUpstreamsQueue;
  readonly 'read-timeout'?: string;
  readonly 'send-timeout'?: string;
  readonly service?: string;
  readonly sessionCookie?: VirtualServerSpecUpstreamsSessionCookie;
  readonly 'slow-start'?: string;
  readonly subselector?: Readonly<Record<string, string>>;
  readonly tls?: VirtualServerSpecUpstreamsTls;
  readonly type?: string;
  readonly 'use-cluster-ip'?: boolean;
}

export interface VirtualServerSpecUpstreamsBuffers {
  readonly number?: number;
  readonly size?: string;
}

export interface VirtualServerSpecUpstreamsHealthCheck {
  readonly 'connect-timeout'?: string;
  readonly enable?: boolean;
  readonly fails?: number;
  readonly grpcService?: string;
  readonly grpcStatus?: number;
  readonly headers?: readonly VirtualServerSpecRoutesActionReturnHeaders[];
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
  readonly tls?: VirtualServerSpecUpstreamsTls;
}

export interface VirtualServerSpecUpstreamsTls {
  readonly enable?: boolean;
}

export interface VirtualServerSpecUpstreamsQueue {
  readonly size?: number;
  readonly timeout?: string;
}

export interface VirtualServerSpecUpstreamsSessionCookie {
  readonly domain?: string;
  readonly enable?: boolean;
  readonly expires?: string;
  readonly httpOnly?: boolean;
  readonly name?: string;
  readonly path?: string;
  readonly samesite?: string;
  readonly secure?: boolean;
}
