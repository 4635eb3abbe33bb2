import { derived } from '../../src/values';
import type {
  HTTPRouteSpecRules,
  HTTPRouteSpecRulesBackendRefs,
  HTTPRouteSpecRulesFilters,
  HTTPRouteSpecRulesFiltersCors,
  HTTPRouteSpecRulesFiltersRequestHeaderModifier,
  HTTPRouteSpecRulesFiltersUrlRewritePath,
  HTTPRouteSpecRulesMatches,
} from '../crds/types/gateway';
import type { Refusal } from '../ingress/routes/rendering';
import type { Cors, HeaderChanges, PathMatch, RedirectOptions, Rewrite, Route } from '../ingress/routes/types';

export type BackendRef = HTTPRouteSpecRulesBackendRefs;

/** Headers that one rule can compare, or change in one way. */
const MOST_HEADERS = 16;

/**
 * A route as rules, but for their backends: several where a prefix is replaced, since that can be done for one match
 * only, and each method is one.
 */
export function rulesOf({ path, match, redirect, options }: Route): readonly Omit<HTTPRouteSpecRules, 'backendRefs'>[] {
  const { headers, methods, rewrite, requestHeaders, responseHeaders, cors, timeouts } = options;
  const always: HTTPRouteSpecRulesMatches = {
    path: { type: match === 'Exact' ? 'Exact' : 'PathPrefix', value: path },
    ...(headers && {
      headers: Object.entries(headers).map(([name, value]) => ({ type: 'Exact' as const, name, value })),
    }),
  };
  const matches = methods ? methods.map(method => ({ ...always, method: method as Method })) : [always];
  const filters: HTTPRouteSpecRulesFilters[] = [
    ...(cors ? [{ type: 'CORS' as const, cors: corsFilter(cors) }] : []),
    ...(requestHeaders
      ? [{ type: 'RequestHeaderModifier' as const, requestHeaderModifier: modifier(requestHeaders) }]
      : []),
    ...(responseHeaders
      ? [{ type: 'ResponseHeaderModifier' as const, responseHeaderModifier: modifier(responseHeaders) }]
      : []),
    ...(rewrite ? [{ type: 'URLRewrite' as const, urlRewrite: { path: replacement(rewrite, match) } }] : []),
    ...(redirect ? [{ type: 'RequestRedirect' as const, requestRedirect: redirectFilter(redirect, match) }] : []),
  ];
  const request = timeouts?.responseSeconds === undefined ? undefined : derived(timeouts.responseSeconds, duration);
  const rest = { ...(filters.length > 0 && { filters }), ...(request !== undefined && { timeouts: { request } }) };
  const isPrefix = [rewrite, redirect?.path].some(one => one !== undefined && 'prefix' in one) && match === 'Prefix';
  return isPrefix ? matches.map(one => ({ matches: [one], ...rest })) : [{ matches, ...rest }];
}

type Method = NonNullable<HTTPRouteSpecRulesMatches['method']>;

/** A rule for all requests that no other one is for. */
export function backendRule(backendRefs: readonly BackendRef[]): HTTPRouteSpecRules {
  return { matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs };
}

/** What is wrong with a route though HTTPRoutes have each part of it. */
export function ruleRefusals({ backends, redirect, options }: Route): readonly Refusal[] {
  const { headers, requestHeaders, responseHeaders, cors } = options;
  const counts: readonly (readonly [string, number])[] = [
    ['headers to compare', Object.keys(headers ?? {}).length],
    ...[requestHeaders, responseHeaders].flatMap(changes => [
      ['headers to set', Object.keys(changes?.set ?? {}).length] as const,
      ['headers to add', Object.keys(changes?.add ?? {}).length] as const,
      ['headers to remove', changes?.remove?.length ?? 0] as const,
    ]),
    ['targets', backends.length],
  ];
  const many = counts
    .filter(([, count]) => count > MOST_HEADERS)
    .map(([what, count]) => ({
      problem: `${count} ${what}, and a rule of an HTTPRoute has ${MOST_HEADERS} at most`,
      remedy: 'leave some out',
    }));
  const notAService = backends
    .filter(({ service }) => typeof service.name === 'string' && service.name.includes('.'))
    .map(({ service }) => ({
      problem: `${service.name} is a host outside the cluster, and routes of a Gateway go to Services`,
      remedy: 'make a Service for it, of type ExternalName or with an EndpointSlice',
    }));
  const empty = Object.entries(headers ?? {}).filter(([, value]) => value === '');
  return [
    ...many,
    ...notAService,
    ...empty.map(([name]) => ({ problem: `the header ${name} is compared with nothing`, remedy: 'give a value' })),
    ...(cors?.maxAgeSeconds === 0
      ? [{ problem: 'cors.maxAgeSeconds is 0', remedy: 'use a second or more, or leave it out: five seconds' }]
      : []),
    ...(redirect?.host?.startsWith('*') ? [{ problem: 'a redirect to a wildcard', remedy: 'name one host' }] : []),
  ];
}

/** A prefix can only be replaced where a prefix was matched; of an exact path, that is all of it. */
function replacement(rewrite: Rewrite, match: PathMatch): HTTPRouteSpecRulesFiltersUrlRewritePath {
  if ('prefix' in rewrite && match === 'Prefix') {
    return { type: 'ReplacePrefixMatch', replacePrefixMatch: rewrite.prefix };
  }
  return { type: 'ReplaceFullPath', replaceFullPath: 'prefix' in rewrite ? rewrite.prefix : rewrite.path };
}

function redirectFilter({ scheme, host, port, path, statusCode }: RedirectOptions, match: PathMatch) {
  return {
    ...(scheme !== undefined && { scheme }),
    ...(host !== undefined && { hostname: host }),
    ...(port !== undefined && { port }),
    ...(path !== undefined && { path: replacement(path, match) }),
    statusCode: statusCode ?? (302 as const),
  };
}

function modifier({ set, add, remove }: HeaderChanges): HTTPRouteSpecRulesFiltersRequestHeaderModifier {
  const pairs = (given: HeaderChanges['set']) => Object.entries(given ?? {}).map(([name, value]) => ({ name, value }));
  return {
    ...(set && { set: pairs(set) }),
    ...(add && { add: pairs(add) }),
    ...(remove && { remove: [...remove] }),
  };
}

function corsFilter(cors: Cors): HTTPRouteSpecRulesFiltersCors {
  const { allowOrigins, allowMethods, allowHeaders, exposeHeaders, allowCredentials, maxAgeSeconds } = cors;
  return {
    allowOrigins: [...allowOrigins],
    allowMethods: [...(allowMethods ?? ['GET', 'HEAD', 'POST'])] as HTTPRouteSpecRulesFiltersCors['allowMethods'],
    ...(allowHeaders && { allowHeaders: [...allowHeaders] }),
    ...(exposeHeaders && { exposeHeaders: [...exposeHeaders] }),
    ...(allowCredentials && { allowCredentials }),
    ...(maxAgeSeconds !== undefined && { maxAge: maxAgeSeconds }),
  };
}

/** Seconds as durations of the Gateway API are written: with five digits at most before a unit. */
function duration(seconds: number): string {
  if (seconds <= 99_999) return `${seconds}s`;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return `${hours}h${minutes}m${seconds % 60}s`;
}
