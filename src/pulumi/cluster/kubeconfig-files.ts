import { readFileSync, statSync } from 'node:fs';
import { devNull, homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { KubewrightError } from '../../error';
import { type KubeconfigFile, parseKubeconfig, unreadable } from './parse-kubeconfig';

type Env = Readonly<Record<string, string | undefined>>;

/** The kubeconfigs that count, first one first, and where was looked for them. */
export interface Found {
  readonly files: readonly KubeconfigFile[];
  readonly looked: readonly string[];
}

/** Whether a kubeconfig is given by its content: that has lines, or starts as one does; anything else is a path. */
export const isContent = (value: string): boolean =>
  /\n|^\s*(\{|["']?(apiVersion|kind|clusters|contexts|users|current-context|preferences)["']?\s*:)/.test(value);

/**
 * Reads the kubeconfig that is given, or else those that kubectl would take.
 * @throws KubewrightError KW4002 for one that can't be read
 */
export function findKubeconfigs(given: string | undefined, env: Env): Found {
  const value = given || env.KUBECONFIG;
  if (value && isContent(value)) {
    // in the message a name, since the text holds keys
    const place = given ? 'kubeconfig' : 'KUBECONFIG';
    if (value.trim() === '') throw empty(place);
    return { files: [parseKubeconfig(value, place, process.cwd())], looked: [] };
  }
  const home = homeOf(env);
  const paths = value ? value.split(delimiter).filter(Boolean) : home ? [join(home, '.kube', 'config')] : [];
  const tried = [...new Set(paths)].map(path => readOne(untilded(path, home)));
  const files = tried.flatMap(({ file }) => file ?? []);
  if (given && files.length === 0) throw tried.length === 1 && tried[0]?.isEmpty ? empty(shown(given)) : missing(given);
  return { files, looked: tried.map(({ place, isEmpty }) => `${place} (${isEmpty ? 'empty' : 'not there'})`) };
}

/** A file that is not there or empty adds nothing, as with kubectl. */
function readOne(path: string): { readonly place: string; readonly isEmpty?: boolean; readonly file?: KubeconfigFile } {
  const place = shown(path);
  const text = readText(path, place);
  if (text === undefined) return { place };
  if (text.trim() === '') return { place, isEmpty: true };
  return { place, file: parseKubeconfig(text, place, dirname(resolve(path))) };
}

function readText(path: string, place: string): string | undefined {
  try {
    return path === devNull ? '' : readRegularFile(path);
  } catch (error) {
    // a text that is too long for a path is no file either
    if (/^(ENOENT|ENAMETOOLONG)$/.test((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw unreadable(place, reasonOf(error), 'name a file that you may read');
  }
}

/** Reads no pipe: who does empties it for the provider, and may wait for ever. */
export function readRegularFile(path: string): string {
  const stat = statSync(path);
  if (!stat.isFile() && !stat.isDirectory()) throw Object.assign(new Error('no file'), { code: 'no file' });
  return readFileSync(path, 'utf8');
}

/** Why a file can't be read, in words; the message of Node.js would hold the path, which may be no path. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'this is a folder',
    ENOTDIR: 'a part of the path is no folder',
    ENAMETOOLONG: 'the path is too long',
    ERR_INVALID_ARG_VALUE: 'this is no path',
    'no file': 'this is no regular file',
  };
  return words[code] ?? code;
}

function empty(place: string): KubewrightError {
  return unreadable(place, 'it is empty', 'give a kubeconfig with clusters, contexts and users');
}

function missing(given: string): KubewrightError {
  const isPath = shown(given) === given;
  return unreadable(
    shown(given),
    isPath ? 'there is no such file' : 'it is neither a path nor a kubeconfig',
    isPath ? 'give the path or the content of a kubeconfig' : 'give the content as YAML or JSON; decode base64 first',
  );
}

/** A path as errors may show it: what looks like a token or like base64 that went astray is not shown. */
export function shown(path: string): string {
  const isSecret = path.length > 1000 || path.split(/[/\\:;]/).some(part => part.length > 100);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is not to be shown
  return isSecret ? `a text of ${path.length} characters` : path.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?');
}

/** A path that may start in the home folder. */
export function untilded(path: string, home = homeOf(process.env)): string {
  return path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : path;
}

function homeOf(env: Env): string {
  try {
    return env.HOME || homedir();
  } catch {
    // a container may run as a user that nobody has heard of
    return '';
  }
}
