// Made by `npm run crds`; don't change it by hand.
// Kubernetes Gateway API, standard channel v1.7.0, Apache-2.0.

export interface ReferenceGrantSpec {
  readonly from: readonly ReferenceGrantSpecFrom[];
  readonly to: readonly ReferenceGrantSpecTo[];
}

export interface ReferenceGrantSpecFrom {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
}

export interface ReferenceGrantSpecTo {
  readonly group: string;
  readonly kind: string;
  readonly name?: string;
}

/** As v1 has it. */
export type ReferenceGrantV1Spec = ReferenceGrantSpec;
