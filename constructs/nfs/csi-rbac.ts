import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { clusterScoped } from '../common/cluster-scoped';
import type { StringMap } from '../common/labels';
import { namespaceOf } from '../common/namespace-of';
import { DRIVER } from './csi-containers';

const RBAC = 'rbac.authorization.k8s.io';
const SNAPSHOTS = ['snapshot.storage.k8s.io'];
/** What the sidecars make of the driver's name, each for its lease. */
const LEASE = DRIVER.replace(/\./g, '-');

/** What an account of the controller is made of. */
export interface CsiAccountProps {
  readonly name: string;
  readonly labels: StringMap;
  readonly snapshots: boolean;
}

/** The controller's account, with what its sidecars may do: the driver itself asks nothing of the API server. */
export function csiAccount(scope: Construct, props: CsiAccountProps) {
  const { name, snapshots } = props;
  const namespace = namespaceOf(scope);
  const labels = { ...props.labels };
  const subjects = [{ kind: 'ServiceAccount', name, namespace }];
  const account = new k8s.KubeServiceAccount(scope, 'ServiceAccount', {
    metadata: { name, namespace, labels },
    automountServiceAccountToken: false,
  });
  // names of namespaces hold no dot, so no other provisioner's role has this name
  const clusterName = `${namespace}.${name}`;
  const clusterRole = clusterScoped(
    new k8s.KubeClusterRole(scope, 'ClusterRole', { metadata: { name: clusterName, labels }, rules: rules(snapshots) }),
  );
  const clusterBinding = clusterScoped(
    new k8s.KubeClusterRoleBinding(scope, 'ClusterRoleBinding', {
      metadata: { name: clusterName, labels },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: clusterName },
      subjects,
    }),
  );
  const role = new k8s.KubeRole(scope, 'Role', { metadata: { name, namespace, labels }, rules: leaseRules(snapshots) });
  const binding = new k8s.KubeRoleBinding(scope, 'RoleBinding', {
    metadata: { name, namespace, labels },
    roleRef: { apiGroup: RBAC, kind: 'Role', name },
    subjects,
  });
  return [account, clusterRole, clusterBinding, role, binding] as const;
}

/** A lease can't be named before it is there, so to make one is a rule of its own. */
function leaseRules(snapshots: boolean): k8s.PolicyRule[] {
  const leases = { apiGroups: ['coordination.k8s.io'], resources: ['leases'] };
  const own = [LEASE, `external-resizer-${LEASE}`, ...(snapshots ? [`external-snapshotter-leader-${LEASE}`] : [])];
  return [
    { ...leases, verbs: ['create'] },
    { ...leases, resourceNames: own, verbs: ['get', 'update'] },
  ];
}

/**
 * What csi-provisioner, csi-resizer and csi-snapshotter do; claims and volumes are anywhere and have any name. The
 * driver has no topology, publishes no volumes to nodes and takes no Secrets, so nodes, CSINodes, VolumeAttachments and
 * Secrets are not among it.
 */
function rules(snapshots: boolean): k8s.PolicyRule[] {
  const core = (resource: string, ...verbs: string[]): k8s.PolicyRule => {
    return { apiGroups: [''], resources: [resource], verbs };
  };
  const snapshot = (resource: string, ...verbs: string[]): k8s.PolicyRule => {
    return { apiGroups: SNAPSHOTS, resources: [resource], verbs };
  };
  return [
    core('persistentvolumes', 'get', 'list', 'watch', 'create', 'patch', 'delete'),
    // it protects a claim that is being cloned by a finalizer
    core('persistentvolumeclaims', 'list', 'watch', 'update'),
    core('persistentvolumeclaims/status', 'patch'),
    { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: ['get', 'list', 'watch'] },
    core('events', 'create', 'patch'),
    ...(snapshots
      ? [
          snapshot('volumesnapshots', 'get', 'list', 'watch', 'update'),
          snapshot('volumesnapshotclasses', 'get', 'list', 'watch'),
          snapshot('volumesnapshotcontents', 'get', 'list', 'watch', 'update', 'patch'),
          snapshot('volumesnapshotcontents/status', 'update', 'patch'),
        ]
      : []),
  ];
}
