import { Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { App, RestrictedNamespace, WordPressSite } from '../../src';
import { HookingChart } from '../support/hooking-chart';
import { deployed, plain } from './mocks';
import { configMap, deployment, object } from './objects';

// many trees, each with its own engine
jest.setTimeout(30_000);

type Build = (app: App) => void;

async function expectSameAsManifests(build: Build): Promise<void> {
  const { engine } = await deployed(build, { allowPlainSecrets: true });
  const app = new App();
  build(app);
  const manifests = app.synthesize().charts.flatMap(chart => chart.manifests.map(({ object }) => object));
  const sent = engine.objects.map(({ inputs }) => plain(inputs));
  const byText = (objects: unknown[]) => objects.map(one => JSON.stringify(one, sorted)).sort();
  expect(byText(sent)).toEqual(byText(manifests));
  expect(sent).toHaveLength(manifests.length);
}

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** An app with a chart that sends objects as they are. */
function raw(...objects: object[]): Build {
  return app => {
    new HookingChart(app, 'c', () => JSON.parse(JSON.stringify(objects)) as object[]);
  };
}

const meta = (kind: string, name = 'a') => ({ kind, metadata: { name } });

describe('what is sent is what the manifests hold', () => {
  it.each<[string, Build]>([
    [
      'a WordPress site',
      app => {
        const chart = new Chart(app, 'blog', { namespace: 'blog', labels: { team: 'web' } });
        new RestrictedNamespace(chart, 'namespace', { name: 'blog' });
        // of another class claims are not awaited, which is an annotation
        const metadata = { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } };
        object(chart, 'class', 'storage.k8s.io/v1', 'StorageClass', { metadata, provisioner: 'x.io' });
        new WordPressSite(chart, 'site', { database: { backup: { schedule: '@daily' } } });
      },
    ],
    ['nulls', raw({ apiVersion: 'v1', ...meta('ConfigMap'), data: { a: null }, immutable: null })],
    ['empty maps and lists', raw({ apiVersion: 'v1', ...meta('ConfigMap'), data: {}, binaryData: { a: [] } })],
    ['empty text', raw({ apiVersion: 'v1', ...meta('ConfigMap'), data: { '': '', a: '' } })],
    ['false and zero', raw({ apiVersion: 'apps/v1', ...meta('Deployment'), spec: { replicas: 0, paused: false } })],
    ['numbers', raw({ apiVersion: 'x.io/v1', ...meta('X'), spec: { a: 0.1, b: -1, c: 1e21, d: 2 ** 53 } })],
    ['a field that the class does not know', raw({ apiVersion: 'v1', ...meta('ConfigMap'), later: { a: [1, null] } })],
    ['a field of that sort that is null', raw({ apiVersion: 'v1', ...meta('ConfigMap'), later: null })],
    ['a status of a custom object', raw({ apiVersion: 'x.io/v1', ...meta('X'), status: { ready: true } })],
    [
      'a field named like one of JavaScript',
      raw({ apiVersion: 'x.io/v1', ...meta('X'), constructor: 'a', toString: 1 }),
    ],
    [
      'a map whose keys hide how an object becomes text, at any depth',
      raw({ apiVersion: 'v1', ...meta('ConfigMap'), data: [{ toString: 0, valueOf: [{ toString: '1' }] }] }),
    ],
    ['one of that sort that its class does not know', raw({ apiVersion: 'v1', ...meta('ConfigMap'), toString: '1' })],
    [
      'fields named like options',
      raw({ apiVersion: 'x.io/v1', ...meta('X'), parent: 'a', provider: 'b', aliases: [] }),
    ],
    ['text that looks like code', raw({ apiVersion: 'v1', ...meta('ConfigMap'), data: { a: '$(b) {{ c }}\n\t"\\' } })],
    ['no metadata but a name', raw({ apiVersion: 'v1', ...meta('ServiceAccount') })],
    ['values of a Secret', raw({ apiVersion: 'v1', ...meta('Secret'), data: { a: 'YQ==' }, stringData: { b: 'b' } })],
    ['an unknown version of a known group', raw({ apiVersion: 'apps/v9', ...meta('Deployment'), spec: {} })],
  ])('%s', async (_, build) => {
    await expectSameAsManifests(build);
  });

  it('but for the status of what Kubernetes knows, which is for the cluster to write', async () => {
    const { engine } = await deployed(
      raw({ apiVersion: 'apps/v1', ...meta('Deployment'), spec: {}, status: { replicas: 3 } }),
    );
    expect(engine.objects.map(({ inputs }) => Object.keys(inputs).sort())).toEqual([
      ['apiVersion', 'kind', 'metadata', 'spec'],
    ]);
  });

  it('any JSON', async () => {
    // such keys mean something to Pulumi itself
    const isKey = (key: string) => !['id', 'urn', 'apiVersion', 'kind', 'metadata'].includes(key) && !(key in {});
    const key = fc.string().filter(isKey);
    const value = fc.jsonValue({ maxDepth: 3 }).filter(json => !JSON.stringify(json).includes('\\u0000'));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(key, value, { maxKeys: 4 }),
        fc.constantFrom('v1', 'x.io/v1'),
        async (fields, apiVersion) => {
          const given = JSON.parse(JSON.stringify(fields)) as object;
          await expectSameAsManifests(raw({ ...given, apiVersion, ...meta('ConfigMap') }));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('an object that is not as its class demands', () => {
  it('is KW4008 with its path', async () => {
    const refused = deployed(app => object(new Chart(app, 'c'), 'web', 'apps/v1', 'Deployment'));
    await expect(refused).rejects.toMatchObject({
      code: 'KW4008',
      place: 'c/web',
      problem: expect.stringContaining("Missing required property 'spec'"),
    });
  });
});

describe('an object without outputs', () => {
  it('is sent with no secret in it', async () => {
    const { engine } = await deployed(app => {
      const chart = new Chart(app, 'c');
      deployment(chart, 'web');
      configMap(chart, 'a');
    });
    for (const { inputs } of engine.objects) expect(plain(inputs)).toEqual(inputs);
  });
});
