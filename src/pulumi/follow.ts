import { identityOf, type Manifest } from '../synthesis';
import { type FormerState, identityKey, nameOf } from './former';

/**
 * For each object that has another path now, the URN by which the state knows it: without it the engine would make the
 * object as a new one, and then delete it as the old one.
 * @param pathOf the name of a manifest's resource
 */
export function movedFrom(
  manifests: readonly Manifest[],
  former: FormerState,
  pathOf: (manifest: Manifest) => string,
): Map<Manifest, string> {
  const moved = new Map<Manifest, string>();
  for (const manifest of manifests) {
    const known = former.objects.get(identityKey(identityOf(manifest.object)));
    if (known && nameOf(known.urn) !== pathOf(manifest)) moved.set(manifest, known.urn);
  }
  return moved;
}
