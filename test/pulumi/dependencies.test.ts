import { type ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { App, WordPressSite } from '../../src';
import type { KubewrightError } from '../../src/error';
import { planOf } from '../../src/pulumi/plan';
import { dependenciesOf } from '../../src/synthesis';
import { deployed, type Engine, rejection } from './mocks';
import { claim, configMap, deployment, object, service } from './objects';

// many trees, each with its own engine
jest.setTimeout(30_000);

/** Names of the objects that one has to wait for. */
function waitsFor(engine: Engine, name: string): string[] {
  const nameOf = new Map(engine.resources.map(resource => [resource.urn, resource.name]));
  return engine
    .find(name)
    .request.dependenciesList.map(urn => nameOf.get(urn)!)
    .sort();
}

/** Whether one object is registered after another, and after all that one waits for. */
function isAfter(engine: Engine, name: string, other: string): boolean {
  return waitsFor(engine, name).some(next => next === other || isAfter(engine, next, other));
}

describe('an object waits', () => {
  it('for what it names', async () => {
    const { engine } = await deployed(app => {
      const chart = new Chart(app, 'c', { namespace: 'web' });
      const pod = {
        containers: [{ name: 'main', envFrom: [{ configMapRef: { name: 'settings' } }] }],
        serviceAccountName: 'robot',
        volumes: [
          { name: 'a', persistentVolumeClaim: { claimName: 'data' } },
          { name: 'b', configMap: { name: 'of-another' } },
        ],
      };
      deployment(chart, 'web', pod);
      claim(chart, 'data', '1Gi', { name: 'data' });
      object(chart, 'settings', 'v1', 'ConfigMap', { metadata: { name: 'settings' } });
      object(chart, 'robot', 'v1', 'ServiceAccount', { metadata: { name: 'robot' } });
      object(chart, 'namespace', 'v1', 'Namespace', { metadata: { name: 'web' } });
      configMap(chart, 'stranger');
    });
    expect(waitsFor(engine, 'c/web')).toEqual(['c/data', 'c/namespace', 'c/robot', 'c/settings']);
    expect(waitsFor(engine, 'c/data')).toEqual(['c/namespace']);
    expect(waitsFor(engine, 'c/namespace')).toEqual([]);
  });

  it('for the definition of its kind', async () => {
    const { engine } = await deployed(app => {
      const chart = new Chart(app, 'c');
      object(chart, 'thing', 'x.io/v1', 'Thing');
      const spec = { group: 'x.io', names: { kind: 'Thing', plural: 'things' }, scope: 'Namespaced', versions: [] };
      object(chart, 'definition', 'apiextensions.k8s.io/v1', 'CustomResourceDefinition', { spec });
    });
    expect(waitsFor(engine, 'c/thing')).toEqual(['c/definition']);
  });

  it('for all of a construct, by way of those that nobody in it waits for', async () => {
    const { engine } = await deployed(app => {
      const chart = new Chart(app, 'c');
      const group = new Construct(chart, 'group');
      const [first, last, alone] = ['first', 'last', 'alone'].map(id => configMap(group, id));
      last!.addDependency(first!);
      const after = new Construct(chart, 'after');
      const [one, two] = ['one', 'two'].map(id => configMap(after, id));
      two!.addDependency(one!);
      after.node.addDependency(group);
      expect(alone).toBeDefined();
    });
    expect(waitsFor(engine, 'c/group/last')).toEqual(['c/group/first']);
    expect(waitsFor(engine, 'c/after/one')).toEqual(['c/group/alone', 'c/group/last']);
    expect(waitsFor(engine, 'c/after/two')).toEqual(['c/after/one']);
    expect(isAfter(engine, 'c/after/two', 'c/group/first')).toBe(true);
  });

  it('for another chart, and charts within', async () => {
    const { engine } = await deployed(app => {
      const base = new Chart(app, 'base');
      configMap(new Chart(base, 'inner'), 'a');
      const top = new Chart(app, 'top');
      configMap(top, 'b');
      top.addDependency(base);
    });
    expect(waitsFor(engine, 'top/b')).toEqual(['base/inner/a']);
  });

  it('and is registered after those, however late they are in the tree', async () => {
    const { engine } = await deployed(app => {
      const chart = new Chart(app, 'c');
      const objects = Array.from({ length: 60 }, (_, i) => configMap(chart, `o${i}`));
      objects.forEach((one, i) => {
        if (objects[i + 1]) one.addDependency(objects[i + 1]!);
      });
    });
    expect(engine.objects.map(({ name }) => name)).toEqual(Array.from({ length: 60 }, (_, i) => `c/o${59 - i}`));
  });
});

describe('a workload', () => {
  it.each<[string, (web: ApiObject, service: ApiObject) => void]>([
    ['that was told so', (web, front) => web.addDependency(front)],
    ['whose chart was told so', (web, front) => web.chart.node.addDependency(front)],
  ])('never waits for the Service that selects its pods, also one %s', async (_, declare) => {
    const { engine } = await deployed(app => {
      const base = new Chart(app, 'base');
      const chart = new Chart(app, 'c');
      declare(deployment(chart, 'web'), service(base, 'front'));
      configMap(chart, 'other');
    });
    expect(waitsFor(engine, 'c/web')).toEqual([]);
  });

  it('waits for other Services', async () => {
    const { engine } = await deployed(app => {
      const chart = new Chart(app, 'c');
      const web = deployment(chart, 'web');
      web.addDependency(service(chart, 'headless', { clusterIP: 'None' }));
      web.addDependency(service(chart, 'database', { selector: { app: 'database' } }));
    });
    expect(waitsFor(engine, 'c/web')).toEqual(['c/database', 'c/headless']);
  });

  it('of a site waits for none of its own Services', async () => {
    const { engine } = await deployed(app => {
      const chart = new Chart(app, 'c', { namespace: 'web' });
      const site = new WordPressSite(chart, 'site');
      const database = configMap(chart, 'first');
      site.node.addDependency(database);
    });
    const services = engine.objects.filter(({ type }) => type.endsWith(':Service'));
    expect(services.length).toBeGreaterThan(2);
    for (const { name, type, request } of engine.objects) {
      if (!/:(Deployment|StatefulSet)$/.test(type)) continue;
      const selecting = services.filter(({ inputs }) => {
        const { selector, clusterIP } = inputs.spec as { selector: object; clusterIP?: string };
        const { template } = engine.find(name).inputs.spec as { template: { metadata: { labels: object } } };
        const { labels } = template.metadata;
        return clusterIP !== 'None' && Object.entries(selector).every(([k, v]) => (labels as never)[k] === v);
      });
      for (const { urn } of selecting) expect(request.dependenciesList).not.toContain(urn);
    }
  });
});

describe('a circle', () => {
  it('is KW1008 with the way around, before anything is registered', async () => {
    const error = await rejection<KubewrightError>(
      deployed(app => {
        const chart = new Chart(app, 'c', { namespace: 'web' });
        const namespace = object(chart, 'namespace', 'v1', 'Namespace', { metadata: { name: 'web' } });
        const settings = object(chart, 'settings', 'v1', 'ConfigMap', { metadata: { name: 'settings' } });
        namespace.addDependency(settings);
      }),
    );
    expect(error.code).toBe('KW1008');
    expect(error.problem).toContain(
      'c/settings (ConfigMap settings) => c/namespace (Namespace web) => c/settings (ConfigMap settings)',
    );
  });
});

describe('any tree without circles', () => {
  const dependencies = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 60 });

  it('has each object after all that it waits for', async () => {
    await fc.assert(
      fc.asyncProperty(dependencies, async pairs => {
        const wanted = pairs.filter(([from, to]) => from > to);
        const { engine } = await deployed(app => {
          const chart = new Chart(app, 'c');
          const objects = Array.from({ length: 31 }, (_, i) => configMap(chart, `o${i}`));
          for (const [from, to] of wanted) objects[from]!.addDependency(objects[to]!);
        });
        const order = new Map(engine.objects.map(({ urn }, i) => [urn, i]));
        for (const { urn, request } of engine.objects) {
          for (const target of request.dependenciesList) expect(order.get(target)).toBeLessThan(order.get(urn)!);
        }
        for (const [from, to] of wanted) expect(waitsFor(engine, `c/o${from}`)).toContain(`c/o${to}`);
      }),
      { numRuns: 15 },
    );
  });

  it.each([100, 400])('of constructs in a row has as many edges as objects: %d', length => {
    const app = new App();
    const chart = new Chart(app, 'c');
    let former: Construct | undefined;
    for (let i = 0; i < length; i++) {
      const group = new Construct(chart, `g${i}`);
      for (const id of ['a', 'b', 'c']) configMap(group, id);
      if (former) group.node.addDependency(former);
      former = group;
    }
    const { dependencies } = planOf(app);
    const edges = [...dependencies.values()].reduce((sum, targets) => sum + targets.size, 0);
    expect(edges).toBe(9 * (length - 1));
    expect(dependenciesOf(app.synthesize()).size).toBe(3 * length);
  });

  it('of two large groups with an order inside has an edge for each', () => {
    const app = new App();
    const chart = new Chart(app, 'c');
    const chain = (id: string) => {
      const group = new Construct(chart, id);
      const objects = Array.from({ length: 300 }, (_, i) => configMap(group, `o${i}`));
      objects.forEach((one, i) => {
        if (i > 0) one.addDependency(objects[i - 1]!);
      });
      return group;
    };
    chain('b').node.addDependency(chain('a'));
    const edges = [...planOf(app).dependencies.values()].reduce((sum, targets) => sum + targets.size, 0);
    expect(edges).toBe(299 + 299 + 1);
  });
});
