import type {
  AccessMode,
  ClaimReference,
  ClaimStorage,
  ExistingClaimStorage,
  HostPathStorage,
  NfsStorage,
  NoStorage,
  Storage,
  StorageClassReference,
} from './types';

/** {@link Storage} with a type for each form. */
export type ResolvedStorage =
  | ClaimStorage
  | (ExistingClaimStorage & { readonly reference?: ClaimReference })
  | HostPathStorage
  | NoStorage
  | ({ readonly type: 'nfs' } & NfsStorage['nfs']);

/** Tells the forms of storage apart that carry no type: a class, a claim, an export. */
export function resolveStorage(storage: Storage): ResolvedStorage {
  if ('nfs' in storage) return { ...storage.nfs, type: 'nfs' };
  if ('type' in storage) return storage;
  if ('claimName' in storage) return { type: 'existingClaim', ...claimOf(storage), reference: storage };
  return { type: 'claim', storageClass: storage };
}

function claimOf({ claimName, accessModes }: ClaimReference): Omit<ExistingClaimStorage, 'type'> {
  return { claimName, accessModes };
}

/** Whether a value is a reference to a class. */
export function isStorageClass(storage: object): storage is StorageClassReference {
  return 'storageClassName' in storage && !('type' in storage);
}

/** Whether several pods on several nodes can mount the storage at once. */
export function isShared(storage: Storage): boolean {
  // an unsound value is told of elsewhere
  if (typeof storage !== 'object' || storage === null) return false;
  const known = resolveStorage(storage);
  if (known.type === 'nfs') return true;
  if (known.type !== 'claim' && known.type !== 'existingClaim') return false;
  const modes = known.accessModes ?? (known.type === 'claim' ? known.storageClass?.accessModes : undefined);
  return Array.isArray(modes) && modes.includes('ReadWriteMany');
}

/**
 * How a claim is mounted.
 * @param shares whether pods on several nodes are to share it, now or once there are several
 */
export function accessModesOf({ accessModes, storageClass }: ClaimStorage, shares: boolean): AccessMode[] {
  if (accessModes) return [...accessModes];
  const possible = storageClass?.accessModes;
  if (!possible) return ['ReadWriteOnce'];
  const wanted: AccessMode[] = ['ReadWriteOnce', 'ReadWriteMany', 'ReadWriteOncePod'];
  if (shares) wanted.unshift('ReadWriteMany');
  return [wanted.find(mode => possible.includes(mode)) ?? 'ReadOnlyMany'];
}

/** Name of a claim's class. */
export function classNameOf({ storageClassName, storageClass }: ClaimStorage): string | undefined {
  return storageClass?.storageClassName ?? storageClassName;
}
