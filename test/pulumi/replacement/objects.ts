import type { JsonObject, JsonValue } from '../../../src/synthesis';

const METADATA = { name: 'blog', namespace: 'wordpress' };
const SELECTOR = { matchLabels: { app: 'blog' } };
const TEMPLATE = {
  metadata: { labels: { app: 'blog' } },
  spec: { containers: [{ name: 'main', image: 'nginx:1.29', args: ['-g'], env: [{ name: 'A', value: 'env-value' }] }] },
};

/** A small object of each kind that has immutable fields. */
export const OBJECTS = {
  StatefulSet: {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: METADATA,
    spec: {
      replicas: 3,
      serviceName: 'blog',
      selector: SELECTOR,
      template: TEMPLATE,
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: 'fast',
            resources: { requests: { storage: '10Gi' } },
          },
        },
      ],
    },
  },
  Deployment: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: METADATA,
    spec: { selector: SELECTOR, template: TEMPLATE },
  },
  DaemonSet: {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: METADATA,
    spec: { selector: SELECTOR, template: TEMPLATE },
  },
  ReplicaSet: {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: METADATA,
    spec: { selector: SELECTOR, template: TEMPLATE },
  },
  Service: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: METADATA,
    spec: { selector: { app: 'blog' }, ports: [{ port: 80 }] },
  },
  Job: { apiVersion: 'batch/v1', kind: 'Job', metadata: METADATA, spec: { template: TEMPLATE } },
  StorageClass: {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'fast' },
    provisioner: 'csi.example.com',
    parameters: { type: 'ssd' },
  },
  PersistentVolumeClaim: {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: METADATA,
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'fast',
      resources: { requests: { storage: '10Gi' } },
    },
  },
  PersistentVolume: {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'disk' },
    spec: { capacity: { storage: '10Gi' }, nfs: { server: 'nas', path: '/a' } },
  },
  RoleBinding: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: METADATA,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'view' },
    subjects: [],
  },
  ClusterRoleBinding: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'blog' },
    roleRef: { kind: 'ClusterRole', name: 'view' },
  },
  Secret: {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: METADATA,
    immutable: true,
    data: { password: 'dG9wLXNlY3JldA==' },
    stringData: { token: 'top-secret' },
  },
  ConfigMap: { apiVersion: 'v1', kind: 'ConfigMap', metadata: METADATA, immutable: true, data: { a: 'one' } },
  IngressClass: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'public' },
    spec: { controller: 'example.com/a' },
  },
  PriorityClass: {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'high' },
    value: 1000,
  },
  RuntimeClass: { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'vm' }, handler: 'kata' },
  CSIDriver: { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: 'csi.example.com' }, spec: {} },
  Namespace: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'wordpress' } },
  Pod: { apiVersion: 'v1', kind: 'Pod', metadata: METADATA, spec: TEMPLATE.spec },
  ResourceQuota: {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: METADATA,
    spec: { hard: { pods: '3' }, scopes: ['Terminating', 'NotBestEffort'] },
  },
  CustomResourceDefinition: {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'blogs.example.com' },
    spec: { group: 'example.com', scope: 'Namespaced', names: { kind: 'Blog', plural: 'blogs' } },
  },
  ReplicationController: {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    metadata: METADATA,
    spec: { selector: { app: 'blog' }, template: TEMPLATE },
  },
  PodDisruptionBudget: {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: METADATA,
    spec: { selector: SELECTOR, minAvailable: 1 },
  },
} as const satisfies Record<string, unknown>;

export type Kind = keyof typeof OBJECTS;

/** An object of a kind. */
export function objectOf(kind: Kind): JsonObject {
  return structuredClone(OBJECTS[kind]) as unknown as JsonObject;
}

/** A copy of an object with another value at a path, as `spec.containers.0.image`; without it for `undefined`. */
export function withValue(object: JsonObject, path: string, value: JsonValue | undefined): JsonObject {
  const copy = structuredClone(object);
  const keys = path.split('.');
  const last = keys.pop()!;
  let holder = copy as Record<string, JsonValue>;
  for (const key of keys) {
    holder[key] ??= {};
    holder = holder[key] as Record<string, JsonValue>;
  }
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}
