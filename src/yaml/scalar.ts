import { KubewrightError } from '../error';

/**
 * What a plain scalar may be made of without a thought: a letter or slash, then letters, digits and harmless signs.
 * Names, images, paths, labels; nearly all strings of a manifest.
 */
const PLAIN = /^[A-Za-z/][A-Za-z0-9/._-]*$/;

/** Words that some YAML 1.1 or 1.2 reader takes for a boolean, null or (e3) a number. */
const WORDS = /^(?:null|true|false|yes|no|on|off|y|n|e[-+]?\d+)$/i;

/** What some reader takes for a number, once the signs that may group digits are gone: 0o7, 1e3, 012, 1:30, .inf. */
const NUMBER =
  /^[-+]?(?:0b[-+]?[01]*|0o?[-+]?[0-7]*|0x[0-9a-f]*|(?:\d+(?:\.\d*)?|\.\d*)?(?:e[-+]?\d*)?|\d+(?::\d+)+(?:\.\d*)?|\.inf|\.nan)$/i;

/** A date, with or without a time. */
const TIMESTAMP = /^\d{4}-\d\d?-\d\d?(?:$|[Tt \t])/;

/** What starts, ends or interrupts a plain scalar; `=` and `<<` are words of YAML 1.1. */
const NOT_PLAIN = /^[\s,[\]{}#&*!|>'"%@`:?~=]|^-(?:$|\s)|^(?:---|\.\.\.)|^<<$|:(?:\s|$)|\s#|\s$|\t/;

/** Characters that are written as escapes: controls, the breaks of YAML 1.1, byte order marks, non-characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const ESCAPED = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/;
const ESCAPED_BEYOND_JSON = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** A literal block keeps text whose last line is not blank. */
const BLOCK = /\S\n*$/;

/** A scalar as it stands after `key: ` or `- `; a literal block's lines are indented by `indent`. */
export function scalar(value: string, indent: string): string {
  if (PLAIN.test(value)) return WORDS.test(value) ? `"${value}"` : value;
  if (value.includes('\n')) {
    return BLOCK.test(value) && !ESCAPED.test(value) ? block(value, indent) : quoted(value);
  }
  return isPlain(value) ? value : quoted(value);
}

/** A key of a mapping; never a block. */
export function keyScalar(value: string): string {
  if (PLAIN.test(value)) return WORDS.test(value) ? `"${value}"` : value;
  return !value.includes('\n') && isPlain(value) ? value : quoted(value);
}

function isPlain(value: string): boolean {
  return !(
    value === '' ||
    NOT_PLAIN.test(value) ||
    WORDS.test(value) ||
    NUMBER.test(value.replace(/[_,]/g, '')) ||
    TIMESTAMP.test(value) ||
    ESCAPED.test(value) ||
    !value.isWellFormed()
  );
}

function quoted(value: string): string {
  const single = value.includes('"') && !value.includes("'") && !/[\n\t]/.test(value);
  if (single && !ESCAPED.test(value) && value.isWellFormed()) return `'${value}'`;
  refuseUnwritable(value);
  return JSON.stringify(value).replace(ESCAPED_BEYOND_JSON, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function block(value: string, indent: string): string {
  if (!value.isWellFormed()) return quoted(value);
  const chomp = value.endsWith('\n\n') ? '+' : value.endsWith('\n') ? '' : '-';
  // readers guess the indentation from the first line with text, unless it starts with a blank
  const start = /^\n*[ \t]/.test(value) ? '2' : '';
  const body = (value.endsWith('\n') ? value.slice(0, -1) : value).replace(/^(?=[^\n])/gm, indent);
  return `|${start}${chomp}\n${body}`;
}

/** Kubernetes' JSON can't hold these, so no escape would help. */
function refuseUnwritable(value: string): void {
  const what = value.includes('\0') ? 'a NUL character' : value.isWellFormed() ? undefined : 'half a surrogate pair';
  if (!what) return;
  throw new KubewrightError({
    code: 'KW1101',
    problem: `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)} holds ${what}`,
    remedy: 'take the character out, or put binary content into binaryData as base64',
  });
}
