import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Document, Scalar, YAMLMap } from 'yaml';
import { KubewrightError } from '../src';
import { checkSettings, type WrittenSettings } from './check-settings';
import type { Settings } from './settings';

const DEFAULT_FILE = 'settings.yaml';

/**
 * The settings in a file of YAML: the one that `KUBEWRIGHT_SETTINGS` names, or `settings.yaml` if there is one, or
 * else the defaults.
 * @throws KubewrightError KW3001 for a file that can't be read, KW3002 for one that is no YAML, KW3003 for an unknown
 * key or a value of the wrong type, with file and line
 */
export function readSettings(file = process.env.KUBEWRIGHT_SETTINGS): Settings {
  return checkSettings(readWrittenSettings(file));
}

/** The settings of {@link readSettings}, unchecked; `folder` is where a relative path starts. */
export function readWrittenSettings(file = process.env.KUBEWRIGHT_SETTINGS, folder = '.'): WrittenSettings {
  const name = file || DEFAULT_FILE;
  const text = readText(file, folder);
  return text === undefined ? { value: {}, placeOf: () => name } : parseWrittenSettings(text, name);
}

function readText(file: string | undefined, folder: string): string | undefined {
  try {
    return readFileSync(resolve(folder, file || DEFAULT_FILE), 'utf8');
  } catch (cause) {
    if (!file && (cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new KubewrightError({
      code: 'KW3001',
      place: file || DEFAULT_FILE,
      problem: `the settings can't be read: ${(cause as Error).message}`,
      remedy: 'let KUBEWRIGHT_SETTINGS name a file that can be read, or unset it',
      cause,
    });
  }
}

/** Settings from text; `file` is what errors call it. */
export function parseSettings(text: string, file: string): Settings {
  return checkSettings(parseWrittenSettings(text, file));
}

function parseWrittenSettings(text: string, file: string): WrittenSettings {
  // only who has a settings file waits for the parser
  const { LineCounter, parseDocument } = require('yaml') as typeof import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    throw new KubewrightError({
      code: 'KW3002',
      place: `${file}:${lines.linePos(error.pos[0]).line}`,
      problem: `this is no YAML: ${error.code === 'MULTIPLE_DOCS' ? 'it holds several documents' : error.message.split('\n')[0]}`,
      remedy: 'mend the line; indentation and quotes are the usual causes',
    });
  }
  const line = (path: readonly PropertyKey[]): number => {
    const start = path.length > 0 ? keyOffset(document, path) : undefined;
    if (start !== undefined) return lines.linePos(start).line;
    return path.length > 0 ? line(path.slice(0, -1)) : 1;
  };
  const value = withoutNulls(plainValue(document, text, file)) ?? {};
  return { value, placeOf: path => `${file}:${line(path)}` };
}

/**
 * The values of a document.
 * @throws KubewrightError KW3002 for an alias of nothing, or aliases that would grow beyond measure
 */
function plainValue(document: Document, text: string, file: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw new KubewrightError({
      code: 'KW3002',
      place: `${file}:${aliasLine(text)}`,
      problem: `this is no YAML: ${(cause as Error).message}`,
      remedy: 'write the value out instead of an alias (*name)',
      cause,
    });
  }
}

/** Line of the first alias. */
function aliasLine(text: string): number {
  return text.slice(0, Math.max(0, text.search(/\*\w/))).split('\n').length;
}

/** A key with nothing behind it stands for its default. */
function withoutNulls(value: unknown): unknown {
  if (value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, withoutNulls(item)]));
}

/** Where a key starts in the text. */
function keyOffset(document: Document, path: readonly PropertyKey[]): number | undefined {
  const parent = document.getIn(path.slice(0, -1), true) as Partial<YAMLMap<Scalar>> | undefined;
  const pair = parent?.items?.find(item => item.key?.value === path.at(-1));
  return pair?.key.range?.[0];
}
