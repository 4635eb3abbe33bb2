import type { JsonObject, JsonValue } from '../../synthesis';
import { defaultOf } from './defaults';
import { compareQuantities } from './quantity';
import { fieldOf, isAbsent, isObject, isUnknown } from './values';

/** A value that is another one now. */
export interface Difference {
  /** Where it is, as `spec.containers[0].image`. */
  readonly path: string;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

interface Place {
  readonly path: string;
  /** Names of the fields from the object down, without indices. */
  readonly names: readonly string[];
  /** The objects that the field is in, where it is in objects. */
  readonly in: { readonly before?: JsonObject; readonly after?: JsonObject };
}

/**
 * The innermost values below a field that the API server would find changed.
 * @param field dotted path of the field
 * @param except dotted paths, without indices, that are not looked at
 */
export function differences(
  before: JsonObject,
  after: JsonObject,
  field: string,
  except: ReadonlySet<string> = new Set(),
): Difference[] {
  const keys = field.split('.');
  const last = keys.pop()!;
  let [from, to]: unknown[] = [before, after];
  for (const key of keys) {
    [from, to] = [fieldOf(from, key), fieldOf(to, key)];
    // what is in a thing that is not known yet is not known either
    if (isUnknown(from) || isUnknown(to)) return [];
  }
  return compareField(from, to, last, { path: keys.join('.'), names: keys, in: {} }, except);
}

function compareField(
  before: unknown,
  after: unknown,
  key: string,
  at: Place,
  except: ReadonlySet<string>,
): Difference[] {
  const names = [...at.names, key];
  if (except.has(names.join('.'))) return [];
  const place: Place = {
    path: at.path === '' ? key : `${at.path}.${key}`,
    names,
    in: { before: isObject(before) ? before : undefined, after: isObject(after) ? after : undefined },
  };
  return compare(fieldOf(before, key), fieldOf(after, key), place, except);
}

function compare(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  at: Place,
  except: ReadonlySet<string>,
): Difference[] {
  const from = isAbsent(before) ? defaultOf(at.names, at.in.before) : before;
  const to = isAbsent(after) ? defaultOf(at.names, at.in.after) : after;
  if (isUnknown(from) || isUnknown(to)) return [];
  const whole = { path: at.path, before: from === '' ? before : from, after: to === '' ? after : to };
  const inner = compareInner(from, to, at, except);
  if (!inner) return isEqual(from, to, at) ? [] : [whole];
  // what is wholly new or gone is one difference, though it has many parts
  return inner.length > 1 && (from === undefined || to === undefined) ? [whole] : inner;
}

/** Compares the parts of two values; `undefined` where they have none in common. */
function compareInner(
  from: JsonValue | undefined,
  to: JsonValue | undefined,
  at: Place,
  except: ReadonlySet<string>,
): Difference[] | undefined {
  const either = from ?? to;
  if (Array.isArray(either) && (from === undefined || Array.isArray(from)) && (to === undefined || Array.isArray(to))) {
    const length = Math.max(from?.length ?? 0, to?.length ?? 0);
    const item = (i: number) => ({ path: `${at.path}[${i}]`, names: at.names, in: {} });
    return Array.from({ length }, (_, i) => compare(from?.[i], to?.[i], item(i), except)).flat();
  }
  if (isObject(either) && (from === undefined || isObject(from)) && (to === undefined || isObject(to))) {
    const keys = new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})]);
    return [...keys].filter(key => !isInternal(key, to)).flatMap(key => compareField(from, to, key, at, except));
  }
  return undefined;
}

/** Whether a key is one that the provider has added, or one that is not known yet. */
function isInternal(key: string, after: JsonObject | undefined): boolean {
  return key.includes('\0') || (key.startsWith('__') && fieldOf(after, key) === undefined);
}

function isEqual(from: JsonValue | undefined, to: JsonValue | undefined, { names }: Place): boolean {
  if (Object.is(from, to) || (from === undefined && to === undefined)) return true;
  const holder = names.at(-2);
  return (holder === 'requests' || holder === 'limits') && compareQuantities(from, to) === 0;
}
