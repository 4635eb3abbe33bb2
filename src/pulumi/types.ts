import type * as pulumi from '@pulumi/pulumi';
import type { Manifest } from '../synthesis';

/** Resources of a deployed tree. */
export interface DeployedTree {
  readonly resources: ReadonlyMap<Manifest, pulumi.CustomResource>;
  /** Tells an address at which NodePorts answer. */
  nodeAddress(): Promise<string | undefined>;
}

/** Types of the components. They are part of every URN, so they never change. */
export const APP = 'kubewright:index:App';
export const TREE = 'kubewright:index:ConstructTree';
export const CONSTRUCT = 'kubewright:index:Construct';

/** Output of a tree's root that holds which objects the stack set out to make. */
export const DEPLOYED = 'objects';
