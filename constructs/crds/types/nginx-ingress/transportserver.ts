// Made by `npm run crds`; don't change it by hand.
// F5 NGINX Ingress Controller 5.6.0, Apache-2.0.

export interface TransportServerSpec {
  readonly action?: TransportServerSpecAction;
  readonly host?: string;
  readonly ingressClassName?: string;
  readonly listener?: TransportServerSpecListener;
  readonly serverSnippets?: string;
  readonly sessionParameters?: TransportServerSpecSessionParameters;
  readonly streamSnippets?: string;
  readonly tls?: TransportServerSpecTls;
  readonly upstreamParameters?: TransportServerSpecUpstreamParameters;
  readonly upstreams?: readonly TransportServerSpecUpstreams[];
}

export interface TransportServerSpecAction {
  readonly pass?: string;
}

export interface TransportServerSpecListener {
  readonly name?: string;
  readonly protocol?: string;
}

export interface TransportServerSpecSessionParameters {
  readonly timeout?: string;
}

export interface TransportServerSpecTls {
  readonly secret?: string;
}

export interface TransportServerSpecUpstreamParameters {
  readonly connectTimeout?: string;
  readonly nextUpstream?: boolean;
  readonly nextUpstreamTimeout?: string;
  readonly nextUpstreamTries?: number;
  readonly udpRequests?: number;
  readonly udpResponses?: number;
}

export interface TransportServerSpecUpstreams {
  readonly backup?: string;
  readonly backupPort?: number;
  readonly failTimeout?: string;
  readonly healthCheck?: TransportServerSpecUpstreamsHealthCheck;
  readonly loadBalancingMethod?: string;
  readonly maxConns?: number;
  readonly maxFails?: number;
  readonly name?: string;
  readonly port?: number;
  readonly service?: string;
}

export interface TransportServerSpecUpstreamsHealthCheck {
  readonly enable?: boolean;
  readonly fails?: number;
  readonly interval?: string;
  readonly jitter?: string;
  readonly match?: TransportServerSpecUpstreamsHealthCheckMatch;
  readonly passes?: number;
  readonly port?: number;
  readonly timeout?: string;
}

export interface TransportServerSpecUpstreamsHealthCheckMatch {
  readonly expect?: string;
  readonly send?: string;
}
