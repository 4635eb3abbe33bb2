// Made by `npm run crds`; don't change it by hand.
// MetalLB v0.16.2, Apache-2.0.

export interface BFDProfileSpec {
  readonly detectMultiplier?: number;
  readonly echoInterval?: number;
  readonly echoMode?: boolean;
  readonly minimumTtl?: number;
  readonly passiveMode?: boolean;
  readonly receiveInterval?: number;
  readonly transmitInterval?: number;
}
