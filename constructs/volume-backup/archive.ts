import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { derived, isDeferred } from '../../src/values';
import type { Checks } from '../common/checks';
import { images } from '../common/images';
import { type ClaimReference, checkStorage, type DataVolume, resolveStorage } from '../common/storage';
import { archiveScript, unpackScript } from './archive-script';
import type { Method, MethodDefaults } from './method';
import type { ArchiveTarget } from './props';

export const archiveDefaults: MethodDefaults = {
  // busybox's tar, as in the alpine images, gives up on a file that shrinks, and tells a vanished file from an
  // unreadable one by nothing
  image: images.debian,
  resources: { cpuRequest: '50m', memoryRequest: '64Mi', memoryLimit: '256Mi' },
};

const DEFAULT_DAYS = 7;

export function checkArchive(checks: Checks, to: ArchiveTarget, source: ClaimReference | undefined, scope: Construct) {
  checks.integer('to.retentionDays', to.retentionDays, 1, 36500);
  checkStorage(checks, 'to.storage', to.storage, scope);
  if (isDeferred(to.storage) || typeof to.storage !== 'object' || to.storage === null) return;
  const storage = resolveStorage(to.storage);
  if (storage.type === 'none') {
    checks.fail('KW2012', 'to.storage is { type: "none" }, which keeps nothing', 'use storage that outlives the job');
  }
  if (storage.type !== 'existingClaim') return;
  const { claimName } = storage;
  if (claimName !== undefined && claimName === source?.claimName) {
    checks.fail(
      'KW2012',
      `to.storage is the claim ${claimName}, the source itself`,
      'keep the backups on another claim',
    );
  }
}

/** Archives on a claim: no network is needed. */
export function archives(to: ArchiveTarget, data: DataVolume): Method {
  return {
    backupScript: archiveScript,
    restoreScript: unpackScript,
    env: [{ name: 'RETENTION_DAYS', value: derived(to.retentionDays ?? DEFAULT_DAYS, String) }],
    volumes: [
      { volume: data.volume('backups'), mountPath: '/backups', keeps: true },
      { volume: { name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('512Mi') } }, mountPath: '/tmp' },
    ],
    connect: () => {},
  };
}
