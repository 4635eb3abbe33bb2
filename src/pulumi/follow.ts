import { KubewrightError } from '../error';
import { identityOf, type Manifest } from '../synthesis';
import { type FormerState, nameOf } from './former';
import type { KnownObjects } from './known-objects';

/**
 * For each object that has another path now, the URN by which the state knows it: without it the engine would make the
 * object as a new one, and then delete it as the old one.
 * @param pathOf the name of a manifest's resource
 * @throws KubewrightError KW4011 for objects that changed places: what is deleted as one would be what was made as another
 */
export function movedFrom(
  manifests: readonly Manifest[],
  former: FormerState,
  known: KnownObjects,
  pathOf: (manifest: Manifest) => string,
): Map<Manifest, string> {
  const paths = new Set(manifests.map(pathOf));
  const moved = new Map<Manifest, string>();
  const errors: KubewrightError[] = [];
  for (const manifest of manifests) {
    const key = known.keyOf(manifest.object);
    const before = key === undefined ? undefined : former.objects.get(key);
    const path = pathOf(manifest);
    if (!before || nameOf(before.urn) === path) continue;
    const formerPath = nameOf(before.urn);
    if (!former.byName.has(path) && !paths.has(formerPath)) moved.set(manifest, before.urn);
    else errors.push(changedPlaces(manifest, path, formerPath));
  }
  if (errors.length > 0) throw KubewrightError.all(errors);
  return moved;
}

function changedPlaces({ object }: Manifest, path: string, formerPath: string): KubewrightError {
  const { kind, name } = identityOf(object);
  return new KubewrightError({
    code: 'KW4011',
    place: path,
    problem: `makes the ${kind} "${name}", which ${formerPath} made before; one of the two paths stood, or stands, for another object, and the engine would delete one of them`,
    remedy: `give constructs ids that do not depend on their place in a list, and let "${name}" keep the path ${formerPath}`,
  });
}
