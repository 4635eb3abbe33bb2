import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { type ClaimStorage, resolveStorage, type Storage } from '../common/storage';
import type { StatefulServiceProps } from './props';

/** Volumes among the mounts that are constructs. */
export function mountedConstructs({ mounts, initContainers = [], sidecars = [] }: StatefulServiceProps): Construct[] {
  const all = [mounts, ...[...initContainers, ...sidecars].map(container => container.mounts)];
  const volumes: unknown[] = all.flatMap(own => Object.values(own ?? {}).map(mount => mount.volume));
  return volumes.filter(volume => Construct.isConstruct(volume)) as Construct[];
}

/** The storage of claims that each pod has one of; anything else was refused. */
export function claimStorage(storage: Storage | undefined, size?: string): ClaimStorage {
  const known = storage && resolveStorage(storage);
  const claim: ClaimStorage = known?.type === 'claim' ? known : { type: 'claim' };
  return { ...claim, size: claim.size ?? size };
}

export function updateStrategy({
  updateStrategy: given,
}: StatefulServiceProps): k8s.StatefulSetUpdateStrategy | undefined {
  if (!given) return undefined;
  const { type = 'RollingUpdate', partition } = given;
  return { type, rollingUpdate: partition === undefined ? undefined : { partition } };
}

export function retention({
  claimRetention: given,
}: StatefulServiceProps): k8s.StatefulSetPersistentVolumeClaimRetentionPolicy | undefined {
  if (!given) return undefined;
  return { whenDeleted: given.whenDeleted ?? 'Retain', whenScaled: given.whenScaled ?? 'Retain' };
}
