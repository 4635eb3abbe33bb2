import { Chart, Lazy } from 'cdk8s';
import * as fc from 'fast-check';
import { App } from '../../src';
import { hasToken, OutputTokens, withOutputs } from '../../src/synthesis';
import type { Output } from '../../src/values';
import { output as fake } from '../constructs/later';
import { thrownBy } from '../support/thrown';
import { config } from '../support/trees';

const output = (value: unknown): Output => fake<Output>(value);

function dataOf(app: App): unknown {
  return app.synthesize().charts[0]!.manifests[0]!.object.data;
}

function appWith(data: unknown): App {
  const app = new App();
  config(new Chart(app, 'c'), 'a', data);
  return app;
}

describe('a token', () => {
  it('is one for each output', () => {
    const tokens = new OutputTokens();
    const [a, b] = [output('a'), output('b')];
    expect(tokens.tokenOf(a)).toBe(tokens.tokenOf(a));
    expect(tokens.tokenOf(a)).not.toBe(tokens.tokenOf(b));
    expect(hasToken(tokens.tokenOf(b))).toBe(true);
    expect(hasToken('0 \\0 text')).toBe(false);
  });

  it('is cut out of any text', () => {
    const piece = fc.oneof(
      fc.string().filter(text => !text.includes('\0')),
      fc.nat(3),
      fc.stringMatching(/^\d+$/),
    );
    fc.assert(
      fc.property(fc.array(piece), pieces => {
        const tokens = new OutputTokens();
        const outputs = Array.from({ length: 4 }, (_, i) => output(i));
        const text = pieces.map(one => (typeof one === 'number' ? tokens.tokenOf(outputs[one]!) : one)).join('');
        const cut = tokens.split(text);
        expect(cut.map(one => (typeof one === 'string' ? one : tokens.tokenOf(one))).join('')).toBe(text);
        const found = cut.filter(one => typeof one !== 'string');
        const wanted = pieces.filter(one => typeof one === 'number').map(one => outputs[one]!);
        expect(found).toHaveLength(wanted.length);
        found.forEach((one, i) => {
          expect(one).toBe(wanted[i]);
        });
        cut.forEach((one, i) => {
          expect(typeof one === 'string').toBe(i % 2 === 0);
        });
      }),
    );
  });
});

describe('while outputs are collected', () => {
  it('a token stands for each, at any depth and in lazy values', () => {
    const tokens = new OutputTokens();
    const [a, b] = [output('a'), output('b')];
    const app = appWith({ a, list: [{ b }], lazy: Lazy.any({ produce: () => ({ a }) }) });
    expect(withOutputs(tokens, () => dataOf(app))).toEqual({
      a: tokens.tokenOf(a),
      list: [{ b: tokens.tokenOf(b) }],
      lazy: { a: tokens.tokenOf(a) },
    });
  });

  it('each synthesis has its own', () => {
    const [outer, inner] = [new OutputTokens(), new OutputTokens()];
    const [a, b] = [output('a'), output('b')];
    outer.tokenOf(b);
    const seen = withOutputs(outer, () => {
      const within = withOutputs(inner, () => dataOf(appWith({ a })));
      return [within, dataOf(appWith({ a }))];
    });
    expect(seen).toEqual([{ a: inner.tokenOf(a) }, { a: outer.tokenOf(a) }]);
    expect(inner.tokenOf(a)).not.toBe(outer.tokenOf(a));
  });

  it('and no longer, also after an error', () => {
    const failing = () =>
      withOutputs(new OutputTokens(), () => {
        throw new Error('x');
      });
    expect(failing).toThrow('x');
    expect(thrownBy(() => dataOf(appWith({ a: output('a') })))).toMatchObject({ code: 'KW1006' });
  });
});

describe('at any other time', () => {
  it.each<[string, unknown, string]>([
    ['a value', { a: output('a') }, 'c/a data.a'],
    ['an item', { list: ['x', output('a')] }, 'c/a data.list.1'],
    ['a lazy value', { a: Lazy.any({ produce: () => output('a') }) }, 'c/a data.a'],
    ['all of the data', output('a'), 'c/a data'],
  ])('an output is KW1006: %s', (_, data, place) => {
    expect(thrownBy(() => dataOf(appWith(data)))).toMatchObject({ code: 'KW1006', place });
  });

  it('an error tells of the object that it is about', () => {
    const app = appWith({ a: 'fine' });
    expect(dataOf(app)).toEqual({ a: 'fine' });
    config(new Chart(app, 'd'), 'b', { x: output('x') });
    expect(thrownBy(() => app.synthesize())).toMatchObject({ code: 'KW1006', place: 'd/b data.x' });
    const again = appWith({ x: new Map() });
    expect(thrownBy(() => again.synthesize())).toMatchObject({ code: 'KW1005', place: 'c/a' });
  });
});

describe('an output that was used as text', () => {
  const text = `http://${output('host')}/`;
  const long = `${text} and more, until it is longer than what Pulumi has to say about it`;

  it.each([text, long, `${output('a')}`])('is KW1007 with the place: %s', used => {
    expect(used.length).toBeGreaterThan(50);
    for (const work of [(f: () => unknown) => f(), (f: () => unknown) => withOutputs(new OutputTokens(), f)]) {
      expect(thrownBy(() => work(() => dataOf(appWith({ list: [{ key: used }] }))))).toMatchObject({
        code: 'KW1007',
        place: 'c/a data.list.0.key',
      });
    }
  });

  it('is found in lazy values', () => {
    const data = { a: Lazy.any({ produce: () => text }) };
    expect(thrownBy(() => dataOf(appWith(data)))).toMatchObject({ code: 'KW1007', place: 'c/a data.a' });
  });

  it('is not what other text is', () => {
    const other = { a: 'Calling [toString] on an object is not supported, as everybody knows who has tried it' };
    expect(dataOf(appWith(other))).toEqual(other);
  });
});
