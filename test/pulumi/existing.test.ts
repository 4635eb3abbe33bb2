import { type LiveObject, refuseForeign } from '../../src/pulumi/existing';
import { KnownObjects } from '../../src/pulumi/known-objects';
import type { JsonObject, Manifest } from '../../src/synthesis';
import { thrownBy } from '../support/thrown';

const SET_OUT = '2026-03-01T12:00:00.000Z';

function manifest(kind: string, name: string, path = `c/${name}`): Manifest {
  return { path, object: { apiVersion: 'v1', kind, metadata: { name, namespace: 'web' } } };
}

function live(of: Manifest, created: string, managers: string[] = ['pulumi-kubernetes-1a2b'], more: JsonObject = {}) {
  return {
    ...of.object,
    ...more,
    metadata: { name: 'x', creationTimestamp: created, managedFields: managers.map(manager => ({ manager })) },
  } as unknown as LiveObject;
}

const settings = manifest('ConfigMap', 'settings');
const intended = { '/ConfigMap/web/settings': SET_OUT };
const former = (set: Record<string, string> = {}) => ({ objects: new Map(), byName: new Map(), intended: set });
const never = () => false;
const known = new KnownObjects('default');

function refusal(found: LiveObject, set: Record<string, string>, holdsData: (m: Manifest) => boolean = never): unknown {
  return thrownBy(() => refuseForeign(new Map([[settings, found]]), former(set), known, holdsData));
}

describe('an object that is there already', () => {
  it.each<[string, LiveObject, Record<string, string>]>([
    ['nobody set out to make', live(settings, SET_OUT), {}],
    ['somebody else made', live(settings, SET_OUT, ['kubectl-client-side-apply']), intended],
    [
      'nobody says who made',
      { ...live(settings, SET_OUT), metadata: { creationTimestamp: SET_OUT } } as never,
      intended,
    ],
    ['is older than the intention', live(settings, '2026-03-01T11:54:00Z'), intended],
    ['another object was meant', live(settings, SET_OUT), { '/ConfigMap/web/other': SET_OUT }],
    ['another namespace was meant', live(settings, SET_OUT), { '/ConfigMap//settings': SET_OUT }],
    ['has no time', live(settings, 'once'), intended],
  ])('is KW4007 if %s', (_, found, set) => {
    expect(refusal(found, set)).toMatchObject({
      code: 'KW4007',
      place: 'c/settings',
      problem: 'the ConfigMap "settings" exists already, and this stack did not make it',
      remedy: expect.stringContaining('`adopt: true`'),
    });
  });

  it.each(['2026-03-01T12:00:01Z', '2026-03-01T11:56:00Z', '2026-03-02T00:00:00Z'])(
    'is taken over if an update made it and could not note it: %s',
    created => {
      const found = live(settings, created, ['kube-controller-manager', 'pulumi-kubernetes']);
      refuseForeign(new Map([[settings, found]]), former(intended), known, never);
    },
  );

  it('is taken over if it was kept for its data', () => {
    const old = live(settings, '2020-01-01T00:00:00Z');
    refuseForeign(new Map([[settings, old]]), former(), known, one => one === settings);
    const strange = live(settings, '2020-01-01T00:00:00Z', ['helm']);
    expect(refusal(strange, {}, () => true)).toMatchObject({ code: 'KW4007' });
  });

  it.each<[string, string, boolean]>([
    ['data-db-0', 'web', true],
    ['data-db-17', 'web', true],
    ['data-db-0', 'shop', false],
    ['data-db-x', 'web', false],
    ['data-dbs-0', 'web', false],
    ['logs-db-0', 'web', false],
  ])('claim %s in %s, of a StatefulSet of this stack: %s', (name, namespace, isOurs) => {
    const object = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db', namespace: 'web' },
      spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
    };
    const state = { ...former(), objects: new Map([['db', { urn: 'urn', object }]]) };
    const claim = manifest('PersistentVolumeClaim', name);
    claim.object.metadata = { name, namespace };
    const found = new Map([[claim, live(claim, SET_OUT, ['kube-controller-manager'])]]);
    const look = () => refuseForeign(found, state, known, never);
    if (isOurs) look();
    else expect(thrownBy(look)).toMatchObject({ code: 'KW4007' });
  });

  it('is in one report with all others', () => {
    const more = manifest('Secret', 'keys');
    const found = new Map([settings, more].map(one => [one, live(one, SET_OUT, ['helm'])]));
    expect(thrownBy(() => refuseForeign(found, former(), known, never))).toMatchObject({
      code: 'KW1000',
      errors: [{ place: 'c/settings' }, { place: 'c/keys' }],
    });
  });

  it('is none where nothing is there', () => {
    refuseForeign(new Map(), former(), known, never);
  });
});
