import type { Identity } from './identity';
import type { JsonObject, JsonValue } from './manifest';

/** What a manifest names, before anybody has looked whether the name is one. */
export type Reference = Omit<Identity, 'name'> & { readonly name: JsonValue | undefined };

/** Reads what stands at a path; `own` is the namespace of the object it stands in. */
export type Target = (value: JsonValue, own: string) => Reference | undefined;

/** Objects of a kind, drawn only so far as they name others: maps as maps, an array as one of its items. */
export type Shape = Target | readonly [Shape] | { readonly [key: string]: Shape };

/** Whether a value is a map, as most parts of a sound manifest are. */
export function isMap(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The API group in an apiVersion, empty for the core group. */
const groupIn = (version: string) => version.slice(0, Math.max(version.indexOf('/'), 0));

const textOr = (value: JsonValue | undefined, otherwise: string) => (typeof value === 'string' ? value : otherwise);

const namespaced =
  (group: string, kind: string): Target =>
  (name, namespace) => ({ group, kind, namespace, name });

const clusterWide =
  (group: string, kind: string): Target =>
  name => ({ group, kind, namespace: '', name });

const map =
  (read: (ref: JsonObject, own: string) => Reference | undefined): Target =>
  (value, own) =>
    isMap(value) ? read(value, own) : undefined;

/** A reference that may leave out any part but the name. */
const referenceOr = (group: string, kind: string): Target =>
  map((ref, own) => ({
    group: textOr(ref.group, group),
    kind: textOr(ref.kind, kind),
    namespace: textOr(ref.namespace, own) || own,
    name: ref.name,
  }));

const GATEWAY = 'gateway.networking.k8s.io';
const RBAC = 'rbac.authorization.k8s.io';

const configMap = namespaced('', 'ConfigMap');
const secret = namespaced('', 'Secret');
const service = namespaced('', 'Service');
const serviceAccount = namespaced('', 'ServiceAccount');
const storageClass = clusterWide('storage.k8s.io', 'StorageClass');
const csiDriver = clusterWide('storage.k8s.io', 'CSIDriver');

/** A service that an object without a namespace names with one. */
const serviceElsewhere = map(ref => ({
  group: '',
  kind: 'Service',
  namespace: textOr(ref.namespace, ''),
  name: ref.name,
}));

const resource = map((ref, own) => ({
  group: textOr(ref.apiGroup, ''),
  kind: textOr(ref.kind, ''),
  namespace: own,
  name: ref.name,
}));

const dataSource = map((ref, own) => {
  const [group, kind] = [textOr(ref.apiGroup, ''), textOr(ref.kind, '')];
  if (!group && kind !== 'PersistentVolumeClaim') return undefined;
  return { group, kind, namespace: textOr(ref.namespace, own) || own, name: ref.name };
});

const classParameters = map(ref => ({
  group: textOr(ref.apiGroup, ''),
  kind: textOr(ref.kind, ''),
  namespace: ref.scope === 'Namespace' ? textOr(ref.namespace, '') : '',
  name: ref.name,
}));

const scaleTarget = map((ref, own) => ({
  group: groupIn(textOr(ref.apiVersion, '')),
  kind: textOr(ref.kind, ''),
  namespace: own,
  name: ref.name,
}));

const role = map(({ kind, name }, own) => {
  if (kind !== 'Role' && kind !== 'ClusterRole') return undefined;
  return { group: RBAC, kind, namespace: kind === 'Role' ? own : '', name };
});

const subject = map(({ kind, namespace, name }, own) => {
  if (kind !== 'ServiceAccount') return undefined;
  return { group: '', kind, namespace: textOr(namespace, own) || own, name };
});

const container: Shape = {
  envFrom: [{ configMapRef: { name: configMap }, secretRef: { name: secret } }],
  env: [{ valueFrom: { configMapKeyRef: { name: configMap }, secretKeyRef: { name: secret } } }],
};

const claim: Shape = { spec: { storageClassName: storageClass } };

const volume: Shape = {
  configMap: { name: configMap },
  secret: { secretName: secret },
  projected: { sources: [{ configMap: { name: configMap }, secret: { name: secret } }] },
  persistentVolumeClaim: { claimName: namespaced('', 'PersistentVolumeClaim') },
  ephemeral: { volumeClaimTemplate: claim },
  csi: { driver: csiDriver },
};

const pod: Shape = {
  spec: {
    serviceAccountName: serviceAccount,
    serviceAccount,
    imagePullSecrets: [{ name: secret }],
    priorityClassName: clusterWide('scheduling.k8s.io', 'PriorityClass'),
    runtimeClassName: clusterWide('node.k8s.io', 'RuntimeClass'),
    volumes: [volume],
    initContainers: [container],
    containers: [container],
  },
};

const workload: Shape = { spec: { template: pod } };
const binding: Shape = { roleRef: role, subjects: [subject] };
const webhooks: Shape = { webhooks: [{ clientConfig: { service: serviceElsewhere } }] };
const backend: Shape = { service: { name: service }, resource };
const route: Shape = {
  spec: {
    parentRefs: [referenceOr(GATEWAY, 'Gateway')],
    rules: [{ backendRefs: [referenceOr('', 'Service')] }],
  },
};

/** By group and kind, with a slash between them. A map, since a stranger's kind may be called "constructor". */
export const SHAPES: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['/Pod', pod],
  ['/ReplicationController', workload],
  ['apps/Deployment', workload],
  ['apps/DaemonSet', workload],
  ['apps/ReplicaSet', workload],
  ['apps/StatefulSet', { spec: { template: pod, serviceName: service, volumeClaimTemplates: [claim] } }],
  ['batch/Job', workload],
  ['batch/CronJob', { spec: { jobTemplate: workload } }],
  [
    '/PersistentVolumeClaim',
    {
      spec: {
        storageClassName: storageClass,
        volumeName: clusterWide('', 'PersistentVolume'),
        dataSource,
        dataSourceRef: dataSource,
      },
    },
  ],
  ['/PersistentVolume', { spec: { storageClassName: storageClass, csi: { driver: csiDriver } } }],
  ['storage.k8s.io/StorageClass', { provisioner: csiDriver }],
  [
    'snapshot.storage.k8s.io/VolumeSnapshot',
    { spec: { volumeSnapshotClassName: clusterWide('snapshot.storage.k8s.io', 'VolumeSnapshotClass') } },
  ],
  [
    'networking.k8s.io/Ingress',
    {
      spec: {
        ingressClassName: clusterWide('networking.k8s.io', 'IngressClass'),
        tls: [{ secretName: secret }],
        defaultBackend: backend,
        rules: [{ http: { paths: [{ backend }] } }],
      },
    },
  ],
  ['networking.k8s.io/IngressClass', { spec: { parameters: classParameters } }],
  ['autoscaling/HorizontalPodAutoscaler', { spec: { scaleTargetRef: scaleTarget } }],
  [`${RBAC}/RoleBinding`, binding],
  [`${RBAC}/ClusterRoleBinding`, binding],
  ['/ServiceAccount', { secrets: [{ name: secret }], imagePullSecrets: [{ name: secret }] }],
  ['apiregistration.k8s.io/APIService', { spec: { service: serviceElsewhere } }],
  ['admissionregistration.k8s.io/ValidatingWebhookConfiguration', webhooks],
  ['admissionregistration.k8s.io/MutatingWebhookConfiguration', webhooks],
  ['discovery.k8s.io/EndpointSlice', { metadata: { labels: { 'kubernetes.io/service-name': service } } }],
  ['/Endpoints', { metadata: { name: service } }],
  [
    `${GATEWAY}/Gateway`,
    {
      spec: {
        gatewayClassName: clusterWide(GATEWAY, 'GatewayClass'),
        listeners: [{ tls: { certificateRefs: [referenceOr('', 'Secret')] } }],
      },
    },
  ],
  [
    `${GATEWAY}/BackendTLSPolicy`,
    {
      spec: {
        targetRefs: [referenceOr('', 'Service')],
        validation: { caCertificateRefs: [referenceOr('', 'ConfigMap')] },
      },
    },
  ],
  [`${GATEWAY}/HTTPRoute`, route],
  [`${GATEWAY}/GRPCRoute`, route],
  [`${GATEWAY}/TLSRoute`, route],
  [`${GATEWAY}/TCPRoute`, route],
  [`${GATEWAY}/UDPRoute`, route],
]);
