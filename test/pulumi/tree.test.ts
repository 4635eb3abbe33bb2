import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { App } from '../../src';
import { ConstructTree } from '../../src/pulumi';
import { planOf } from '../../src/pulumi/plan';
import { resourceName } from '../../src/pulumi/register';
import { HookingChart } from '../support/hooking-chart';
import { deployed, Engine, PROJECT, STACK, someProvider } from './mocks';
import { configMap, object } from './objects';

// many trees, each with its own engine
jest.setTimeout(30_000);

const ROOT = `urn:pulumi:${STACK}::${PROJECT}::kubewright:index:App::${PROJECT}`;

/** A tree: leaves are objects, the others constructs with what is below them. */
interface Tree {
  readonly [id: string]: Tree | 'object';
}

const { tree } = fc.letrec<{ tree: Tree }>(tie => ({
  tree: fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'site', '1', 'x-y'),
    fc.oneof({ depthSize: 'small', maxDepth: 3 }, fc.constant('object' as const), tie('tree')),
    { maxKeys: 4 },
  ),
}));

function grow(scope: Construct, below: Tree, order: (ids: string[]) => string[] = ids => ids): void {
  for (const id of order(Object.keys(below))) {
    const inner = below[id]!;
    if (inner === 'object') configMap(scope, id);
    else grow(new Construct(scope, id), inner, order);
  }
}

/** What is registered, as lines of name and URN. */
async function registered(below: Tree, order?: (ids: string[]) => string[]): Promise<string[]> {
  const { engine } = await deployed(app => grow(new Chart(app, 'c'), below, order));
  return engine.resources.map(({ name, urn }) => `${name} ${urn}`).sort();
}

function leavesOf(below: Tree, path: string): string[] {
  return Object.entries(below).flatMap(([id, inner]) =>
    inner === 'object' ? [`${path}/${id}`] : leavesOf(inner, `${path}/${id}`),
  );
}

describe('the name of a resource', () => {
  it('is the path of its construct, and belongs to it alone', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async below => {
        const { engine } = await deployed(app => grow(new Chart(app, 'c'), below));
        expect(engine.objects.map(({ name }) => name).sort()).toEqual(leavesOf(below, 'c').sort());
        expect(new Set(engine.resources.map(({ urn }) => urn)).size).toBe(engine.resources.length);
      }),
      { numRuns: 20 },
    );
  });

  it('stays when siblings come, go or change their order', async () => {
    await fc.assert(
      fc.asyncProperty(tree, tree, async (below, more) => {
        const before = await registered(below);
        expect(await registered(below, ids => ids.toReversed())).toEqual(before);
        const after = await registered({ ...below, new: more, another: 'object' }, ids => ids.toReversed());
        expect(after).toEqual(expect.arrayContaining(before));
      }),
      { numRuns: 12 },
    );
  });

  it('tells what it is, where a chart of its own made it', async () => {
    const { engine } = await deployed(app => {
      const chart = new HookingChart(app, 'c', objects => [
        ...objects,
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'extra', namespace: 'web' } },
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'extra' } },
      ]);
      configMap(chart, 'own');
    });
    const names = ['c/ConfigMap/extra', 'c/ConfigMap/web/extra', 'c/own'];
    expect(engine.objects.map(({ name }) => name).sort()).toEqual(names);
    for (const name of names) expect(engine.find(name).parent).toBe(engine.find('c').urn);
  });

  it('is told the same before anything is deployed', () => {
    const app = new App();
    configMap(new Construct(new Chart(app, 'c'), 'x'), 'a');
    expect(planOf(app).manifests.map(resourceName)).toEqual(['c/x/a']);
  });
});

describe('the parent of a resource', () => {
  it('is a component for the construct above', async () => {
    await fc.assert(
      fc.asyncProperty(tree, async below => {
        const { engine } = await deployed(app => grow(new Chart(app, 'c'), below));
        for (const { name, parent, type } of engine.resources) {
          if (type.startsWith('pulumi:providers:') || parent === '') continue;
          const above = name.split('/').slice(0, -1).join('/');
          expect([name, parent]).toEqual([name, above === '' ? ROOT : engine.find(above).urn]);
        }
        const components = engine.resources.filter(({ request }) => !request.custom).map(({ name }) => name);
        const above = leavesOf(below, 'c').flatMap(path =>
          path.split('/').map((_, i, ids) => ids.slice(0, i).join('/')),
        );
        expect(components.sort()).toEqual([...new Set([PROJECT, ...above.filter(Boolean)])].sort());
      }),
      { numRuns: 12 },
    );
  });

  it('makes the URN, with the types of all above', async () => {
    const { engine } = await deployed(app => configMap(new Construct(new Chart(app, 'c'), 'x'), 'a'));
    expect(engine.resources.filter(({ name }) => name !== 'elsewhere').map(({ urn }) => urn)).toEqual([
      ROOT,
      `urn:pulumi:dev::shop::kubewright:index:App$kubewright:index:Construct::c`,
      `urn:pulumi:dev::shop::kubewright:index:Construct$kubewright:index:Construct::c/x`,
      `urn:pulumi:dev::shop::kubewright:index:Construct$kubernetes:core/v1:ConfigMap::c/x/a`,
    ]);
  });

  it('is that of the object above, where one object hangs from another', async () => {
    const { engine } = await deployed(app => {
      const outer = configMap(new Chart(app, 'c'), 'outer');
      configMap(outer, 'inner');
      configMap(new Construct(outer, 'group'), 'far');
    });
    expect(engine.find('c/outer/inner').parent).toBe(engine.find('c').urn);
    expect(engine.find('c/outer/group').parent).toBe(engine.find('c').urn);
    expect(engine.find('c/outer/group/far').parent).toBe(engine.find('c/outer/group').urn);
  });

  it('is the chart for a chart within a chart', async () => {
    const { engine } = await deployed(app => {
      const outer = new Chart(app, 'outer');
      configMap(new Chart(outer, 'inner'), 'a');
      configMap(outer, 'b');
    });
    expect(engine.find('outer/inner').parent).toBe(engine.find('outer').urn);
    expect(engine.find('outer/inner/a').parent).toBe(engine.find('outer/inner').urn);
  });

  it('is the component itself, in a tree of another program', async () => {
    const engine = new Engine();
    const blog = new ConstructTree('blog', chart => configMap(new Construct(chart, 'x'), 'a'), {
      provider: someProvider(),
    });
    const shop = new ConstructTree('shop', chart => object(chart, 'a', 'v1', 'ServiceAccount'), {
      provider: someProvider('other'),
    });
    await Promise.all([blog.deployed, shop.deployed]);
    await engine.settle();
    expect(engine.find('blog')).toMatchObject({ type: 'kubewright:index:ConstructTree', parent: '' });
    expect(engine.find('blog/x')).toMatchObject({
      type: 'kubewright:index:Construct',
      parent: engine.find('blog').urn,
    });
    expect(engine.find('blog/x/a').parent).toBe(engine.find('blog/x').urn);
    expect(engine.find('shop/a').parent).toBe(engine.find('shop').urn);
  });
});
