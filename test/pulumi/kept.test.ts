import { Chart } from 'cdk8s';
import type { App } from '../../src';
import { describeKept } from '../../src/pulumi/kept';
import { holdingData } from '../../src/pulumi/retention';
import type { JsonObject, Manifest } from '../../src/synthesis';
import { deployed } from './mocks';
import { claim } from './objects';

function manifest(kind: string, name: string, more: JsonObject = {}, group = '', namespace?: string): Manifest {
  const apiVersion = group === '' ? 'v1' : `${group}/v1`;
  const metadata: JsonObject = namespace === undefined ? { name } : { name, namespace };
  return { path: `c/${name}`, object: { apiVersion, kind, metadata, ...more } };
}

const statefulSet = (spec: JsonObject) =>
  manifest(
    'StatefulSet',
    'db',
    { spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }], ...spec } },
    'apps',
    'a',
  );

function kept(manifests: Manifest[], retained = holdingData(manifests)): string[] | undefined {
  return describeKept(manifests, retained)
    ?.split('\n')
    .slice(1)
    .map(line => line.trim());
}

it('names what holds data', () => {
  const objects = [manifest('Namespace', 'a'), manifest('PersistentVolumeClaim', 'files', {}, '', 'a')];
  expect(kept([...objects, manifest('ConfigMap', 'c', {}, '', 'a')])).toEqual([
    'Namespace a',
    'PersistentVolumeClaim a/files',
  ]);
});

it.each<[JsonObject, string | undefined]>([
  [{}, 'the claim a/data-db-0 that StatefulSet a/db makes'],
  [{ replicas: 2, ordinals: { start: 3 } }, 'the claims a/data-db-3, a/data-db-4 that StatefulSet a/db makes'],
  [{ replicas: 9 }, 'the claims a/data-db-0, a/data-db-1, …, a/data-db-8 that StatefulSet a/db makes'],
  [{ replicas: 'known later' }, 'the claims a/data-db-… that StatefulSet a/db makes'],
  [{ persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } }, undefined],
  [{ volumeClaimTemplates: [] }, undefined],
])('names the claims that a StatefulSet with %j makes', (spec, expected) => {
  expect(kept([statefulSet(spec)])).toEqual(expected === undefined ? undefined : [expected]);
});

it('says nothing where the namespace goes with all that is in it', () => {
  const objects = [manifest('Namespace', 'a'), statefulSet({})];
  expect(kept(objects, new Set())).toBeUndefined();
  expect(kept([manifest('Namespace', 'b'), statefulSet({})], new Set())).toHaveLength(1);
  expect(kept(objects)).toHaveLength(2);
});

it('says nothing where nothing is kept', () => {
  expect(kept([manifest('ConfigMap', 'c'), manifest('StatefulSet', 'own', {}, 'x.io')])).toBeUndefined();
});

describe('a deployment', () => {
  const build = (app: App): void => {
    claim(new Chart(app, 'c'), 'files');
  };

  it('tells once what stays', async () => {
    const { engine } = await deployed(build);
    expect(engine.told).toEqual([expect.stringContaining('PersistentVolumeClaim')]);
    const { name, type, inputs } = engine.objects[0]!;
    const urn = `urn:pulumi:dev::shop::kubewright:index:App$kubewright:index:Construct$${type}::${name}`;
    const again = await deployed(build, {}, { state: { [urn]: { type, outputs: { __inputs: inputs } } } });
    expect(again.engine.told).toEqual([]);
  });

  it('says nothing where nothing stays', async () => {
    expect((await deployed(build, { retainData: false })).engine.told).toEqual([]);
  });
});
