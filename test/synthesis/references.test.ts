import { deepStrictEqual, notDeepStrictEqual, ok } from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  definedBy,
  type Identity,
  identityOf,
  type JsonObject,
  type JsonValue,
  referencesOf,
} from '../../src/synthesis';
import { SHAPES } from '../../src/synthesis/reference-rules';
import { cases, clusterWide, inWeb, RBAC, workload } from './reference-cases';

function written({ group, kind, namespace, name }: Identity): string {
  return `${group}/${kind} ${namespace}/${name}`;
}

const more: [string, JsonObject, string[]][] = [
  ['an object without a namespace', clusterWide('v1', 'ServiceAccount', { secrets: [{ name: 'a' }] }), ['/Secret /a']],
  ['any other kind', inWeb('x.io/v1', 'Thing', workload), ['/Namespace /web']],
  ['a kind of the same name elsewhere', clusterWide('x.io/v1', 'Deployment', workload), []],
  ['a kind that every JavaScript object has', clusterWide('constructor/v1', 'toString', {}), []],
  ['a Namespace that has one', inWeb('v1', 'Namespace', {}), []],
  [
    'an object that names itself',
    inWeb('v1', 'PersistentVolumeClaim', { spec: { dataSource: { kind: 'PersistentVolumeClaim', name: 'self' } } }),
    ['/Namespace /web'],
  ],
  [
    'a data source of the core group that is no claim',
    clusterWide('v1', 'PersistentVolumeClaim', { spec: { dataSource: { kind: 'Secret', name: 'a' } } }),
    [],
  ],
  [
    'a role in the own namespace and an account without one',
    inWeb(`${RBAC}/v1`, 'RoleBinding', {
      roleRef: { kind: 'Role', name: 'edit' },
      subjects: [{ kind: 'ServiceAccount', name: 'robot' }],
    }),
    ['/Namespace /web', `${RBAC}/Role web/edit`, '/ServiceAccount web/robot'],
  ],
  ['a role of no known kind', clusterWide(`${RBAC}/v1`, 'RoleBinding', { roleRef: { kind: 'Group', name: 'a' } }), []],
  [
    'parameters of the whole cluster',
    clusterWide('networking.k8s.io/v1', 'IngressClass', {
      spec: { parameters: { apiGroup: 'x.io', kind: 'Params', name: 'p', scope: 'Cluster' } },
    }),
    ['x.io/Params /p'],
  ],
  [
    'a scale target of the core group',
    inWeb('autoscaling/v1', 'HorizontalPodAutoscaler', {
      spec: { scaleTargetRef: { apiVersion: 'v1', kind: 'ReplicationController', name: 'app' } },
    }),
    ['/Namespace /web', '/ReplicationController web/app'],
  ],
  [
    'names that are none',
    clusterWide('v1', 'ServiceAccount', { secrets: [{ name: 1 }, { name: '' }, {}, null, []] }),
    [],
  ],
];

const good = cases.map(([object]) => object);

describe('what an object names', () => {
  it.each(cases.map(([object, names]) => [`${object.kind}`, object, names] as const))('%s', (_, object, names) => {
    expect(referencesOf(object).map(written).sort()).toEqual([...names].sort());
  });

  it.each(more)('%s', (_, object, names) => {
    expect(referencesOf(object).map(written)).toEqual(names);
  });

  it('is told for each kind that has a shape', () => {
    const kinds = good.map(identityOf).map(({ group, kind }) => `${group}/${kind}`);
    expect(kinds.sort()).toEqual([...SHAPES.keys()].sort());
  });
});

/** A value in which something else stands at a random place. */
function mutilated(value: JsonValue, choices: readonly number[], other: JsonValue): JsonValue {
  const [choice, ...rest] = choices;
  if (choice === undefined || typeof value !== 'object' || value === null) return other;
  const keys = Object.keys(value);
  const chosen = keys[choice % keys.length];
  if (Array.isArray(value)) return value.map((v, i) => (String(i) === chosen ? mutilated(v, rest, other) : v));
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, k === chosen ? mutilated(v, rest, other) : v]));
}

const anything = fc.jsonValue() as fc.Arbitrary<JsonValue>;
const broken = fc
  .tuple(fc.constantFrom(...good), fc.array(fc.nat(30), { minLength: 1, maxLength: 12 }), anything)
  .map(([object, choices, other]) => mutilated(object, choices, other));

function isSound(value: JsonValue): void {
  const object = value as JsonObject;
  const references = referencesOf(object);
  deepStrictEqual(new Set(references.map(r => JSON.stringify(r))).size, references.length);
  for (const reference of references) {
    ok(Object.values(reference).every(part => typeof part === 'string'));
    ok(reference.name);
    notDeepStrictEqual(reference, identityOf(object));
  }
  definedBy(object);
}

describe('a malformed object breaks nothing', () => {
  test('whatever it is', () => {
    fc.assert(fc.property(anything, isSound));
  });

  test('whatever stands in a place of a sound one', () => {
    fc.assert(fc.property(broken, isSound), { numRuns: 2000 });
  });

  test('whatever stands where a spec should', () => {
    const object = fc.tuple(fc.constantFrom(...good), anything, anything);
    fc.assert(fc.property(object, ([one, metadata, spec]) => isSound({ ...one, metadata, spec })));
  });
});

describe('what a CustomResourceDefinition brings', () => {
  const crd = clusterWide('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
    spec: { group: 'x.io', names: { kind: 'Thing', plural: 'things' } },
  });

  it('is told by its group and kind', () => {
    expect(definedBy(crd)).toEqual({ group: 'x.io', kind: 'Thing' });
  });

  it.each<[string, JsonObject]>([
    ['other groups', { ...crd, apiVersion: 'y.io/v1' }],
    ['other kinds', { ...crd, kind: 'Other' }],
    ['one without a spec', { ...crd, spec: null }],
    ['one without names', { ...crd, spec: { group: 'x.io' } }],
    ['one without a kind', { ...crd, spec: { group: 'x.io', names: { kind: 1 } } }],
    ['one without a group', { ...crd, spec: { names: { kind: 'Thing' } } }],
  ])('is nothing for %s', (_, object) => {
    expect(definedBy(object)).toBeUndefined();
  });
});
