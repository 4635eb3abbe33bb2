import { KubewrightError } from '../error';
import { isOutput, outputInManifest } from '../values';
import { keyScalar, scalar } from './scalar';

/**
 * Documents as one stream, with `---` between them.
 *
 * Laid out as cdk8s's writer does it, and quoted so that readers of YAML 1.1 (kubectl, Go) and of 1.2 give back
 * the same values.
 * @throws KubewrightError KW1101 for text that no manifest can hold, KW1102 for a number that is not finite, KW1103 for
 * a function or a symbol
 */
export function writeYaml(documents: readonly unknown[]): string {
  return documents.map(writeDocument).join('---\n');
}

function writeDocument(given: unknown): string {
  const value = plain(given);
  // a block's lines would start in the first column, where `---` or `%` mean something
  if (typeof value === 'string') return `${keyScalar(value)}\n`;
  return `${isCollection(value) && !isEmpty(value) ? collection(value, '') : inline(value, '  ')}\n`;
}

/** A collection that is not empty, without a final line break; its first line is not indented. */
function collection(value: object, indent: string): string {
  return Array.isArray(value) ? sequence(value, indent) : mapping(value, indent);
}

function mapping(value: object, indent: string): string {
  const step = `${indent}  `;
  let out = '';
  for (const [key, given] of Object.entries(value)) {
    const item = plain(given);
    if (out !== '') out += `\n${indent}`;
    out += keyText(key, indent);
    if (isCollection(item) && !isEmpty(item)) {
      out += `:\n${step}${collection(item, step)}`;
    } else {
      out += `: ${inline(item, step)}`;
    }
  }
  return out;
}

function sequence(value: readonly unknown[], indent: string): string {
  const step = `${indent}  `;
  let out = '';
  for (const given of value) {
    const item = plain(given);
    if (out !== '') out += `\n${indent}`;
    out += isCollection(item) && !isEmpty(item) ? `- ${collection(item, step)}` : `- ${inline(item, step)}`;
  }
  return out;
}

function inline(value: unknown, indent: string): string {
  switch (typeof value) {
    case 'string':
      return scalar(value, indent);
    case 'number':
      return number(value);
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? '[]' : '{}';
    case 'undefined':
      return 'null';
    default:
      throw new KubewrightError({
        code: 'KW1103',
        problem: `a ${typeof value} stands where a value is expected`,
        remedy: 'call the function, or give a plain value',
      });
  }
}

/** What an object says it is in JSON. */
function plain(value: unknown): unknown {
  if (isOutput(value)) throw outputInManifest();
  const hasOwnForm = isCollection(value) && 'toJSON' in value && typeof value.toJSON === 'function';
  return hasOwnForm ? (value.toJSON as () => unknown)() : value;
}

function number(value: number): string {
  if (!Number.isFinite(value)) {
    throw new KubewrightError({
      code: 'KW1102',
      problem: `${value} stands where a number is expected`,
      remedy: 'look where it is calculated; JSON, and so Kubernetes, knows finite numbers only',
    });
  }
  if (Object.is(value, -0)) return '-0';
  // readers of YAML 1.1 want a point before the exponent
  return String(value).replace(/^(-?\d+)e/, '$1.0e');
}

function isCollection(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
}

/** Few keys make up all manifests, so each is looked at once. */
const keys = new Map<string, string>();
const MAX_KEYS = 10_000;
/** Readers give up looking for the colon of a key after 1,024 characters. */
const MAX_IMPLICIT_KEY = 1000;

function keyText(key: string, indent: string): string {
  const known = keys.get(key);
  if (known !== undefined) return known;
  const text = keyScalar(key);
  if (text.length > MAX_IMPLICIT_KEY) return `? ${text}\n${indent}`;
  if (keys.size < MAX_KEYS) keys.set(key, text);
  return text;
}
