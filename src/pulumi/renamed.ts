import { nameOf } from './former';
import { CONSTRUCT } from './types';

/** The path that a construct had before it, or one above it, was renamed; `undefined` where nothing was. */
export function formerPath(path: string, renamed: Readonly<Record<string, string>> = {}): string | undefined {
  const above = Object.keys(renamed).filter(now => path === now || path.startsWith(`${now}/`));
  const nearest = above.sort((a, b) => b.length - a.length)[0];
  return nearest === undefined ? undefined : renamed[nearest] + path.slice(nearest.length);
}

/**
 * The URN of a resource in a tree. It names the types of all components above it.
 * @param rootUrn URN of the component that the tree hangs from
 * @param components how many components are between the root and the resource
 * @param type type of the resource
 * @param name its name
 */
export function urnInTree(rootUrn: string, components: number, type: string, name: string): string {
  const start = rootUrn.slice(0, -nameOf(rootUrn).length - 2);
  return `${start}${`$${CONSTRUCT}`.repeat(components)}$${type}::${name}`;
}
