export { derived, isDeferred } from './derived';
export type { ClusterFacts, LiveObject, LiveValue } from './live';
export { isOutput, type Output, outputInManifest } from './output';
