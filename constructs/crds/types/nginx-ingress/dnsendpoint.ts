// Made by `npm run crds`; don't change it by hand.
// F5 NGINX Ingress Controller 5.6.0, Apache-2.0.

export interface DNSEndpointSpec {
  readonly endpoints?: readonly DNSEndpointSpecEndpoints[];
}

export interface DNSEndpointSpecEndpoints {
  readonly dnsName?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly providerSpecific?: readonly DNSEndpointSpecEndpointsProviderSpecific[];
  readonly recordTTL?: number;
  readonly recordType?: string;
  readonly targets?: readonly string[];
}

export interface DNSEndpointSpecEndpointsProviderSpecific {
  readonly name?: string;
  readonly value?: string;
}
