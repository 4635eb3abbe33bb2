// Made by `npm run crds`; don't change it by hand.
// MetalLB v0.16.2, Apache-2.0.

export interface BGPAdvertisementSpec {
  readonly aggregationLength?: number;
  readonly aggregationLengthV6?: number;
  readonly asPathPrepend?: number;
  readonly communities?: readonly string[];
  readonly ipAddressPoolSelectors?: readonly BGPAdvertisementSpecNodeSelectors[];
  readonly ipAddressPools?: readonly string[];
  readonly localPref?: number;
  readonly nodeSelectors?: readonly BGPAdvertisementSpecNodeSelectors[];
  readonly peers?: readonly string[];
  readonly serviceSelectors?: readonly BGPAdvertisementSpecNodeSelectors[];
}

export interface BGPAdvertisementSpecNodeSelectors {
  readonly matchExpressions?: readonly BGPAdvertisementSpecNodeSelectorsMatchExpressions[];
  readonly matchLabels?: Readonly<Record<string, string>>;
}

export interface BGPAdvertisementSpecNodeSelectorsMatchExpressions {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}
