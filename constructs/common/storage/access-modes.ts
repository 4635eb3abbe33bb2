import { isDeferred } from '../../../src/values';
import type { Checks } from '../checks';
import type { AccessMode, StorageClassReference, VolumeMode } from './types';

const ACCESS_MODES: readonly unknown[] = ['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany'];

/** A sort of storage, and what it can do. */
export interface Backend {
  /** What it is called in an error. */
  readonly name: string;
  readonly accessModes: readonly AccessMode[];
  readonly volumeModes: readonly VolumeMode[];
}

/** Volumes that Kubernetes mounts from an NFS server by itself; `ReadWriteOncePod` is for CSI drivers only. */
export const NFS: Backend = {
  name: 'an NFS export',
  accessModes: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany'],
  volumeModes: ['Filesystem'],
};

/** A folder or a device of one node, as a `local` volume. */
export const LOCAL: Backend = {
  name: 'a place on one node',
  accessModes: ['ReadWriteOnce'],
  volumeModes: ['Filesystem', 'Block'],
};

/** What a class is known to do. */
export function backendOf({ storageClassName, accessModes, volumeModes }: StorageClassReference): Backend {
  return {
    name: `StorageClass ${storageClassName}`,
    accessModes,
    volumeModes: volumeModes ?? ['Filesystem'],
  };
}

/** KW2012, KW2014, KW2016: a list of access modes that a backend can do. */
export function checkAccessModes(checks: Checks, prop: string, accessModes: unknown, backend?: Backend): void {
  const open = [accessModes].flat().find(isDeferred);
  if (open !== undefined) {
    checks.known(prop, open);
    return;
  }
  if (accessModes === undefined) return;
  if (!isList(accessModes)) {
    checks.fail('KW2012', `${prop} is ${JSON.stringify(accessModes)}`, `use a list of ${ACCESS_MODES.join(', ')}`);
    return;
  }
  const impossible = accessModes.filter(mode => backend && !backend.accessModes.includes(mode));
  if (impossible.length > 0) {
    checks.fail(
      'KW2016',
      `${prop} asks for ${impossible.join(' and ')}, which ${backend!.name} can't do`,
      `use ${backend!.accessModes.join(' or ')}, or other storage`,
    );
  }
}

function isList(modes: unknown): modes is AccessMode[] {
  return Array.isArray(modes) && modes.length > 0 && modes.every(mode => ACCESS_MODES.includes(mode));
}

/** KW2012, KW2014, KW2016: a volume mode that a backend can do. */
export function checkVolumeMode(checks: Checks, prop: string, mode: unknown, backend?: Backend): void {
  checks.known(prop, mode).match(prop, mode, /^(Filesystem|Block)$/, 'Filesystem or Block');
  if ((mode !== 'Block' && mode !== 'Filesystem') || !backend || backend.volumeModes.includes(mode)) return;
  checks.fail(
    'KW2016',
    `${prop} is ${mode}, which ${backend.name} can't do`,
    `use ${backend.volumeModes.join(' or ')}, or other storage`,
  );
}
