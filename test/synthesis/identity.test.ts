import { App, Chart } from 'cdk8s';
import { KubewrightError } from '../../src';
import { identityOf, type JsonObject, synthesize } from '../../src/synthesis';
import { HookingChart } from '../support/hooking-chart';
import { thrownBy } from '../support/thrown';
import { config } from '../support/trees';

interface Spec {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** An app of one chart for each object. */
function appOf(...specs: Spec[]): App {
  const app = new App();
  for (const [i, { apiVersion = 'v1', kind = 'Thing', name = 'same', namespace }] of specs.entries()) {
    config(new Chart(app, `chart-${i}`), 'object', {}, { apiVersion, kind, metadata: { name, namespace } });
  }
  return app;
}

describe('two objects are one', () => {
  it.each<[string, Spec, Spec]>([
    ['of one kind and name', {}, {}],
    ['in one namespace', { namespace: 'a' }, { namespace: 'a' }],
    ['in two versions of a group', { apiVersion: 'x.io/v1' }, { apiVersion: 'x.io/v1beta1' }],
    ['in two versions of the core group', { apiVersion: 'v1' }, { apiVersion: 'v2' }],
  ])('%s', (_, one, other) => {
    const error = thrownBy(() => synthesize(appOf(one, other)));
    expect(error).toBeInstanceOf(KubewrightError);
    expect(error).toMatchObject({
      code: 'KW1001',
      place: 'chart-1/object',
      problem: expect.stringContaining('chart-0/object'),
      errors: [],
    });
  });
});

describe('two objects are two', () => {
  it.each<[string, Spec, Spec]>([
    ['in the core group and another', { apiVersion: 'v1' }, { apiVersion: 'x.io/v1' }],
    ['in two groups', { apiVersion: 'x.io/v1' }, { apiVersion: 'y.io/v1' }],
    ['of two kinds', { kind: 'A' }, { kind: 'B' }],
    ['of two names', { name: 'a' }, { name: 'b' }],
    ['of names in upper and lower case', { name: 'a' }, { name: 'A' }],
    ['in two namespaces', { namespace: 'a' }, { namespace: 'b' }],
    ['with and without a namespace', { namespace: 'a' }, {}],
    ['whose parts only together look the same', { namespace: 'a', name: 'b' }, { namespace: 'a-b', name: 'b' }],
  ])('%s', (_, one, other) => {
    const { charts } = synthesize(appOf(one, other));
    expect(charts.flatMap(chart => chart.manifests.map(m => m.path))).toEqual(['chart-0/object', 'chart-1/object']);
  });

  it('without a name', () => {
    const app = new App();
    const nameless = { apiVersion: 'v1', kind: 'List', items: [] };
    new HookingChart(app, 'chart', () => [nameless, { ...nameless }]);
    expect(synthesize(app).charts[0]?.manifests).toHaveLength(2);
  });
});

describe('several duplicates', () => {
  it('are one report that names both constructs of each', () => {
    const app = appOf(
      { name: 'a' },
      { name: 'b' },
      { name: 'a' },
      { name: 'b', namespace: 'x' },
      { name: 'b' },
      { name: 'a' },
    );
    const error = thrownBy(() => synthesize(app)) as KubewrightError;
    expect(error.code).toBe('KW1000');
    expect(error.errors.map(({ code, place }) => [code, place])).toEqual([
      ['KW1001', 'chart-2/object'],
      ['KW1001', 'chart-4/object'],
      ['KW1001', 'chart-5/object'],
    ]);
    for (const [later, earlier] of [
      [2, 0],
      [4, 1],
      [5, 0],
    ]) {
      expect(error.message).toMatch(new RegExp(`\\[chart-${later}/object\\] .*chart-${earlier}/object`));
    }
  });

  it('that a hook adds are placed at its chart', () => {
    const app = new App();
    new HookingChart(app, 'chart', objects => [...objects, { ...objects[0] }]);
    config(app.node.findChild('chart') as Chart, 'object');
    expect(thrownBy(() => synthesize(app))).toMatchObject({
      code: 'KW1001',
      place: 'chart',
      problem: expect.stringContaining('chart/object'),
    });
  });
});

describe('identity', () => {
  it('is the group without version, kind, namespace and name', () => {
    const object = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'shop' } };
    expect(identityOf(object)).toEqual({ group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' });
  });

  it.each<[string, JsonObject]>([
    ['nothing', {}],
    ['metadata that are a list', { metadata: ['name'] }],
    ['metadata that are null', { metadata: null }],
    ['parts that are no strings', { apiVersion: 1, kind: null, metadata: { name: 5, namespace: {} } }],
  ])('is empty for %s', (_, object) => {
    expect(identityOf(object)).toEqual({ group: '', kind: '', namespace: '', name: '' });
  });
});
