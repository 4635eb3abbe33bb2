import { ApiObject, Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { KubewrightError } from '../../src/error';
import { clusterScoped } from '../common/cluster-scoped';
import { orEmpty } from '../common/defaults';
import { type CrdSet, crdSets } from './sets';

/** Settings of {@link CustomResourceDefinitions}. */
export interface CustomResourceDefinitionsProps {
  /** Which definitions. */
  readonly set: CrdSet;
  /**
   * Kinds of the set, such as `HTTPRoute`.
   * @default - all of it
   */
  readonly kinds?: readonly string[];
}

/**
 * Definitions of custom resources, which a cluster needs before the resources themselves.
 *
 * Constructs that need definitions ask for them with {@link CustomResourceDefinitions.of}, so that a tree holds each
 * definition once. To have them in a chart of their own, make one of these before the constructs that need it. A
 * cluster that takes them away loses all resources of their kinds.
 * @throws KubewrightError KW2012 for a set or a kind that there is not
 *
 * @example
 * const definitions = new Chart(app, 'definitions');
 * new CustomResourceDefinitions(definitions, 'gateway', { set: 'gateway' });
 *
 * @see https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/custom-resources/
 */
export class CustomResourceDefinitions extends Construct {
  /** Which definitions. */
  public readonly set: CrdSet;

  public constructor(scope: Construct, id: string, given: CustomResourceDefinitionsProps) {
    super(scope, id);
    const props = orEmpty(given);
    this.set = props.set;
    if (!Object.hasOwn(crdSets, props.set)) throw unknown(this, 'set', props.set, Object.keys(crdSets));
    this.add(props.kinds);
    const sets = made.get(this.node.root) ?? new Map<CrdSet, CustomResourceDefinitions>();
    if (!sets.has(this.set)) made.set(this.node.root, sets.set(this.set, this));
  }

  /**
   * The definitions of a tree: those that somebody has made already, or else new ones in the construct's chart. What
   * is below the construct waits for them.
   * @param kinds kinds that are needed; those that are missing are added
   */
  public static of(construct: Construct, set: CrdSet, kinds?: readonly string[]): CustomResourceDefinitions {
    const known = made.get(construct.node.root)?.get(set);
    // not below the construct, which could not wait for a part of itself
    const definitions = known ?? new CustomResourceDefinitions(Chart.of(construct), `${set}-crds`, { set, kinds });
    if (known) known.add(kinds);
    // a chart that waits for a part of itself would be a circle
    if (known || !Chart.isChart(construct)) construct.node.addDependency(definitions);
    return definitions;
  }

  /** Adds kinds of the set, all without an argument; those that are there already stay as they are. */
  public add(kinds?: readonly string[]): void {
    const all = crdSets[this.set];
    for (const kind of kinds ?? []) {
      const names = all.map(({ spec }) => spec.names.kind);
      if (!names.includes(kind)) throw unknown(this, 'kinds', kind, names);
    }
    for (const manifest of all) {
      const { kind, plural } = manifest.spec.names;
      if (kinds && !kinds.includes(kind)) continue;
      if (!this.node.tryFindChild(plural)) clusterScoped(new ApiObject(this, plural, manifest));
    }
  }
}

/** The first of each set, by the root of its tree. */
const made = new WeakMap<IConstruct, Map<CrdSet, CustomResourceDefinitions>>();

function unknown(construct: Construct, prop: string, given: unknown, known: readonly string[]): KubewrightError {
  return new KubewrightError({
    code: 'KW2012',
    place: construct.node.path,
    problem: `${prop} has ${JSON.stringify(given)}`,
    remedy: `use ${known.join(', ')}`,
  });
}
