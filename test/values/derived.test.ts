import * as pulumi from '@pulumi/pulumi';
import { Lazy } from 'cdk8s';
import * as fc from 'fast-check';
import { derived, isDeferred, isOutput } from '../../src/values';
import { inTheEnd, lazy, output } from '../constructs/later';
import { thrownBy } from '../support/thrown';

/** What a value comes to, however late. */
function known(value: unknown): unknown {
  if (value instanceof Lazy) return known(value.produce());
  if (isOutput(value)) return known(inTheEnd(value));
  if (Array.isArray(value)) return value.map(known);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, known(item)]));
}

const sum = ({ a, b }: { a: number; b: number }) => a + b;

describe('derived', () => {
  it('is there at once where all is known', () => {
    expect(derived({ a: 1, b: 2 }, sum)).toBe(3);
    expect(derived('x', x => `${x}y`)).toBe('xy');
    expect(derived(undefined, x => x ?? 'none')).toBe('none');
    expect(derived(null, x => x)).toBeNull();
  });

  it.each<[string, { a: number; b: number }]>([
    ['one lazy value', { a: lazy(1), b: 2 }],
    ['two', { a: lazy(1), b: lazy(2) }],
    ['one lazy and one output', { a: lazy(1), b: output(2) }],
    ['one output and one lazy', { a: output(1), b: lazy(2) }],
    ['two outputs', { a: output(1), b: output(2) }],
    ['an output in a lazy value', { a: lazy(output(1)), b: lazy(lazy(2)) }],
    ['all of it', lazy({ a: lazy(1), b: output(2) })],
    ['all of it in an output', output({ a: 1, b: 2 })],
  ])('is known later with %s', (_, given) => {
    const calculate = jest.fn(sum);
    const result = derived(given, calculate);
    expect(isDeferred(result)).toBe(true);
    expect(known(result)).toBe(3);
    for (const [seen] of calculate.mock.calls) expect(seen).toEqual({ a: 1, b: 2 });
  });

  it('calculates no lazy value before it is asked', () => {
    const produce = jest.fn(() => 1);
    const result = derived({ a: Lazy.any({ produce }) as unknown as number, b: 2 }, sum);
    expect(produce).not.toHaveBeenCalled();
    expect(known(result)).toBe(3);
  });

  it('asks a lazy value anew each time, since the tree may have changed', () => {
    let a = 1;
    const result = derived({ a: Lazy.any({ produce: () => a }) as unknown as number, b: 2 }, sum);
    expect(known(result)).toBe(3);
    a = 5;
    expect(known(result)).toBe(7);
  });

  it('looks at any depth of plain objects and lists, and is the same as without', () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    const later = (value: unknown, pick: () => number): unknown => {
      const inner = Array.isArray(value)
        ? value.map(item => later(item, pick))
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, later(item, pick)]))
          : value;
      const choice = pick();
      // an output can't hold a lazy value
      if (choice === 1) return lazy(inner);
      return choice === 2 ? output(value) : inner;
    };
    fc.assert(
      fc.property(json, fc.infiniteStream(fc.constantFrom(0, 0, 1, 2)), (given, picks) => {
        const plain = JSON.parse(JSON.stringify(given)) as unknown;
        const value = later(plain, () => picks.next().value as number);
        expect(known(derived(value, seen => JSON.stringify(seen)))).toBe(JSON.stringify(plain));
      }),
      { numRuns: 150 },
    );
  });

  it('leaves other objects as they are', () => {
    class Own {
      public readonly later = lazy('x');
    }
    const own = new Own();
    expect(derived({ own }, given => given.own)).toBe(own);
  });

  it('does not change what it is given', () => {
    const given = Object.freeze({ list: Object.freeze([lazy(1), 2]), other: Object.freeze({ a: 1 }) });
    expect(known(derived(given, seen => seen))).toEqual({ list: [1, 2], other: { a: 1 } });
    expect(given.list[0]).toBeInstanceOf(Lazy);
  });

  it('may give something that is known later still', () => {
    expect(known(derived(lazy(1), a => lazy(a + 1)))).toBe(2);
    expect(known(derived(output<number>(1), a => output<number>(a + 1)))).toBe(2);
  });

  it('throws where it is calculated', () => {
    const fail = () => {
      throw new Error('bad');
    };
    expect(() => derived(1, fail)).toThrow('bad');
    const later = derived(lazy(1), fail);
    expect(thrownBy(() => known(later))).toEqual(new Error('bad'));
  });
});

describe('with outputs of Pulumi', () => {
  const wait = <T>(value: T) =>
    new Promise(resolve => {
      (value as unknown as pulumi.Output<T>).apply(resolve);
    });

  it('gives an output', async () => {
    const result = derived({ a: pulumi.output(1) as never, b: lazy(2) }, sum);
    expect(result).toBeInstanceOf(Lazy);
    expect(await wait((result as unknown as Lazy).produce())).toBe(3);
  });

  it('keeps a secret', async () => {
    const result = derived({ a: pulumi.secret(1) as never, b: pulumi.output(2) as never }, sum);
    expect(await pulumi.isSecret(result as never)).toBe(true);
    expect(await wait(result)).toBe(3);
    expect(await pulumi.isSecret(derived({ a: pulumi.output(1) as never, b: 2 }, sum) as never)).toBe(false);
  });
});

describe('what is known later', () => {
  it('is told from what is known', () => {
    for (const later of [lazy(1), output(1), pulumi.output(1), Lazy.any({ produce: () => 1 })]) {
      expect(isDeferred(later)).toBe(true);
    }
    const others = [
      undefined,
      null,
      0,
      '',
      'x',
      {},
      [],
      [lazy(1)],
      { produce: () => 1 },
      { __pulumiOutput: 1 },
      () => 1,
    ];
    for (const other of others) expect([other, isDeferred(other)]).toEqual([other, false]);
  });

  it('is an output by its mark alone', () => {
    expect(isOutput({ __pulumiOutput: true })).toBe(true);
    expect(isOutput(lazy(1))).toBe(false);
    expect(isOutput(Promise.resolve(1))).toBe(false);
  });
});
