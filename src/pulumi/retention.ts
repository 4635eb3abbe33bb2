import { identityOf, type Manifest } from '../synthesis';

const HOLDING_DATA = new Set(['PersistentVolumeClaim', 'PersistentVolume', 'Namespace']);

/**
 * The objects that hold data: claims and volumes, and namespaces, since the deletion of a namespace deletes all that is
 * in it: claims that were kept, that a StatefulSet made, or that another tree or somebody else made.
 */
export function holdingData(manifests: readonly Manifest[]): Set<Manifest> {
  return new Set(
    manifests.filter(({ object }) => {
      const { group, kind } = identityOf(object);
      return group === '' && HOLDING_DATA.has(kind);
    }),
  );
}
