// Made by `npm run crds`; don't change it by hand.
// kinds of the Kong Ingress Controller 3.5, Apache-2.0.

export interface KongConsumerFields {
  readonly consumerGroups?: readonly string[];
  readonly credentials?: readonly string[];
  readonly custom_id?: string;
  readonly username?: string;
}
