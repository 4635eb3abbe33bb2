import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isAlive } from './process';
import { removeTree } from './remove';

/** Where an output folder is, and where its record and the files under way are kept. */
export interface Place {
  /** The output folder, links followed. */
  readonly root: string;
  /** List of the files that the last run wrote. */
  readonly record: string;
  /** A file that is there while a process writes. */
  readonly lock: string;
  /** A folder for files under way, on the file system of `root`. */
  readonly stage: string;
  /** Whether `stage` is outside `root`, so that `root` as a whole can be replaced. */
  readonly beside: boolean;
}

/**
 * Finds a place and makes its `stage`. Record and stage are beside the output folder (`.dist.kubewright` for `dist`);
 * inside it where the folder above can't be written or is on another file system, as with a mounted folder.
 */
export function openPlace(outdir: string): Place {
  const root = follow(resolve(outdir));
  const parent = dirname(root);
  const name = `.${basename(root)}.kubewright`;
  if (!existsSync(root)) mkdirSync(parent, { recursive: true });
  const beside = tryBeside(root, parent, name);
  if (beside) return placed(root, join(parent, name), beside, true);
  clear(root, '.kubewright', root);
  return placed(root, join(root, '.kubewright'), makeStage(root, '.kubewright'), false);
}

/** Where a link leads, also one whose target a killed run left missing. */
function follow(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
  return isLink ? follow(resolve(dirname(path), readlinkSync(path))) : path;
}

function placed(root: string, record: string, stage: string, beside: boolean): Place {
  return { root, record, stage, beside, lock: `${record}-lock` };
}

/** Whether a path below the output folder is one of its own record and stages. */
export function isOwn(path: string): boolean {
  return path === '.kubewright' || path.startsWith('.kubewright-');
}

function tryBeside(root: string, parent: string, name: string): string | undefined {
  if (parent === root) return undefined;
  try {
    clear(parent, name, root);
    const stage = makeStage(parent, name);
    const former = statSync(root, { throwIfNoEntry: false });
    if (!former || former.dev === statSync(stage).dev) return stage;
    removeTree(stage);
    return undefined;
  } catch (error) {
    if (existsSync(root) && ['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      return undefined;
    }
    throw error;
  }
}

function makeStage(folder: string, name: string): string {
  return mkdtempSync(join(folder, `${name}-${process.pid}-`));
}

/** Clears what a killed run left; one that was killed between its two renames has its former output put back. */
function clear(folder: string, name: string, root: string): void {
  const stages = readdirSync(folder).filter(entry => entry.startsWith(`${name}-`));
  for (const entry of stages) {
    const pid = Number(/-(\d+)-[^-]*$/.exec(entry)?.[1]);
    if (!pid || isAlive(pid)) continue;
    const stage = join(folder, entry);
    if (!existsSync(root) && existsSync(join(stage, 'former'))) renameSync(join(stage, 'former'), root);
    removeTree(stage);
  }
}
