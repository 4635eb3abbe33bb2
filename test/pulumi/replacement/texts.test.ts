import { describeReplacement, explainReplacements } from '../../../src/pulumi/replacement';
import type { JsonObject, JsonValue } from '../../../src/synthesis';
import { type Kind, objectOf, withValue } from './objects';

const CLAIM = 'spec.volumeClaimTemplates.0.spec';

function explain(before: JsonObject, changes: Readonly<Record<string, JsonValue | undefined>>) {
  const after = Object.entries(changes).reduce((object, [path, value]) => withValue(object, path, value), before);
  const [replacement] = explainReplacements([{ path: 'app/x', before, after }]);
  return replacement!;
}

const changed = (kind: Kind, path: string, value: JsonValue) => explain(objectOf(kind), { [path]: value });

describe('a StatefulSet', () => {
  const set = objectOf('StatefulSet');

  it('with larger claims: the claims are enlarged one by one', () => {
    const replacement = explain(set, { [`${CLAIM}.resources.requests.storage`]: '20Gi' });
    expect(replacement.losesData).toBe(false);
    expect(describeReplacement(replacement)).toBe(
      [
        'StatefulSet wordpress/blog is to be replaced',
        '  spec.volumeClaimTemplates[0].spec.resources.requests.storage: 10Gi → 20Gi',
        '  what happens: it is deleted with its pods and made anew, and the pods are away meanwhile; the claims data-blog-0 to data-blog-2 stay, with their data, size and class',
        '  instead: the claims keep their size, so enlarge each of them before the update, where its class allows expansion: kubectl patch pvc data-blog-0 -n wordpress -p \'{"spec":{"resources":{"requests":{"storage":"20Gi"}}}}\'',
      ].join('\n'),
    );
  });

  it('with smaller claims: not possible', () => {
    const { remedy } = explain(set, { [`${CLAIM}.resources.requests.storage`]: '5Gi' });
    expect(remedy).toBe('keep the size, since a claim can not be made smaller');
  });

  it('with another class: only later claims have it', () => {
    const { effect, remedy } = explain(set, { [`${CLAIM}.storageClassName`]: 'slow' });
    expect(effect).toContain('; only claims for pods that are added later are made as the template says now');
    expect(remedy).toContain('kubectl delete statefulset blog -n wordpress --cascade=orphan');
  });

  it('with one more template: its claims are empty', () => {
    const { effect } = explain(set, { 'spec.volumeClaimTemplates.1': { metadata: { name: 'logs' } } });
    expect(effect).toContain('; the claims of logs are new and empty');
  });

  it('with a template of another name: the data is out of sight', () => {
    const { effect, remedy } = explain(set, { 'spec.volumeClaimTemplates.0.metadata.name': 'disk' });
    expect(effect).toContain('; the claims of disk are new and empty');
    expect(remedy).toContain('keep the templates data, ');
  });

  it('of another name: the data stays behind', () => {
    const { effect, losesData } = explain(set, { 'metadata.name': 'site' });
    expect(losesData).toBe(false);
    expect(effect).toBe(
      'it is deleted with its pods before StatefulSet wordpress/site is made, which starts with empty claims; the data stays behind in the claims data-blog-0 to data-blog-2',
    );
  });

  it('that has its claims deleted: data is lost', () => {
    const deleting = withValue(set, 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted', 'Delete');
    const replacement = explain(deleting, {
      'spec.serviceName': 'other',
      'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': 'Retain',
    });
    expect(replacement.losesData).toBe(true);
    expect(describeReplacement(replacement)).toContain('is to be replaced, which LOSES DATA\n');
  });

  it('without claims: nothing is said of any', () => {
    const bare = withValue(set, 'spec.volumeClaimTemplates', undefined);
    const deleting = withValue(bare, 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted', 'Delete');
    const { effect, losesData } = explain(deleting, { 'spec.serviceName': 'other' });
    expect(losesData).toBe(false);
    expect(effect).toBe('it is deleted with its pods and made anew, and the pods are away meanwhile');
  });

  it.each([
    [{ 'spec.replicas': 1 }, 'data-blog-0 stay'],
    [{ 'spec.replicas': undefined, 'spec.ordinals.start': 5 }, 'data-blog-5 stay'],
    [{ 'spec.ordinals.start': 5 }, 'data-blog-5 to data-blog-7 stay'],
    [{ 'spec.replicas': 0 }, 'data-blog-<ordinal> stay'],
  ])('with %j: the claims %s', (changes, claims) => {
    const before = Object.entries(changes).reduce((object, [path, value]) => withValue(object, path, value), set);
    expect(explain(before, { 'spec.serviceName': 'other' }).effect).toContain(`the claims ${claims}`);
  });
});

describe('data that is lost', () => {
  it.each([
    ['PersistentVolumeClaim', 'spec.storageClassName', 'slow', true],
    ['PersistentVolumeClaim', 'metadata.name', 'other', true],
    ['PersistentVolumeClaim', 'spec.resources.requests.storage', '1Gi', true],
    ['Namespace', 'metadata.name', 'other', true],
    ['CustomResourceDefinition', 'spec.scope', 'Cluster', true],
    ['PersistentVolume', 'spec.nfs.path', '/b', false],
    ['Deployment', 'metadata.name', 'other', false],
    ['Secret', 'data.password', 'eA==', false],
  ] as const)('%s, %s to %s: %s', (kind, path, value, losesData) => {
    expect(changed(kind, path, value).losesData).toBe(losesData);
  });
});

describe('values', () => {
  const secret = objectOf('Secret');

  it.each([
    { 'data.password': 'bmV3LXZhbHVl' },
    { data: undefined, stringData: { token: 'new-value', more: 'new-value' } },
    { 'data.other': 'bmV3LXZhbHVl', immutable: false },
    { data: 'new-value', stringData: ['new-value'], type: { a: 'new-value' } },
    { kind: 'ConfigMap', data: { a: 'new-value' } },
  ])('of Secrets are hidden: %j', changes => {
    const replacement = explain(secret, changes as Record<string, JsonValue | undefined>);
    const text = JSON.stringify(replacement) + describeReplacement(replacement);
    expect(text).not.toMatch(/top-secret|dG9wLXNlY3JldA|new-value|bmV3LXZhbHVl/);
  });

  it('of a Secret that are hidden can still be told apart from none', () => {
    expect(explain(secret, { 'data.other': 'eA==' }).fields).toEqual([
      { path: 'data.other', before: '(none)', after: '(hidden)' },
    ]);
  });

  it('of environment variables are hidden', () => {
    const env = 'spec.template.spec.containers.0.env';
    const replacement = changed('Job', `${env}.0.value`, 'new-value');
    expect(JSON.stringify(replacement)).not.toMatch(/env-value|new-value/);
    expect(JSON.stringify(changed('Job', `${env}.1`, { name: 'B', value: 'new-value' }))).not.toContain('new-value');
  });

  it('that may hold passwords are hidden: arguments, contents, parameters', () => {
    const args = 'spec.template.spec.containers.0.args';
    for (const replacement of [
      changed('Job', args, ['--password=new-value']),
      changed('ConfigMap', 'data.a', 'new-value'),
      changed('StorageClass', 'parameters.token', 'new-value'),
    ]) {
      expect(describeReplacement(replacement)).not.toContain('new-value');
      expect(describeReplacement(replacement)).toContain('(hidden)');
    }
  });

  it('are short, and stay on their line', () => {
    const [field] = changed('StorageClass', 'provisioner', `first\n\tsecond ${'x'.repeat(100)}`).fields;
    expect(field!.after).toMatch(/^first second x+…$/);
    expect(field!.after).toHaveLength(60);
  });

  it('are listed up to a point', () => {
    const data = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`k${i}`, 'v']));
    const replacement = explain(objectOf('ConfigMap'), { data: { a: 'one', ...data } });
    expect(replacement.fields).toHaveLength(9);
    expect(describeReplacement(replacement)).toContain('\n  and 3 more\n');
  });
});
