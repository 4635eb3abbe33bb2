import { identityOf, type JsonObject, type Manifest } from '../synthesis';
import { labelOf } from './replacement';
import { templateClaims } from './template-claims';

interface StatefulSetSpec {
  readonly replicas?: unknown;
  readonly ordinals?: { readonly start?: unknown };
  readonly persistentVolumeClaimRetentionPolicy?: { readonly whenDeleted?: unknown };
}

/**
 * What stays in the cluster after `pulumi destroy`, as a text for those who deploy it for the first time: the objects
 * that are retained, and the claims that StatefulSets make, of which no engine knows.
 * @param retained the objects that hold data and are kept
 */
export function describeKept(manifests: readonly Manifest[], retained: ReadonlySet<Manifest>): string | undefined {
  const objects = manifests.filter(manifest => retained.has(manifest)).map(({ object }) => labelOf(object));
  const claims = manifests.flatMap(({ object }) =>
    goesWithNamespace(object, manifests, retained) ? [] : claimsMadeBy(object),
  );
  if (objects.length + claims.length === 0) return undefined;
  return [
    'these stay in the cluster, with their data, when they leave the stack or it is destroyed:',
    ...objects.map(label => `  ${label}`),
    ...claims.map(label => `  ${label}`),
  ].join('\n');
}

/** Whether the namespace of an object is deleted, and all in it. */
function goesWithNamespace(
  object: JsonObject,
  manifests: readonly Manifest[],
  retained: ReadonlySet<Manifest>,
): boolean {
  const { namespace } = identityOf(object);
  return manifests.some(manifest => {
    const { group, kind, name } = identityOf(manifest.object);
    return group === '' && kind === 'Namespace' && name === namespace && !retained.has(manifest);
  });
}

function claimsMadeBy(object: JsonObject): string[] {
  const spec = (object.spec ?? {}) as StatefulSetSpec;
  if (spec.persistentVolumeClaimRetentionPolicy?.whenDeleted === 'Delete') return [];
  const first = typeof spec.ordinals?.start === 'number' ? spec.ordinals.start : 0;
  const { replicas = 1 } = spec;
  return templateClaims(object).map(({ namespace, prefix }) => {
    const claim = `${namespace ? `${namespace}/` : ''}${prefix}`;
    if (typeof replicas !== 'number') return `the claims ${claim}… that ${labelOf(object)} makes`;
    const names = Array.from({ length: replicas }, (_, i) => `${claim}${first + i}`);
    const shown = names.length > 6 ? [...names.slice(0, 2), '…', names.at(-1)] : names;
    return `the ${names.length === 1 ? 'claim' : 'claims'} ${shown.join(', ')} that ${labelOf(object)} makes`;
  });
}
