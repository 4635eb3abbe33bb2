import type { Document, ErrorCode } from 'yaml';
import { KubewrightError } from '../../error';

export type Fields = Readonly<Record<string, unknown>>;

/** One kubeconfig, as it was read. */
export interface KubeconfigFile {
  /** What errors call it */
  readonly place: string;
  /** Relative paths in it start here */
  readonly folder: string;
  readonly clusters: ReadonlyMap<string, Fields>;
  readonly contexts: ReadonlyMap<string, Fields>;
  readonly users: ReadonlyMap<string, Fields>;
  readonly currentContext: string | undefined;
}

const lists = { clusters: 'cluster', contexts: 'context', users: 'user' } as const;
const knownKeys = ['apiVersion', 'kind', 'current-context', 'preferences', ...Object.keys(lists)];

/** KW4002: a kubeconfig, or a file that it names, is of no use. No cause, since its message may quote the file. */
export function unreadable(place: string, reason: string, remedy: string): KubewrightError {
  return new KubewrightError({
    code: 'KW4002',
    place,
    problem: `the kubeconfig can't be read: ${reason}`,
    remedy,
  });
}

/**
 * A kubeconfig from text, which is YAML or JSON.
 * @throws KubewrightError KW4002 for a text that is no kubeconfig
 */
export function parseKubeconfig(text: string, place: string, folder: string): KubeconfigFile {
  const config = yamlValue(text, place);
  const broken = (reason: string) => unreadable(place, reason, 'take the kubeconfig from the cluster anew');
  if (!isFields(config) || !knownKeys.some(key => Object.hasOwn(config, key))) {
    throw broken('this is no kubeconfig; it has no clusters, contexts and users');
  }
  const { apiVersion, kind } = config;
  if (!isOneOf(kind, 'Config') || !isOneOf(apiVersion, 'v1')) {
    throw broken('this is another kind of object; a kubeconfig has apiVersion v1 and kind Config');
  }
  const current = config['current-context'] ?? '';
  if (typeof current !== 'string') throw broken('current-context is no text');
  const entries = (list: keyof typeof lists) => entriesOf(config[list] ?? [], list, broken);
  return {
    place,
    folder,
    clusters: entries('clusters'),
    contexts: entries('contexts'),
    users: entries('users'),
    currentContext: current || undefined,
  };
}

function entriesOf(items: unknown, list: keyof typeof lists, broken: (reason: string) => KubewrightError) {
  if (!Array.isArray(items)) throw broken(`${list} is no list`);
  const entries = new Map<string, Fields>();
  for (const [i, item] of items.entries()) {
    const name: unknown = isFields(item) ? item.name : undefined;
    if (typeof name !== 'string') throw broken(`${list}[${i}] has no name`);
    if (entries.has(name)) throw broken(`${list} has two entries of the name ${oneLine(name)}`);
    const fields: unknown = (item as Fields)[lists[list]] ?? {};
    if (!isFields(fields)) throw broken(`${lists[list]} of ${list}[${i}] has no fields`);
    entries.set(name, fields);
  }
  return entries;
}

/** A name as errors may show it. */
export function oneLine(name: string): string {
  return JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOneOf(value: unknown, expected: string): boolean {
  return value === undefined || value === null || value === '' || value === expected;
}

// in words of ours: those of the parser quote the text, which may be a password
const words: Partial<Record<ErrorCode, string>> = {
  BAD_ALIAS: 'an alias (*name) of nothing',
  BAD_DQ_ESCAPE: 'an unknown escape (\\) between double quotes',
  BAD_INDENT: 'wrong indentation',
  BAD_SCALAR_START: 'a value that starts with a reserved character and needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a mapping where one line can hold none',
  MISSING_CHAR: 'a missing quote, comma, colon or bracket',
  MULTILINE_IMPLICIT_KEY: 'a line without a colon',
  TAB_AS_INDENT: 'a tab in the indentation',
};

function yamlValue(text: string, place: string): unknown {
  // only who deploys waits for the parser
  const yaml = require('yaml') as typeof import('yaml');
  const lines = new yaml.LineCounter();
  const broken = (reason: string, offset?: number) =>
    unreadable(
      offset === undefined ? place : `${place}:${lines.linePos(offset).line}`,
      `this is no YAML: ${reason}`,
      'mend the line; indentation and quotes are the usual causes',
    );
  if (isTooDeep(text)) throw broken('it is nested too deeply');
  try {
    // as forgiving as kubectl: the last of equal keys counts, and the first of several documents
    const document = yaml.parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
      merge: true,
      logLevel: 'error',
    });
    const error = document.errors.find(({ code }) => code !== 'MULTIPLE_DOCS');
    if (error) throw broken(words[error.code] ?? 'not what may stand here', error.pos[0]);
    const alias = unresolvedAlias(document, yaml);
    if (alias !== undefined) throw broken(words.BAD_ALIAS!, alias);
    return document.toJS();
  } catch (error) {
    if (error instanceof KubewrightError) throw error;
    throw broken('its aliases grow beyond measure');
  }
}

/** The parser calls itself for every level, and some thousand of them end the process. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (depth > 200) return true;
  }
  return /(?:[-?:][ \t]+){200}/.test(text);
}

/** Where the first alias of nothing starts, such as a password that starts with `*` and has no quotes. */
function unresolvedAlias(document: Document, { visit }: typeof import('yaml')): number | undefined {
  let start: number | undefined;
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document)) return undefined;
      start = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return start;
}
