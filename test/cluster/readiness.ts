import type { Api } from './api';

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

interface Meta {
  readonly name: string;
  readonly generation?: number;
}

/** Of Deployments, StatefulSets, DaemonSets and claims, the fields that say how far they are. */
interface Rollout {
  readonly metadata: Meta;
  readonly spec: {
    readonly replicas?: number;
    readonly updateStrategy?: { readonly type?: string; readonly rollingUpdate?: { readonly partition?: number } };
  };
  readonly status?: Readonly<Record<RolloutCount, number | undefined>> & { readonly phase?: string };
}
type RolloutCount =
  | 'observedGeneration'
  | 'replicas'
  | 'updatedReplicas'
  | 'availableReplicas'
  | 'desiredNumberScheduled'
  | 'updatedNumberScheduled'
  | 'numberAvailable';

export interface Pod {
  readonly metadata: Meta;
  readonly status: { readonly phase: string; readonly conditions?: readonly Condition[] };
}

interface Event {
  readonly type: string;
  readonly reason: string;
  readonly note?: string;
  readonly regarding: { readonly kind: string; readonly name: string };
  readonly metadata: { readonly creationTimestamp: string };
  readonly deprecatedLastTimestamp?: string | null;
  readonly series?: { readonly lastObservedTime: string };
}

const rollouts = [
  { kind: 'Deployment', path: 'apis/apps/v1', resource: 'deployments' },
  { kind: 'StatefulSet', path: 'apis/apps/v1', resource: 'statefulsets' },
  { kind: 'DaemonSet', path: 'apis/apps/v1', resource: 'daemonsets' },
  { kind: 'PersistentVolumeClaim', path: 'api/v1', resource: 'persistentvolumeclaims' },
];

/** One line for each object of the namespace that is not ready: `Deployment web: 1 of 2 available`. */
export async function notReady(api: Api, namespace: string): Promise<string[]> {
  const lists = await Promise.all(
    rollouts.map(async ({ kind, path, resource }) => {
      const objects = await api.list<Rollout>(`/${path}/namespaces/${namespace}/${resource}`);
      return objects.map(object => ({ name: object.metadata.name, kind, problem: shortfall(kind, object) }));
    }),
  );
  return lists.flat().flatMap(({ kind, name, problem }) => (problem ? [`${kind} ${name}: ${problem}`] : []));
}

/** The rules of `kubectl rollout status`, and for claims that they are bound. */
function shortfall(kind: string, { metadata, spec, status }: Rollout): string | undefined {
  if (kind === 'PersistentVolumeClaim') return status?.phase === 'Bound' ? undefined : (status?.phase ?? 'Pending');
  if ((status?.observedGeneration ?? 0) < (metadata.generation ?? 0)) return 'not yet seen by its controller';

  const count = (field: RolloutCount) => status?.[field] ?? 0;
  const daemons = kind === 'DaemonSet';
  const wanted = daemons ? count('desiredNumberScheduled') : (spec.replicas ?? 1);
  const available = count(daemons ? 'numberAvailable' : 'availableReplicas');
  const updated = count(daemons ? 'updatedNumberScheduled' : 'updatedReplicas');
  const toUpdate =
    spec.updateStrategy?.type === 'OnDelete' ? 0 : wanted - (spec.updateStrategy?.rollingUpdate?.partition ?? 0);

  if (updated < toUpdate) return `${updated} of ${toUpdate} updated, ${available} of ${wanted} available`;
  if (available < wanted) return `${available} of ${wanted} available`;
  if (count('replicas') > wanted) return `${count('replicas') - wanted} replicas too many`;
  return undefined;
}

/** What a person would look up next: the pods that are not ready with their conditions, and the latest warning about each object. */
export async function circumstances(api: Api, namespace: string): Promise<string[]> {
  const [pods, events] = await Promise.all([
    api.list<Pod>(`/api/v1/namespaces/${namespace}/pods`),
    api.list<Event>(`/apis/events.k8s.io/v1/namespaces/${namespace}/events`),
  ]);
  const lines = pods.flatMap(({ metadata, status }) => {
    const failed = (status.conditions ?? []).filter(condition => condition.status !== 'True');
    if (status.phase === 'Succeeded' || (status.phase === 'Running' && failed.length === 0)) return [];
    const reasons = failed.map(({ type, reason, message }) => `not ${type}: ${message ?? reason ?? 'no reason given'}`);
    return [[`Pod ${metadata.name}: ${status.phase}`, ...reasons].join('; ')];
  });
  return [...lines.slice(0, 10), ...latestOfEach(events).slice(0, 10)];
}

function latestOfEach(events: readonly Event[]): string[] {
  const time = (event: Event) =>
    event.series?.lastObservedTime ?? event.deprecatedLastTimestamp ?? event.metadata.creationTimestamp;
  const sorted = events.filter(({ type }) => type !== 'Normal').sort((a, b) => time(b).localeCompare(time(a)));
  const latest = new Map<string, string>();
  for (const { type, reason, note, regarding } of sorted) {
    const about = `${regarding.kind} ${regarding.name}`;
    if (!latest.has(about)) latest.set(about, `${type} ${reason} of ${about}: ${note}`);
  }
  return [...latest.values()];
}
