import type { Construct } from 'constructs';
import { isDeferred } from '../../src/values';
import type { Checks } from '../common/checks';
import type { HTTPRouteSpecRules, HTTPRouteSpecRulesFilters } from '../crds/types/gateway';
import { type AnyRouteProps, GatewayRoute, type WeightedBackend } from './route';

/** A target of HTTP requests. */
export interface HttpBackend extends WeightedBackend {
  /**
   * What is done with requests to this target only.
   * @default - nothing
   */
  readonly filters?: readonly HTTPRouteSpecRulesFilters[];
}

/** Which requests, what is done with them, and where they go. */
export interface HttpRouteRule extends Omit<HTTPRouteSpecRules, 'backendRefs'> {
  /** @default - none, for a redirect */
  readonly backends?: readonly HttpBackend[];
}

/** Settings of an {@link HttpRoute}. */
export interface HttpRouteProps extends AnyRouteProps {
  /**
   * Host names, each with `*.` before it for all names below.
   * @default - those of the Gateway's listeners
   */
  readonly hostnames?: readonly string[];
  /** Rules; the one that says most of a request takes it. */
  readonly rules: readonly HttpRouteRule[];
}

/**
 * An HTTPRoute, with all that the standard channel has.
 *
 * @example
 * new HttpRoute(chart, 'shop', {
 *   gateway: { name: 'public', namespace: 'gateway' },
 *   hostnames: ['shop.example.com'],
 *   rules: [
 *     {
 *       matches: [{ path: { type: 'PathPrefix', value: '/api' } }],
 *       timeouts: { request: '30s' },
 *       backends: [{ target: { name: 'api', namespace: 'api', port: 8080 } }],
 *     },
 *   ],
 * });
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
 */
export class HttpRoute extends GatewayRoute<HttpRouteRule> {
  /**
   * @throws KubewrightError KW2001 for numbers, KW2003 and KW2008 for names, KW2004 and KW2105 for hosts, KW2012 for
   * paths and durations, KW2013 for what is missing, KW2014 for what has to be known, KW2104 for a port that a Service
   * has not
   */
  public constructor(scope: Construct, id: string, props: HttpRouteProps) {
    super(scope, id, 'HTTPRoute', props);
  }

  protected override checkRule(checks: Checks, prop: string, rule: HttpRouteRule): void {
    const matches: unknown = rule.matches;
    if (Array.isArray(matches)) {
      checks.integer(`the number of ${prop}.matches`, matches.length, 0, 64);
      for (const [i, match] of matches.entries()) checkPath(checks, `${prop}.matches[${i}].path`, match?.path);
    }
    const form = /^(\d{1,5}(h|m|s|ms)){1,4}$/;
    for (const name of ['request', 'backendRequest'] as const) {
      checks.match(`${prop}.timeouts.${name}`, rule.timeouts?.[name], form, 'a duration such as 30s or 1m30s');
    }
    const filters: unknown = rule.filters;
    const redirects = Array.isArray(filters) && filters.some(filter => filter?.type === 'RequestRedirect');
    if (!redirects && rule.backends === undefined) {
      checks.isGiven(`${prop}.backends`, undefined);
    }
    if (Array.isArray(filters) && filters.some(replacesPrefix) && !hasOnePrefix(matches)) {
      checks.fail(
        'KW2012',
        `${prop} replaces a prefix, and has not one match of a prefix`,
        'give it one match, with a path of the type PathPrefix, and make other rules of the others',
      );
    }
    if (redirects && rule.backends !== undefined) {
      checks.fail('KW2012', `${prop} redirects, and has backends`, 'leave out one of them');
    }
  }
}

function replacesPrefix(filter: HTTPRouteSpecRulesFilters | undefined): boolean {
  const path = filter?.urlRewrite?.path ?? filter?.requestRedirect?.path;
  return path?.type === 'ReplacePrefixMatch';
}

/** Without any match, it is that of the prefix `/`. */
function hasOnePrefix(matches: unknown): boolean {
  if (matches === undefined || isDeferred(matches)) return true;
  if (!Array.isArray(matches) || matches.length !== 1) return false;
  const type: unknown = matches[0]?.path?.type;
  return type === 'PathPrefix' || isDeferred(type);
}

function checkPath(checks: Checks, prop: string, path: { type?: unknown; value?: unknown } | undefined): void {
  if (path?.value === undefined || path.type === 'RegularExpression' || isDeferred(path)) return;
  checks.match(
    `${prop}.value`,
    path.value,
    /^\/(?!.*(\/\/|\/\.{1,2}(\/|$)|%2[fF]|#))/,
    'an absolute path, such as /shop',
  );
}
