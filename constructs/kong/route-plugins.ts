import { derived } from '../../src/values';
import { coveringHost } from '../ingress/routes/location';
import type { EndpointSettings } from '../ingress/routes/rendering';
import type { Cors, HeaderChanges, RateLimit, RedirectOptions, Route } from '../ingress/routes/types';
import type { CorsConfig, KongPluginConfigs, KongPluginName, TransformedParts } from './plugin-configs';

/** A plugin that a route needs. */
export type RoutePlugin = {
  readonly [Name in KongPluginName]: { readonly plugin: Name; readonly config: KongPluginConfigs[Name] };
}[KongPluginName];

/** The plugins of a route; of basic authentication only what is no consumer's. */
export function pluginsOf(
  route: Route,
  endpoint: EndpointSettings,
  group: (secretName: string) => string,
): RoutePlugin[] {
  const { options, redirect } = route;
  const { rateLimit, cors, allowClients, basicAuth, maxBodySize, requestHeaders, responseHeaders, rewrite } = options;
  const plugins: RoutePlugin[] = [];
  if (allowClients) plugins.push({ plugin: 'ip-restriction', config: { allow: [...allowClients] } });
  if (cors) plugins.push({ plugin: 'cors', config: corsConfig(cors) });
  if (rateLimit) plugins.push({ plugin: 'rate-limiting', config: rateConfig(rateLimit) });
  if (basicAuth) {
    const { secretName, realm = 'Restricted' } = basicAuth;
    plugins.push({ plugin: 'basic-auth', config: { realm, hide_credentials: true } });
    // the first lets in whoever has any password of Kong's
    plugins.push({ plugin: 'acl', config: { allow: [group(secretName)], hide_groups_header: true } });
  }
  const most = maxBodySize === undefined ? 0 : derived(maxBodySize, bytesOf);
  if (most !== 0) {
    const config = { allowed_payload_size: most, size_unit: 'bytes' } as const;
    plugins.push({ plugin: 'request-size-limiting', config });
  }
  const path = rewrite && 'path' in rewrite ? { uri: rewrite.path } : {};
  if (requestHeaders || 'uri' in path) {
    const { replace, ...changes } = headerConfig(requestHeaders ?? {});
    plugins.push({ plugin: 'request-transformer', config: { ...changes, replace: { ...replace, ...path } } });
  }
  if (responseHeaders) plugins.push({ plugin: 'response-transformer', config: headerConfig(responseHeaders) });
  if (redirect) plugins.push({ plugin: 'redirect', config: redirectConfig(route, redirect, endpoint) });
  return plugins;
}

/** A size as nginx writes it, in bytes. */
export function bytesOf(size: string): number {
  const [, digits, unit = ''] = /^(\d+)([kmg]?)$/i.exec(size) ?? [];
  return Number(digits) * 1024 ** ['', 'k', 'm', 'g'].indexOf(unit.toLowerCase());
}

/** Each pod counts by itself: a number for all of them would take a Redis server. */
function rateConfig({ requests, per = 'second' }: RateLimit): KongPluginConfigs['rate-limiting'] {
  return { [per]: requests, limit_by: 'ip', policy: 'local' };
}

function corsConfig(cors: Cors): CorsConfig {
  return {
    origins: cors.allowOrigins.map(origin => derived(origin, originPattern)),
    methods: [...(cors.allowMethods ?? ['GET', 'HEAD', 'POST'])],
    headers: cors.allowHeaders && [...cors.allowHeaders],
    exposed_headers: cors.exposeHeaders && [...cors.exposeHeaders],
    credentials: cors.allowCredentials ?? false,
    max_age: cors.maxAgeSeconds,
  };
}

/** Kong takes anything but a plain origin for a regular expression. */
function originPattern(origin: string): string {
  return origin.includes('*.') ? `^${origin.replace(/\./g, '\\.').replace('*', '[^./]+')}$` : origin;
}

/** To set is to replace what is there, or else to add. */
function headerConfig({ set = {}, add = {}, remove }: HeaderChanges): {
  remove?: TransformedParts;
  replace?: TransformedParts;
  add?: TransformedParts;
  append?: TransformedParts;
} {
  const lines = (headers: Readonly<Record<string, string>>) =>
    Object.entries(headers).map(([name, value]) => derived(value, known => `${name}:${known}`));
  const isSet = Object.keys(set).length > 0;
  return {
    ...(remove?.length ? { remove: { headers: [...remove] } } : {}),
    ...(isSet ? { replace: { headers: lines(set) }, add: { headers: lines(set) } } : {}),
    ...(Object.keys(add).length > 0 ? { append: { headers: lines(add) } } : {}),
  };
}

function redirectConfig(
  route: Route,
  redirect: RedirectOptions,
  endpoint: EndpointSettings,
): KongPluginConfigs['redirect'] {
  const { port, path, statusCode = 302 } = redirect;
  const scheme = schemeOf(route, redirect, endpoint) ?? 'https';
  const host = redirect.host ?? route.host;
  const target = path && 'path' in path ? path.path : '/';
  const location = derived({ host, port, target }, known => {
    return `${scheme}://${known.host}${known.port === undefined ? '' : `:${known.port}`}${known.target}`;
  });
  return { status_code: statusCode, location, keep_incoming_path: path === undefined };
}

/** The scheme that a redirect leads to; `undefined` where it depends on the request. */
export function schemeOf(
  route: Route,
  redirect: RedirectOptions,
  endpoint: EndpointSettings | undefined,
): string | undefined {
  const isHttps = endpoint?.redirectToHttps && coveringHost(endpoint.tls, route.host) !== undefined;
  return redirect.scheme ?? (isHttps ? 'https' : undefined);
}
