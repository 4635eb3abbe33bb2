import * as pulumi from '@pulumi/pulumi';
import { Chart } from 'cdk8s';
import type { App } from '../../src';
import { ConstructTree } from '../../src/pulumi';
import { deployed, Engine, rejection, someProvider, type World } from './mocks';
import { object } from './objects';

const C = 'kubewright:index:Construct';

/** A state with objects at paths. */
function formerly(
  objects: Readonly<Record<string, { kind: string; metadata: object }>>,
  root = 'kubewright:index:App',
  depth = 1,
): NonNullable<World['state']> {
  return Object.fromEntries(
    Object.entries(objects).map(([path, sent]) => {
      const type = `kubernetes:core/v1:${sent.kind}`;
      const urn = `urn:pulumi:dev::shop::${root}${`$${C}`.repeat(depth)}$${type}::${path}`;
      return [urn, { type, outputs: { __inputs: { apiVersion: 'v1', ...sent } } }];
    }),
  );
}

const namespace = (name: string) => ({ kind: 'Namespace', metadata: { name } });

const tree =
  (names: Readonly<Record<string, string>>) =>
  (app: App): void => {
    const chart = new Chart(app, 'c', { namespace: 'of-the-chart' });
    for (const [id, name] of Object.entries(names)) object(chart, id, 'v1', 'Namespace', { metadata: { name } });
  };

beforeEach(() => {
  jest.spyOn(pulumi.log, 'warn').mockImplementation(async () => {});
});
afterEach(() => jest.restoreAllMocks());

describe('objects that change places', () => {
  const state = formerly({ 'c/ns0': namespace('a'), 'c/ns1': namespace('b') });

  it.each<[string, Record<string, string>]>([
    ['by one that is gone', { ns0: 'b' }],
    ['by one that came before them', { ns0: 'new', ns1: 'a', ns2: 'b' }],
    ['with each other', { ns0: 'b', ns1: 'a' }],
  ])('%s are refused, before anything is deleted', async (_, names) => {
    const error = await rejection<{ message: string }>(deployed(tree(names), { allowDataLoss: true }, { state }));
    expect(error.message).toMatch(/KW4011 \[c\/ns\d\] makes the Namespace "[ab]", which c\/ns\d made before/);
  });

  it('are followed where nothing is in their way', async () => {
    const { engine } = await deployed(tree({ ns0: 'a', other: 'b' }), {}, { state });
    const aliases = engine.find('c/other').request.aliasesList.flatMap(({ urn }) => urn || []);
    expect(aliases).toEqual([Object.keys(state)[1]]);
    expect(engine.find('c/ns0').request.aliasesList).toEqual([]);
  });

  it('are not meant where an object has no name of its own', async () => {
    const unnamed = { kind: 'Pod', metadata: { generateName: 'x-' } };
    const build = (app: App) => {
      const chart = new Chart(app, 'c');
      for (const id of ['a', 'b'])
        object(chart, id, 'v1', 'Pod', { metadata: { generateName: 'x-', name: undefined } });
    };
    const { engine } = await deployed(build, {}, { state: formerly({ 'c/a': unnamed }) });
    expect(engine.find('c/b').request.aliasesList).toEqual([]);
  });
});

describe('what is no object', () => {
  it.each<[string, object, RegExp]>([
    [
      'a list',
      { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Secret' }] },
      /a List is no object/,
    ],
    [
      'one without a name',
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: '' } },
      /neither a name nor a generateName/,
    ],
  ])('is KW4008: %s', async (_, given, problem) => {
    const { apiVersion, kind, ...more } = given as { apiVersion: string; kind: string };
    const build = (app: App) => {
      object(new Chart(app, 'c'), 'a', apiVersion, kind, more);
    };
    expect(await rejection(deployed(build))).toMatchObject({ code: 'KW4008', problem: expect.stringMatching(problem) });
  });
});

describe('a tree that was renamed', () => {
  it.each<[string, object]>([
    ['by the option of the tree', { renamed: { new: 'old' } }],
    ['by an alias of Pulumi', { aliases: [{ name: 'old' }] }],
  ])('finds its objects again: %s', async (_, options) => {
    const state = formerly(
      { 'old/a': { kind: 'ConfigMap', metadata: { name: 'a' } } },
      'kubewright:index:ConstructTree',
      0,
    );
    const engine = new Engine({ state });
    const renamed = new ConstructTree(
      'new',
      chart => object(chart, 'a', 'v1', 'ConfigMap', { metadata: { name: 'a' } }),
      { provider: someProvider(), ...options },
    );
    await renamed.deployed;
    await engine.settle();
    const aliases = engine.find('new/a').request.aliasesList.flatMap(({ urn }) => urn || []);
    expect(aliases).toContain(Object.keys(state)[0]);
  });
});
