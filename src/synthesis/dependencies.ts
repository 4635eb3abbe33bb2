import type { IConstruct } from 'constructs';
import { KubewrightError } from '../error';
import { type Identity, identityOf } from './identity';
import type { ConstructDependency, JsonObject, Manifest, Synthesis } from './manifest';
import { definedBy, referencesOf } from './references';
import { isClusterWide } from './scope';
import { selectsPodsOf } from './selection';

/** For each manifest those that have to be there before it. */
export type Dependencies = ReadonlyMap<Manifest, ReadonlySet<Manifest>>;

/**
 * What has to wait for what: by the dependencies between constructs, and by what objects name in others (a Namespace
 * before what is in it, a definition before its custom resources, configuration, claims and accounts before the
 * workload that uses them).
 *
 * A workload never waits for a Service that selects its pods, also where that was declared: whoever waits until the
 * Service has endpoints would wait for ever.
 * @throws KubewrightError KW1008 for objects that wait for each other in a circle
 */
export function dependenciesOf(synthesis: Synthesis): Dependencies {
  const manifests = synthesis.charts.flatMap(chart => chart.manifests);
  const edges = new Map<Manifest, Set<Manifest>>(manifests.map(manifest => [manifest, new Set<Manifest>()]));
  const add = (source: Manifest, target: Manifest) => {
    if (source !== target && !selectsPodsOf(target.object, source.object)) edges.get(source)!.add(target);
  };
  addReferences(manifests, add);
  const within = manifestsWithin(manifests);
  // what is declared further in comes first: it tells which objects of a construct are the first and the last
  const depth = ({ source }: ConstructDependency) => source.node.scopes.length;
  for (const { source, target } of [...synthesis.dependencies].sort((a, b) => depth(b) - depth(a))) {
    const targets = within.get(target) ?? [];
    const isTarget = new Set(targets);
    const sources = (within.get(source) ?? []).filter(manifest => !isTarget.has(manifest));
    const last = exits(targets, edges);
    for (const first of entries(sources, edges)) for (const one of last) add(first, one);
  }
  refuseCircle(edges);
  return edges;
}

function addReferences(manifests: readonly Manifest[], add: (source: Manifest, target: Manifest) => void): void {
  const key = ({ group, kind, namespace, name }: Identity) =>
    [group, kind, isClusterWide(group, kind) ? '' : namespace, name].join('/');
  const known = new Map<string, Manifest>();
  const definitions = new Map<string, Manifest>();
  for (const manifest of manifests) {
    known.set(key(identityOf(manifest.object)), manifest);
    const definition = definedBy(manifest.object);
    if (definition) definitions.set(`${definition.group}/${definition.kind}`, manifest);
  }
  for (const manifest of manifests) {
    const { group, kind } = identityOf(manifest.object);
    const definition = definitions.get(`${group}/${kind}`);
    if (definition) add(manifest, definition);
    for (const reference of referencesOf(manifest.object)) {
      const target = known.get(key(reference));
      if (target) add(manifest, target);
    }
  }
}

/** The manifests below each construct. */
function manifestsWithin(manifests: readonly Manifest[]): Map<IConstruct, Manifest[]> {
  const within = new Map<IConstruct, Manifest[]>();
  for (const manifest of manifests) {
    for (const scope of manifest.construct?.node.scopes ?? []) {
      const known = within.get(scope);
      if (known) known.push(manifest);
      else within.set(scope, [manifest]);
    }
  }
  return within;
}

type Edges = ReadonlyMap<Manifest, ReadonlySet<Manifest>>;

/** Those of a group that wait for none of the group: when they wait for something, all do. */
function entries(group: readonly Manifest[], edges: Edges): Manifest[] {
  const members = new Set(group);
  const first = group.filter(manifest => ![...edges.get(manifest)!].some(target => members.has(target)));
  return first.length > 0 ? first : [...group];
}

/** Those of a group that none of the group waits for: when they are there, all are. */
function exits(group: readonly Manifest[], edges: Edges): Manifest[] {
  const members = new Set(group);
  const awaited = new Set(group.flatMap(manifest => [...edges.get(manifest)!].filter(target => members.has(target))));
  const last = group.filter(manifest => !awaited.has(manifest));
  return last.length > 0 ? last : [...group];
}

/** Looks for a circle, with a stack of its own, so that a long chain is no deep recursion. */
function refuseCircle(edges: Edges): void {
  const done = new Set<Manifest>();
  for (const root of edges.keys()) {
    const walk: { manifest: Manifest; next: Iterator<Manifest> }[] = [];
    const open = new Set<Manifest>();
    const enter = (manifest: Manifest) => {
      if (open.has(manifest)) throw circle([...walk.map(step => step.manifest), manifest]);
      if (done.has(manifest)) return;
      open.add(manifest);
      walk.push({ manifest, next: edges.get(manifest)!.values() });
    };
    enter(root);
    for (let step = walk.at(-1); step; step = walk.at(-1)) {
      const { done: isLast, value } = step.next.next();
      if (!isLast) enter(value);
      else {
        walk.pop();
        open.delete(step.manifest);
        done.add(step.manifest);
      }
    }
  }
}

function circle(walk: readonly Manifest[]): KubewrightError {
  const round = walk.slice(walk.indexOf(walk.at(-1)!));
  return new KubewrightError({
    code: 'KW1008',
    place: round[0]!.path,
    problem: `objects wait for each other in a circle: ${round.map(show).join(' => ')}`,
    remedy: 'take out one of the addDependency calls, or of the references, on this way around',
  });
}

function show({ path, object }: Manifest): string {
  const { kind, name } = identityOf(object as JsonObject);
  return `${path} (${kind} ${name})`;
}
