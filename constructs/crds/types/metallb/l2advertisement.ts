// Made by `npm run crds`; don't change it by hand.
// MetalLB v0.16.2, Apache-2.0.

export interface L2AdvertisementSpec {
  readonly interfaces?: readonly string[];
  readonly ipAddressPoolSelectors?: readonly L2AdvertisementSpecNodeSelectors[];
  readonly ipAddressPools?: readonly string[];
  readonly nodeSelectors?: readonly L2AdvertisementSpecNodeSelectors[];
  readonly preferredNodeSelectors?: readonly L2AdvertisementSpecPreferredNodeSelectors[];
  readonly serviceSelectors?: readonly L2AdvertisementSpecNodeSelectors[];
}

export interface L2AdvertisementSpecNodeSelectors {
  readonly matchExpressions?: readonly L2AdvertisementSpecNodeSelectorsMatchExpressions[];
  readonly matchLabels?: Readonly<Record<string, string>>;
}

export interface L2AdvertisementSpecNodeSelectorsMatchExpressions {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

export interface L2AdvertisementSpecPreferredNodeSelectors {
  readonly preference: L2AdvertisementSpecNodeSelectors;
  readonly weight: number;
}
