import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { KubewrightError } from '../../src/error';
import type { OutputFile } from '../../src/layout';

const created: string[] = [];
afterEach(() => {
  for (const folder of created.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new folder that is removed after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kubewright-output-'));
  created.push(folder);
  chmodSync(folder, 0o755);
  return folder;
}

/** All that is below a folder: the content of files, `/` for folders, `-> target` for links, which are not followed. */
export function contentOf(folder: string, below = ''): Record<string, string> {
  const content: Record<string, string> = {};
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isSymbolicLink()) content[path] = `-> ${readlinkSync(join(folder, path))}`;
    else if (entry.isDirectory()) Object.assign(content, { [path]: '/' }, contentOf(folder, path));
    else content[path] = readFileSync(join(folder, path), 'utf8');
  }
  return content;
}

/** What a run has left beside the output folder, or in it, but the record. */
export function stagesIn(folder: string): string[] {
  return readdirSync(folder).filter(entry => /^\..*kubewright-/.test(entry));
}

export function put(folder: string, files: Record<string, string>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

export function files(contents: Record<string, string>): OutputFile[] {
  return Object.entries(contents).map(([path, content]) => ({ path, content }));
}

/** Gives some files and then fails. */
export function* failing(contents: Record<string, string>, error: Error): Generator<OutputFile> {
  yield* files(contents);
  throw error;
}

export function errorOf(work: () => unknown): KubewrightError {
  try {
    work();
  } catch (error) {
    if (error instanceof KubewrightError) return error;
    throw error;
  }
  throw new Error('no error was thrown');
}
