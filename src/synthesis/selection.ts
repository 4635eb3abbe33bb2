import { identityOf } from './identity';
import type { JsonObject, JsonValue } from './manifest';

const WORKLOADS = new Set([
  '/Pod',
  '/ReplicationController',
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'apps/ReplicaSet',
]);

/** Whether an object is a Service that is ready only once pods of the workload are; a headless one is ready at once. */
export function selectsPodsOf(service: JsonObject, workload: JsonObject): boolean {
  const [of, by] = [identityOf(service), identityOf(workload)];
  if (of.kind !== 'Service' || of.group !== '' || of.namespace !== by.namespace) return false;
  if (!WORKLOADS.has(`${by.group}/${by.kind}`)) return false;
  const selector = Object.entries(objectAt(service, 'spec', 'selector'));
  if (selector.length === 0 || objectAt(service, 'spec').clusterIP === 'None') return false;
  const pod = by.kind === 'Pod' ? workload : objectAt(workload, 'spec', 'template');
  const labels = objectAt(pod, 'metadata', 'labels');
  return selector.every(([key, value]) => labels[key] === value);
}

function objectAt(object: JsonObject, ...path: readonly string[]): JsonObject {
  let value: JsonValue | undefined = object;
  for (const key of path) value = isObject(value) ? value[key] : undefined;
  return isObject(value) ? value : {};
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
