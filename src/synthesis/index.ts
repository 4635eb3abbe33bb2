export { outgrowsAnnotation } from './annotation-room';
export { type Dependencies, dependenciesOf } from './dependencies';
export type { Identity } from './identity';
export { identityOf } from './identity';
export type { ConstructDependency, JsonObject, JsonValue, Manifest, Synthesis, SynthesizedChart } from './manifest';
export { hasToken, OutputResolver, OutputTokens, withOutputs } from './outputs';
export { definedBy, referencesOf } from './references';
export { isClusterWide } from './scope';
export { chartsInOrder, synthesize } from './synthesize';
