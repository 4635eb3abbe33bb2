import { identityOf, type JsonObject, type Manifest } from '../synthesis';
import type { FormerState } from './former';
import { isNotAwaited } from './inputs';
import type { KnownObjects } from './known-objects';
import type { Kubectl } from './kubectl';

/**
 * The claims whose binding is not awaited: those of a class that binds a claim with its first consumer. The provider
 * waits until it has seen such a claim pending; it misses that moment where a volume is there at once, and for a claim
 * that is taken over it is long past. A workload that uses the claim is awaited anyway.
 *
 * What was decided when the claim was made holds on, or the object would change once more.
 * @param kubectl none where it is not known how to get into the cluster; no claim is awaited then
 */
export async function claimsNotAwaited(
  manifests: readonly Manifest[],
  former: FormerState,
  known: KnownObjects,
  kubectl: Kubectl | undefined,
): Promise<Set<Manifest>> {
  const claims = manifests.filter(({ object }) => isOf(object, '', 'PersistentVolumeClaim'));
  const formerOf = ({ object }: Manifest) => former.objects.get(known.keyOf(object) ?? '')?.object;
  const areNew = claims.some(claim => formerOf(claim) === undefined);
  const modes = areNew ? await bindingModes(manifests, kubectl) : new Map<string, string>();
  return new Set(
    claims.filter(claim => {
      const before = formerOf(claim);
      if (before) return isNotAwaited(before);
      const { storageClassName = DEFAULT } = (claim.object.spec ?? {}) as { storageClassName?: string };
      return storageClassName !== '' && modes.get(storageClassName) !== 'Immediate';
    }),
  );
}

/** What stands for the name of the default class; no class can be called so. */
const DEFAULT = '*';

/** When volumes are bound, for the classes in the cluster and in the tree. */
async function bindingModes(
  manifests: readonly Manifest[],
  kubectl: Kubectl | undefined,
): Promise<ReadonlyMap<string, string>> {
  // who may not read classes awaits no claims
  const live = await kubectl?.json<{ items: JsonObject[] }>(['get', 'storageclasses']).catch(() => undefined);
  const own = manifests.map(({ object }) => object).filter(object => isOf(object, 'storage.k8s.io', 'StorageClass'));
  const modes = new Map<string, string>();
  for (const object of [...(live?.items ?? []), ...own]) {
    const mode = typeof object.volumeBindingMode === 'string' ? object.volumeBindingMode : 'Immediate';
    modes.set(identityOf(object).name, mode);
    if (isDefault(object)) modes.set(DEFAULT, mode);
  }
  return modes;
}

function isDefault(object: JsonObject): boolean {
  const { annotations } = (object.metadata ?? {}) as { annotations?: Record<string, unknown> };
  return annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
}

function isOf(object: JsonObject, group: string, kind: string): boolean {
  const identity = identityOf(object);
  return identity.group === group && identity.kind === kind;
}
