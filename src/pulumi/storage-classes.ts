import { identityOf, type JsonObject, type Manifest } from '../synthesis';
import type { Kubectl } from './kubectl';

/** The classes in the cluster and in the tree. */
export interface StorageClasses {
  /** When volumes are bound, by class. */
  readonly bindingModes: ReadonlyMap<string, string>;
  /** Name of the default class. */
  readonly defaultClass?: string;
  /** Whether the cluster's classes are among them. */
  readonly areAll: boolean;
}

/** @param kubectl none where it is not known how to get into the cluster */
export async function readStorageClasses(
  manifests: readonly Manifest[],
  kubectl: Kubectl | undefined,
): Promise<StorageClasses> {
  // not everybody may read classes
  const live = await kubectl?.json<{ items: JsonObject[] }>(['get', 'storageclasses']).catch(() => undefined);
  const own = manifests.map(({ object }) => object).filter(isStorageClass);
  const bindingModes = new Map<string, string>();
  let defaultClass: string | undefined;
  for (const object of [...(live?.items ?? []), ...own]) {
    const { name } = identityOf(object);
    bindingModes.set(name, typeof object.volumeBindingMode === 'string' ? object.volumeBindingMode : 'Immediate');
    if (isDefault(object)) defaultClass = name;
  }
  return { bindingModes, defaultClass, areAll: live !== undefined };
}

function isStorageClass(object: JsonObject): boolean {
  const { group, kind } = identityOf(object);
  return group === 'storage.k8s.io' && kind === 'StorageClass';
}

function isDefault(object: JsonObject): boolean {
  const { annotations } = (object.metadata ?? {}) as { annotations?: Record<string, unknown> };
  return annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
}
