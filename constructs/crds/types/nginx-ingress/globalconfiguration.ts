// Made by `npm run crds`; don't change it by hand.
// F5 NGINX Ingress Controller 5.6.0, Apache-2.0.

export interface GlobalConfigurationSpec {
  readonly listeners?: readonly GlobalConfigurationSpecListeners[];
}

export interface GlobalConfigurationSpecListeners {
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly name?: string;
  readonly port?: number;
  readonly protocol?: string;
  readonly ssl?: boolean;
}
