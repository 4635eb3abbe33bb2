import * as pulumi from '@pulumi/pulumi';
import { hasToken, type JsonObject, type OutputTokens } from '../synthesis';
import { isOutput } from '../values';

/** An object of a synthesis as inputs of a resource: outputs stand again where tokens stood for them. */
export function inputsOf(object: JsonObject, tokens: OutputTokens): Record<string, unknown> {
  return withOutputs(object, tokens) as Record<string, unknown>;
}

function withOutputs(value: unknown, tokens: OutputTokens): unknown {
  if (typeof value === 'string') return hasToken(value) ? joined(tokens.split(value)) : value;
  if (typeof value !== 'object' || value === null || isOutput(value)) return value;
  if (Array.isArray(value)) return value.map(item => withOutputs(item, tokens));
  return asText(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withOutputs(item, tokens)])));
}

/** Pulumi's SDK makes text of every value for its logs, and fails at a map whose keys hide how an object becomes text. */
function asText<T extends object>(map: T): T {
  const hides = ['toString', 'valueOf'].some(key => Object.hasOwn(map, key));
  return hides ? Object.defineProperty(map, Symbol.toPrimitive, { value: () => '[object Object]' }) : map;
}

function joined(pieces: readonly unknown[]): unknown {
  const full = pieces.filter(piece => piece !== '');
  return full.length === 1 ? full[0] : pulumi.concat(...(full as pulumi.Input<string>[]));
}

/**
 * Inputs in which fields that can't be changed are not known yet. For a preview only: the provider would ask the API
 * server to change the object that is there, which refuses, instead of making a new one in its place.
 * @param paths dotted paths of changed values
 */
export function withUnknowns(inputs: Record<string, unknown>, paths: readonly string[]): Record<string, unknown> {
  const result = { ...inputs };
  for (const path of paths) {
    const [field, inner] = path.split(/[.[]/);
    if (field === undefined || field === 'metadata') continue;
    const value = result[field];
    const isSpec = field === 'spec' && inner !== undefined && typeof value === 'object' && value !== null;
    result[field] = isSpec ? { ...value, [inner]: pulumi.unknown } : pulumi.unknown;
  }
  return result;
}

const SKIP_AWAIT = 'pulumi.com/skipAwait';

/** Inputs whose readiness the provider does not wait for. */
export function withoutAwait(inputs: Record<string, unknown>): Record<string, unknown> {
  const metadata = (inputs.metadata ?? {}) as { annotations?: object };
  return { ...inputs, metadata: { ...metadata, annotations: { ...metadata.annotations, [SKIP_AWAIT]: 'true' } } };
}

/** Whether an object is one of those. */
export function isNotAwaited(object: JsonObject): boolean {
  const { annotations } = (object.metadata ?? {}) as { annotations?: Record<string, unknown> };
  return annotations?.[SKIP_AWAIT] === 'true';
}
