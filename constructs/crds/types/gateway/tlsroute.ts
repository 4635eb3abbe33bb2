// Made by `npm run crds`; don't change it by hand.
// Kubernetes Gateway API, standard channel v1.7.0, Apache-2.0.

export interface TLSRouteSpec {
  readonly hostnames: readonly string[];
  readonly parentRefs?: readonly TLSRouteSpecParentRefs[];
  readonly rules: readonly TLSRouteSpecRules[];
}

export interface TLSRouteSpecParentRefs {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
  readonly sectionName?: string;
}

export interface TLSRouteSpecRules {
  readonly backendRefs: readonly TLSRouteSpecRulesBackendRefs[];
  readonly name?: string;
}

export interface TLSRouteSpecRulesBackendRefs {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
  readonly weight?: number;
}
