import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { quantity } from '../parts';
import { accessModesOf, classNameOf } from './resolved';
import type { ClaimStorage, VolumeMode } from './types';

/** What a claim is made of beside its storage. */
export interface ClaimOptions {
  /** Size where the storage names none. */
  readonly size: string;
  /**
   * Whether pods on several nodes share it, now or once there are several.
   * @default false
   */
  readonly shares?: boolean;
  readonly volumeMode?: VolumeMode;
}

/** The spec of a claim, of its own or in the template of a StatefulSet. */
export function claimSpec(storage: ClaimStorage, options: ClaimOptions): k8s.PersistentVolumeClaimSpec {
  return {
    accessModes: accessModesOf(storage, options.shares ?? false),
    volumeMode: options.volumeMode,
    storageClassName: classNameOf(storage),
    resources: { requests: { storage: quantity(storage.size ?? storage.initialSize ?? options.size) } },
  };
}

/**
 * Lets a construct come after the class of its claims, where that is one of ours, with what provides its volumes: so
 * the claims are gone before who has to clean up after them.
 */
export function followClass(construct: IConstruct, { storageClass }: ClaimStorage): void {
  if (Construct.isConstruct(storageClass)) construct.node.addDependency(storageClass);
}
