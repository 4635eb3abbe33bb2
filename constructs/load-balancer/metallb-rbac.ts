import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { clusterScoped } from '../common/cluster-scoped';
import type { StringMap } from '../common/labels';
import { namespaceOf } from '../common/namespace-of';

const RBAC = 'rbac.authorization.k8s.io';
const METALLB = ['metallb.io'];
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'update', 'patch', 'delete'];
/** What both programs take their settings from. */
const SETTINGS = ['ipaddresspools', 'l2advertisements', 'bgpadvertisements', 'bgppeers', 'bfdprofiles', 'communities'];

/** One of the two programs, and what its account is to be able to do. */
export interface ProgramAccount {
  readonly name: string;
  readonly labels: StringMap;
  readonly clusterRules: k8s.PolicyRule[];
  readonly rules: k8s.PolicyRule[];
}

/** An account of its own for a program. */
export function programAccount(scope: Construct, { name, labels: given, ...props }: ProgramAccount): Construct[] {
  const namespace = namespaceOf(scope);
  const labels = { ...given };
  const subjects = [{ kind: 'ServiceAccount', name, namespace }];
  // names of namespaces hold no dot, so no other program's role has this name
  const clusterName = `${namespace}.${name}`;
  const account = new k8s.KubeServiceAccount(scope, 'ServiceAccount', {
    metadata: { name, namespace, labels },
    automountServiceAccountToken: false,
  });
  const clusterRole = clusterScoped(
    new k8s.KubeClusterRole(scope, 'ClusterRole', {
      metadata: { name: clusterName, labels },
      rules: props.clusterRules,
    }),
  );
  const clusterBinding = clusterScoped(
    new k8s.KubeClusterRoleBinding(scope, 'ClusterRoleBinding', {
      metadata: { name: clusterName, labels },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: clusterName },
      subjects,
    }),
  );
  const role = new k8s.KubeRole(scope, 'Role', { metadata: { name, namespace, labels }, rules: props.rules });
  const binding = new k8s.KubeRoleBinding(scope, 'RoleBinding', {
    metadata: { name, namespace, labels },
    roleRef: { apiGroup: RBAC, kind: 'Role', name },
    subjects,
  });
  return [account, clusterRole, clusterBinding, role, binding];
}

/** It gives Services their addresses, and looks at the namespaces that pools are for. */
export const controllerClusterRules: k8s.PolicyRule[] = [
  { apiGroups: [''], resources: ['services', 'namespaces'], verbs: READ },
  { apiGroups: [''], resources: ['services/status'], verbs: ['update'] },
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
  // it asks for those of all namespaces, though all are in its own
  { apiGroups: METALLB, resources: ['configurationstates'], verbs: READ },
];

/** It looks at nodes, Services and their pods, and tells which Services it announces. */
export const speakerClusterRules: k8s.PolicyRule[] = [
  { apiGroups: [''], resources: ['services', 'nodes', 'namespaces'], verbs: READ },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: READ },
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
  { apiGroups: METALLB, resources: ['configurationstates', 'servicel2statuses'], verbs: READ },
];

/** Settings, passwords of BGP sessions among them, and the state that each program tells of them. */
function ownRules(): k8s.PolicyRule[] {
  return [
    { apiGroups: METALLB, resources: SETTINGS, verbs: READ },
    { apiGroups: [''], resources: ['secrets', 'configmaps'], verbs: READ },
    { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
    { apiGroups: METALLB, resources: ['configurationstates'], verbs: WRITE },
    { apiGroups: METALLB, resources: ['configurationstates/status'], verbs: ['get', 'update', 'patch'] },
  ];
}

/** How many addresses are taken; and the key that speakers know each other by, which it makes once. */
export function controllerRules(deployment: string): k8s.PolicyRule[] {
  return [
    ...ownRules(),
    { apiGroups: METALLB, resources: ['ipaddresspools/status'], verbs: ['update', 'patch'] },
    { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
    { apiGroups: ['apps'], resources: ['deployments'], resourceNames: [deployment], verbs: ['get'] },
  ];
}

/** Which Services it announces, and to whom. */
export function speakerRules(): k8s.PolicyRule[] {
  const statuses = ['servicel2statuses', 'servicebgpstatuses'];
  return [
    ...ownRules(),
    { apiGroups: METALLB, resources: statuses, verbs: [...READ, ...WRITE] },
    {
      apiGroups: METALLB,
      resources: statuses.map(resource => `${resource}/status`),
      verbs: ['get', 'update', 'patch'],
    },
  ];
}
