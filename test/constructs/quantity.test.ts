import * as fc from 'fast-check';
import { parseQuantity } from '../../constructs/common/quantity';

const FACTORS = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const POWERS = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

describe('parseQuantity', () => {
  it.each([
    ['0', 0],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['5.', 5],
    ['100m', 0.1],
    ['1u', 1e-6],
    ['1n', 1e-9],
    ['1k', 1000],
    ['1Ki', 1024],
    ['1.5Gi', 1.5 * 2 ** 30],
    ['128Mi', 2 ** 27],
    ['1e3', 1000],
    ['1E3', 1000],
    ['1e-3', 0.001],
    ['1e+3', 1000],
    ['1E', 1e18],
    ['1Ei', 2 ** 60],
    ['007', 7],
  ])('reads %s', (text, value) => {
    expect(parseQuantity(text)).toBe(value);
  });

  it.each([
    '',
    '.',
    'm',
    'Ki',
    '1K',
    '1ki',
    '1mi',
    '1MI',
    '1e',
    '1e1.5',
    '1Gi1',
    '1 Gi',
    ' 1',
    '1\n',
    '-1',
    '1.2.3',
    '1,5',
    'NaN',
    'Infinity',
    '0x1',
    '1_000',
    '１',
  ])('takes %j for none', text => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  it('reads whole numbers with any suffix', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 20 }),
        fc.constantFrom(...Object.entries(FACTORS)),
        (n, [suffix, bits]) => {
          expect(parseQuantity(`${n}${suffix}`)).toBe(n * 2 ** bits);
        },
      ),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 20 }),
        fc.constantFrom(...Object.entries(POWERS)),
        (n, [suffix, power]) => {
          expect(parseQuantity(`${n}${suffix}`)).toBe(Number(`${n}e${power}`));
          expect(parseQuantity(`${n}e${power}`)).toBe(Number(`${n}e${power}`));
        },
      ),
    );
  });

  it('takes any text for a number that is not negative, or for none', () => {
    const nearly = fc.stringMatching(/^[0-9.eE+\-KMGTPikmun]{0,8}$/);
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string({ unit: 'binary' })), text => {
        const value = parseQuantity(text);
        // the form that the API server's own documentation gives, without signs
        const form = /^(\d+(\.\d*)?|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;
        expect(value !== undefined).toBe(form.test(text));
        if (value !== undefined) expect(value).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });
});
