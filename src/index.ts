export * from '../constructs';
export { App, type AppProps } from './app';
export { KubewrightError, type Problem } from './error';
export type { JsonObject, JsonValue, Manifest, Synthesis, SynthesizedChart } from './synthesis';
export type { ClusterFacts, LiveObject, LiveValue } from './values';
