import type { JsonObject } from './manifest';
import { isMap } from './reference-rules';

/** What the API server lets all annotations of an object take, keys and values. */
const MOST = 256 * 1024;
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Whether an object is too large to be kept in its own annotation, as whoever applies on the client's side does
 * (`kubectl apply` without more): the API server would refuse it.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#using-server-side-apply-with-kubectl-apply
 */
export function outgrowsAnnotation(object: JsonObject): boolean {
  const { metadata } = object;
  const annotations = isMap(metadata) && isMap(metadata.annotations) ? Object.entries(metadata.annotations) : [];
  const others = annotations.reduce((sum, [key, value]) => sum + bytes(key) + bytes(String(value)), 0);
  return LAST_APPLIED.length + others + written(object) > MOST;
}

/** Go writes some characters as escapes of six bytes, and ends with a line feed. */
function written(object: JsonObject): number {
  const text = JSON.stringify(object);
  const escaped = text.match(/[<>&]/g)?.length ?? 0;
  return bytes(text) + escaped * 5 + 1;
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
