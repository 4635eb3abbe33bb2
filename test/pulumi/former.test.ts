import * as pulumi from '@pulumi/pulumi';
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { App } from '../../src';
import type { KubewrightError } from '../../src/error';
import { token } from '../../src/pulumi';
import { deployed, type Engine, rejection, type World } from './mocks';
import { claim, configMap, object } from './objects';

const ROOT = 'urn:pulumi:dev::shop::kubewright:index:App';
const C = 'kubewright:index:Construct';

/** An object in the state of the last update. */
function formerly(
  path: string,
  sent: { kind: string; [key: string]: unknown },
  root = ROOT,
): NonNullable<World['state']> {
  const components = path.split('/').length - 1;
  const type = `kubernetes:core/v1:${sent.kind}`;
  const urn = `${root}${`$${C}`.repeat(components)}$${type}::${path}`;
  return { [urn]: { type, outputs: { __inputs: { apiVersion: 'v1', ...sent }, status: {} } } };
}

const named = (kind: string, name: string, more: object = {}) => ({ kind, metadata: { name }, ...more });

/** URNs that a resource had before. */
function formerUrns(engine: Engine, name: string): string[] {
  return engine.find(name).request.aliasesList.flatMap(({ urn }) => urn || []);
}

let warnings: string[];
beforeEach(() => {
  warnings = [];
  jest.spyOn(pulumi.log, 'warn').mockImplementation(async message => {
    warnings.push(message);
  });
});
afterEach(() => jest.restoreAllMocks());

const settings = (app: App): void => {
  const inner = new Construct(new Chart(app, 'c'), 'inner');
  object(inner, 'a', 'v1', 'ConfigMap', { metadata: { name: 'settings' } });
};

describe('an object of the former state', () => {
  it('that has another path now goes on under it', async () => {
    const state = formerly('c/old/a', named('ConfigMap', 'settings'));
    const { engine } = await deployed(settings, {}, { state });
    expect(formerUrns(engine, 'c/inner/a')).toEqual(Object.keys(state));
  });

  it.each<[string, World['state']]>([
    ['the same path', formerly('c/inner/a', named('ConfigMap', 'settings'))],
    ['another name', formerly('c/old/a', named('ConfigMap', 'other'))],
    ['another namespace', formerly('c/old/a', { kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'b' } })],
    ['another kind', formerly('c/old/a', named('Secret', 'settings'))],
    ['another tree', formerly('c/old/a', named('ConfigMap', 'settings'), `${ROOT}2`)],
    [
      'a type of another provider',
      { [`${ROOT}$aws:s3:Bucket::c/old/a`]: { type: 'aws:s3:Bucket', outputs: named('ConfigMap', 'settings') } },
    ],
    ['no outputs', { [`${ROOT}$kubernetes:core/v1:ConfigMap::c/old/a`]: { type: 'kubernetes:core/v1:ConfigMap' } }],
  ])('has no alias with %s', async (_, state) => {
    const { engine } = await deployed(settings, {}, { state });
    expect(formerUrns(engine, 'c/inner/a')).toEqual([]);
  });

  it('counts more than what was renamed', async () => {
    const state = formerly('c/old/a', named('ConfigMap', 'settings'));
    const { engine } = await deployed(settings, { renamed: { 'c/inner': 'c/elsewhere' } }, { state });
    expect(formerUrns(engine, 'c/inner/a')).toEqual(Object.keys(state));
  });

  it('is found whatever its version was', async () => {
    const type = 'kubernetes:policy/v1beta1:PodDisruptionBudget';
    const urn = `${ROOT}$${C}$${type}::c/old`;
    const outputs = { apiVersion: 'policy/v1beta1', kind: 'PodDisruptionBudget', metadata: { name: 'a' } };
    const build = (app: App) => {
      object(new Chart(app, 'c'), 'new', 'policy/v1', 'PodDisruptionBudget', { metadata: { name: 'a' } });
    };
    const { engine } = await deployed(build, {}, { state: { [urn]: { type, outputs } } });
    expect(formerUrns(engine, 'c/new')).toEqual([urn]);
  });
});

describe('the former state', () => {
  it('is asked for by the full name of the stack', async () => {
    const { engine } = await deployed(settings);
    expect(engine.calls).toEqual([
      { token: 'pulumi:pulumi:readStackResourceOutputs', inputs: { stackName: 'acme/shop/dev' } },
    ]);
  });

  it('is asked for by the short one, where no full one is known', async () => {
    const state = formerly('c/old/a', named('ConfigMap', 'settings'));
    const { engine } = await deployed(settings, {}, { state, readableAs: ['dev'] });
    expect(formerUrns(engine, 'c/inner/a')).toEqual(Object.keys(state));
  });

  it('is nothing where it can not be read', async () => {
    const state = formerly('c/old/a', named('ConfigMap', 'settings'));
    const { engine } = await deployed(settings, {}, { state, readableAs: [] });
    expect(formerUrns(engine, 'c/inner/a')).toEqual([]);
    expect(engine.find('c/inner/a')).toBeDefined();
  });
});

const data = (size: string, storageClassName?: string) => ({
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage: size } } },
});
const claimOf = (size: string) => (app: App) => {
  claim(new Chart(app, 'c'), 'data', size, { name: 'data' });
};

describe('a replacement', () => {
  const service = (clusterIP: string) => named('Service', 'a', { spec: { clusterIP } });
  const build = (clusterIP: string) => (app: App) => {
    object(new Chart(app, 'c'), 'a', 'v1', 'Service', { metadata: { name: 'a' }, spec: { clusterIP } });
  };

  it('without loss of data is told', async () => {
    const state = formerly('c/a', service('10.0.0.1'));
    await deployed(build('10.0.0.2'), {}, { state });
    expect(warnings).toEqual([
      expect.stringMatching(/^Service a is to be replaced\n {2}spec\.clusterIP: 10\.0\.0\.1 → /),
    ]);
    warnings.length = 0;
    await deployed(build('10.0.0.1'), {}, { state });
    expect(warnings).toEqual([]);
  });

  it('by another name at the same path is told, too', async () => {
    await deployed(settings, {}, { state: formerly('c/inner/a', named('ConfigMap', 'former')) });
    expect(warnings).toEqual([expect.stringContaining('metadata.name: former → settings')]);
  });

  it('that loses data is KW4006, and nothing is registered or written down', async () => {
    const state = formerly('c/data', { kind: 'PersistentVolumeClaim', ...data('10Gi') });
    const error = await rejection<KubewrightError>(deployed(claimOf('5Gi'), {}, { state }));
    expect(error).toMatchObject({ code: 'KW4006', place: 'c/data' });
    expect(error.problem).toContain('LOSES DATA');
    expect(error.remedy).toContain('allowDataLoss');
    expect(warnings).toEqual([]);
  });

  it.each([true, ['c/data'], ['c/other', 'c/data']])('that loses data is told where it is allowed: %j', async allow => {
    const state = formerly('c/data', { kind: 'PersistentVolumeClaim', ...data('10Gi') });
    const { engine } = await deployed(claimOf('5Gi'), { allowDataLoss: allow }, { state });
    expect(engine.find('c/data')).toBeDefined();
    expect(warnings).toEqual([expect.stringContaining('LOSES DATA')]);
  });

  it.each([false, [], ['c'], ['c/data/']])('that loses data is refused where others are allowed: %j', async allow => {
    const state = formerly('c/data', { kind: 'PersistentVolumeClaim', ...data('10Gi') });
    await expect(deployed(claimOf('5Gi'), { allowDataLoss: allow }, { state })).rejects.toMatchObject({
      code: 'KW4006',
    });
  });

  it('is none where a claim grows', async () => {
    const state = formerly('c/data', { kind: 'PersistentVolumeClaim', ...data('10Gi') });
    await deployed(claimOf('20Gi'), {}, { state });
    expect(warnings).toEqual([]);
  });

  it('that loses data is found at a path of its own, and all are in one report', async () => {
    const state = {
      ...formerly('c/x/data', { kind: 'PersistentVolumeClaim', ...data('10Gi') }),
      ...formerly('c/more', { kind: 'PersistentVolumeClaim', ...data('10Gi'), metadata: { name: 'more' } }),
    };
    const build = (app: App) => {
      const chart = new Chart(app, 'c');
      claim(chart, 'data', '5Gi', { name: 'data' });
      claim(chart, 'more', '5Gi', { name: 'more' });
    };
    const error = await rejection<KubewrightError>(deployed(build, {}, { state }));
    expect(error.errors.map(({ code, place }) => [code, place])).toEqual([
      ['KW4006', 'c/data'],
      ['KW4006', 'c/more'],
    ]);
  });
});

describe('a claim that was not awaited', () => {
  const SKIP = { 'pulumi.com/skipAwait': 'true' };
  const metadata = { name: 'data', annotations: SKIP };

  it('stays so, or it would change once more', async () => {
    const state = formerly('c/data', { kind: 'PersistentVolumeClaim', ...data('1Gi'), metadata });
    const { engine } = await deployed(claimOf('1Gi'), {}, { state });
    expect(engine.find('c/data').inputs.metadata).toEqual(metadata);
    const other = await deployed(
      claimOf('1Gi'),
      {},
      {
        state: formerly('c/data', { kind: 'PersistentVolumeClaim', ...data('1Gi') }),
      },
    );
    expect(other.engine.find('c/data').inputs.metadata).toEqual({ name: 'data' });
  });
});

describe('intentions', () => {
  const intentions = (engine: Engine) =>
    engine.outputs.get(`${ROOT}::shop`)?.objects as unknown as Record<string, string>;

  it('are written down for each object, with the time', async () => {
    const { engine } = await deployed(app => {
      const chart = new Chart(app, 'c', { namespace: 'web' });
      object(chart, 'a', 'v1', 'ConfigMap', { metadata: { name: 'a' } });
      object(chart, 'b', 'apps/v1', 'Deployment', { metadata: { name: 'b' }, spec: {} });
    });
    expect(Object.keys(intentions(engine)).sort()).toEqual(['/ConfigMap/web/a', 'apps/Deployment/web/b']);
    for (const time of Object.values(intentions(engine))) {
      expect(Math.abs(Date.parse(time) - Date.now())).toBeLessThan(60_000);
    }
  });

  it('keep their first time, and go with their object', async () => {
    const first = '2020-01-01T00:00:00.000Z';
    const objects = { '/ConfigMap//settings': first, '/ConfigMap//gone': first };
    const state = { [`${ROOT}::shop`]: { type: 'kubewright:index:App', outputs: { objects } } };
    const { engine } = await deployed(settings, {}, { state });
    expect(intentions(engine)).toEqual({ '/ConfigMap//settings': first });
  });

  it('come before the objects', async () => {
    const { engine } = await deployed(app => configMap(new Chart(app, 'c'), 'a'));
    const outputs = engine.order.indexOf(`outputs of ${ROOT}::shop`);
    expect(outputs).toBeGreaterThan(-1);
    expect(outputs).toBeLessThan(engine.order.indexOf(engine.find('c/a').urn));
  });

  it('hold no token of an output that is in a name', async () => {
    const { engine } = await deployed(app => {
      object(new Chart(app, 'c'), 'a', 'v1', 'ConfigMap', { metadata: { name: token(pulumi.output('later')) } });
    });
    expect(JSON.stringify(intentions(engine))).not.toContain('\\u0000');
  });
});
