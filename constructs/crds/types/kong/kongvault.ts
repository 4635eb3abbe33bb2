// Made by `npm run crds`; don't change it by hand.
// kinds of the Kong Ingress Controller 3.5, Apache-2.0.

export interface KongVaultSpec {
  readonly backend: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly description?: string;
  readonly prefix: string;
  readonly tags?: readonly string[];
}
