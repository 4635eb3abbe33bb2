import { existsSync, mkdirSync, readdirSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { KubewrightError } from '../error';
import type { OutputFile } from '../layout';
import { withLock } from './lock';
import { copyModes } from './modes';
import { checkPath, parents } from './paths';
import { isOwn, openPlace, type Place } from './place';
import { readRecord, writeRecord } from './record';
import { removeTree } from './remove';
import { replaceFiles } from './replace';

/**
 * Writes the files of an output folder, all or none.
 *
 * They are written beside the folder first. Where nobody else keeps files in it, the folder is then replaced as a
 * whole, by renaming; else each file is. Files that the former run wrote and this one does not are removed, other
 * people's files stay untouched.
 * @returns the paths of the files, below the folder
 * @throws KubewrightError KW1201 for a path outside the folder, KW1202 for two files of one name, KW1203 when the
 * folder can't be written; the former output is whole then
 */
export function publish(outdir: string, files: Iterable<OutputFile>): readonly string[] {
  try {
    if (existsSync(outdir) && !statSync(outdir).isDirectory()) throw new Error(`${outdir} is not a folder`);
    const place = openPlace(outdir);
    try {
      const written = writeStage(join(place.stage, 'next'), files);
      withLock(place, () => commit(place, written));
      return written.files;
    } finally {
      removeTree(place.stage);
    }
  } catch (cause) {
    if (cause instanceof KubewrightError) throw cause;
    throw new KubewrightError({
      code: 'KW1203',
      place: outdir,
      problem: `the output can't be written: ${cause instanceof Error ? cause.message : cause}`,
      remedy: 'see that the folder and the one above it can be written and have room; what was there before is whole',
      cause,
    });
  }
}

/** Paths of what was written to the stage. */
interface Written {
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** What the record is to hold: the files, and the folders that were asked for, with a slash behind. */
  readonly entries: readonly string[];
}

function writeStage(next: string, files: Iterable<OutputFile>): Written {
  const seen = new Set<string>();
  const written: string[] = [];
  const wanted: string[] = [];
  const folders = new Set<string>();
  const makeFolder = (folder: string) => {
    if (folders.has(folder)) return;
    mkdirSync(join(next, folder), { recursive: true });
    for (const one of [folder, ...parents(folder)]) folders.add(one);
  };
  makeFolder('.');
  for (const { path, content } of files) {
    checkPath(path);
    if (content === undefined) {
      makeFolder(path);
      wanted.push(`${path}/`);
      continue;
    }
    if (seen.has(path.toLowerCase())) throw sameName(path);
    seen.add(path.toLowerCase());
    makeFolder(dirname(path));
    writeFileSync(join(next, path), content);
    written.push(path);
  }
  return { files: written, folders: [...folders].filter(folder => folder !== '.'), entries: [...written, ...wanted] };
}

function commit(place: Place, written: Written): void {
  const { entries } = written;
  const former = readRecord(place);
  const known = new Set([...former, ...entries]);
  // a run killed from here on leaves a record of all it may have written
  if (known.size > former.length) writeRecord(place, known);
  try {
    putInPlace(place, written, former);
  } catch (error) {
    if (known.size > former.length) writeRecord(place, former);
    throw error;
  }
  if (known.size > entries.length || !existsSync(place.record)) writeRecord(place, entries);
}

function putInPlace(place: Place, written: Written, former: readonly string[]): void {
  const next = join(place.stage, 'next');
  if (!existsSync(place.root)) {
    renameSync(next, place.root);
    return;
  }
  copyModes(place.root, next, written.files);
  if (place.beside && isReplaceable(place.root) && isOurs(place.root, new Set(former))) {
    copyModes(place.root, next, ['.', ...written.folders]);
    swap(place);
    removeFiles(join(place.stage, 'former'), former);
  } else {
    replaceFiles(place, written.files, written.folders, former);
  }
}

/** A folder of another owner, or one that this process stands in, must stay the same folder. */
function isReplaceable(root: string): boolean {
  const path = relative(root, process.cwd());
  const isOutside = path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
  return isOutside && statSync(root).uid === process.getuid?.();
}

/** Whether all that is in a folder was written by the former run. */
function isOurs(root: string, former: ReadonlySet<string>): boolean {
  const folders = new Set([...former].flatMap(parents));
  const look = (folder: string): boolean =>
    readdirSync(join(root, folder), { withFileTypes: true }).every(entry => {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory()) return (folders.has(path) || former.has(`${path}/`)) && look(path);
      return former.has(path) || isOwn(path);
    });
  return look('');
}

function swap(place: Place): void {
  const former = join(place.stage, 'former');
  renameSync(place.root, former);
  try {
    renameSync(join(place.stage, 'next'), place.root);
  } catch (error) {
    renameSync(former, place.root);
    throw error;
  }
}

/** Much faster for many files than removing a folder whose content is unknown. */
function removeFiles(root: string, files: readonly string[]): void {
  for (const file of files) {
    try {
      unlinkSync(join(root, file));
    } catch {
      // it is removed with the folder
    }
  }
}

function sameName(path: string): KubewrightError {
  return new KubewrightError({
    code: 'KW1202',
    place: path,
    problem: 'two charts or objects would be written to this file (upper and lower case count as the same)',
    remedy: 'give one of them another id or name',
  });
}
