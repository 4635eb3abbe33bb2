import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CustomResourceDefinition, strip } from './crd';
import { interfacesOf } from './interfaces';
import { readCrds } from './read';
import { type Source, sources } from './sources';

const ROOT = join(__dirname, '../../constructs/crds');
const MADE = "// Made by `npm run crds`; don't change it by hand.\n";

/**
 * `npm run crds [-- --from SET=FOLDER …] [SET …]`: makes the data and the types of constructs/crds/, from published
 * packages where there are some. It needs the programs `go`, which downloads modules and checks them, and `unzip`.
 */
function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { from: { type: 'string', multiple: true, default: [] } },
  });
  const folders = new Map(values.from.map(text => text.split(/=(.*)/s).slice(0, 2) as [string, string]));
  const wanted = sources.filter(({ set }) => positionals.length === 0 || positionals.includes(set));
  for (const source of wanted) write(source, readCrds(source, folders.get(source.set)).map(strip));
  execFileSync('npx', [
    'biome',
    'check',
    '--write',
    '--log-level=error',
    ...['types', 'data'].map(name => join(ROOT, name)),
  ]);
}

function write(source: Source, crds: readonly CustomResourceDefinition[]): void {
  const data = emptied('data', source.set);
  const types = emptied('types', source.set);
  const written: string[] = [];
  for (const crd of crds) {
    const { kind, plural } = crd.spec.names;
    writeFileSync(join(data, `${plural}.json`), `${JSON.stringify(crd)}\n`);
    const interfaces = interfacesOf(crd);
    if (!interfaces) continue;
    written.push(kind.toLowerCase());
    writeFileSync(join(types, `${kind.toLowerCase()}.ts`), `${MADE}// ${headOf(source)}\n\n${interfaces}`);
  }
  writeFileSync(join(types, 'index.ts'), MADE + written.map(name => `export type * from './${name}';\n`).join(''));
  const plurals = crds.map(crd => crd.spec.names.plural);
  writeFileSync(
    join(data, 'index.ts'),
    `${MADE}import type { CrdManifest } from '../../manifest';
${plurals.map(name => `import ${name} from './${name}.json';\n`).join('')}\n` +
      `/** ${headOf(source)} */\nexport const definitions: readonly CrdManifest[] = [${plurals.join(', ')}];\n`,
  );
  writeFileSync(join(data, 'README.md'), `# ${source.title} ${source.version}\n\n${originOf(source)}\n`);
}

function emptied(kind: 'data' | 'types', set: string): string {
  const folder = join(ROOT, kind, set);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

const headOf = ({ title, version, license }: Source) => `${title} ${version}, ${license}.`;

function originOf({ from, version, license, homepage }: Source): string {
  const made = 'Made by `npm run crds`';
  if ('written' in from) {
    return `${made} from what \`scripts/crds/\` says, after the API that <${homepage}> documents; licence ${license}.`;
  }
  const origin =
    'module' in from
      ? `the Go module \`${from.module}\` ${version} (\`${from.sum}\`)`
      : `<${from.url}> (sha256 \`${from.sha256}\`)`;
  return `${made} from ${origin}, without its descriptions; licence ${license}, <${homepage}>.`;
}

main();
