import { identityOf, type JsonObject, type JsonValue } from '../../synthesis';
import { compareQuantities } from './quantity';
import { isAbsent, isUnknown, textAt, valueAt } from './values';

/** A field that the API server refuses to change. */
export interface ImmutableField {
  /** Dotted path, as `spec.volumeClaimTemplates`. */
  readonly path: string;
  /**
   * Dotted paths below it, without indices, that may change.
   * @default - none
   */
  readonly except?: readonly string[];
  /**
   * Paths that stand for it where Pulumi is told what to replace.
   * @default - its path
   */
  readonly replaceOn?: readonly string[];
  /**
   * Whether a field is immutable in these objects.
   * @default - in all
   */
  readonly when?: (before: JsonObject, after: JsonObject) => boolean;
  /**
   * Whether a change of the value is one that is refused.
   * @default - each is
   */
  readonly isRefused?: (before: JsonValue | undefined, after: JsonValue | undefined) => boolean;
}

const of = (...paths: readonly string[]): ImmutableField[] => paths.map(path => ({ path }));

/** The API server would change these; Pulumi's provider replaces the object nevertheless. */
const byProvider = (...paths: readonly string[]): ImmutableField[] => paths.map(path => ({ path, replaceOn: [] }));

/** A name or namespace that is not given is chosen by the provider. */
const IDENTITY: readonly ImmutableField[] = ['metadata.name', 'metadata.namespace'].map(path => ({
  path,
  isRefused: (_, after) => !isAbsent(after),
}));

const CONTAINER = [
  'args command env envFrom imagePullPolicy lifecycle livenessProbe name ports readinessProbe resizePolicy resources',
  'restartPolicy restartPolicyRules securityContext startupProbe stdin stdinOnce terminationMessagePath',
  'terminationMessagePolicy tty volumeDevices volumeMounts workingDir',
].flatMap(line => line.split(' '));

const POD = [
  'affinity automountServiceAccountToken dnsConfig dnsPolicy enableServiceLinks hostAliases hostIPC hostNetwork hostPID',
  'hostUsers hostname hostnameOverride imagePullSecrets nodeName nodeSelector os overhead preemptionPolicy priority',
  'priorityClassName readinessGates resourceClaims resources restartPolicy runtimeClassName schedulerName',
  'securityContext serviceAccount serviceAccountName setHostnameAsFQDN shareProcessNamespace subdomain',
  'terminationGracePeriodSeconds topologySpreadConstraints volumes',
].flatMap(line => line.split(' '));

/** Images may change, so that neither the whole spec nor whole containers can be named to Pulumi. */
const POD_SPEC: ImmutableField = {
  path: 'spec',
  except: [
    'spec.activeDeadlineSeconds',
    'spec.containers.image',
    'spec.ephemeralContainers',
    'spec.initContainers.image',
    'spec.schedulingGates',
    'spec.tolerations',
  ],
  replaceOn: [
    ...POD.map(key => `spec.${key}`),
    ...CONTAINER.flatMap(key => [`spec.containers[*].${key}`, `spec.initContainers[*].${key}`]),
  ],
};

const VOLUME_SOURCES = [
  'awsElasticBlockStore azureDisk azureFile cephfs cinder csi fc flexVolume flocker gcePersistentDisk glusterfs hostPath',
  'iscsi local nfs photonPersistentDisk portworxVolume quobyte rbd scaleIO storageos vsphereVolume',
].flatMap(line => line.split(' '));

/** What is marked as immutable stays so; Pulumi's provider replaces also what is marked together with a change. */
const content = (...paths: readonly string[]): ImmutableField[] => [
  ...paths.map(path => ({ path, when: (before: JsonObject, after: JsonObject) => isFixed(before) || isFixed(after) })),
  { path: 'immutable', when: (_, after) => !isFixed(after), isRefused: before => before === true },
];

const BINDING = of('roleRef');
const SELECTOR = of('spec.selector');

/** What is immutable, by group and kind, in Kubernetes 1.28 to 1.36. */
const FIELDS: Readonly<Record<string, readonly ImmutableField[]>> = {
  '/ConfigMap': content('data', 'binaryData'),
  '/PersistentVolume': [
    ...of(...VOLUME_SOURCES.map(source => `spec.${source}`), 'spec.volumeMode'),
    // it may be added to a volume that has none
    { path: 'spec.nodeAffinity', isRefused: before => !isAbsent(before) },
  ],
  '/PersistentVolumeClaim': [
    ...of('spec.accessModes', 'spec.storageClassName', 'spec.volumeName', 'spec.selector', 'spec.volumeMode'),
    ...of('spec.dataSource', 'spec.dataSourceRef'),
    // a claim that grows is not replaced, so Pulumi is not told
    {
      path: 'spec.resources.requests.storage',
      replaceOn: [],
      isRefused: (before, after) => (compareQuantities(after, before) ?? 0) < 0,
    },
  ],
  '/Pod': [POD_SPEC],
  '/ResourceQuota': [{ path: 'spec.scopes', isRefused: (before, after) => !haveSameItems(before, after) }],
  '/Secret': [...of('type'), ...content('data', 'stringData')],
  '/Service': [
    {
      path: 'spec.clusterIP',
      when: (before, after) => ![before, after].some(object => textAt(object, 'spec.type') === 'ExternalName'),
    },
  ],
  'apiextensions.k8s.io/CustomResourceDefinition': of(
    'spec.group',
    'spec.names.kind',
    'spec.names.plural',
    'spec.scope',
  ),
  'apps/DaemonSet': SELECTOR,
  'apps/Deployment': SELECTOR,
  'apps/ReplicaSet': SELECTOR,
  'apps/StatefulSet': [
    ...of('spec.selector', 'spec.serviceName', 'spec.podManagementPolicy', 'spec.volumeClaimTemplates'),
    ...byProvider('spec.revisionHistoryLimit'),
  ],
  'batch/Job': [
    ...of('spec.template', 'spec.selector', 'spec.completions', 'spec.completionMode', 'spec.podFailurePolicy'),
    ...of('spec.backoffLimitPerIndex', 'spec.managedBy', 'spec.successPolicy'),
    ...byProvider('spec.parallelism'),
  ],
  'networking.k8s.io/IngressClass': of('spec.controller'),
  'node.k8s.io/RuntimeClass': of('handler'),
  'rbac.authorization.k8s.io/ClusterRoleBinding': BINDING,
  'rbac.authorization.k8s.io/RoleBinding': BINDING,
  'scheduling.k8s.io/PriorityClass': of('value', 'preemptionPolicy'),
  'storage.k8s.io/CSIDriver': of('spec.attachRequired', 'spec.fsGroupPolicy', 'spec.volumeLifecycleModes'),
  'storage.k8s.io/StorageClass': of('provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'),
};

/** What an object's kind is known by in tables: its group, a slash, its kind. */
export function kindKey(object: JsonObject): string {
  const { group, kind } = identityOf(object);
  return `${group}/${kind}`;
}

/** The fields whose change makes another object of one. */
export function fieldsFor(before: JsonObject, after: JsonObject): readonly ImmutableField[] {
  const key = kindKey(after);
  const fields = Object.hasOwn(FIELDS, key) ? FIELDS[key]! : [];
  return [...IDENTITY, ...fields.filter(({ when }) => when?.(before, after) ?? true)];
}

/**
 * Dotted paths of the fields of an object's kind that can't be changed once it is made; the object is replaced when one
 * does. For Pulumi's `replaceOnChanges`.
 */
export function immutableFields(object: JsonObject): readonly string[] {
  return fieldsFor(object, object).flatMap(({ path, replaceOn }) => replaceOn ?? [path]);
}

function isFixed(object: JsonObject): boolean {
  return valueAt(object, 'immutable') === true;
}

function haveSameItems(before: JsonValue | undefined, after: JsonValue | undefined): boolean {
  const [from, to] = [before, after].map(list => new Set(Array.isArray(list) ? list : []));
  if ([...to!].some(isUnknown)) return true;
  return from!.size === to!.size && [...from!].every(item => to!.has(item));
}
