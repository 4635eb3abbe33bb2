import type { JsonObject, JsonValue } from '../synthesis';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
const OPTION = 'ServerSideApply';

/** Stands before an object that is too large for the annotation of `kubectl apply`. */
export const COMMENT = '# too large for an annotation: kubectl apply --server-side\n';

/**
 * Lets Argo CD apply an object on the server's side, unless somebody has said otherwise.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#server-side-apply
 */
export function serverSide(object: JsonObject): JsonObject {
  const metadata = mapOf(object.metadata);
  const annotations = mapOf(metadata.annotations);
  const given = annotations[SYNC_OPTIONS];
  const options = typeof given === 'string' && given !== '' ? given.split(',') : [];
  if (options.some(option => option.trim().startsWith(`${OPTION}=`))) return object;
  const value = [...options, `${OPTION}=true`].join(',');
  return { ...object, metadata: { ...metadata, annotations: { ...annotations, [SYNC_OPTIONS]: value } } };
}

function mapOf(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
