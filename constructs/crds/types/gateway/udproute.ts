// Made by `npm run crds`; don't change it by hand.
// Kubernetes Gateway API, standard channel v1.7.0, Apache-2.0.

export interface UDPRouteSpec {
  readonly parentRefs?: readonly UDPRouteSpecParentRefs[];
  readonly rules: readonly UDPRouteSpecRules[];
}

export interface UDPRouteSpecParentRefs {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
  readonly sectionName?: string;
}

export interface UDPRouteSpecRules {
  readonly backendRefs: readonly UDPRouteSpecRulesBackendRefs[];
  readonly name?: string;
}

export interface UDPRouteSpecRulesBackendRefs {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
  readonly weight?: number;
}
