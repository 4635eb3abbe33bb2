import { type ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { App } from '../../src';
import type { KubewrightError } from '../../src/error';
import { dependenciesOf } from '../../src/synthesis';
import { thrownBy } from '../support/thrown';
import { config } from '../support/trees';

function object(scope: Construct, id: string, apiVersion: string, kind: string, name: string, more: object = {}) {
  return config(scope, id, undefined, { apiVersion, kind, metadata: { name }, ...more });
}

/** Paths of what each object waits for; those that wait for nothing are left out. */
function waits(app: App): Record<string, string[]> {
  const entries = [...dependenciesOf(app.synthesize())].map(
    ([{ path }, targets]) => [path, [...targets].map(target => target.path).sort()] as const,
  );
  return Object.fromEntries(entries.filter(([, targets]) => targets.length > 0));
}

function edgesOf(app: App): number {
  return [...dependenciesOf(app.synthesize()).values()].reduce((sum, targets) => sum + targets.size, 0);
}

/** Objects in a group of its own, each after the one before. */
function chain(scope: Construct, id: string, length: number): Construct {
  const group = new Construct(scope, id);
  let former: ApiObject | undefined;
  for (let i = 0; i < length; i++) {
    const one = config(group, `o${i}`);
    if (former) one.addDependency(former);
    former = one;
  }
  return group;
}

describe('what an object waits for', () => {
  it('is nothing, unless something says so', () => {
    const app = new App();
    const chart = new Chart(app, 'c');
    for (const id of ['a', 'b']) config(chart, id);
    expect(waits(app)).toEqual({});
    expect(dependenciesOf(app.synthesize()).size).toBe(2);
  });

  it('is what it names, in its own namespace', () => {
    const app = new App();
    const [web, shop] = ['web', 'shop'].map(namespace => new Chart(app, namespace, { namespace }));
    object(web!, 'account', 'v1', 'ServiceAccount', 'robot');
    object(shop!, 'account', 'v1', 'ServiceAccount', 'robot');
    const spec = { template: { spec: { serviceAccountName: 'robot', containers: [] } } };
    object(web!, 'app', 'apps/v1', 'Deployment', 'app', { spec });
    object(web!, 'lost', 'batch/v1', 'Job', 'lost', {
      spec: { template: { spec: { serviceAccountName: 'nobody', containers: [] } } },
    });
    expect(waits(app)).toEqual({ 'web/app': ['web/account'] });
  });

  it.each([
    ['v1', 'Namespace'],
    ['storage.k8s.io/v1', 'StorageClass'],
    ['v1', 'PersistentVolume'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
  ])('is in no namespace, for kinds that have none, whatever their chart says: %s %s', (apiVersion, kind) => {
    const app = new App();
    const chart = new Chart(app, 'c', { namespace: 'web' });
    object(chart, 'target', apiVersion, kind, 'target');
    const of: Record<string, [string, string, object]> = {
      Namespace: ['v1', 'ConfigMap', { metadata: { name: 'x', namespace: 'target' } }],
      StorageClass: ['v1', 'PersistentVolumeClaim', { spec: { storageClassName: 'target' } }],
      PersistentVolume: ['v1', 'PersistentVolumeClaim', { spec: { volumeName: 'target' } }],
      ClusterRole: [
        'rbac.authorization.k8s.io/v1',
        'RoleBinding',
        { roleRef: { kind: 'ClusterRole', name: 'target' } },
      ],
    };
    const [version, source, more] = of[kind]!;
    object(chart, 'source', version, source, 'source', more);
    expect(waits(app)['c/source']).toEqual(['c/target']);
  });

  it('is the definition of its kind, in whatever version', () => {
    const app = new App();
    const chart = new Chart(app, 'c');
    object(chart, 'crd', 'apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'things.x.io', {
      spec: { group: 'x.io', names: { kind: 'Thing' } },
    });
    object(chart, 'a', 'x.io/v2', 'Thing', 'a');
    object(chart, 'b', 'y.io/v1', 'Thing', 'b');
    expect(waits(app)).toEqual({ 'c/a': ['c/crd'] });
  });

  it('may be declared between constructs of any sort', () => {
    const app = new App();
    const [base, top] = ['base', 'top'].map(id => new Chart(app, id));
    const group = new Construct(top!, 'group');
    config(base!, 'x');
    config(group, 'y');
    config(top!, 'z').addDependency(group);
    group.node.addDependency(base!);
    expect(waits(app)).toEqual({ 'top/group/y': ['base/x'], 'top/z': ['top/group/y'] });
  });

  it('is never itself, also where a construct waits for what is in it', () => {
    const app = new App();
    const group = new Construct(new Chart(app, 'c'), 'group');
    const [a] = ['a', 'b'].map(id => config(group, id));
    group.node.addDependency(a!);
    expect(waits(app)).toEqual({ 'c/group/b': ['c/group/a'] });
  });

  it('is nothing in a construct without objects', () => {
    const app = new App();
    const chart = new Chart(app, 'c');
    config(chart, 'a').addDependency(new Construct(chart, 'empty'));
    expect(waits(app)).toEqual({});
  });

  it('is for the first of a group only, wherever in the tree that is said', () => {
    const app = new App();
    const chart = new Chart(app, 'c');
    const after = chain(chart, 'after', 3);
    const before = chain(chart, 'before', 3);
    after.node.addDependency(before);
    expect(waits(app)).toEqual({
      'c/before/o1': ['c/before/o0'],
      'c/before/o2': ['c/before/o1'],
      'c/after/o0': ['c/before/o2'],
      'c/after/o1': ['c/after/o0'],
      'c/after/o2': ['c/after/o1'],
    });
  });

  it('grows no faster than the tree', () => {
    const app = new App();
    const chart = new Chart(app, 'c');
    const groups = Array.from({ length: 10 }, (_, i) => chain(chart, `g${i}`, 50));
    groups.forEach((group, i) => {
      if (i > 0) group.node.addDependency(groups[i - 1]!);
    });
    expect(edgesOf(app)).toBe(10 * 49 + 9);
  });
});

describe('a circle', () => {
  it('is KW1008, with the way around and the names', () => {
    const app = new App();
    const chart = new Chart(app, 'c', { namespace: 'web' });
    const namespace = object(chart, 'ns', 'v1', 'Namespace', 'web');
    namespace.addDependency(object(chart, 'x', 'v1', 'ConfigMap', 'x'));
    const error = thrownBy(() => dependenciesOf(app.synthesize())) as KubewrightError;
    expect(error.code).toBe('KW1008');
    expect(error.place).toBe('c/x');
    expect(error.problem).toBe(
      'objects wait for each other in a circle: c/x (ConfigMap x) => c/ns (Namespace web) => c/x (ConfigMap x)',
    );
  });

  it('is told without the way that leads to it', () => {
    const app = new App();
    const chart = new Chart(app, 'c', { namespace: 'web' });
    const volume = { spec: { storageClassName: 'fast' } };
    object(chart, 'before', 'v1', 'PersistentVolumeClaim', 'before', volume);
    const account = object(chart, 'class', 'storage.k8s.io/v1', 'StorageClass', 'fast');
    account.addDependency(object(chart, 'inner', 'v1', 'PersistentVolumeClaim', 'inner', volume));
    const { problem } = thrownBy(() => dependenciesOf(app.synthesize())) as KubewrightError;
    expect(problem).not.toContain('before');
    expect(problem.split(' => ')).toHaveLength(3);
  });

  it('is looked for without deep recursion', () => {
    const app = new App();
    chain(new Chart(app, 'c'), 'long', 3000);
    expect(edgesOf(app)).toBe(2999);
  });
});

describe('any tree', () => {
  const edges = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 14 });

  it('has for all that was declared a way, and none the other way', () => {
    fc.assert(
      fc.property(edges, pairs => {
        const app = new App();
        const chart = new Chart(app, 'c');
        const groups = Array.from({ length: 4 }, (_, i) => new Construct(chart, `g${i}`));
        const objects = Array.from({ length: 8 }, (_, i) => config(groups[i >> 1]!, `o${i}`));
        const nodes: Construct[] = [...objects, ...groups];
        // in the order of the objects there is no circle
        const rank = (i: number): [number, number] => (i < 8 ? [i, i] : [(i - 8) * 2, (i - 8) * 2 + 1]);
        const declared = pairs.filter(([from, to]) => rank(from)[0] > rank(to)[1]);
        for (const [from, to] of declared) nodes[from]!.node.addDependency(nodes[to]!);
        const dependencies = new Map(
          [...dependenciesOf(app.synthesize())].map(([{ construct }, targets]) => [
            construct!,
            [...targets].map(target => target.construct!),
          ]),
        );
        const reached = (from: ApiObject): Set<ApiObject> => {
          const seen = new Set<ApiObject>();
          for (const open = [from]; open.length > 0; ) {
            for (const next of dependencies.get(open.pop()!)!) if (!seen.has(next)) open.push(next) && seen.add(next);
          }
          return seen;
        };
        const within = (i: number) => (i < 8 ? [objects[i]!] : objects.slice((i - 8) * 2, (i - 8) * 2 + 2));
        const wanted = new Set<string>();
        for (const [from, to] of declared) {
          for (const source of within(from)) {
            const all = reached(source);
            for (const target of within(to)) {
              expect(all.has(target)).toBe(true);
              wanted.add(`${source.node.path} ${target.node.path}`);
            }
          }
        }
        for (const [source, targets] of dependencies) {
          for (const target of targets) expect(wanted).toContain(`${source.node.path} ${target.node.path}`);
        }
      }),
      { numRuns: 200 },
    );
  });
});
