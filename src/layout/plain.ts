import { createHash } from 'node:crypto';
import { YamlOutputType } from 'cdk8s';
import { type Identity, identityOf, type Manifest, type Synthesis, type SynthesizedChart } from '../synthesis';
import type { OutputFile } from './file';
import { render } from './render';

/**
 * The files of cdk8s's four output types, under cdk8s's names; but the name of a file with one object also holds the
 * object's namespace, so that objects of two namespaces never overwrite each other.
 *
 * Files are rendered one by one as they are asked for, which keeps a large output out of memory.
 * @param extension ends each file's name, such as `.k8s.yaml`
 */
export function* plainLayout(synthesis: Synthesis, type: YamlOutputType, extension: string): Generator<OutputFile> {
  const { charts } = synthesis;
  const numbered = synthesis.ordered ? charts.map(numberedName) : charts.map(chart => chart.name);
  switch (type) {
    case YamlOutputType.FILE_PER_APP:
      if (charts.length > 0) yield { path: `app${extension}`, content: render(charts.flatMap(c => c.manifests)) };
      break;
    case YamlOutputType.FILE_PER_CHART:
      for (const [i, chart] of charts.entries()) {
        yield { path: `${numbered[i]}${extension}`, content: render(chart.manifests) };
      }
      break;
    case YamlOutputType.FILE_PER_RESOURCE:
      yield* filePerObject(
        charts.flatMap(c => c.manifests),
        '',
        extension,
      );
      break;
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      for (const [i, chart] of charts.entries()) {
        yield { path: `${numbered[i]}` };
        yield* filePerObject(chart.manifests, `${numbered[i]}/`, extension);
      }
      break;
  }
}

function numberedName(chart: SynthesizedChart, index: number): string {
  return `${index.toString().padStart(4, '0')}-${chart.name}`;
}

/** File systems take 255 bytes; some are left for a digest and the extension. */
const LONGEST_NAME = 200;

function* filePerObject(manifests: readonly Manifest[], folder: string, extension: string): Generator<OutputFile> {
  const entries = manifests.map(manifest => {
    return { manifest, name: fileName(identityOf(manifest.object)) };
  });
  const uses = new Map<string, number>();
  for (const { name } of entries) uses.set(caseless(name), (uses.get(caseless(name)) ?? 0) + 1);
  for (const { manifest, name } of entries) {
    const isUnique = uses.get(caseless(name)) === 1 && name.length <= LONGEST_NAME;
    const unique = isUnique ? name : `${name.slice(0, LONGEST_NAME)}.${digest(manifest)}`;
    yield { path: `${folder}${unique}${extension}`, content: render([manifest]) };
  }
}

function fileName({ kind, namespace, name }: Identity): string {
  const parts = [kind, ...(namespace ? [namespace] : []), name || 'unnamed'];
  return parts.join('.').replace(/[^0-9a-zA-Z-_.]/g, '');
}

/** Some file systems hold `a` and `A` for the same name. */
function caseless(name: string): string {
  return name.toLowerCase();
}

function digest({ object, path }: Manifest): string {
  return createHash('sha256')
    .update(JSON.stringify([identityOf(object), path]))
    .digest('hex')
    .slice(0, 8);
}
