import * as pulumi from '@pulumi/pulumi';
import { ApiObject } from 'cdk8s';
import type { LiveObject, LiveValue } from '../values';
import { resourceOf } from './resource-of';
import type { DeployedTree } from './types';

/** Where each live value stands, there is an output. */
export type Outputs<T> = { [K in keyof T]: T[K] extends LiveValue<infer V> ? pulumi.Output<V> : T[K] };

/** Whether a value is one that only a running cluster can tell. */
export function isLiveValue(value: unknown): value is LiveValue<unknown> {
  const { source, read } = (value ?? {}) as Partial<LiveValue<unknown>>;
  return source instanceof ApiObject && typeof read === 'function';
}

/** The output for a live value of a tree. */
export function liveOutput<T>(value: LiveValue<T>, tree: Promise<DeployedTree>): pulumi.Output<T> {
  const live = tree.then(deployed => {
    const resource = resourceOf(deployed, value.source);
    // the fields of a resource are there once it is registered
    return resource.urn.apply(() => {
      const { metadata, spec, status } = resource as unknown as Record<string, unknown>;
      return pulumi
        .output({ metadata, spec, status })
        .apply(async object => value.read(object as LiveObject, { nodeAddress: await deployed.nodeAddress() }));
    });
  });
  return pulumi.output(live) as pulumi.Output<T>;
}

/** Outputs for all live values among the fields of an object. */
export function withLiveOutputs<T>(fields: T, tree: Promise<DeployedTree>): Outputs<T> {
  const entries = Object.entries(fields ?? {}).map(([key, value]) => [
    key,
    isLiveValue(value) ? liveOutput(value, tree) : value,
  ]);
  return Object.fromEntries(entries) as Outputs<T>;
}
