import type { JsonObject } from '../../src/synthesis';

const GATEWAY = 'gateway.networking.k8s.io';
export const RBAC = 'rbac.authorization.k8s.io';

/** An object named "self", in the namespace "web". */
export function inWeb(apiVersion: string, kind: string, rest: JsonObject): JsonObject {
  return { apiVersion, kind, metadata: { name: 'self', namespace: 'web' }, ...rest };
}

/** An object named "self", in no namespace. */
export function clusterWide(apiVersion: string, kind: string, rest: JsonObject): JsonObject {
  return { apiVersion, kind, metadata: { name: 'self' }, ...rest };
}

const container = (n: string): JsonObject => ({
  envFrom: [{ configMapRef: { name: `${n}-from`, optional: true } }, { secretRef: { name: `${n}-from` } }],
  env: [
    { name: 'A', value: 'plain' },
    { name: 'B', valueFrom: { configMapKeyRef: { name: `${n}-env`, key: 'k' } } },
    { name: 'C', valueFrom: { secretKeyRef: { name: `${n}-env`, key: 'k', optional: true } } },
    { name: 'D', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  ],
});

const pod: JsonObject = {
  serviceAccountName: 'account',
  serviceAccount: 'legacy',
  imagePullSecrets: [{ name: 'pull' }],
  priorityClassName: 'high',
  runtimeClassName: 'gvisor',
  volumes: [
    { name: 'a', configMap: { name: 'conf', optional: true } },
    { name: 'b', secret: { secretName: 'keys' } },
    { name: 'c', projected: { sources: [{ configMap: { name: 'part' } }, { secret: { name: 'part' } }] } },
    { name: 'd', persistentVolumeClaim: { claimName: 'data' } },
    { name: 'e', ephemeral: { volumeClaimTemplate: { spec: { storageClassName: 'fast' } } } },
    { name: 'f', csi: { driver: 'csi.example' } },
    { name: 'g', emptyDir: {} },
    { name: 'h', secret: { secretName: 'keys' } },
  ],
  initContainers: [container('init')],
  containers: [container('main'), container('main')],
};

const named = [
  '/Namespace /web',
  '/ServiceAccount web/account',
  '/ServiceAccount web/legacy',
  '/Secret web/pull',
  'scheduling.k8s.io/PriorityClass /high',
  'node.k8s.io/RuntimeClass /gvisor',
  '/ConfigMap web/conf',
  '/Secret web/keys',
  '/ConfigMap web/part',
  '/Secret web/part',
  '/PersistentVolumeClaim web/data',
  'storage.k8s.io/StorageClass /fast',
  'storage.k8s.io/CSIDriver /csi.example',
  ...['init', 'main'].flatMap(n => [
    `/ConfigMap web/${n}-from`,
    `/Secret web/${n}-from`,
    `/ConfigMap web/${n}-env`,
    `/Secret web/${n}-env`,
  ]),
];

export const workload: JsonObject = { spec: { template: { spec: pod } } };
const bucket = { apiGroup: 'x.io', kind: 'Bucket', name: 'files' };
const snapshot = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'snap' };
const webhooks: JsonObject = {
  webhooks: [
    { clientConfig: { service: { name: 'hook', namespace: 'system' } } },
    { clientConfig: { url: 'https://example' } },
  ],
};
const binding: JsonObject = {
  roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'view' },
  subjects: [
    { kind: 'ServiceAccount', name: 'robot', namespace: 'other' },
    { kind: 'User', apiGroup: RBAC, name: 'jane' },
  ],
};
const route: JsonObject = {
  spec: {
    parentRefs: [
      { name: 'gate' },
      { name: 'gate', namespace: 'infra', sectionName: 'https' },
      { group: '', kind: 'Service', name: 'mesh' },
    ],
    rules: [
      {
        backendRefs: [
          { name: 'app', port: 80 },
          { name: 'app', namespace: 'other' },
        ],
      },
      { backendRefs: [{ group: 'x.io', kind: 'Bucket', name: 'files' }] },
      { matches: [] },
    ],
  },
};
const routed = [
  '/Namespace /web',
  `${GATEWAY}/Gateway web/gate`,
  `${GATEWAY}/Gateway infra/gate`,
  '/Service web/mesh',
  '/Service web/app',
  '/Service other/app',
  'x.io/Bucket web/files',
];

/** An object of each kind, and what it names. */
export const cases: [JsonObject, string[]][] = [
  [inWeb('v1', 'Pod', { spec: pod }), named],
  [inWeb('v1', 'ReplicationController', workload), named],
  ...['Deployment', 'DaemonSet', 'ReplicaSet'].map((kind): [JsonObject, string[]] => [
    inWeb('apps/v1', kind, workload),
    named,
  ]),
  [
    inWeb('apps/v1', 'StatefulSet', {
      spec: {
        template: { spec: pod },
        serviceName: 'peers',
        volumeClaimTemplates: [{ spec: { storageClassName: 'slow' } }],
      },
    }),
    [...named, '/Service web/peers', 'storage.k8s.io/StorageClass /slow'],
  ],
  [inWeb('batch/v1', 'Job', workload), named],
  [inWeb('batch/v1', 'CronJob', { spec: { jobTemplate: workload } }), named],
  [
    inWeb('v1', 'PersistentVolumeClaim', {
      spec: {
        storageClassName: 'fast',
        volumeName: 'disk',
        dataSource: { kind: 'PersistentVolumeClaim', name: 'old' },
        dataSourceRef: { ...snapshot, namespace: 'other' },
      },
    }),
    [
      '/Namespace /web',
      'storage.k8s.io/StorageClass /fast',
      '/PersistentVolume /disk',
      '/PersistentVolumeClaim web/old',
      'snapshot.storage.k8s.io/VolumeSnapshot other/snap',
    ],
  ],
  [
    clusterWide('v1', 'PersistentVolume', {
      spec: { storageClassName: 'fast', csi: { driver: 'csi.example' }, claimRef: { name: 'data', namespace: 'web' } },
    }),
    ['storage.k8s.io/StorageClass /fast', 'storage.k8s.io/CSIDriver /csi.example'],
  ],
  [
    clusterWide('storage.k8s.io/v1', 'StorageClass', { provisioner: 'csi.example' }),
    ['storage.k8s.io/CSIDriver /csi.example'],
  ],
  [
    inWeb('snapshot.storage.k8s.io/v1', 'VolumeSnapshot', { spec: { volumeSnapshotClassName: 'daily' } }),
    ['/Namespace /web', 'snapshot.storage.k8s.io/VolumeSnapshotClass /daily'],
  ],
  [
    inWeb('networking.k8s.io/v1', 'Ingress', {
      spec: {
        ingressClassName: 'nginx',
        tls: [{ secretName: 'cert' }, { hosts: [] }],
        defaultBackend: { service: { name: 'lost' }, resource: { kind: 'Bucket', name: 'lost' } },
        rules: [
          { http: { paths: [{ backend: { service: { name: 'app' } } }, { backend: { resource: bucket } }] } },
          { host: 'example.org' },
        ],
      },
    }),
    [
      '/Namespace /web',
      'networking.k8s.io/IngressClass /nginx',
      '/Secret web/cert',
      '/Service web/lost',
      '/Bucket web/lost',
      '/Service web/app',
      'x.io/Bucket web/files',
    ],
  ],
  [
    clusterWide('networking.k8s.io/v1', 'IngressClass', {
      spec: { parameters: { apiGroup: 'x.io', kind: 'Params', name: 'p', namespace: 'infra', scope: 'Namespace' } },
    }),
    ['x.io/Params infra/p'],
  ],
  [
    inWeb('autoscaling/v2', 'HorizontalPodAutoscaler', {
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' } },
    }),
    ['/Namespace /web', 'apps/Deployment web/app'],
  ],
  [
    inWeb(`${RBAC}/v1`, 'RoleBinding', binding),
    ['/Namespace /web', `${RBAC}/ClusterRole /view`, '/ServiceAccount other/robot'],
  ],
  [
    clusterWide(`${RBAC}/v1`, 'ClusterRoleBinding', binding),
    [`${RBAC}/ClusterRole /view`, '/ServiceAccount other/robot'],
  ],
  [
    inWeb('v1', 'ServiceAccount', { secrets: [{ name: 'token' }], imagePullSecrets: [{ name: 'pull' }] }),
    ['/Namespace /web', '/Secret web/token', '/Secret web/pull'],
  ],
  [
    clusterWide('apiregistration.k8s.io/v1', 'APIService', { spec: { service: { name: 'api', namespace: 'system' } } }),
    ['/Service system/api'],
  ],
  ...['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'].map((kind): [JsonObject, string[]] => [
    clusterWide('admissionregistration.k8s.io/v1', kind, webhooks),
    ['/Service system/hook'],
  ]),
  [
    inWeb('discovery.k8s.io/v1', 'EndpointSlice', {
      metadata: { name: 'app-x', namespace: 'web', labels: { 'kubernetes.io/service-name': 'app' } },
    }),
    ['/Namespace /web', '/Service web/app'],
  ],
  [inWeb('v1', 'Endpoints', {}), ['/Namespace /web', '/Service web/self']],
  [
    inWeb(`${GATEWAY}/v1`, 'Gateway', {
      spec: { gatewayClassName: 'istio', listeners: [{ tls: { certificateRefs: [{ name: 'tls' }] } }] },
    }),
    ['/Namespace /web', `${GATEWAY}/GatewayClass /istio`, '/Secret web/tls'],
  ],
  [
    inWeb(`${GATEWAY}/v1`, 'BackendTLSPolicy', {
      spec: {
        targetRefs: [{ group: '', kind: 'Service', name: 'app' }],
        validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }] },
      },
    }),
    ['/Namespace /web', '/Service web/app', '/ConfigMap web/ca'],
  ],
  ...['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map((kind): [JsonObject, string[]] => [
    inWeb(`${GATEWAY}/v1`, kind, route),
    routed,
  ]),
];
