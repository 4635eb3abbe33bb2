import type { ApiObject } from 'cdk8s';

/** An object as the cluster has it. */
export type LiveObject = Readonly<Record<string, unknown>>;

/** What is known of a cluster beside its objects. */
export interface ClusterFacts {
  /** An address of a node, at which NodePorts answer. */
  readonly nodeAddress?: string;
}

/**
 * Something that only a running cluster can tell, such as a port that it picked. `kubewright/pulumi` makes an output of
 * it; manifests hold nothing of it.
 */
export interface LiveValue<T> {
  /** The object that the cluster fills in. */
  readonly source: ApiObject;
  /** Takes the value from the object as the cluster has it; `undefined` where it is not there. */
  read(live: LiveObject, cluster: ClusterFacts): T | undefined;
}
