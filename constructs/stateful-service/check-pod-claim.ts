import type { IConstruct } from 'constructs';
import { isDeferred } from '../../src/values';
import type { Checks } from '../common/checks';
import { checkStorage, checkVolumeMode, resolveStorage, type Storage } from '../common/storage';
import { checkMountPath } from './check-container';
import type { PodClaim } from './props';

/** What claims are looked at beside. */
export interface PodClaimContext {
  /** What is mounted already, by path. */
  readonly paths: Map<string, string>;
  readonly scope: IConstruct;
  readonly replicas?: number;
  /** Names that other volumes have. */
  readonly reserved: readonly string[];
}

/** Looks at a claim that each pod has one of. */
export function checkPodClaim(checks: Checks, name: string, claim: PodClaim, context: PodClaimContext): void {
  const prop = `claims.${name}`;
  checks.known(prop, claim, 'its fields may be known later').dnsLabel('claims name', name);
  if (isDeferred(claim)) return;
  if (context.reserved.includes(name)) {
    checks.fail('KW2012', `${prop} has the name of another volume of the pods`, 'choose another name');
  }
  const { mountPath, storage, size, volumeMode = 'Filesystem' } = Object(claim) as PodClaim;
  checkMountPath(checks, `${prop}.mountPath`, mountPath, context.paths);
  checks.quantity(`${prop}.size`, size);
  if (storage === undefined) {
    checkVolumeMode(checks, `${prop}.volumeMode`, volumeMode);
    return;
  }
  const use = { size: size ?? '10Gi', volumeMode };
  checkStorage(checks, `${prop}.storage`, ofSize(storage, size), context.scope, use);
  if (typeof storage === 'object' && storage !== null && !isDeferred(storage)) {
    checkIsTemplate(checks, prop, storage, context.replicas);
  }
}

/** A claim with the size that stands beside it. */
function ofSize(storage: Storage, size: string | undefined): Storage {
  if (typeof storage !== 'object' || !('type' in storage) || storage.type !== 'claim') return storage;
  return { ...storage, size: storage.size ?? size };
}

/** Each pod has a claim of its own, and none can be one that is there already. */
function checkIsTemplate(checks: Checks, prop: string, storage: Storage, replicas?: number): void {
  const known = resolveStorage(storage);
  if (known.type !== 'claim') {
    checks.fail(
      'KW2012',
      `${prop}.storage is one place, but each pod has a claim of its own`,
      "use a StorageClass, or { type: 'claim' }",
    );
  } else if (known.initialSize !== undefined) {
    checks
      .known(`${prop}.storage.initialSize`, known.initialSize)
      .known('replicas', replicas, 'claims that have grown are objects of their own, one for each pod');
  }
}
