import * as fc from 'fast-check';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const caseless = ['on', 'off', 'yes', 'no', 'y', 'n', 'null', 'true', 'false', 'nan', 'inf', '.nan', '.inf', 'e3'];
const cased = caseless.flatMap(word => [word, word.toUpperCase(), word[0]!.toUpperCase() + word.slice(1)]);
const numbers =
  'e-3 E+3 e-0 0 -0 +1 012 -012 08 0o7 0O7 0o8 0o 0x1F 0X1f 0x 0xg 0b1 -0b1 0b 0b2 1_000 _1 1_ 1__0 0x_1 0b_1 1,000 1:30 -1:30 ' +
  '1:30:15 1:60.5 190:20:30.15 1e3 1E3 1e+3 1e-3 1e 1e+ 1.e3 .5 -.5 +.5 .5e3 .5e 5. 1.5 1.5e3 . .. .1.2 1.2.3 + - -- ++ ' +
  '0.0 1e400 -.inf +.inf .Inf 99999999999999999999 1.0_1 1_0.5';
const dates =
  '2024-01-01|2024-1-1|2024-01|2024-01-01T10:20:30Z|2024-01-01t10:20:30.5-05:00|2024-01-01 10:20:30|' +
  '2001-12-14 21:59:43.10 -5|2024-1-1 text|2024-01-01\t10:20:30|2024-01-01x|12:30:45|20240101';
const signs =
  '~|=|<<|---|--- a|---a|...|... a|...a|%|%YAML 1.2|@|@a|`|`a`|!|!!str a|&|&a|*|*a|?|? a|?a|:|: a|:a|a:|a: b|a:b|::|#|# |' +
  ' #|a # b|a #b|a#b|-|- |- a|-a|,|[|]|[]|{|}|{}|[a, b]|{a: b}|>|>-|||"|"a"|"a|a"|\'|\'a\'|\'a|a\'|\'"|\\|\\n|a\\|__proto__|' +
  'constructor|toString|length';
const blanks = [
  '',
  ' ',
  '  ',
  '\t',
  ' a',
  'a ',
  '\ta',
  'a\t',
  'a\tb',
  'a  b',
  '\n',
  '\n\n',
  ' \n',
  '\n ',
  '\t\n',
  '\r',
  'a\rb',
];
const breaks = ['a\r\nb', 'a\r\nb\r\n', '\r\n', 'a\u0085b', 'a\u2028b', 'a\u2029b', 'a\u2028\nb\n', '\u0085', '\u2028'];
const marks = [
  '\ufeff',
  '\ufeffa',
  'a\ufeffb\nc',
  '\ufffe',
  '\uffff',
  '\u00a0',
  '\u00a0a',
  'a\u00a0',
  '\u3000',
  'a\u200bb',
];
const controls = [...'\u0001\u0007\b\v\f\u000e\u001b\u001f\u007f\u0080\u0084\u0086\u009f'].flatMap(c => [
  c,
  `a${c}b\n`,
]);
const letters = ['😀', '😀: 😀', 'é', 'e\u0301', '漢字', '\u{10ffff}', '\u{1fffe}', '٣'];
const long = [
  'x'.repeat(1100),
  `${'x '.repeat(600)}x`,
  `#${'y'.repeat(1200)}`,
  'é'.repeat(1024),
  `a\n${'z'.repeat(1500)}\n`,
];

export const nasty: readonly string[] = [
  ...cased,
  ...numbers.split(' '),
  ...dates.split('|'),
  ...signs.split('|'),
  ...[...blanks, ...breaks, ...marks, ...controls, ...letters, ...long],
];

const line = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\t',
    '  \t ',
    '#',
    '# c',
    '- a',
    'a: b',
    '---',
    '...',
    '%a',
    '\tif x; then',
    '  echo "$a" \\',
  ),
  fc.string({ unit: fc.constantFrom(...'ab01 \t#:-\'"\\{|é😀'), maxLength: 8 }),
);

/** Texts of several lines: scripts, with blank lines and blanks at their start, within and at their end. */
const script = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 6 }), fc.nat({ max: 3 }))
  .map(([lines, breaksAtEnd]) => lines.join('\n') + '\n'.repeat(breaksAtEnd));

/** What numbers, dates and indicators are made of. */
const dense = fc.string({ unit: fc.constantFrom(...'0123456789abxoeEfF_.,:+-~=<>!?%@`#&* tTzZyn'), maxLength: 7 });

/** Any text that JSON can hold, but NUL. */
const unicode = fc.string({ unit: 'binary', maxLength: 6 }).map(text => text.replaceAll('\0', '\u0001'));

const sampled = fc.constantFrom(...nasty);
export const text = fc.oneof(
  { arbitrary: sampled, weight: 5 },
  { arbitrary: script, weight: 4 },
  { arbitrary: dense, weight: 3 },
  { arbitrary: unicode, weight: 2 },
  { arbitrary: fc.tuple(sampled, sampled).map(parts => parts.join('')), weight: 1 },
);

const number = fc.oneof(
  fc.constantFrom(
    0,
    -0,
    1e21,
    -1e21,
    1e-7,
    -1e-7,
    1.5e300,
    5e-324,
    2 ** 53,
    2 ** 64,
    Number.MAX_SAFE_INTEGER,
    0.1,
    -8080,
  ),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const depth = fc.createDepthIdentifier();

/** `Object.fromEntries` also makes a `__proto__` a key like any other. */
function mapping(values: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  const entries = fc.uniqueArray(fc.tuple(text, values), {
    selector: ([key]) => key,
    maxLength: 4,
    depthIdentifier: depth,
  });
  return entries.map(pairs => Object.fromEntries(pairs));
}

export const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: depth },
    { arbitrary: text, weight: 6 },
    { arbitrary: number, weight: 2 },
    { arbitrary: fc.constantFrom<Json[]>(null, true, false, [], {}), weight: 2 },
    { arbitrary: fc.array(tie('value'), { maxLength: 4, depthIdentifier: depth }), weight: 3 },
    { arbitrary: mapping(tie('value')), weight: 4 },
  ),
})).value;
