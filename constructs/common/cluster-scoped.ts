import { type ApiObject, JsonPatch } from 'cdk8s';

/** Takes the chart's namespace off an object whose kind has none (a Namespace, a PersistentVolume). */
export function clusterScoped<T extends ApiObject>(object: T): T {
  if (object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  return object;
}
