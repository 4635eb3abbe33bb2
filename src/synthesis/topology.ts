import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { KubewrightError } from '../error';

/** All objects of a target, as one vertex: n objects that depend on m need n + m edges, not n × m. */
class Group {
  public constructor(public readonly members: readonly IConstruct[]) {}
}

type Vertex = IConstruct | Group;

/**
 * The constructs below `scope` (and `scope`), each after those it depends on.
 *
 * The order is cdk8s's own: depth first from the constructs nobody depends on, in tree order. A dependency between
 * constructs also holds between the objects in them. Dependencies that leave the scope are left out.
 * @param inferred whether dependencies also hold between the objects; cdk8s knows them only once it has synthesized
 * @throws KubewrightError KW1002 when constructs depend on each other in a circle
 */
export function topology(scope: IConstruct, inferred = true): IConstruct[] {
  const nodes = scope.node.findAll();
  if (nodes.every(n => n.node.dependencies.length === 0)) return rootsFirst(nodes);
  const edges = edgesOf(nodes, inferred);
  const inbound = new Set<IConstruct>();
  for (const target of new Set([...edges.values()].flat())) {
    for (const one of target instanceof Group ? target.members : [target]) inbound.add(one);
  }
  const order = new PostOrder(edges);
  for (const root of rootsFirst(nodes.filter(n => !inbound.has(n)))) order.visit(root);
  // whatever no root leads to lies on a circle or behind one
  for (const node of nodes) order.visit(node);
  return order.result;
}

/** The largest number that JavaScript takes for the index of an array. */
const MAX_INDEX = 2 ** 32 - 2;

/** As an object's keys are enumerated, which is how cdk8s keeps them: paths that are array indices come first. */
function rootsFirst(roots: IConstruct[]): IConstruct[] {
  const isIndex = (c: IConstruct) => /^(0|[1-9]\d*)$/.test(c.node.path) && Number(c.node.path) <= MAX_INDEX;
  return roots.some(isIndex) ? [...roots.filter(isIndex), ...roots.filter(r => !isIndex(r))] : roots;
}

function edgesOf(nodes: readonly IConstruct[], inferred: boolean): Map<IConstruct, Vertex[]> {
  const inScope = new Set(nodes);
  const edges = new Map<IConstruct, Vertex[]>();
  const add = (source: IConstruct, target: Vertex) => {
    const targets = edges.get(source);
    if (targets) targets.push(target);
    else edges.set(source, [target]);
  };
  const pairs = nodes.flatMap(source =>
    source.node.dependencies.filter(target => inScope.has(target)).map(target => ({ source, target })),
  );
  for (const { source, target } of pairs) add(source, target);
  if (!inferred) return edges;

  const objects = new Map<IConstruct, IConstruct[]>();
  const groups = new Map<IConstruct, Group>();
  for (const { source, target } of pairs) {
    const sources = remember(objects, source, objectsOf);
    const targets = remember(objects, target, objectsOf);
    const overlap = source.node.scopes.includes(target) || target.node.scopes.includes(source);
    for (const one of sources) {
      if (targets.length === 0 || (targets.length === 1 && targets[0] === one)) continue;
      if (!overlap)
        add(
          one,
          remember(groups, target, () => new Group(targets)),
        );
      else for (const other of targets) if (other !== one) add(one, other);
    }
  }
  return edges;
}

/** The objects in a construct, but those of charts nested in it. */
function objectsOf(construct: IConstruct): IConstruct[] {
  const chart = construct.node.scopes.findLast(c => c instanceof Chart);
  return construct.node.findAll().filter(c => c instanceof ApiObject && c.chart === chart); // outside all charts there is none
}

function remember<V>(map: Map<IConstruct, V>, key: IConstruct, make: (key: IConstruct) => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  map.set(key, made);
  return made;
}

/** Depth-first post-order with a stack of its own, so that a long chain of dependencies is no deep recursion. */
class PostOrder {
  public readonly result: IConstruct[] = [];
  private readonly done = new Set<Vertex>();
  private readonly open = new Set<Vertex>();

  public constructor(private readonly edges: ReadonlyMap<IConstruct, readonly Vertex[]>) {}

  public visit(root: IConstruct): void {
    if (this.done.has(root)) return;
    const stack = [this.enter(root)];
    for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
      const next = frame.targets[frame.next++];
      if (next === undefined) {
        this.leave(frame.vertex);
        stack.pop();
      } else if (this.open.has(next)) {
        throw cycle([...stack.map(f => f.vertex), next]);
      } else if (!this.done.has(next)) {
        stack.push(this.enter(next));
      }
    }
  }

  private enter(vertex: Vertex): { vertex: Vertex; targets: readonly Vertex[]; next: number } {
    this.open.add(vertex);
    return { vertex, targets: vertex instanceof Group ? vertex.members : (this.edges.get(vertex) ?? []), next: 0 };
  }

  private leave(vertex: Vertex): void {
    this.open.delete(vertex);
    this.done.add(vertex);
    if (!(vertex instanceof Group)) this.result.push(vertex);
  }
}

function cycle(walk: readonly Vertex[]): KubewrightError {
  const round = walk.slice(walk.indexOf(walk.at(-1)!)).filter(v => !(v instanceof Group)) as IConstruct[];
  const [first] = round;
  if (first && round.at(-1) !== first) round.push(first);
  return new KubewrightError({
    code: 'KW1002',
    place: first?.node.path,
    problem: `Dependency cycle detected: ${round.map(c => c.node.path).join(' => ')}`,
    remedy: 'take out one of the addDependency calls, or connections, on this way around',
  });
}
