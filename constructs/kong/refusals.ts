import { isDeferred } from '../../src/values';
import type { EndpointSettings, Refusal } from '../ingress/routes/rendering';
import type { Route, RouteFeature } from '../ingress/routes/types';
import { misordered } from './precedence';
import { schemeOf } from './route-plugins';

/**
 * What an Ingress of Kong's can say. Times and protocols of targets are annotations of their Services, which are not
 * ours, and shares of requests take an HTTPRoute.
 */
export const FEATURES: ReadonlySet<RouteFeature> = new Set<RouteFeature>([
  'paths',
  'headers',
  'methods',
  'rewritePrefix',
  'rewritePath',
  'maxBodySize',
  'rateLimit',
  'basicAuth',
  'allowClients',
  'cors',
  'requestHeaders',
  'responseHeaders',
  'websocket',
  'redirect',
  'httpsRedirect',
]);

/** What of a route can't be written, though its parts can. */
export function refusalsOf(
  route: Route,
  endpoint: EndpointSettings | undefined,
  others: readonly Route[],
  namespace: string | undefined,
): Refusal[] {
  const { options, redirect } = route;
  const { rewrite, rateLimit, headers, requestHeaders, basicAuth } = options;
  const refusals: Refusal[] = [];
  const refuse = (problem: string, remedy: string) => refusals.push({ problem, remedy });
  if (rewrite && 'prefix' in rewrite && rewrite.prefix !== '/') {
    refuse(
      'Kong takes the prefix off a path, and puts no other one in its place',
      "use rewrite: { prefix: '/' }, or publish the route on an HttpGateway",
    );
  }
  if (rateLimit?.burst !== undefined && rateLimit.burst !== 0) {
    refuse('Kong counts requests, and knows no burst', 'leave burst out, and allow more requests');
  }
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (isDeferred(value)) continue;
    if (!HEADER_KEY.test(name))
      refuse(`header ${name} can't be the name of an annotation`, 'use letters, digits and "-"');
    if (value.startsWith('~*') || value !== value.trim() || value === '' || value.includes(SEPARATOR)) {
      refuse(`header ${name} is ${JSON.stringify(value)}, which Kong reads as something else`, 'use another value');
    }
  }
  for (const value of Object.values({ ...requestHeaders?.set, ...requestHeaders?.add })) {
    if (isDeferred(value) || !value.includes('$(')) continue;
    refuse(`Kong runs ${JSON.stringify(value)} as a program`, 'write the header without "$("');
  }
  for (const { service } of route.backends) {
    if (service.namespace === undefined || isDeferred(service.namespace) || service.namespace === namespace) continue;
    refuse(
      `${service.name} is in the namespace ${service.namespace}, and an Ingress leads to Services of its own only`,
      'make the endpoint in that namespace, or publish the route on an HttpGateway',
    );
  }
  if (isDeferred(basicAuth?.secretName)) {
    refuse('the Secret of basicAuth is not known yet', 'give its plain name; a consumer is made for it');
  }
  if (redirect) refusals.push(...redirectRefusals(route, endpoint));
  const other = misordered(route, others);
  if (other) {
    refuse(
      `Kong prefers routes with more conditions, and prefixes to exact paths of their length, so of ${route.place} and ` +
        `${other.place} (${other.match} ${other.host || 'any host, '}${other.path}) the wrong one gets requests of both`,
      'give both the same headers and methods, or publish them on an HttpGateway',
    );
  }
  return refusals;
}

/** Stands between values of a header, which otherwise a comma does. */
export const SEPARATOR = '|';
/** What follows `konghq.com/headers.` in the name of an annotation. */
const HEADER_KEY = /^[A-Za-z0-9]([\w.-]{0,53}[A-Za-z0-9])?$/;

function redirectRefusals(route: Route, endpoint: EndpointSettings | undefined): Refusal[] {
  const redirect = route.redirect ?? {};
  const host = redirect.host ?? route.host;
  const refusals: Refusal[] = [];
  if (!isDeferred(host) && (host === '' || host.startsWith('*.'))) {
    refusals.push({
      problem: 'Kong redirects to a whole URL, and the host is not known',
      remedy: 'give redirect.host',
    });
  }
  if (schemeOf(route, redirect, endpoint) === undefined) {
    refusals.push({
      problem: 'Kong redirects to a whole URL, and its scheme is not known',
      remedy: 'give redirect.scheme',
    });
  }
  if (redirect.path && 'prefix' in redirect.path) {
    refusals.push({
      problem: 'Kong redirects to one path, or keeps that of the request',
      remedy: 'use path: { path }, or publish the route on an HttpGateway',
    });
  }
  return refusals;
}
