import { hasToken, type JsonObject, type JsonValue } from '../../synthesis';

/** The key by which Pulumi marks an object that stands for a secret, or for another value that JSON can't hold. */
const PULUMI_MARK = '4dabf18193072939515e22adb298388d';
const LONGEST = 60;

/** Whether a value is an object, and no array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of an own key of an object; `undefined` for all that has none. */
export function fieldOf(value: unknown, key: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The value at a dotted path. */
export function valueAt(object: unknown, path: string): JsonValue | undefined {
  return path.split('.').reduce<unknown>(fieldOf, object) as JsonValue | undefined;
}

/** The text at a dotted path, empty where there is none. */
export function textAt(object: unknown, path: string): string {
  const value = valueAt(object, path);
  return typeof value === 'string' ? value : '';
}

/** Whether a value is not known yet, or not told to us. */
export function isUnknown(value: unknown): boolean {
  return typeof value === 'string' ? hasToken(value) : fieldOf(value, PULUMI_MARK) !== undefined;
}

/** Whether the API server takes a value for none. */
export function isAbsent(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** A text with a sign for each part that is not known yet. */
export function readable(text: string): string {
  return text.replace(/\0[^\0]*\0?/g, '…');
}

/** A short text of a value, for a line of a log. Of objects it tells only the name or the keys. */
export function shortText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '(none)';
  const text = textOf(value).replace(/\s+/g, ' ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function textOf(value: JsonValue): string {
  if (typeof value === 'string' && isUnknown(value)) return readable(value);
  if (value === '') return "''";
  if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`;
  if (!isObject(value)) return String(value);
  return textAt(value, 'metadata.name') || textAt(value, 'name') || `{${Object.keys(value).sort().join(', ')}}`;
}
