// Made by `npm run crds`; don't change it by hand.
// kinds of the Kong Ingress Controller 3.5, Apache-2.0.

export interface KongLicenseFields {
  readonly enabled: boolean;
  readonly rawLicenseString: string;
}
