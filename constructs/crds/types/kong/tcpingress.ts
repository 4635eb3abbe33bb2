// Made by `npm run crds`; don't change it by hand.
// kinds of the Kong Ingress Controller 3.5, Apache-2.0.

export interface TCPIngressSpec {
  readonly rules?: readonly TCPIngressSpecRules[];
  readonly tls?: readonly TCPIngressSpecTls[];
}

export interface TCPIngressSpecRules {
  readonly backend: TCPIngressSpecRulesBackend;
  readonly host?: string;
  readonly port: number;
}

export interface TCPIngressSpecRulesBackend {
  readonly serviceName: string;
  readonly servicePort: number;
}

export interface TCPIngressSpecTls {
  readonly hosts?: readonly string[];
  readonly secretName?: string;
}
