import type { JsonObject, JsonValue } from '../../synthesis';
import { fieldOf, isAbsent, isUnknown, textAt } from './values';

type Default = JsonValue | ((siblings: JsonObject | undefined) => JsonValue | undefined);

/** For a default that depends on a value that is not known yet. */
const UNKNOWN = '\0';

const probe = (name: string): Record<string, Default> => ({
  [`${name}.timeoutSeconds`]: 1,
  [`${name}.periodSeconds`]: 10,
  [`${name}.successThreshold`]: 1,
  [`${name}.failureThreshold`]: 3,
});

/**
 * What the API server fills in. The keys are a field's name and that of the field it is in, so that a label that
 * happens to have the name of a field is none.
 */
const DEFAULTS = new Map<string, Default>(
  Object.entries({
    'metadata.namespace': 'default',
    // Secrets
    type: 'Opaque',
    // StorageClasses
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
    // PriorityClasses
    preemptionPolicy: 'PreemptLowerPriority',
    value: 0,
    immutable: false,
    'roleRef.apiGroup': 'rbac.authorization.k8s.io',
    // Services and StatefulSets
    'spec.clusterIP': '',
    'spec.serviceName': '',
    'spec.podManagementPolicy': 'OrderedReady',
    'spec.revisionHistoryLimit': 10,
    'volumeClaimTemplates.apiVersion': 'v1',
    'volumeClaimTemplates.kind': 'PersistentVolumeClaim',
    // Jobs
    'spec.completionMode': 'NonIndexed',
    'spec.parallelism': 1,
    'spec.completions': completions,
    // claims and volumes
    'spec.volumeMode': 'Filesystem',
    'spec.volumeName': '',
    'hostPath.type': '',
    'nfs.readOnly': false,
    'csi.readOnly': false,
    // CSIDrivers
    'spec.attachRequired': true,
    'spec.fsGroupPolicy': 'ReadWriteOnceWithFSType',
    'spec.volumeLifecycleModes': ['Persistent'],
    // pods
    'spec.dnsPolicy': 'ClusterFirst',
    'spec.restartPolicy': 'Always',
    'spec.schedulerName': 'default-scheduler',
    'spec.terminationGracePeriodSeconds': 30,
    'spec.enableServiceLinks': true,
    'spec.hostNetwork': false,
    'spec.hostPID': false,
    'spec.hostIPC': false,
    'containers.imagePullPolicy': pullPolicy,
    'containers.terminationMessagePath': '/dev/termination-log',
    'containers.terminationMessagePolicy': 'File',
    'initContainers.imagePullPolicy': pullPolicy,
    'initContainers.terminationMessagePath': '/dev/termination-log',
    'initContainers.terminationMessagePolicy': 'File',
    'ports.protocol': 'TCP',
    'volumeMounts.readOnly': false,
    'persistentVolumeClaim.readOnly': false,
    'secret.defaultMode': 0o644,
    'configMap.defaultMode': 0o644,
    'projected.defaultMode': 0o644,
    'downwardAPI.defaultMode': 0o644,
    'fieldRef.apiVersion': 'v1',
    'httpGet.path': '/',
    'httpGet.scheme': 'HTTP',
    ...probe('livenessProbe'),
    ...probe('readinessProbe'),
    ...probe('startupProbe'),
  } satisfies Record<string, Default>),
);

/**
 * What the API server takes for a field that is absent.
 * @param names names of the fields from the object down, without indices
 * @param siblings the object that the field is absent from
 */
export function defaultOf(names: readonly string[], siblings: JsonObject | undefined): JsonValue | undefined {
  const found = DEFAULTS.get(names.slice(-2).join('.'));
  return typeof found === 'function' ? found(siblings) : found;
}

function completions(job: JsonObject | undefined): JsonValue | undefined {
  const parallelism = fieldOf(job, 'parallelism');
  if (isUnknown(parallelism)) return UNKNOWN;
  return isAbsent(parallelism) ? 1 : undefined;
}

function pullPolicy(container: JsonObject | undefined): string {
  const image = textAt(container, 'image');
  if (isUnknown(image)) return UNKNOWN;
  const name = image.slice(image.lastIndexOf('/') + 1);
  const isLatest = !image.includes('@') && (!name.includes(':') || name.endsWith(':latest'));
  return isLatest ? 'Always' : 'IfNotPresent';
}
