// Made by `npm run crds`; don't change it by hand.
// MetalLB v0.16.2, Apache-2.0.

export interface CommunitySpec {
  readonly communities?: readonly CommunitySpecCommunities[];
}

export interface CommunitySpecCommunities {
  readonly name?: string;
  readonly value?: string;
}
