// Made by `npm run crds`; don't change it by hand.
// kinds of the Kong Ingress Controller 3.5, Apache-2.0.

export interface UDPIngressSpec {
  readonly rules?: readonly UDPIngressSpecRules[];
}

export interface UDPIngressSpecRules {
  readonly backend: UDPIngressSpecRulesBackend;
  readonly port: number;
}

export interface UDPIngressSpecRulesBackend {
  readonly serviceName: string;
  readonly servicePort: number;
}
