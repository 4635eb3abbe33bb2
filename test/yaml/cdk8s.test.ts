import { isDeepStrictEqual } from 'node:util';
import { Yaml } from 'cdk8s';
import { writeYaml } from '../../src/yaml';
import { manifests } from './manifests';
import { readers } from './readers';

/** As an ApiObject resolves it: what stands in two places is two objects, or cdk8s would write anchors. */
const resolved = Object.entries(manifests).map(([name, manifest]) => ({
  name,
  manifest: JSON.parse(JSON.stringify(manifest)) as unknown,
}));

test.each(resolved)('$name: the same bytes as cdk8s writes', ({ manifest }) => {
  expect(writeYaml([manifest])).toBe(Yaml.stringify(manifest));
});

test('all of them as one stream: the same bytes as cdk8s writes', () => {
  const all = resolved.map(({ manifest }) => manifest);
  expect(writeYaml(all)).toBe(Yaml.stringify(...all));
});

test('what stands in two places is written twice, without anchors', () => {
  const labels = { app: 'web' };
  expect(writeYaml([{ a: labels, b: [labels, labels] }])).toBe('a:\n  app: web\nb:\n  - app: web\n  - app: web\n');
});

/** The readers that take a text for something else than `value`. */
function misreaders(text: string, value: unknown): string[] {
  const misreads = (read: (text: string) => unknown[]) => {
    try {
      return !isDeepStrictEqual(read(text), [value]);
    } catch {
      return true;
    }
  };
  return Object.entries(readers).flatMap(([name, read]) => (misreads(read) ? [name] : []));
}

test.each([
  [{ mode: '0o7' }, 'mode: "0o7"\n', ['yaml 1.2', 'js-yaml']],
  [{ '0o17': 'x' }, '"0o17": x\n', ['yaml 1.2', 'js-yaml']],
  [{ text: ' \n' }, 'text: " \\n"\n', Object.keys(readers)],
  [{ text: '\ufffe' }, 'text: "\\ufffe"\n', ['js-yaml', 'js-yaml 1.1']],
  [{ big: 1e21 }, 'big: 1.0e+21\n', ['js-yaml 1.1']],
  [{ small: -1e-7 }, 'small: -1.0e-7\n', ['js-yaml 1.1']],
])('where others misread what cdk8s writes for %j, it is written otherwise', (value, ours, expected) => {
  expect(misreaders(Yaml.stringify(value), value)).toEqual(expected);
  expect(writeYaml([value])).toBe(ours);
  expect(misreaders(ours, value)).toEqual([]);
});

// Go, Python and Ruby, and editors, disagree on these
test.each([
  ['=', '"="'],
  ['<<', '"<<"'],
  ['---', '"---"'],
  ['... a', '"... a"'],
  ['1,000', '"1,000"'],
  ['2024-1-1 text', '"2024-1-1 text"'],
  ['0x', '"0x"'],
  ['.5e', '".5e"'],
  ['+', '"+"'],
  [':a', '":a"'],
  ['::1/128', '"::1/128"'],
  ['?a', '"?a"'],
  ['a\tb', '"a\\tb"'],
  ['\u00a0a', '"\u00a0a"'],
  ['\ufeffa', '"\\ufeffa"'],
  ['a\u2028b', '"a\\u2028b"'],
])('%j is quoted for caution', (value, ours) => {
  expect(writeYaml([{ a: value }])).toBe(`a: ${ours}\n`);
  expect(Yaml.stringify({ a: value })).not.toBe(`a: ${ours}\n`);
});

test('keys of more than 1,000 characters are marked, since readers stop looking for their colon', () => {
  const key = 'k'.repeat(1001);
  expect(writeYaml([{ [key]: { [key]: ['x'] } }])).toBe(`? ${key}\n:\n  ? ${key}\n  :\n    - x\n`);
});

// Go reads digits after a prefix with strconv.ParseInt, which takes a sign there
test.each(['0b-1', '0b+1'])('%j is quoted, since kubectl takes it for a number', value => {
  expect(writeYaml([{ a: value, [value]: 1 }])).toBe(`a: "${value}"\n"${value}": 1\n`);
});
