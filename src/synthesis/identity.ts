import { KubewrightError } from '../error';
import type { JsonObject, JsonValue, Manifest, Synthesis } from './manifest';

/** What the API server knows an object by. */
export interface Identity {
  /** API group, empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Empty for an object that names no namespace. */
  readonly namespace: string;
  readonly name: string;
}

/** The identity of an object; parts that are missing or no strings are empty. */
export function identityOf(object: JsonObject): Identity {
  const apiVersion = text(object.apiVersion);
  const metadata = object.metadata;
  const meta = metadata && typeof metadata === 'object' && !Array.isArray(metadata) ? metadata : {};
  return {
    group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '',
    kind: text(object.kind),
    namespace: text(meta.namespace),
    name: text(meta.name),
  };
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/**
 * Two objects that the API server would take for one: the later would silently overwrite the earlier.
 * @throws KubewrightError KW1001 for every such pair
 */
export function refuseDuplicates(synthesis: Synthesis): void {
  const seen = new Map<string, Manifest>();
  const errors: KubewrightError[] = [];
  for (const manifest of synthesis.charts.flatMap(chart => chart.manifests)) {
    const { group, kind, namespace, name } = identityOf(manifest.object);
    if (!name) continue;
    const key = `${group}/${kind}/${namespace}/${name}`;
    const other = seen.get(key);
    if (!other) {
      seen.set(key, manifest);
      continue;
    }
    errors.push(
      new KubewrightError({
        code: 'KW1001',
        place: manifest.path,
        problem: `makes the ${kind} "${name}"${namespace ? ` in namespace "${namespace}"` : ''}, and so does ${other.path}`,
        remedy: 'give one of the two another name, id or namespace',
      }),
    );
  }
  if (errors.length > 0) throw KubewrightError.all(errors);
}
