import { explainReplacements, immutableFields, type Replacement } from '../../../src/pulumi/replacement';
import type { JsonObject, JsonValue } from '../../../src/synthesis';
import { type Kind, OBJECTS, objectOf, withValue } from './objects';

type Values = readonly [kind: Kind, path: string, before: JsonValue | undefined, after: JsonValue | undefined];

const explain = (before: JsonObject, after: JsonObject) => explainReplacements([{ path: 'app/x', before, after }]);

function explainChange([kind, path, before, after]: Values): Replacement[] {
  const object = objectOf(kind);
  return explain(withValue(object, path, before), withValue(object, path, after));
}

const CLAIM = 'spec.volumeClaimTemplates.0.spec';
const CONTAINER = 'spec.template.spec.containers.0';

const CHANGES: readonly Values[] = [
  ['StatefulSet', 'metadata.name', 'blog', 'blog2'],
  ['StatefulSet', 'metadata.namespace', 'wordpress', 'other'],
  ['StatefulSet', 'metadata.namespace', undefined, 'other'],
  ['StatefulSet', 'spec.selector', { matchLabels: { app: 'a' } }, { matchLabels: { app: 'b' } }],
  ['StatefulSet', 'spec.selector.matchLabels.protocol', undefined, 'TCP'],
  ['StatefulSet', 'spec.serviceName', 'a', 'b'],
  ['StatefulSet', 'spec.serviceName', undefined, 'b'],
  ['StatefulSet', 'spec.podManagementPolicy', undefined, 'Parallel'],
  ['StatefulSet', 'spec.podManagementPolicy', 'Parallel', undefined],
  ['StatefulSet', 'spec.revisionHistoryLimit', undefined, 3],
  ['StatefulSet', `${CLAIM}.resources.requests.storage`, '10Gi', '20Gi'],
  ['StatefulSet', `${CLAIM}.storageClassName`, 'fast', undefined],
  ['StatefulSet', `${CLAIM}.storageClassName`, undefined, ''],
  ['StatefulSet', 'spec.volumeClaimTemplates', undefined, [{ metadata: { name: 'data' } }]],
  ['Deployment', 'spec.selector.matchLabels.app', 'blog', 'other'],
  ['Deployment', 'metadata.name', 'blog', 'other'],
  ['DaemonSet', 'spec.selector.matchLabels.tier', undefined, 'web'],
  ['ReplicaSet', 'spec.selector.matchLabels.app', 'blog', 'other'],
  ['Service', 'spec.clusterIP', undefined, 'None'],
  ['Service', 'spec.clusterIP', 'None', ''],
  ['Service', 'spec.clusterIP', '10.0.0.1', '10.0.0.2'],
  ['Job', `${CONTAINER}.image`, 'nginx:1.29', 'nginx:1.30'],
  ['Job', `${CONTAINER}.imagePullPolicy`, undefined, 'Always'],
  ['Job', 'spec.selector', undefined, { matchLabels: { a: 'b' } }],
  ['Job', 'spec.completions', undefined, 2],
  ['Job', 'spec.parallelism', 1, 2],
  ['Job', 'spec.completionMode', undefined, 'Indexed'],
  ['Job', 'spec.podFailurePolicy', undefined, { rules: [{ action: 'FailJob' }] }],
  ['Job', 'spec.backoffLimitPerIndex', undefined, 1],
  ['Job', 'spec.managedBy', undefined, 'example.com/queue'],
  ['Job', 'spec.successPolicy', undefined, { rules: [{ succeededCount: 1 }] }],
  ['StorageClass', 'provisioner', 'a', 'b'],
  ['StorageClass', 'parameters.type', 'ssd', 'hdd'],
  ['StorageClass', 'reclaimPolicy', undefined, 'Retain'],
  ['StorageClass', 'volumeBindingMode', undefined, 'WaitForFirstConsumer'],
  ['PersistentVolumeClaim', 'spec.accessModes', ['ReadWriteOnce'], ['ReadWriteMany']],
  ['PersistentVolumeClaim', 'spec.storageClassName', undefined, ''],
  ['PersistentVolumeClaim', 'spec.volumeName', undefined, 'disk'],
  ['PersistentVolumeClaim', 'spec.selector', undefined, { matchLabels: { a: 'b' } }],
  ['PersistentVolumeClaim', 'spec.volumeMode', undefined, 'Block'],
  ['PersistentVolumeClaim', 'spec.dataSource', undefined, { kind: 'PersistentVolumeClaim', name: 'x' }],
  ['PersistentVolumeClaim', 'spec.dataSourceRef', undefined, { kind: 'PersistentVolumeClaim', name: 'x' }],
  ['PersistentVolumeClaim', 'spec.resources.requests.storage', '10Gi', '9.9Gi'],
  ['PersistentVolume', 'spec.nfs.path', '/a', '/b'],
  ['PersistentVolume', 'spec.csi', undefined, { driver: 'a', volumeHandle: 'b' }],
  ['PersistentVolume', 'spec.volumeMode', undefined, 'Block'],
  ['PersistentVolume', 'spec.nodeAffinity', { required: { a: 1 } }, { required: { a: 2 } }],
  ['RoleBinding', 'roleRef.name', 'view', 'edit'],
  ['ClusterRoleBinding', 'roleRef.name', 'view', 'edit'],
  ['Secret', 'type', undefined, 'kubernetes.io/tls'],
  ['Secret', 'data.password', 'YQ==', 'Yg=='],
  ['Secret', 'stringData.token', 'a', 'b'],
  ['Secret', 'immutable', true, undefined],
  ['ConfigMap', 'data.a', 'one', 'two'],
  ['ConfigMap', 'binaryData.b', undefined, 'AA=='],
  ['ConfigMap', 'immutable', true, false],
  ['IngressClass', 'spec.controller', 'a', 'b'],
  ['PriorityClass', 'value', 1, 2],
  ['PriorityClass', 'preemptionPolicy', undefined, 'Never'],
  ['RuntimeClass', 'handler', 'a', 'b'],
  ['CSIDriver', 'spec.attachRequired', undefined, false],
  ['CSIDriver', 'spec.fsGroupPolicy', 'None', 'File'],
  ['CSIDriver', 'spec.volumeLifecycleModes', undefined, ['Persistent', 'Ephemeral']],
  ['Namespace', 'metadata.name', 'a', 'b'],
  ['Pod', 'spec.nodeName', undefined, 'a'],
  ['Pod', 'spec.containers.0.args', ['-a'], ['-a', '-b']],
  ['Pod', 'spec.initContainers', undefined, [{ name: 'a', image: 'b' }]],
  ['ResourceQuota', 'spec.scopes', ['Terminating'], ['NotTerminating']],
  ['CustomResourceDefinition', 'spec.group', 'a', 'b'],
  ['CustomResourceDefinition', 'spec.names.kind', 'A', 'B'],
  ['CustomResourceDefinition', 'spec.names.plural', 'as', 'bs'],
  ['CustomResourceDefinition', 'spec.scope', 'Namespaced', 'Cluster'],
  ['ReplicationController', 'metadata.name', 'a', 'b'],
  ['PodDisruptionBudget', 'metadata.namespace', 'a', 'b'],
];

const NO_CHANGES: readonly Values[] = [
  // what may change
  ['StatefulSet', 'spec.replicas', 3, 5],
  ['StatefulSet', 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted', undefined, 'Delete'],
  ['Deployment', `${CONTAINER}.image`, 'a', 'b'],
  ['Service', 'spec.type', 'ClusterIP', 'LoadBalancer'],
  ['Job', 'spec.backoffLimit', 1, 2],
  ['StorageClass', 'allowVolumeExpansion', false, true],
  ['PersistentVolumeClaim', 'spec.resources.requests.storage', '10Gi', '20Gi'],
  ['PersistentVolumeClaim', 'spec.resources.requests.storage', '1Gi', '1024Mi'],
  ['PersistentVolumeClaim', 'spec.resources.requests.storage', '1Gi', 'lots'],
  ['PersistentVolumeClaim', 'spec.volumeAttributesClassName', 'a', 'b'],
  ['PersistentVolume', 'spec.capacity.storage', '1Gi', '2Gi'],
  ['PersistentVolume', 'spec.nodeAffinity', undefined, { required: { a: 1 } }],
  ['RoleBinding', 'subjects', [], [{ kind: 'User', name: 'a' }]],
  ['Pod', 'spec.containers.0.image', 'a', 'b'],
  ['Pod', 'spec.activeDeadlineSeconds', undefined, 5],
  ['Pod', 'spec.tolerations', undefined, [{ key: 'a', operator: 'Exists' }]],
  ['ConfigMap', 'immutable', false, true],
  ['ReplicationController', 'spec.selector.app', 'a', 'b'],
  ['PodDisruptionBudget', 'spec.selector.matchLabels.app', 'a', 'b'],
  ['CustomResourceDefinition', 'spec.names.shortNames', undefined, ['b']],
  ['ResourceQuota', 'spec.scopes', ['a', 'b'], ['b', 'a']],
  // what the API server fills in, or takes for none
  ['StatefulSet', 'spec.podManagementPolicy', undefined, 'OrderedReady'],
  ['StatefulSet', 'spec.podManagementPolicy', 'OrderedReady', undefined],
  ['StatefulSet', 'spec.serviceName', undefined, ''],
  ['StatefulSet', 'spec.revisionHistoryLimit', undefined, 10],
  ['StatefulSet', 'spec.volumeClaimTemplates', undefined, []],
  ['StatefulSet', 'spec.volumeClaimTemplates.0.kind', undefined, 'PersistentVolumeClaim'],
  ['StatefulSet', 'spec.volumeClaimTemplates.0.apiVersion', 'v1', undefined],
  ['StatefulSet', `${CLAIM}.volumeMode`, undefined, 'Filesystem'],
  ['StatefulSet', `${CLAIM}.resources.requests.storage`, '1Gi', '1024Mi'],
  ['StatefulSet', 'metadata.namespace', undefined, 'default'],
  ['StatefulSet', 'metadata.namespace', 'wordpress', undefined],
  ['StatefulSet', 'metadata.name', 'blog-1a2b3c', undefined],
  ['Service', 'spec.clusterIP', undefined, ''],
  ['Job', 'spec.completions', undefined, 1],
  ['Job', 'spec', { completions: 1, parallelism: 1 }, { completions: 1 }],
  ['Job', 'spec.completionMode', 'NonIndexed', undefined],
  ['Job', `${CONTAINER}.imagePullPolicy`, undefined, 'IfNotPresent'],
  ['Job', `${CONTAINER}.terminationMessagePolicy`, undefined, 'File'],
  ['Job', 'spec.template.spec.securityContext', undefined, {}],
  ['Job', 'spec.template.spec.dnsPolicy', 'ClusterFirst', undefined],
  ['StorageClass', 'parameters', undefined, {}],
  ['StorageClass', 'reclaimPolicy', undefined, 'Delete'],
  ['StorageClass', 'volumeBindingMode', 'Immediate', undefined],
  ['PersistentVolumeClaim', 'spec.volumeMode', undefined, 'Filesystem'],
  ['PersistentVolumeClaim', 'spec.selector', undefined, null],
  ['PersistentVolume', 'spec.nfs.readOnly', undefined, false],
  ['ClusterRoleBinding', 'roleRef.apiGroup', undefined, 'rbac.authorization.k8s.io'],
  ['Secret', 'type', undefined, 'Opaque'],
  ['PriorityClass', 'preemptionPolicy', undefined, 'PreemptLowerPriority'],
  ['CSIDriver', 'spec.attachRequired', undefined, true],
  ['CSIDriver', 'spec.volumeLifecycleModes', undefined, ['Persistent']],
  ['Pod', 'spec.schedulerName', undefined, 'default-scheduler'],
  // what is not known yet
  ['StatefulSet', 'metadata.name', 'blog', '\0name\0'],
  ['StatefulSet', `${CLAIM}.resources.requests.storage`, '10Gi', '\0size\0'],
  ['StatefulSet', 'spec.selector.matchLabels', { app: 'a' }, { app: 'x-\0id\0' }],
  ['StatefulSet', 'spec.selector', { matchLabels: { app: 'a' } }, '\0selector\0'],
  ['Service', 'spec.clusterIP', undefined, '\0ip\0'],
  ['Job', `${CONTAINER}.args`, ['-g'], ['\0arg\0']],
  ['Job', 'spec.template.spec.containers', [{ image: 'a:1', imagePullPolicy: 'Always' }], [{ image: '\0i\0' }]],
  ['Secret', 'data.password', 'YQ==', '\0password\0'],
  ['ResourceQuota', 'spec.scopes', ['a'], ['\0scope\0']],
  ['PersistentVolumeClaim', 'spec.resources.requests.storage', '10Gi', '\0size\0'],
  // what the provider or Pulumi adds
  ['StatefulSet', 'spec.selector.__defaults', [], undefined],
  [
    'Secret',
    'data',
    { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', value: 'x' },
    { a: 'b' },
  ],
];

describe('what is replaced', () => {
  it.each(CHANGES)('%s: %s from %j to %j', (...values) => {
    const [kind, path] = values;
    const [replacement, ...others] = explainChange(values);
    expect(others).toEqual([]);
    expect(replacement).toMatchObject({ path: 'app/x' });
    expect(replacement!.object).toMatch(new RegExp(`^${kind} `));
    const dotted = path.replace(/\.(\d+)(?=\.|$)/g, '[$1]');
    for (const field of replacement!.fields) expect(field.path.startsWith(dotted)).toBe(true);
    expect(replacement!.effect).toMatch(/^[a-z].*[^.]$/);
  });

  it.each(NO_CHANGES)('not %s: %s from %j to %j', (...values) => {
    expect(explainChange(values)).toEqual([]);
  });

  it.each(Object.keys(OBJECTS) as Kind[])('no %s that is as it was, in whatever order its keys are', kind => {
    const object = objectOf(kind);
    const reversed = Object.fromEntries(Object.entries(object).reverse());
    expect(explain({ ...reversed, __fieldManager: 'x' }, object)).toEqual([]);
  });

  it('leaves Services alone that become ExternalNames, or were', () => {
    const service = objectOf('Service');
    const external = withValue(service, 'spec', { type: 'ExternalName', externalName: 'example.com' });
    const headless = withValue(service, 'spec.clusterIP', 'None');
    expect(explain(external, headless)).toEqual([]);
    expect(explain(headless, external)).toEqual([]);
  });

  it('replaces what is not marked as immutable in no case', () => {
    for (const kind of ['Secret', 'ConfigMap'] as const) {
      const object = withValue(objectOf(kind), 'immutable', undefined);
      expect(explain(object, withValue(object, 'data', { other: 'eA==' }))).toEqual([]);
    }
  });

  it('tells of another kind at the same path', () => {
    const [replacement] = explain(objectOf('Deployment'), objectOf('StatefulSet'));
    expect(replacement!.fields).toEqual([{ path: 'kind', before: 'Deployment', after: 'StatefulSet' }]);
    expect(replacement!.effect).toBe('it is deleted with its pods before StatefulSet wordpress/blog is made');
  });

  it('knows a kind by its group', () => {
    const job = { ...objectOf('Job'), apiVersion: 'example.com/v1' };
    expect(explain(job, withValue(job, 'spec.template', {}))).toEqual([]);
    expect(explain(job, withValue(job, 'metadata.name', 'b'))[0]).toMatchObject({ object: 'Job wordpress/blog' });
  });
});

describe('immutableFields', () => {
  it.each([
    ['StatefulSet', 'spec.selector spec.serviceName spec.podManagementPolicy spec.volumeClaimTemplates'],
    ['Deployment', 'spec.selector'],
    ['Service', 'spec.clusterIP'],
    ['RoleBinding', 'roleRef'],
    ['ConfigMap', 'data binaryData'],
    ['ResourceQuota', 'spec.scopes'],
    ['ReplicationController', ''],
    ['PodDisruptionBudget', ''],
    ['Namespace', ''],
  ] as const)('of a %s: %s', (kind, fields) => {
    const expected = ['metadata.name', 'metadata.namespace', ...fields.split(' ').filter(Boolean)];
    expect(immutableFields(objectOf(kind))).toEqual(expected);
  });

  it('does not name what may grow, nor what may change', () => {
    expect(immutableFields(objectOf('PersistentVolumeClaim')).join()).not.toContain('resources');
    const pod = immutableFields(objectOf('Pod'));
    expect(pod).toEqual(expect.arrayContaining(['spec.volumes', 'spec.containers[*].args']));
    for (const path of ['spec', 'spec.containers', 'spec.containers[*].image', 'spec.tolerations']) {
      expect(pod).not.toContain(path);
    }
  });

  it('names the content of a ConfigMap only where it is immutable', () => {
    const object = withValue(objectOf('ConfigMap'), 'immutable', undefined);
    expect(immutableFields(object)).toEqual(['metadata.name', 'metadata.namespace', 'immutable']);
  });
});
