import { identityOf, type Manifest } from '../synthesis';

/**
 * The objects that hold data: claims and volumes, and the namespaces with claims in them, since the deletion of a
 * namespace deletes all that is in it. Claims that a StatefulSet makes from its templates count, too.
 */
export function holdingData(manifests: readonly Manifest[]): Set<Manifest> {
  const namespaces = new Set<string>();
  for (const { object } of manifests) {
    if (isClaim(object) || makesClaims(object)) namespaces.add(identityOf(object).namespace);
  }
  return new Set(
    manifests.filter(({ object }) => {
      const { group, kind, name } = identityOf(object);
      if (group !== '') return false;
      return isClaim(object) || kind === 'PersistentVolume' || (kind === 'Namespace' && namespaces.has(name));
    }),
  );
}

function isClaim(object: Manifest['object']): boolean {
  const { group, kind } = identityOf(object);
  return group === '' && kind === 'PersistentVolumeClaim';
}

function makesClaims(object: Manifest['object']): boolean {
  const { group, kind } = identityOf(object);
  const spec = object.spec as { volumeClaimTemplates?: unknown } | null | undefined;
  return group === 'apps' && kind === 'StatefulSet' && Array.isArray(spec?.volumeClaimTemplates);
}
