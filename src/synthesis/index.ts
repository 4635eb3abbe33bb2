export type { Identity } from './identity';
export { identityOf } from './identity';
export type { JsonObject, JsonValue, Manifest, Synthesis, SynthesizedChart } from './manifest';
export { chartsInOrder, synthesize } from './synthesize';
