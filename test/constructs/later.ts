import { Lazy } from 'cdk8s';
import { OutputTokens, withOutputs } from '../../src/synthesis';
import { isOutput, type Output } from '../../src/values';
import { type KubeObject, objectsOf, type Program, untyped } from './support';

/** A value that cdk8s asks for when it synthesizes. */
export function lazy<T>(value: T): T {
  return untyped<T>(Lazy.any({ produce: () => value }));
}

class FakeOutput {
  public readonly __pulumiOutput = true;

  public constructor(public readonly inner: unknown) {}

  public apply(func: (value: unknown) => unknown): Output {
    const result = func(this.inner);
    return isOutput(result) ? result : output<Output>(result);
  }

  public toString(): string {
    return 'Calling [toString] on an [Output<T>] is not supported.';
  }

  public toJSON(): string {
    return 'Calling [toJSON] on an [Output<T>] is not supported.';
  }
}

/** Behaves as an output of Pulumi does: any property of it is an output again, and its text is a complaint. */
export function output<T>(value: unknown): T {
  const get = (target: FakeOutput, property: string | symbol): unknown => {
    if (property in target || typeof property === 'symbol') return Reflect.get(target, property);
    return output((target.inner as Record<string, unknown> | undefined)?.[property]);
  };
  return untyped<T>(new Proxy(new FakeOutput(value), { get }));
}

/** What an output will be. */
export function inTheEnd(value: unknown): unknown {
  return (value as FakeOutput).inner;
}

/** The objects of a program whose values are outputs, with their values in the end. */
export function deployed(program: Program): KubeObject[] {
  const tokens = new OutputTokens();
  const objects = withOutputs(tokens, () => objectsOf(program));
  const known = (value: unknown): unknown => {
    if (typeof value === 'string') {
      const pieces = tokens.split(value).map(piece => (isOutput(piece) ? inTheEnd(piece) : piece));
      const full = pieces.filter(piece => piece !== '');
      return full.length === 1 ? full[0] : pieces.join('');
    }
    if (Array.isArray(value)) return value.map(known);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, item]) => [key, known(item)]);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  };
  return untyped<KubeObject[]>(known(objects));
}

type Path = readonly string[];

/** Where text and numbers stand in props, but for what has to be known. */
export function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string' || typeof value === 'number') return FIXED.test(path.join('.')) ? [] : [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]));
}

const FIXED = /^name$|(^|\.)type$|accessModes/;

/** Props with other values at some paths. */
export function withLater<T>(props: T, paths: readonly Path[], later: (value: unknown) => unknown): T {
  const at = new Set(paths.map(path => path.join('\0')));
  const walk = (value: unknown, path: Path): unknown => {
    if (at.has(path.join('\0'))) return later(value);
    if (Array.isArray(value)) return value.map((item, i) => walk(item, [...path, String(i)]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]));
  };
  return untyped<T>(walk(props, []));
}
