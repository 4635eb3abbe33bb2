import { existsSync, linkSync, lstatSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parents } from './paths';
import type { Place } from './place';

/**
 * Puts the files of `stage/next` into a folder that others use too, one by one, and removes the `former` ones that are
 * not among them. When one step fails, those before it are taken back.
 */
export function replaceFiles(
  place: Place,
  written: readonly string[],
  folders: readonly string[],
  former: readonly string[],
): void {
  const steps = new Steps(place);
  try {
    for (const folder of [...folders].sort()) steps.makeFolder(folder);
    for (const file of written) steps.put(file);
    const current = new Set(written);
    for (const file of former) if (!current.has(file)) steps.remove(file);
  } catch (error) {
    steps.takeBack();
    throw error;
  }
  const formerFolders = former.flatMap(entry => (entry.endsWith('/') ? [entry.slice(0, -1)] : parents(entry)));
  const wanted = new Set(folders);
  for (const folder of new Set(formerFolders)) removeEmptyFolders(place.root, folder, wanted);
}

class Steps {
  private readonly undo: Array<() => void> = [];

  public constructor(private readonly place: Place) {}

  /** A folder below the output may be no link: it would lead outside. */
  public makeFolder(folder: string): void {
    const path = join(this.place.root, folder);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat && !stat.isDirectory()) throw new Error(`${path} is no folder`);
    if (stat) return;
    mkdirSync(path);
    this.undo.push(() => rmdirSync(path));
  }

  public put(file: string): void {
    const target = join(this.place.root, file);
    const next = join(this.place.stage, 'next', file);
    if (isPlainFile(this.place.root, file) && readFileSync(next).equals(readFileSync(target))) return;
    this.keep(target);
    renameSync(next, target);
  }

  public remove(file: string): void {
    if (!isPlainFile(this.place.root, file)) return;
    const target = join(this.place.root, file);
    this.keep(target);
    rmSync(target);
  }

  public takeBack(): void {
    for (const step of this.undo.reverse()) {
      try {
        step();
      } catch {
        // what can't be taken back is no reason to leave the rest
      }
    }
  }

  private keep(target: string): void {
    if (!existsSync(target)) {
      this.undo.push(() => rmSync(target, { force: true }));
      return;
    }
    const copy = join(this.place.stage, `kept-${this.undo.length}`);
    linkSync(target, copy);
    this.undo.push(() => renameSync(copy, target));
  }
}

function isFolder(root: string, path: string): boolean {
  return lstatSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Whether a file is one, and no link leads to it. */
function isPlainFile(root: string, file: string): boolean {
  return (
    parents(file).every(parent => isFolder(root, parent)) &&
    (lstatSync(join(root, file), { throwIfNoEntry: false })?.isFile() ?? false)
  );
}

function removeEmptyFolders(root: string, folder: string, wanted: ReadonlySet<string>): void {
  if (folder === '.' || wanted.has(folder) || !parents(folder).every(parent => isFolder(root, parent))) return;
  try {
    rmdirSync(join(root, folder));
  } catch {
    return; // somebody else's files are in it, or it is gone
  }
  removeEmptyFolders(root, dirname(folder), wanted);
}
