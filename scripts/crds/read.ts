import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { CustomResourceDefinition } from './crd';
import type { FileSource, ModuleSource, Source } from './sources';

/** Reads the CRDs of a source, by name; of a file, from the folder that the caller gives for its set. */
export function readCrds(source: Source, folder: string | undefined): readonly CustomResourceDefinition[] {
  const crds = read(source, folder);
  if (crds.length === 0) throw new Error(`${source.set}: no CRD`);
  return [...crds].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

function read({ set, version, from }: Source, folder: string | undefined): readonly CustomResourceDefinition[] {
  if ('written' in from) return from.written;
  const texts = 'module' in from ? fromModule(from, version) : [fromFolder(from, set, folder)];
  return texts.flatMap(documents).filter(isCrd);
}

function fromFolder({ url, file, sha256 }: FileSource, set: string, folder: string | undefined): string {
  if (!folder) throw new Error(`${set}: fetch ${url}, and give its folder: --from ${set}=FOLDER`);
  const content = readFileSync(join(folder, file));
  expectSum(createHash('sha256').update(content).digest('hex'), sha256, set);
  return content.toString('utf8');
}

/** The go command asks the proxy, and compares what it gets with the checksum database. */
function fromModule({ module, sum, files }: ModuleSource, version: string): readonly string[] {
  const { Zip: zip, Sum: found } = download(`${module}@${version}`);
  if (!zip) throw new Error(`${module}@${version}: no zip`);
  expectSum(found, sum, module);
  const root = `${module}@${version}/`;
  const names = unzip('-Z1', zip)
    .split('\n')
    .filter(name => name.startsWith(root + files) && name.endsWith('.yaml'));
  return names.map(name => unzip('-p', zip, name));
}

/** A module that asks for a newer Go is downloaded and checked all the same; only then the command fails. */
function download(wanted: string): { readonly Zip?: string; readonly Sum?: string } {
  try {
    return JSON.parse(execFileSync('go', ['mod', 'download', '-json', wanted], { encoding: 'utf8' }));
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    if (stdout) return JSON.parse(stdout);
    throw error;
  }
}

function unzip(...args: string[]): string {
  return execFileSync('unzip', args, { encoding: 'utf8', maxBuffer: 64 << 20 });
}

function expectSum(found: string | undefined, sum: string, name: string): void {
  if (found !== sum) throw new Error(`${name}: the checksum is ${found}, not ${sum}`);
}

function documents(text: string): readonly unknown[] {
  return parseAllDocuments(text).map(document => {
    if (document.errors[0]) throw document.errors[0];
    return document.toJS();
  });
}

function isCrd(value: unknown): value is CustomResourceDefinition {
  return (value as { kind?: unknown } | null)?.kind === 'CustomResourceDefinition';
}
