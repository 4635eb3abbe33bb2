// Made by `npm run crds`; don't change it by hand.
// Kubernetes Gateway API, standard channel v1.7.0, Apache-2.0.

export interface GatewayClassSpec {
  readonly controllerName: string;
  readonly description?: string;
  readonly parametersRef?: GatewayClassSpecParametersRef;
}

export interface GatewayClassSpecParametersRef {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/** As v1beta1 has it. */
export type GatewayClassV1beta1Spec = GatewayClassSpec;
