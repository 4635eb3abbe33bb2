// Made by `npm run crds`; don't change it by hand.
// MetalLB v0.16.2, Apache-2.0.

export interface BGPPeerSpec {
  readonly bfdProfile?: string;
  readonly connectTime?: string;
  readonly disableMP?: boolean;
  readonly dualStackAddressFamily?: boolean;
  readonly dynamicASN?: 'internal' | 'external';
  readonly ebgpMultiHop?: boolean;
  readonly enableGracefulRestart?: boolean;
  readonly holdTime?: string;
  readonly interface?: string;
  readonly keepaliveTime?: string;
  readonly localASN?: number;
  readonly myASN: number;
  readonly nodeSelectors?: readonly BGPPeerSpecNodeSelectors[];
  readonly password?: string;
  readonly passwordSecret?: BGPPeerSpecPasswordSecret;
  readonly peerASN?: number;
  readonly peerAddress?: string;
  readonly peerPort?: number;
  readonly routerID?: string;
  readonly sourceAddress?: string;
  readonly vrf?: string;
}

export interface BGPPeerSpecNodeSelectors {
  readonly matchExpressions?: readonly BGPPeerSpecNodeSelectorsMatchExpressions[];
  readonly matchLabels?: Readonly<Record<string, string>>;
}

export interface BGPPeerSpecNodeSelectorsMatchExpressions {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

export interface BGPPeerSpecPasswordSecret {
  readonly name?: string;
  readonly namespace?: string;
}

export interface BGPPeerV1beta1Spec {
  readonly bfdProfile?: string;
  readonly ebgpMultiHop?: boolean;
  readonly holdTime?: string;
  readonly keepaliveTime?: string;
  readonly myASN: number;
  readonly nodeSelectors?: readonly BGPPeerV1beta1SpecNodeSelectors[];
  readonly password?: string;
  readonly peerASN: number;
  readonly peerAddress: string;
  readonly peerPort?: number;
  readonly routerID?: string;
  readonly sourceAddress?: string;
}

export interface BGPPeerV1beta1SpecNodeSelectors {
  readonly matchExpressions?: readonly BGPPeerV1beta1SpecNodeSelectorsMatchExpressions[];
  readonly matchLabels?: Readonly<Record<string, string>>;
}

export interface BGPPeerV1beta1SpecNodeSelectorsMatchExpressions {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}
