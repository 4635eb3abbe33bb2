import { deepStrictEqual } from 'node:assert/strict';
import * as fc from 'fast-check';
import { writeYaml } from '../../src/yaml';
import { json, nasty, text } from './nasty';
import { readers } from './readers';

describe.each(Object.entries(readers))('%s gives back', (_, read) => {
  test('any value', () => {
    fc.assert(
      fc.property(json, value => {
        deepStrictEqual(read(writeYaml([value])), [value]);
      }),
      { numRuns: 700 },
    );
  });

  test('any text, wherever it stands', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const value = { first: one, [other]: { [one]: [other, [one, [other]], [{ [one]: other }]] }, last: one };
        deepStrictEqual(read(writeYaml([value])), [value]);
      }),
      { numRuns: 700 },
    );
  });

  test('several documents', () => {
    fc.assert(
      fc.property(fc.array(json, { minLength: 2, maxLength: 4 }), values => {
        deepStrictEqual(read(writeYaml(values)), values);
      }),
      { numRuns: 200 },
    );
  });

  test.each(nasty.map(each => [JSON.stringify(each).slice(0, 40), each]))(
    '%s as value, key and item',
    (_name, each) => {
      const value = {
        a: each,
        [each]: [each, [each], { [each]: each }],
        b: [each],
        c: { [each]: {} },
        d: [[{ [each]: [] }]],
      };
      const values = [each, [each], { [each]: each }, value];
      deepStrictEqual(read(writeYaml(values)), values);
    },
  );
});

test('text that ends a document keeps all its line breaks', () => {
  expect(writeYaml([{ a: 'x\n' }, { a: ['x\n\n'] }, { a: 'x\n\n\n' }])).toBe(
    'a: |\n  x\n---\na:\n  - |+\n    x\n\n---\na: |+\n  x\n\n\n',
  );
});

test('integers beyond 2^53 keep all their digits', () => {
  expect(writeYaml([{ a: 123456789012345678901234567890n, b: -1n }])).toBe(
    'a: 123456789012345678901234567890\nb: -1\n',
  );
});
