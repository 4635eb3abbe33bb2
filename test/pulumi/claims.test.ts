import { claimsNotAwaited } from '../../src/pulumi/claims';
import type { FormerObject } from '../../src/pulumi/former';
import { KnownObjects } from '../../src/pulumi/known-objects';
import { Kubectl } from '../../src/pulumi/kubectl';
import { readStorageClasses } from '../../src/pulumi/storage-classes';
import { unknownClasses } from '../../src/pulumi/unknown-classes';
import type { JsonObject, Manifest } from '../../src/synthesis';

function claim(name: string, spec: JsonObject = {}, metadata: JsonObject = {}): Manifest {
  const object = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, ...metadata }, spec };
  return { path: `c/${name}`, object };
}

function storageClass(name: string, more: JsonObject = {}, isDefault = false): Manifest {
  const annotations = { 'storageclass.kubernetes.io/is-default-class': String(isDefault) };
  const object = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name, annotations }, ...more };
  return { path: `c/${name}`, object };
}

const LATER = { volumeBindingMode: 'WaitForFirstConsumer' };

/** Paths of the claims that are not awaited. */
async function notAwaited(
  manifests: Manifest[],
  inCluster: Manifest[] | Error | undefined,
  former: Manifest[] = [],
): Promise<string[]> {
  const kubectl = new Kubectl(undefined, undefined);
  const json = jest.spyOn(kubectl, 'json').mockImplementation(async () => {
    if (inCluster instanceof Error) throw inCluster;
    return { items: inCluster?.map(({ object }) => object) ?? [] };
  });
  const known = new KnownObjects('default');
  const objects = former.map(({ object }): [string, FormerObject] => [known.keyOf(object)!, { urn: 'urn', object }]);
  const state = { objects: new Map(objects), byName: new Map<string, FormerObject>(), intended: {} };
  const found = await claimsNotAwaited(manifests, state, known, () =>
    readStorageClasses(manifests, inCluster && kubectl),
  );
  if (former.length === manifests.length) expect(json).not.toHaveBeenCalled();
  return [...found].map(({ path }) => path);
}

describe('a new claim', () => {
  it.each<[string, Manifest[], string[]]>([
    ['of a class that binds at once', [storageClass('a', { volumeBindingMode: 'Immediate' })], ['c/default']],
    ['of a class that says nothing', [storageClass('a')], ['c/default']],
    ['of a class that waits', [storageClass('a', LATER)], ['c/a', 'c/default']],
    ['of a default class that binds at once', [storageClass('a', LATER), storageClass('b', {}, true)], ['c/a']],
    ['of a default class that waits', [storageClass('a'), storageClass('b', LATER, true)], ['c/default']],
    ['of a class that nobody knows', [], ['c/a', 'c/default']],
  ])('%s', async (_, classes, expected) => {
    const claims = [claim('a', { storageClassName: 'a' }), claim('default'), claim('none', { storageClassName: '' })];
    expect(await notAwaited(claims, classes)).toEqual(expected);
    expect(await notAwaited([...classes, ...claims], [])).toEqual(expected);
  });

  it('goes by the class in the tree, where the cluster has an older one', async () => {
    const claims = [claim('a', { storageClassName: 'a' }), storageClass('a', LATER)];
    expect(await notAwaited(claims, [storageClass('a')])).toEqual(['c/a']);
  });

  it('is not awaited where nobody may read the classes, or knows the cluster', async () => {
    const claims = [claim('a', { storageClassName: 'a' })];
    expect(await notAwaited(claims, new Error('forbidden'))).toEqual(['c/a']);
    expect(await notAwaited(claims, undefined)).toEqual(['c/a']);
  });
});

describe('a claim of the former state', () => {
  it('is as it was, and the cluster is not asked', async () => {
    const skipped = claim('a', {}, { annotations: { 'pulumi.com/skipAwait': 'true' } });
    expect(await notAwaited([claim('a'), claim('b')], [], [skipped, claim('b')])).toEqual(['c/a']);
  });
});

describe('other objects', () => {
  it('are awaited', async () => {
    const foreign = { apiVersion: 'x.io/v1', kind: 'PersistentVolumeClaim', metadata: { name: 'a' } };
    expect(await notAwaited([{ path: 'c/x', object: foreign }, storageClass('a')], undefined)).toEqual([]);
  });
});

describe('a claim that would wait in vain', () => {
  const classes = { bindingModes: new Map([['a', 'Immediate']]), areAll: true };
  const statefulSet = (storageClassName: string): Manifest => ({
    path: 'c/set',
    object: {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'set' },
      spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { storageClassName } }] },
    },
  });

  it.each<[string, Manifest, string]>([
    ['is of a class that nobody has', claim('x', { storageClassName: 'b' }), 'StorageClass "b", which neither'],
    ['is made by a StatefulSet', statefulSet('b'), '[c/set] a claim is of StorageClass "b"'],
    ['names no class, and there is no default', claim('x'), 'the cluster has no default one'],
  ])('%s', (_, manifest, text) => {
    expect(unknownClasses([manifest], classes)).toEqual([expect.stringContaining(text)]);
    expect(unknownClasses([manifest], classes)[0]).toMatch(/There are: a$/);
    expect(unknownClasses([manifest], { ...classes, areAll: false })).toEqual([]);
  });

  it.each<[string, Manifest]>([
    ['is of a class that is there', claim('x', { storageClassName: 'a' })],
    ['takes a volume of no class', claim('x', { storageClassName: '' })],
    ['names its volume', claim('x', { storageClassName: 'b', volumeName: 'v' })],
    ['is no claim', storageClass('b')],
  ])('is none that %s', (_, manifest) => {
    expect(unknownClasses([manifest], classes)).toEqual([]);
  });

  it('is none where there is a default class', () => {
    expect(unknownClasses([claim('x')], { ...classes, defaultClass: 'a' })).toEqual([]);
  });
});
