import type * as pulumi from '@pulumi/pulumi';
import { Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { type App, WordPressSite } from '../../src';
import { ConstructTree, type DeployedObject } from '../../src/pulumi';
import { deployed, Engine, someProvider } from './mocks';
import { configMap, deployment, object } from './objects';

function tree(app: App): void {
  const chart = new Chart(app, 'c', { namespace: 'web' });
  object(chart, 'namespace', 'v1', 'Namespace', { metadata: { name: 'web' } });
  object(chart, 'other', 'v1', 'Namespace', { metadata: { name: 'other' } });
  // of no class, since what is not bound at once is not awaited anyway
  object(chart, 'data', 'v1', 'PersistentVolumeClaim', { spec: { storageClassName: '' } });
  object(chart, 'volume', 'v1', 'PersistentVolume', { spec: { capacity: { storage: '1Gi' } } });
  configMap(chart, 'settings');
  deployment(chart, 'web');
}

async function names(build: (app: App) => void, options: object, is: (request: RequestOf) => boolean) {
  const { engine } = await deployed(build, options);
  return engine.objects
    .filter(({ request }) => is(request))
    .map(({ name }) => name)
    .sort();
}

type RequestOf = Engine['resources'][number]['request'];

describe('objects that hold data', () => {
  const isKept = (request: RequestOf) => request.retainondelete === true;

  it('stay when they leave the stack: claims, volumes, and namespaces, whoever has data in them', async () => {
    expect(await names(tree, {}, isKept)).toEqual(['c/data', 'c/namespace', 'c/other', 'c/volume']);
  });

  it('are those of Kubernetes, and no kinds of others that are called alike', async () => {
    const build = (app: App) => {
      object(new Chart(app, 'c'), 'custom', 'x.io/v1', 'PersistentVolumeClaim', { metadata: { name: 'd' } });
    };
    expect(await names(build, {}, isKept)).toEqual([]);
  });

  it('go, if that is what is wanted', async () => {
    expect(await names(tree, { retainData: false }, isKept)).toEqual([]);
  });

  it('are those of a site', async () => {
    const build = (app: App) => {
      new WordPressSite(new Chart(app, 'c', { namespace: 'blog' }), 'site');
    };
    const { engine } = await deployed(build);
    const kept = engine.objects.filter(({ request }) => isKept(request));
    expect(new Set(kept.map(({ type }) => type))).toEqual(new Set(['kubernetes:core/v1:PersistentVolumeClaim']));
  });
});

describe('an object', () => {
  it('is deleted before its successor is made, unless the API server makes up the name', async () => {
    const build = (app: App) => {
      const chart = new Chart(app, 'c');
      configMap(chart, 'named');
      const job = object(chart, 'unnamed', 'batch/v1', 'Job', { spec: {} });
      job.addJsonPatch(JsonPatch.remove('/metadata/name'), JsonPatch.add('/metadata/generateName', 'job-'));
    };
    expect(await names(build, {}, request => request.deletebeforereplace)).toEqual(['c/named']);
  });

  it('is replaced when what can not be changed does', async () => {
    const { engine } = await deployed(tree);
    expect(engine.find('c/web').request.replaceonchangesList).toEqual([
      'metadata.name',
      'metadata.namespace',
      'spec.selector',
    ]);
  });
});

describe('the option', () => {
  it('protect holds for all', async () => {
    const { engine } = await deployed(tree, { protect: true });
    expect(engine.find('shop').request.protect).toBe(true);
    expect(await names(tree, { protect: true }, request => request.protect === true)).toHaveLength(6);
    expect(await names(tree, {}, request => request.protect === true)).toEqual([]);
  });

  it('timeouts holds for all', async () => {
    const { engine } = await deployed(tree, { timeouts: { create: '3m', update: '4m', delete: '5m' } });
    for (const { request } of engine.objects) {
      expect(request.customtimeouts).toMatchObject({ create: '3m', update: '4m', pb_delete: '5m' });
    }
  });

  const SKIP = 'pulumi.com/skipAwait';

  it('skipAwait holds for all, and keeps other annotations', async () => {
    const build = (app: App) => {
      tree(app);
      object(new Chart(app, 'd'), 'a', 'v1', 'ConfigMap', { metadata: { annotations: { b: 'c' } } });
    };
    const { engine } = await deployed(build, { skipAwait: true });
    for (const { inputs } of engine.objects)
      expect(inputs).toMatchObject({ metadata: { annotations: { [SKIP]: 'true' } } });
    expect(engine.find('d/a').inputs.metadata).toMatchObject({ annotations: { b: 'c', [SKIP]: 'true' } });
    const awaited = await deployed(build);
    expect(JSON.stringify(awaited.engine.objects.map(({ inputs }) => inputs))).not.toContain(SKIP);
  });

  it('skipAwait may choose', async () => {
    const { engine } = await deployed(tree, { skipAwait: ({ kind }) => kind === 'Deployment' });
    const skipped = engine.objects.filter(({ inputs }) => JSON.stringify(inputs).includes(SKIP));
    expect(skipped.map(({ name }) => name)).toEqual(['c/web']);
  });

  it('resource adds to what one object has anyway, and is told which it is', async () => {
    const seen: DeployedObject[] = [];
    const { engine } = await deployed(tree, {
      resource: one => {
        seen.push(one);
        if (one.kind !== 'Deployment') return undefined;
        return { protect: true, ignoreChanges: ['spec.replicas'], replaceOnChanges: ['spec.strategy'] };
      },
    });
    const { request, parent } = engine.find('c/web');
    expect(request).toMatchObject({ protect: true, ignorechangesList: ['spec.replicas'] });
    expect(request.replaceonchangesList).toEqual(expect.arrayContaining(['spec.selector', 'spec.strategy']));
    expect(parent).toBe(engine.find('c').urn);
    expect(request.dependenciesList).toEqual([engine.find('c/namespace').urn]);
    expect(engine.find('c/settings').request.protect ?? false).toBe(false);
    expect(seen).toHaveLength(6);
    expect(seen).toContainEqual({
      path: 'c/web',
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: expect.stringMatching(/^c-web-/),
      namespace: 'web',
    });
  });

  it('resource may take retention away', async () => {
    const { engine } = await deployed(tree, { resource: () => ({ retainOnDelete: false }) });
    expect(engine.objects.filter(({ request }) => request.retainondelete)).toEqual([]);
  });

  it('transforms goes to the engine with the component that all hangs from', async () => {
    const transform: pulumi.ResourceTransform = () => undefined;
    const { engine } = await deployed(tree, { transforms: [transform] });
    const withTransforms = engine.resources.filter(({ request }) => request.transformsList.length > 0);
    expect(withTransforms.map(({ type }) => type)).toEqual(['kubewright:index:App']);
  });
});

describe('renamed', () => {
  const ROOT = 'urn:pulumi:dev::shop::kubewright:index:App';
  const C = 'kubewright:index:Construct';

  async function aliases(build: (app: App) => void, renamed: Record<string, string>) {
    const { engine } = await deployed(build, { renamed });
    const own = engine.resources.filter(({ type }) => type.startsWith('kube'));
    return Object.fromEntries(
      own.flatMap(({ name, request }) => {
        const urns = request.aliasesList.map(({ urn }) => urn).filter(Boolean);
        return urns.length > 0 ? [[name, urns]] : [];
      }),
    );
  }

  const site = (app: App) => {
    const chart = new Chart(app, 'web');
    const blog = new Construct(chart, 'Blog');
    configMap(new Construct(blog, 'inner'), 'a');
    configMap(blog, 'b');
    configMap(chart, 'Blog2');
  };

  it('names the exact former URNs of a construct and all below it', async () => {
    expect(await aliases(site, { 'web/Blog': 'web/Site' })).toEqual({
      'web/Blog': [`${ROOT}$${C}$${C}::web/Site`],
      'web/Blog/b': [`${ROOT}$${C}$${C}$kubernetes:core/v1:ConfigMap::web/Site/b`],
      'web/Blog/inner': [`${ROOT}$${C}$${C}$${C}::web/Site/inner`],
      'web/Blog/inner/a': [`${ROOT}$${C}$${C}$${C}$kubernetes:core/v1:ConfigMap::web/Site/inner/a`],
    });
  });

  it('takes the nearest', async () => {
    const known = await aliases(site, { 'web/Blog': 'web/Site', 'web/Blog/inner': 'web/Old/deep/er' });
    expect(known['web/Blog/b']).toEqual([`${ROOT}$${C}$${C}$kubernetes:core/v1:ConfigMap::web/Site/b`]);
    expect(known['web/Blog/inner']).toEqual([`${ROOT}$${C}$${C}$${C}$${C}::web/Old/deep/er`]);
    expect(known['web/Blog/inner/a']).toEqual([
      `${ROOT}$${C}$${C}$${C}$${C}$kubernetes:core/v1:ConfigMap::web/Old/deep/er/a`,
    ]);
  });

  it('may name one object, and a whole chart', async () => {
    expect(await aliases(site, { 'web/Blog2': 'web/b' })).toEqual({
      'web/Blog2': [`${ROOT}$${C}$kubernetes:core/v1:ConfigMap::web/b`],
    });
    expect((await aliases(site, { web: 'site' })).web).toEqual([`${ROOT}$${C}::site`]);
  });

  it('names the type of a custom object', async () => {
    const build = (app: App) => object(new Chart(app, 'c'), 'a', 'x.io/v1', 'X');
    expect(await aliases(build, { 'c/a': 'c/b' })).toEqual({ 'c/a': [`${ROOT}$${C}$kubernetes:x.io/v1:X::c/b`] });
  });

  it('says nothing of others', async () => {
    expect(await aliases(site, { 'web/Blo': 'web/x', Blog: 'y' })).toEqual({});
  });

  it('counts no component for the chart of a tree in another program', async () => {
    const engine = new Engine();
    const blog = new ConstructTree('blog', chart => configMap(new Construct(chart, 'Blog'), 'a'), {
      provider: someProvider(),
      renamed: { 'blog/Blog': 'blog/Site' },
    });
    await blog.deployed;
    await engine.settle();
    const root = 'urn:pulumi:dev::shop::kubewright:index:ConstructTree';
    expect(engine.find('blog/Blog').request.aliasesList[0]!.urn).toBe(`${root}$${C}::blog/Site`);
    expect(engine.find('blog/Blog/a').request.aliasesList[0]!.urn).toBe(
      `${root}$${C}$kubernetes:core/v1:ConfigMap::blog/Site/a`,
    );
  });
});
