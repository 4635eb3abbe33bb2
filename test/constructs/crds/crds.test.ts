import { Chart } from 'cdk8s';
import { crdSets } from '../../../constructs/crds/sets';
import { App, CustomResourceDefinitions, RestrictedNamespace } from '../../../src';
import { objectsIn, objectsOf, refusal, untyped } from '../support';

const names = (objects: readonly { readonly metadata: { readonly name: string } }[]) =>
  objects.map(({ metadata }) => metadata.name);
const newChart = (app: App, name: string) => new Chart(app, name, { namespace: name });

/** All keys of a schema that hold schemas or values. */
function* keysIn(value: unknown, at = ''): Generator<[string, string]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    yield [at, key];
    // names of properties may be anything, "description" too
    yield* key === 'properties' ? propertiesIn(item) : keysIn(item, key);
  }
}

function* propertiesIn(properties: object): Generator<[string, string]> {
  for (const schema of Object.values(properties)) yield* keysIn(schema, 'property');
}

describe.each(Object.entries(crdSets))('the set %s', (set, manifests) => {
  it('holds whole definitions, by what they are called', () => {
    for (const { apiVersion, kind, metadata, spec } of manifests) {
      expect([apiVersion, kind]).toEqual(['apiextensions.k8s.io/v1', 'CustomResourceDefinition']);
      expect(metadata.name).toBe(`${spec.names.plural}.${spec.group}`);
    }
    expect(names(manifests)).toEqual([...new Set(names(manifests))].sort());
  });

  it('holds no descriptions', () => {
    for (const manifest of manifests) {
      const described = [...keysIn(manifest)].filter(([, key]) => key === 'description');
      expect([manifest.metadata.name, described]).toEqual([manifest.metadata.name, []]);
    }
  });

  it('is emitted in its order, without a namespace', () => {
    const objects = objectsOf(chart => new CustomResourceDefinitions(chart, 'crds', { set: untyped(set) }));
    expect(names(objects)).toEqual(names(manifests));
    for (const { metadata } of objects) expect(metadata).not.toHaveProperty('namespace');
  });
});

it('what API groups of Kubernetes demand is there', () => {
  for (const manifest of crdSets.gateway) {
    expect(manifest.metadata).toMatchObject({
      annotations: {
        'api-approved.kubernetes.io': expect.stringContaining('https://'),
        'gateway.networking.k8s.io/channel': 'standard',
      },
    });
  }
});

it('two that need a set share it, and what is missing is added', () => {
  const app = new App();
  const [first, second] = [newChart(app, 'first'), newChart(app, 'second')];
  const definitions = CustomResourceDefinitions.of(first, 'gateway', ['Gateway']);
  expect(names(objectsIn(app))).toEqual(['gateways.gateway.networking.k8s.io']);
  expect(CustomResourceDefinitions.of(second, 'gateway', ['HTTPRoute', 'Gateway'])).toBe(definitions);
  expect(names(objectsIn(app))).toHaveLength(2);
  CustomResourceDefinitions.of(second, 'gateway');
  expect(names(objectsIn(app)).sort()).toEqual(names(crdSets.gateway));
  expect(CustomResourceDefinitions.of(newChart(new App(), 'other'), 'gateway')).not.toBe(definitions);
});

it('whoever shares a set comes after it', () => {
  const app = new App();
  const [early, late] = [newChart(app, 'a'), newChart(app, 'z')];
  const user = new RestrictedNamespace(early, 'namespace', { name: 'user' });
  CustomResourceDefinitions.of(late, 'metallb', ['IPAddressPool']);
  CustomResourceDefinitions.of(user, 'metallb');
  expect(objectsIn(app).map(({ kind }) => kind)).toEqual([...Array(9).fill('CustomResourceDefinition'), 'Namespace']);
});

it('those that somebody made in a chart of their own are taken', () => {
  const app = new App();
  const own = new CustomResourceDefinitions(newChart(app, 'definitions'), 'kong', { set: 'kong' });
  expect(CustomResourceDefinitions.of(newChart(app, 'kong'), 'kong')).toBe(own);
  expect(objectsIn(app)).toHaveLength(crdSets.kong.length);
});

it.each([
  [{ set: 'istio' }, 'set has "istio"'],
  [{ set: 'constructor' }, 'set has "constructor"'],
  [{}, 'set has undefined'],
  [{ set: 'gateway', kinds: ['Ingress'] }, 'kinds has "Ingress"'],
])('%j is refused', (props, text) => {
  const error = refusal(chart => new CustomResourceDefinitions(chart, 'crds', untyped(props)));
  expect(error).toMatchObject({ code: 'KW2012', place: 'apps/crds' });
  expect(error.message).toContain(text);
});
