import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** The Services of a tree by namespace and name, as far as it has been looked through. */
interface Known {
  readonly services: Map<string, ApiObject>;
  /** Constructs that the tree had when it was looked through. */
  size: number;
  /** Names that were not found since. */
  missed: number;
}

const trees = new WeakMap<IConstruct, Known>();

/** For so many constructs of a tree, one name that is not found is worth another look. */
const WORTH = 64;

/**
 * A Service that is made in the same tree. Large trees are not looked through for each name, or the time for many routes
 * would grow with its square: a Service that was made just before may be missed there.
 */
export function serviceInTree(scope: IConstruct, namespace: string | undefined, name: string): ApiObject | undefined {
  const { root } = scope.node;
  const known = trees.get(root) ?? { services: new Map<string, ApiObject>(), size: 0, missed: 0 };
  trees.set(root, known);
  const key = `${namespace}/${name}`;
  if (!known.services.has(key) && ++known.missed * WORTH >= known.size) lookThrough(root, known);
  return known.services.get(key);
}

function lookThrough(root: IConstruct, known: Known): void {
  const all = root.node.findAll();
  known.size = all.length;
  known.missed = 0;
  for (const object of all) {
    if (!ApiObject.isApiObject(object) || object.kind !== 'Service') continue;
    known.services.set(`${object.metadata.namespace ?? Chart.of(object).namespace}/${object.name}`, object);
  }
}
