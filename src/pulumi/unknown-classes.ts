import { hasToken, identityOf, type JsonObject, type Manifest } from '../synthesis';
import type { StorageClasses } from './storage-classes';

interface ClaimSpec {
  readonly storageClassName?: string;
  readonly volumeName?: string;
}

/** Whether an object is a claim, or makes claims. */
export function hasClaims({ object }: Manifest): boolean {
  return claimSpecsIn(object).length > 0;
}

/**
 * Tells of claims that would wait in vain: of a class that neither the cluster nor the tree has. A volume that somebody
 * makes by hand may be of such a class, so it is no error.
 */
export function unknownClasses(manifests: readonly Manifest[], classes: StorageClasses): string[] {
  if (!classes.areAll) return [];
  const names = [...classes.bindingModes.keys()].join(', ') || 'none';
  return manifests.flatMap(({ path, object }) =>
    claimSpecsIn(object).flatMap(({ storageClassName, volumeName }) => {
      if (storageClassName === '' || volumeName !== undefined || hasToken(storageClassName ?? '')) return [];
      const name = storageClassName ?? classes.defaultClass;
      if (name !== undefined && classes.bindingModes.has(name)) return [];
      const problem =
        name === undefined
          ? 'names no StorageClass, and the cluster has no default one'
          : `is of StorageClass "${name}", which neither the cluster nor the tree has`;
      return `[${path}] a claim ${problem}: it waits until there is one. There are: ${names}`;
    }),
  );
}

/** The claims that an object is, or that it makes. */
function claimSpecsIn(object: JsonObject): readonly ClaimSpec[] {
  const { group, kind } = identityOf(object);
  const spec = (object.spec ?? {}) as ClaimSpec & { readonly volumeClaimTemplates?: readonly { spec?: ClaimSpec }[] };
  if (group === '' && kind === 'PersistentVolumeClaim') return [spec];
  if (group !== 'apps' || kind !== 'StatefulSet') return [];
  return (spec.volumeClaimTemplates ?? []).map(template => template.spec ?? {});
}
