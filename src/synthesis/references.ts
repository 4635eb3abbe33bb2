import { type Identity, identityOf } from './identity';
import type { JsonObject, JsonValue } from './manifest';
import { isMap, type Reference, SHAPES, type Shape, type Target } from './reference-rules';

/**
 * The objects that an object names, and that must be there before it. Whether they are in the tree is not looked at;
 * an object may be a stranger's, so whatever is not as it should be names nothing.
 */
export function referencesOf(object: JsonObject): Identity[] {
  if (!isMap(object)) return [];
  const self = identityOf(object);
  const selfKey = keyOf(self);
  const found = new Map<string, Identity>();
  const add = (reference: Reference | undefined) => {
    if (!reference || !isNamed(reference)) return;
    const key = keyOf(reference);
    if (key !== selfKey) found.set(key, reference);
  };
  const kind = `${self.group}/${self.kind}`;
  // a chart with a namespace puts it into each of its objects, also where that is a Namespace
  if (kind !== '/Namespace') add({ group: '', kind: 'Namespace', namespace: '', name: self.namespace });
  const shape = SHAPES.get(kind);
  if (shape) walk(object, shape, (value, target) => add(target(value, self.namespace)));
  return [...found.values()];
}

/** The kind of objects that a CustomResourceDefinition brings; undefined for any other object. */
export function definedBy(crd: JsonObject): Pick<Identity, 'group' | 'kind'> | undefined {
  if (!isMap(crd) || !isMap(crd.spec) || !isMap(crd.spec.names)) return undefined;
  const self = identityOf(crd);
  if (self.group !== 'apiextensions.k8s.io' || self.kind !== 'CustomResourceDefinition') return undefined;
  const [group, kind] = [crd.spec.group, crd.spec.names.kind];
  return isText(group) && isText(kind) ? { group, kind } : undefined;
}

/** Calls a function with whatever stands where a shape has a target. As deep as the shape, not as the value. */
function walk(value: JsonValue | undefined, shape: Shape, visit: (value: JsonValue, target: Target) => void): void {
  if (value === undefined || value === null) return;
  if (typeof shape === 'function') visit(value, shape);
  else if (isItems(shape)) {
    if (Array.isArray(value)) for (const item of value) walk(item, shape[0], visit);
  } else if (isMap(value)) {
    for (const key in shape) walk(value[key], shape[key]!, visit);
  }
}

function isItems(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

function isNamed(reference: Reference): reference is Identity {
  return isText(reference.name) && reference.kind !== '';
}

function isText(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

function keyOf({ group, kind, namespace, name }: Identity): string {
  return `${group}/${kind}/${namespace}/${name}`;
}
