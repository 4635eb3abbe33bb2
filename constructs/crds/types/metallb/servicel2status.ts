// Made by `npm run crds`; don't change it by hand.
// MetalLB v0.16.2, Apache-2.0.

export type ServiceL2StatusSpec = Readonly<Record<string, unknown>>;
