import * as fc from 'fast-check';
import { KubewrightError } from '../../src/error';
import { writeYaml } from '../../src/yaml';
import { json } from './nasty';

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof KubewrightError ? error.code : String(error);
  }
  return 'no error';
}

describe('refuses', () => {
  const places: Array<[string, (value: unknown) => unknown]> = [
    ['as a document', value => value],
    ['as a value', value => ({ a: { b: value } })],
    ['as an item', value => [[value]]],
  ];
  const asKey: [string, (value: string) => unknown] = ['as a key', value => [{ [value]: 1 }]];

  describe.each([...places, asKey])('%s', (_, put) => {
    test.each([
      '\0',
      'a\0b',
      'a\n\0\n',
      '"\0',
      '\ud800',
      'a\udc00b',
      '\ud83dx\n',
      'a: "\ud83d',
      '\udc00\ud800',
      'é\ud800\t',
    ])('the text %j', value => {
      expect(codeOf(() => writeYaml([put(value)]))).toBe('KW1101');
    });
  });

  test.each(places)('numbers that are not finite, %s', (_, put) => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(codeOf(() => writeYaml([put(value)]))).toBe('KW1102');
    }
  });

  test('any text with a NUL or half a surrogate pair', () => {
    const bad = fc.constantFrom('\0', '\ud800', '\udfff');
    const around = fc.string({ unit: fc.constantFrom(...'ab \n\t"\'#:é'), maxLength: 5 });
    fc.assert(
      fc.property(around, bad, around, (before, char, after) => {
        expect(codeOf(() => writeYaml([{ [before]: [before + char + after] }]))).toBe('KW1101');
      }),
    );
  });

  test('and shows a long text in short', () => {
    const message = (() => {
      try {
        return writeYaml([`${'a'.repeat(5000)}\0`]);
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(message).toContain(`"${'a'.repeat(40)}…" holds a NUL character`);
    expect(message.length).toBeLessThan(300);
  });
});

test('no documents are no text', () => {
  expect(writeYaml([])).toBe('');
});

test('what is no JSON is null, as under cdk8s', () => {
  expect(writeYaml([{ a: undefined, b: [undefined] }])).toBe('a: null\nb:\n  - null\n');
});

describe('the same bytes', () => {
  test('at every run, whatever was written before', () => {
    const values = fc.sample(json, { numRuns: 200, seed: 42 });
    const once = writeYaml(values);
    expect(writeYaml(values)).toBe(once);
    jest.isolateModules(() => {
      const fresh = jest.requireActual<{ writeYaml: typeof writeYaml }>('../../src/yaml');
      expect(fresh.writeYaml).not.toBe(writeYaml);
      expect(fresh.writeYaml([...values].reverse())).toBe(
        [...values]
          .reverse()
          .map(v => writeYaml([v]))
          .join('---\n'),
      );
    });
  });

  test('for more keys than it remembers', () => {
    const keys = Array.from({ length: 12_000 }, (_, i) => `${i}: key`);
    const value = Object.fromEntries(keys.map(key => [key, key]));
    const expected = keys.map(key => `"${key}": "${key}"\n`).join('');
    expect(writeYaml([value])).toBe(expected);
    expect(writeYaml([value])).toBe(expected);
  });
});

test.each([() => 3, Symbol('s')])('%p is refused, since a manifest would lose it', value => {
  expect(codeOf(() => writeYaml([{ a: [value] }]))).toBe('KW1103');
});

test('an object is written as what it says it is in JSON', () => {
  expect(writeYaml([{ a: { toJSON: () => ({ b: 1 }) } }])).toBe('a:\n  b: 1\n');
});
