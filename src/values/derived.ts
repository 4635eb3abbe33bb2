import { Lazy } from 'cdk8s';
import { isOutput } from './output';

/**
 * Calculates something from values of which some may be known later (a `Lazy`, an `Output` of Pulumi), at any depth of
 * plain objects and arrays. Where all are known, the result is there at once; else it is known later too, and passes as
 * what it will be.
 * @param given what is calculated from
 * @param calculate is called once all is known
 */
export function derived<T, R>(given: T, calculate: (known: T) => R): R {
  // an output can't hold a lazy value, but a lazy value may hold an output
  const open = firstOpen(given, isLazy, []) ?? firstOpen(given, isOutput, []);
  if (!open) return calculate(given);
  const proceed = (value: unknown) => derived(replaced(given, open.path, value) as T, calculate);
  if (isOutput(open.value)) return open.value.apply(proceed) as R;
  const lazy = open.value as Lazy;
  return Lazy.any({ produce: () => proceed(lazy.produce()) }) as R;
}

/** Whether a value is known later. */
export function isDeferred(value: unknown): boolean {
  return isLazy(value) || isOutput(value);
}

function isLazy(value: unknown): value is Lazy {
  return value instanceof Lazy;
}

interface Open {
  readonly path: readonly string[];
  readonly value: unknown;
}

function firstOpen(value: unknown, isOpen: (value: unknown) => boolean, path: readonly string[]): Open | undefined {
  if (isOpen(value)) return { path, value };
  if (!isPlain(value)) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const open = firstOpen(item, isOpen, [...path, key]);
    if (open) return open;
  }
  return undefined;
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === key ? replaced(item, rest, by) : item));
  const object = value as Record<string, unknown>;
  return { ...object, [key]: replaced(object[key], rest, by) };
}

function isPlain(value: unknown): value is object {
  if (Array.isArray(value)) return true;
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
