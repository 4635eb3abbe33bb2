import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { clusterScoped } from '../common/cluster-scoped';
import type { StringMap } from '../common/labels';
import { appendName } from '../common/names';
import { namespaceOf } from '../common/namespace-of';
import type { FullResources } from '../common/resources';
import type { Scheduling } from '../common/scheduling';
import { NFS } from '../common/storage';
import type { CompleteClass, NfsDriver, Served } from './driver';
import { SubdirExport } from './subdir-export';

/** Settings of {@link SubdirDriver}. */
export interface SubdirSettings {
  readonly name: string;
  readonly labels: StringMap;
  readonly image: string;
  readonly user: number;
  readonly resources: FullResources;
  readonly scheduling?: Scheduling;
}

/**
 * nfs-subdir-external-provisioner: a Deployment for each export, all with one account. Its volumes are plain NFS
 * volumes, which the nodes mount by themselves.
 */
export class SubdirDriver implements NfsDriver {
  public readonly name = 'subdir';
  public readonly accessModes = NFS.accessModes;
  public readonly canGrow = false;
  private readonly account: readonly (k8s.KubeServiceAccount | k8s.KubeClusterRole | k8s.KubeClusterRoleBinding)[];
  private readonly exports: SubdirExport[] = [];
  /** Whether claims of some class wait for their first pod. */
  private waits = false;

  public constructor(
    private readonly scope: Construct,
    private readonly settings: SubdirSettings,
  ) {
    this.account = this.makeAccount();
  }

  public serve(wanted: CompleteClass, id?: string): Served {
    const { server, path, onDelete, pathPattern } = wanted;
    const known = this.exports.find(other => other.server === server && other.path === path);
    const served = known ?? this.makeExport(wanted, id);
    if (onDelete === 'delete') served.removesFolders();
    if (wanted.volumeBindingMode === 'WaitForFirstConsumer') this.waits = true;
    return {
      provisioner: served.provisioner,
      parameters: {
        // archiving is what it does without any onDelete, and has no name there
        ...(onDelete === 'archive' ? { archiveOnDelete: 'true' } : { onDelete }),
        ...(pathPattern === undefined ? {} : { pathPattern }),
      },
      by: [served, ...this.account],
    };
  }

  private makeExport(wanted: CompleteClass, id: string | undefined): SubdirExport {
    const { name, ...settings } = this.settings;
    const made = new SubdirExport(this.scope, id === undefined ? 'Export' : `Export-${id}`, {
      ...settings,
      name: id === undefined ? name : appendName(this.scope, name, id),
      serviceAccountName: name,
      server: wanted.server,
      path: wanted.path,
      mountOptions: wanted.mountOptions,
    });
    made.node.addDependency(...this.account);
    this.exports.push(made);
    return made;
  }

  private makeAccount() {
    const { scope } = this;
    const { name, labels } = this.settings;
    const namespace = namespaceOf(scope);
    const serviceAccount = new k8s.KubeServiceAccount(scope, 'ServiceAccount', {
      metadata: { name, namespace, labels: { ...labels } },
      automountServiceAccountToken: false,
    });
    // names of namespaces hold no dot, so no other provisioner's role has this name
    const metadata = { name: `${namespace}.${name}`, labels: { ...labels } };
    const role = clusterScoped(
      new k8s.KubeClusterRole(scope, 'ClusterRole', {
        metadata,
        rules: Lazy.any({ produce: () => rules(this.waits) }),
      }),
    );
    const binding = clusterScoped(
      new k8s.KubeClusterRoleBinding(scope, 'ClusterRoleBinding', {
        metadata,
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role.name },
        subjects: [{ kind: 'ServiceAccount', name, namespace }],
      }),
    );
    return [serviceAccount, role, binding] as const;
  }
}

/**
 * What the program asks of the API server: claims and volumes are anywhere and have any name, so nothing of it can be
 * narrowed. As there is one pod only, it elects no leader, and needs no right to do so.
 * @param waits whether it reads the node that a claim's first pod is on, or hands the claim back to the scheduler
 */
function rules(waits: boolean): k8s.PolicyRule[] {
  const claims = { apiGroups: [''], resources: ['persistentvolumeclaims'] };
  return [
    {
      apiGroups: [''],
      resources: ['persistentvolumes'],
      verbs: ['get', 'list', 'watch', 'create', 'delete'],
    },
    { ...claims, verbs: ['list', 'watch', ...(waits ? ['update'] : [])] },
    { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
    ...(waits ? [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }] : []),
  ];
}
