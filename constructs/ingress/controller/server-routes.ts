import { isDeferred } from '../../../src/values';
import type { Checks } from '../../common/checks';
import { listOf } from '../../common/prop-forms';
import type { VirtualServerSpecRoutes, VirtualServerSpecRoutesAction } from '../../crds/types/nginx-ingress';
import { checkPolicies, type PolicyReference } from './policy-references';

/** A path of a VirtualServer, by the names that VirtualServers have. */
export interface ServerRoute extends Omit<VirtualServerSpecRoutes, 'path' | 'policies' | 'dos' | 'location-snippets'> {
  /** A path from its beginning (`/shop`), all of it (`=/shop`), or a regular expression (`~ \.php$`). */
  readonly path: string;
  /** @default - those of the server */
  readonly policies?: readonly PolicyReference[];
}

/** nginx reads it as part of its configuration. */
const PATH = /^(=?\/[^\s{};$]*|~\*? ?[^\s{};"'][^{};"']*)$/;
const ACTIONS = ['pass', 'redirect', 'return', 'proxy'] as const;

/** KW2001, KW2012, KW2013, KW2101: looks at routes, and whether they lead to upstreams that there are. */
export function checkServerRoutes(
  checks: Checks,
  prop: string,
  given: unknown,
  upstreams: readonly string[],
  mayDelegate: boolean,
): void {
  const paths = new Set<unknown>();
  listOf(checks, prop, given).forEach((item, i) => {
    const place = `${prop}[${i}]`;
    checks.known(place, item);
    if (isDeferred(item)) return;
    const route = Object(item) as ServerRoute;
    const { path, action, splits, matches } = route;
    if (checks.isGiven(`${place}.path`, path)) {
      checks.match(`${place}.path`, path, PATH, 'a path such as /shop, =/shop or "~ \\.php$"');
    }
    if (paths.has(path)) checks.fail('KW2101', `two routes claim ${String(path)}`, 'take one of them out');
    if (!isDeferred(path)) paths.add(path);
    const ways = { action, splits, ...(mayDelegate && { route: route.route, routeSelector: route.routeSelector }) };
    exactlyOne(checks, place, ways);
    checkAction(checks, `${place}.action`, action, upstreams);
    checkSplits(checks, `${place}.splits`, splits, upstreams);
    listOf(checks, `${place}.matches`, matches).forEach((match, m) => {
      const {
        action: own,
        splits: shares,
        conditions,
      } = Object(match) as Partial<ServerRoute> & {
        conditions?: unknown;
      };
      const at = `${place}.matches[${m}]`;
      checks.isGiven(`${at}.conditions`, conditions);
      exactlyOne(checks, at, { action: own, splits: shares });
      checkAction(checks, `${at}.action`, own, upstreams);
      checkSplits(checks, `${at}.splits`, shares, upstreams);
    });
    checkPolicies(checks, `${place}.policies`, route.policies);
  });
}

function exactlyOne(checks: Checks, prop: string, ways: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(ways);
  const given = names.filter(name => ways[name] !== undefined);
  if (given.length === 1) return;
  if (given.length === 0) checks.fail('KW2013', `${prop} leads nowhere`, `give ${names.join(' or ')}`);
  else checks.fail('KW2012', `${prop} has ${given.join(' and ')}`, 'give one of them');
}

function checkAction(
  checks: Checks,
  prop: string,
  given: VirtualServerSpecRoutesAction | undefined,
  upstreams: readonly string[],
): void {
  if (given === undefined) return;
  checks.known(prop, given);
  if (isDeferred(given)) return;
  const action = Object(given) as VirtualServerSpecRoutesAction;
  exactlyOne(checks, prop, Object.fromEntries(ACTIONS.map(name => [name, action[name]])));
  const target = action.pass ?? action.proxy?.upstream;
  if (action.proxy !== undefined) checks.isGiven(`${prop}.proxy.upstream`, action.proxy?.upstream);
  if (target === undefined || isDeferred(target) || upstreams.includes(target)) return;
  checks.fail(
    'KW2012',
    `${prop} leads to ${JSON.stringify(target)}, which is no upstream`,
    upstreams.length > 0 ? `use ${upstreams.join(', ')}` : 'name it in upstreams',
  );
}

function checkSplits(checks: Checks, prop: string, given: unknown, upstreams: readonly string[]): void {
  if (given === undefined) return;
  const splits = listOf(checks, prop, given).map(
    split => Object(split) as { weight?: unknown; action?: VirtualServerSpecRoutesAction },
  );
  splits.forEach(({ weight, action }, i) => {
    if (checks.isGiven(`${prop}[${i}].weight`, weight)) checks.integer(`${prop}[${i}].weight`, weight, 0, 100);
    if (checks.isGiven(`${prop}[${i}].action`, action)) checkAction(checks, `${prop}[${i}].action`, action, upstreams);
  });
  const sum = splits.reduce((total, { weight }) => total + Number(isDeferred(weight) ? Number.NaN : weight), 0);
  if (splits.length > 1 && (Number.isNaN(sum) || sum === 100)) return;
  checks.fail('KW2001', `${prop} share ${sum} percent among ${splits.length}`, 'share 100 percent among two or more');
}
