import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { plainLayout } from '../../src/layout';
import { synthesize } from '../../src/synthesis';

const extension = '.k8s.yaml';
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Two nested and two further charts; objects without a namespace, whose files are called as cdk8s calls them. */
function tree(yamlOutputType: YamlOutputType, ordered: boolean): App {
  const outdir = mkdtempSync(join(tmpdir(), 'kubewright-layout-'));
  folders.push(outdir);
  const app = new App({ outdir, yamlOutputType, outputFileExtension: extension });
  const [web, db] = [new Chart(app, 'web'), new Chart(app, 'db')];
  const nested = new Chart(web, 'nested');
  new Chart(app, 'empty');
  for (const [chart, name] of [
    [web, 'front'],
    [web, 'back'],
    [db, 'system:db'],
    [nested, 'inner'],
  ] as const) {
    new ApiObject(chart, name, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name },
      data: { text: `${name}\n` },
    });
  }
  if (ordered) web.addDependency(db);
  return app;
}

function filesOf(folder: string): Array<[string, string | undefined]> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return paths.sort().map(path => {
    const file = join(folder, path);
    return [path, statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined];
  });
}

const types = Object.values(YamlOutputType).filter(type => typeof type !== 'string');
test.each(types.flatMap(type => [false, true].map(ordered => ({ type, ordered }))))(
  'the same files as cdk8s: type $type, ordered: $ordered',
  ({ type, ordered }) => {
    const app = tree(type, ordered);
    app.synth();
    const files = [...plainLayout(synthesize(app), type, extension)];
    const ours = files.map(({ path, content }) => [path, content]).sort(([a], [b]) => (a! < b! ? -1 : 1));
    expect(ours).toEqual(filesOf(app.outdir));
    expect(files.length).toBeGreaterThan(0);
  },
);
