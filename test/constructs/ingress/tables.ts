import type { KubeObject } from '../support';

/** Which Services requests go to, with their shares in percent. */
export interface Row {
  readonly host: string;
  readonly match: string;
  readonly path: string;
  readonly backends: readonly (readonly [string, number])[];
}

interface IngressSpec {
  readonly rules?: readonly {
    readonly host?: string;
    readonly http?: {
      readonly paths: readonly {
        readonly path: string;
        readonly pathType: string;
        readonly backend: { readonly service: { readonly name: string } };
      }[];
    };
  }[];
}

interface HttpRouteSpec {
  readonly hostnames?: readonly string[];
  readonly rules?: readonly {
    readonly matches?: readonly { readonly path?: { readonly type?: string; readonly value?: string } }[];
    readonly backendRefs?: readonly { readonly name: string; readonly weight?: number }[];
  }[];
}

/** The table that Ingresses and HTTPRoutes say, in the order of its text. */
export function tableOf(objects: readonly KubeObject[]): Row[] {
  const rows = objects.flatMap(({ kind, spec }) => {
    if (kind === 'Ingress') return ingressRows(spec as IngressSpec);
    return kind === 'HTTPRoute' ? httpRouteRows(spec as HttpRouteSpec) : [];
  });
  return inOrder(rows);
}

export function inOrder(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function ingressRows({ rules = [] }: IngressSpec): Row[] {
  return rules.flatMap(({ host = '', http }) =>
    (http?.paths ?? []).map(({ path, pathType, backend }) => ({
      host,
      match: pathType,
      path,
      backends: [[backend.service.name, 100] as const],
    })),
  );
}

/** Rules without targets only send to HTTPS, or elsewhere. */
function httpRouteRows({ hostnames = [''], rules = [] }: HttpRouteSpec): Row[] {
  return rules
    .filter(({ backendRefs = [] }) => backendRefs.length > 0)
    .flatMap(({ matches = [{}], backendRefs = [] }) => {
      const sum = backendRefs.reduce((all, { weight = 1 }) => all + weight, 0);
      const backends = backendRefs.map(({ name, weight = 1 }) => [name, (weight / sum) * 100] as const);
      return hostnames.flatMap(host =>
        matches.map(({ path }) => ({
          host,
          match: path?.type === 'Exact' ? 'Exact' : 'Prefix',
          path: path?.value ?? '/',
          backends,
        })),
      );
    });
}

/** How a prefix is compared: by whole segments as Kubernetes says, or by letters as nginx does. */
export type Comparison = (prefix: string, path: string) => boolean;

export const bySegments: Comparison = (prefix, path) => {
  const stem = prefix.replace(/\/$/, '');
  return path === stem || path.startsWith(`${stem}/`);
};

export const byLetters: Comparison = (prefix, path) => path.startsWith(prefix);

/** The Services that a request goes to: those of the host itself before a wildcard's, Exact first, then the longest. */
export function choose(table: readonly Row[], host: string, path: string, compare: Comparison): Row['backends'] {
  const wildcard = `*.${host.split('.').slice(1).join('.')}`;
  const name = [host, wildcard, ''].find(known => table.some(row => row.host === known));
  const rows = table.filter(row => row.host === name);
  const exact = rows.find(row => row.match === 'Exact' && row.path === path);
  const prefixes = rows.filter(row => row.match === 'Prefix' && compare(row.path, path));
  const longest = prefixes.sort((a, b) => b.path.length - a.path.length)[0];
  return (exact ?? longest)?.backends ?? [];
}
