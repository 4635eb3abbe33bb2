import { derived } from '../../../src/values';
import type { RateLimit, Route, RouteOptions } from '../routes/types';

/** Annotations of the F5 NGINX Ingress Controller; it is they that its minions may have. */
export type Annotations = Readonly<Record<string, string>>;

/**
 * The options of a route as annotations of a minion, but for rewrites, allow-lists and CORS.
 * @see https://docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources/advanced-configuration-with-annotations/
 */
export function f5Annotations({ options, backends }: Route): Record<string, string> {
  const { timeouts, basicAuth, backendProtocol } = options;
  const service = backends[0]!.service.name;
  const seconds = (value: number | undefined) =>
    value === undefined ? undefined : derived(value, known => `${known}s`);
  return given({
    'nginx.org/proxy-connect-timeout': seconds(timeouts?.connectSeconds),
    'nginx.org/proxy-read-timeout': seconds(timeouts?.responseSeconds),
    'nginx.org/proxy-send-timeout': seconds(timeouts?.responseSeconds),
    'nginx.org/client-max-body-size': options.maxBodySize,
    ...rateLimitAnnotations(options.rateLimit),
    'nginx.org/basic-auth-secret': basicAuth?.secretName,
    'nginx.org/basic-auth-realm': basicAuth && (basicAuth.realm ?? 'Restricted'),
    'nginx.org/proxy-set-headers': setHeaders(options),
    'nginx.org/add-header': addHeaders(options),
    'nginx.org/ssl-services': backendProtocol === 'HTTPS' ? service : undefined,
    'nginx.org/grpc-services': backendProtocol === 'GRPC' ? service : undefined,
    'nginx.org/websocket-services': options.websocket ? service : undefined,
  });
}

/** Without `no-delay`, requests of a burst would wait for their turn. */
function rateLimitAnnotations(limit: RateLimit | undefined): Record<string, string | undefined> {
  if (!limit) return {};
  const unit = limit.per === 'minute' ? 'r/m' : 'r/s';
  return {
    'nginx.org/limit-req-rate': derived(limit.requests, known => `${known}${unit}`),
    'nginx.org/limit-req-burst': limit.burst ? `${limit.burst}` : undefined,
    'nginx.org/limit-req-no-delay': limit.burst ? 'true' : undefined,
    'nginx.org/limit-req-reject-code': '429',
  };
}

/** nginx takes a header with an empty value off. */
function setHeaders({ requestHeaders }: RouteOptions): string | undefined {
  const { set = {}, remove = [] } = requestHeaders ?? {};
  const entries = [...Object.entries(set), ...remove.map(name => [name, ''] as const)];
  return entries.length === 0
    ? undefined
    : derived(entries, known => known.map(([name, value]) => `${name}: ${value}`.trim()).join(','));
}

/** With `always`, answers that are errors have them too. */
function addHeaders({ responseHeaders }: RouteOptions): string | undefined {
  const entries = Object.entries(responseHeaders?.add ?? {});
  return entries.length === 0
    ? undefined
    : derived(entries, known => known.map(([name, value]) => `${name}: ${value}:always`).join(','));
}

/** How a Prefix, and a path that is compared whole, become the locations of nginx that are meant. */
export interface F5Location {
  readonly path: string;
  readonly pathType: 'Prefix' | 'Exact';
  readonly rewrite: Annotations;
  /** Locations of one group are rewritten alike, and may stand in one Ingress. */
  readonly group: string;
}

/**
 * The locations of a route. nginx compares a prefix letter by letter, so that `/shop` would take `/shopping` too: the
 * prefix is therefore `/shop/`, and `/shop` a location beside it.
 */
export function f5Locations({ path, match, options, backends }: Route): F5Location[] {
  const { rewrite } = options;
  const service = backends[0]!.service.name;
  const whole = (pathType: 'Prefix' | 'Exact', at: string, target?: string): F5Location => ({
    path: at,
    pathType,
    group: target ?? '',
    rewrite:
      target === undefined
        ? {}
        : { 'nginx.org/rewrites': derived(service, known => `serviceName=${known} rewrite=${target}`) },
  });
  const all = rewrite && ('path' in rewrite ? rewrite.path : rewrite.prefix);
  if (match === 'Exact') return [whole('Exact', path, all)];
  const below = path === '/' ? '/' : `${path}/`;
  if (rewrite && 'path' in rewrite) {
    // the regular expression is the location's own path
    const prefix: F5Location = {
      path: below,
      pathType: 'Prefix',
      group: 'expression',
      rewrite: { 'nginx.org/rewrite-target': rewrite.path },
    };
    return path === '/' ? [prefix] : [whole('Exact', path, rewrite.path), prefix];
  }
  const prefix = whole('Prefix', below, all && `${all.replace(/\/$/, '')}/`);
  return path === '/' ? [prefix] : [whole('Exact', path, all), prefix];
}

function given(annotations: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
