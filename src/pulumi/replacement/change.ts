import { identityOf, type JsonObject } from '../../synthesis';
import { type Difference, differences } from './compare';
import { fieldsFor } from './fields';
import { readable, valueAt } from './values';

/** An object that is to be replaced. */
export interface Change {
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly differences: readonly Difference[];
}

/** What comes of the replacement of an object. */
export interface Outcome {
  /** What happens, as one sentence without the final stop. */
  readonly effect: string;
  /** @default false */
  readonly losesData?: boolean;
  /**
   * How to get there without, as one sentence without the final stop.
   * @default - the change is taken back
   */
  readonly remedy?: string;
}

/** The change of an object, where it leads to a replacement. */
export function changeOf(before: JsonObject, after: JsonObject): Change | undefined {
  const kind = differences(before, after, 'kind');
  const found =
    kind.length > 0
      ? kind
      : fieldsFor(before, after).flatMap(field => {
          if (field.isRefused?.(valueAt(before, field.path), valueAt(after, field.path)) === false) return [];
          return differences(before, after, field.path, new Set(field.except));
        });
  return found.length === 0 ? undefined : { before, after, differences: found };
}

/** Whether a field, or something in it, is another one now. */
export function isChanged({ differences }: Change, path: string): boolean {
  return differences.some(({ path: at }) => at === path || at.startsWith(`${path}.`) || at.startsWith(`${path}[`));
}

/** Whether it is another object now, with a name of its own. */
export function isMoved(change: Change): boolean {
  return isChanged(change, 'kind') || isChanged(change, 'metadata');
}

/** What an object is called in a text: `StatefulSet wordpress/blog-mariadb`. */
export function labelOf(object: JsonObject): string {
  const { kind, namespace, name } = identityOf(object);
  const place = [namespace, name].filter(Boolean).join('/');
  return readable([kind || 'object', place].filter(Boolean).join(' '));
}
