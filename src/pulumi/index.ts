import { KubewrightError } from '../error';

export type { LiveValue } from '../values';
export { ConstructTree, type ConstructTreeOptions } from './construct-tree';
export { type DeployOptions, deploy } from './deploy';
export type { Outputs } from './live';
export type { ClusterOptions, DeployedObject, TreeOptions } from './options';
export { clusterProvider } from './provider';
export { token } from './token';

// an error with this mark is printed by its message alone, without the stack
Object.defineProperty(KubewrightError.prototype, '__pulumiRunError', { value: true });
