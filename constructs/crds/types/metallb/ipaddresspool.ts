// Made by `npm run crds`; don't change it by hand.
// MetalLB v0.16.2, Apache-2.0.

export interface IPAddressPoolSpec {
  readonly addresses: readonly string[];
  readonly autoAssign?: boolean;
  readonly avoidBuggyIPs?: boolean;
  readonly serviceAllocation?: IPAddressPoolSpecServiceAllocation;
}

export interface IPAddressPoolSpecServiceAllocation {
  readonly namespaceSelectors?: readonly IPAddressPoolSpecServiceAllocationServiceSelectors[];
  readonly namespaces?: readonly string[];
  readonly priority?: number;
  readonly serviceSelectors?: readonly IPAddressPoolSpecServiceAllocationServiceSelectors[];
}

export interface IPAddressPoolSpecServiceAllocationServiceSelectors {
  readonly matchExpressions?: readonly IPAddressPoolSpecServiceAllocationServiceSelectorsMatchExpressions[];
  readonly matchLabels?: Readonly<Record<string, string>>;
}

export interface IPAddressPoolSpecServiceAllocationServiceSelectorsMatchExpressions {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}
