// Made by `npm run crds`; don't change it by hand.
// Kubernetes Gateway API, standard channel v1.7.0, Apache-2.0.

export interface TCPRouteSpec {
  readonly parentRefs?: readonly TCPRouteSpecParentRefs[];
  readonly rules: readonly TCPRouteSpecRules[];
}

export interface TCPRouteSpecParentRefs {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
  readonly sectionName?: string;
}

export interface TCPRouteSpecRules {
  readonly backendRefs: readonly TCPRouteSpecRulesBackendRefs[];
  readonly name?: string;
}

export interface TCPRouteSpecRulesBackendRefs {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
  readonly weight?: number;
}
