import { existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parents } from './paths';

/**
 * `cdk8s synth` removes the output folder before it starts the program, so a program that fails would leave none. A
 * second name of each file, beside the folder, is what the former output is put back from.
 */
export function keepOutput(outdir: string, files: readonly string[]): void {
  const kept = keptFolder(outdir);
  // as a stage is called, so that what a killed run left is cleared
  const draft = kept.replace(/-kept$/, `-${process.pid}-kept`);
  try {
    linkAll(outdir, draft, files);
    rmSync(kept, { recursive: true, force: true });
    renameSync(draft, kept);
  } catch {
    // a file system without links; the output itself is written
    rmSync(draft, { recursive: true, force: true });
  }
}

const watched = new Set<string>();

/** Puts the kept output back when the process ends in failure and there is no output. */
export function restoreOnFailure(outdir: string): void {
  if (watched.size === 0) {
    process.on('exit', code => {
      if (code !== 0) for (const folder of watched) restoreOutput(folder);
    });
  }
  watched.add(resolve(outdir));
}

function restoreOutput(outdir: string): void {
  const kept = keptFolder(outdir);
  if (existsSync(outdir) || !existsSync(kept)) return;
  linkAll(kept, outdir, filesOf(kept));
}

function keptFolder(outdir: string): string {
  const path = resolve(outdir);
  return join(dirname(path), `.${basename(path)}.kubewright-kept`);
}

function linkAll(from: string, to: string, files: readonly string[]): void {
  mkdirSync(to);
  for (const folder of new Set(files.flatMap(parents))) mkdirSync(join(to, folder), { recursive: true });
  for (const file of files) linkSync(join(from, file), join(to, file));
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
