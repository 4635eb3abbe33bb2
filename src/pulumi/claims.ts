import { identityOf, type Manifest } from '../synthesis';
import type { FormerState } from './former';
import { isNotAwaited } from './inputs';
import type { KnownObjects } from './known-objects';
import type { StorageClasses } from './storage-classes';

/**
 * The claims whose binding is not awaited: those of a class that binds a claim with its first consumer. The provider
 * waits until it has seen such a claim pending; it misses that moment where a volume is there at once, and for a claim
 * that is taken over it is long past. A workload that uses the claim is awaited anyway.
 *
 * What was decided when the claim was made holds on, or the object would change once more.
 * @param readClasses where they are not all known, no claim of an unknown one is awaited
 */
export async function claimsNotAwaited(
  manifests: readonly Manifest[],
  former: FormerState,
  known: KnownObjects,
  readClasses: () => Promise<StorageClasses>,
): Promise<Set<Manifest>> {
  const claims = manifests.filter(({ object }) => isClaim(identityOf(object)));
  const formerOf = ({ object }: Manifest) => former.objects.get(known.keyOf(object) ?? '')?.object;
  const areNew = claims.some(claim => formerOf(claim) === undefined);
  const classes = areNew ? await readClasses() : undefined;
  return new Set(
    claims.filter(claim => {
      const before = formerOf(claim);
      if (before) return isNotAwaited(before);
      const spec = (claim.object.spec ?? {}) as { storageClassName?: string };
      const name = spec.storageClassName ?? classes?.defaultClass;
      return name !== '' && classes?.bindingModes.get(name ?? '') !== 'Immediate';
    }),
  );
}

function isClaim({ group, kind }: { readonly group: string; readonly kind: string }): boolean {
  return group === '' && kind === 'PersistentVolumeClaim';
}
