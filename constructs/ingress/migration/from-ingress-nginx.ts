import { featuresOf } from '../routes/features';
import type { RoutePublisher, RouteRendering } from '../routes/rendering';
import type { RouteTarget } from '../routes/types';
import { withCanary } from './canary';
import { type ClusterObject, itemsOf, namedPorts, readIngress } from './input';
import { IngressReport } from './report';
import { type Draft, draftsOf, type FindService } from './routes-of';
import { takeTls } from './tls';
import type { MigratedRoute, Migration } from './types';

/** Settings of {@link fromIngressNginx}. */
export interface FromIngressNginxProps {
  /**
   * Who is to publish the routes; what that one can't express is left out, and reported.
   * @default - unknown: `PublicEndpoint.add` refuses what its rendering can't express
   */
  readonly via?: RoutePublisher | RouteRendering;
  /**
   * Constructs in place of Services, by the Services' names.
   * @default - the Services by their names
   */
  readonly targets?: Readonly<Record<string, RouteTarget>>;
  /**
   * Annotations, without `nginx.ingress.kubernetes.io/`, that routes may do without though they may be what keeps
   * requests out, such as `configuration-snippet`.
   * @default - none: routes that need them are left out
   */
  readonly accept?: readonly string[];
}

/**
 * Reads Ingresses of the retired community controller, ingress-nginx, and makes routes of them that do the same on a
 * controller that is maintained. Each annotation is in the report, with what came of it. A route is left out, and not
 * published as good as it gets, where requests would be let in that were not before, or would go elsewhere.
 *
 * One endpoint takes the Ingresses of one namespace.
 * @param objects Ingresses, as parsed from YAML, and Services where backends name ports by their names; others are
 * skipped
 *
 * @example
 * const ingress = {
 *   kind: 'Ingress',
 *   metadata: { name: 'shop', annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '64m' } },
 *   spec: {
 *     rules: [
 *       {
 *         host: 'shop.example.com',
 *         http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'shop', port: { number: 80 } } } }] },
 *       },
 *     ],
 *   },
 * };
 * const via = ingressOf({ ingressClassName: 'nginx', dialect: 'nginx' });
 * const migration = fromIngressNginx([ingress], { via });
 * new PublicEndpoint(chart, 'public', { via, tls: migration.tls }).add(migration);
 * for (const { source, what, outcome, detail } of migration.report) {
 *   console.log(`${source}: ${what} ${outcome}: ${detail}`);
 * }
 *
 * @see https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/
 */
export function fromIngressNginx(given: readonly ClusterObject[], props: FromIngressNginxProps = {}): Migration {
  const objects = itemsOf(given);
  const findService = finder(objects);
  const reports = objects
    .filter(({ kind }) => kind === 'Ingress')
    .map(object => new IngressReport(readIngress(object), props.accept ?? []));
  const isCanary = ({ ingress }: IngressReport) => ingress.annotations.get('canary') === 'true';
  const mains = reports.filter(report => !isCanary(report));
  const { tls, redirectToHttps } = takeTls(mains);
  let drafts: Draft[] = [];
  const leftOut: Draft[] = [];
  for (const report of mains) {
    const own = draftsOf(report, findService);
    report.finish();
    if (report.isLeftOut) leftOut.push(...own);
    else drafts.push(...withoutTaken(own, drafts));
  }
  for (const report of reports.filter(isCanary)) drafts = withCanary(report, drafts, findService);
  const { taken, refused } = expressible(drafts, props.via);
  const routes = withoutWider(taken, [...leftOut, ...refused]).map(draft => routeOf(draft, props.targets ?? {}));
  const defaultBackend = defaultOf(mains, findService, props.targets ?? {});
  return { routes, tls, redirectToHttps, defaultBackend, report: reports.flatMap(({ entries }) => entries) };
}

function finder(objects: readonly ClusterObject[]): FindService {
  const ports = namedPorts(objects);
  return (backend, namespace) => {
    const { name, port } = backend?.service ?? {};
    if (name === undefined) return undefined;
    const number = port?.number ?? ports.get(`${namespace ?? ''}/${name}/${port?.name ?? ''}`);
    return number === undefined ? undefined : { name, namespace, port: number };
  };
}

/** Of two Ingresses with one path the old controller took the older; here it is the first. */
function withoutTaken(own: readonly Draft[], others: readonly Draft[]): Draft[] {
  const keyOf = ({ host, path, match }: Draft) => `${match} ${host}${path}`;
  const taken = new Set(others.map(keyOf));
  return own.filter(draft => {
    const isFree = !taken.has(keyOf(draft));
    const at = `${draft.host}${draft.path}`;
    if (!isFree) draft.report.add('spec.rules', at, 'left out', 'another route has the host and path already');
    taken.add(keyOf(draft));
    return isFree;
  });
}

/** WebSocket connections stayed open by themselves; where that has to be asked for, it is. */
function expressible(
  drafts: readonly Draft[],
  via: FromIngressNginxProps['via'],
): { readonly taken: readonly Draft[]; readonly refused: readonly Draft[] } {
  if (!via) return { taken: drafts, refused: [] };
  const { features, name } = 'routing' in via ? via.routing : via;
  const refused: Draft[] = [];
  const taken = drafts.flatMap(draft => {
    const missing = [...featuresOf(draft.options, draft.redirect)].filter(([feature]) => !features.has(feature));
    for (const [, words] of missing) {
      draft.report.add(words, `${draft.host}${draft.path}`, 'left out', `${name} can't express it`);
    }
    if (missing.length > 0) {
      refused.push(draft);
      return [];
    }
    const isHttp = !draft.redirect && draft.options.backendProtocol !== 'GRPC';
    return features.has('websocket') && isHttp
      ? [{ ...draft, options: { ...draft.options, websocket: true } }]
      : [draft];
  });
  return { taken, refused };
}

/** A wider route would take the requests of one that is left out, and may let in what that one kept out. */
function withoutWider(drafts: readonly Draft[], leftOut: readonly Draft[]): Draft[] {
  return drafts.filter(draft => {
    const narrower = leftOut.find(other => isWider(draft, other));
    if (!narrower) return true;
    const detail = `requests for ${narrower.host}${narrower.path}, which is left out, would come here`;
    draft.report.add('spec.rules', `${draft.host}${draft.path}`, 'left out', detail);
    return false;
  });
}

function isWider(one: Draft, other: Draft): boolean {
  const isHost = one.host === '' || one.host === other.host;
  const isBelow = one.host.startsWith('*.') && other.host.endsWith(one.host.slice(1));
  if (!(isHost || isBelow) || one.match !== 'Prefix') return false;
  return other.path === one.path || other.path.startsWith(one.path.endsWith('/') ? one.path : `${one.path}/`);
}

function routeOf(draft: Draft, targets: Readonly<Record<string, RouteTarget>>): MigratedRoute {
  const { report, host, path, match, service, options, redirect } = draft;
  const common = { source: report.ingress.source, at: `${host}${path}` };
  if (redirect) return { ...common, redirect: { ...redirect, match } };
  return { ...common, target: targets[service!.name] ?? service, options: { ...options, match } };
}

function defaultOf(
  reports: readonly IngressReport[],
  findService: FindService,
  targets: Readonly<Record<string, RouteTarget>>,
): RouteTarget | undefined {
  let first: RouteTarget | undefined;
  for (const report of reports) {
    const { defaultBackend, namespace } = report.ingress;
    if (!defaultBackend) continue;
    const service = findService(defaultBackend, namespace);
    const value = JSON.stringify(defaultBackend);
    const isTaken = service !== undefined && first === undefined;
    const detail = isTaken ? 'defaultBackend' : 'an endpoint has one default backend, a Service whose port is known';
    report.add('spec.defaultBackend', value, isTaken ? 'taken' : 'dropped', detail);
    if (isTaken) first = targets[service.name] ?? service;
  }
  return first;
}
