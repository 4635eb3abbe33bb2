import type { IConstruct } from 'constructs';
import type { Checks } from '../../common/checks';
import type { RouteRendering } from './rendering';
import type { Route, RouteOptions } from './types';

/** The routes of a tree by who publishes them, so that endpoints of any chart see each other's. */
const trees = new WeakMap<IConstruct, Map<unknown, Route[]>>();

/**
 * The routes that a rendering, or one of the same id, publishes in the tree of a construct.
 * @param publisher stands for the rendering where it has no id
 */
export function publishedRoutes(scope: IConstruct, { id }: RouteRendering, publisher: object): Route[] {
  const { root } = scope.node;
  const tree = trees.get(root) ?? new Map<unknown, Route[]>();
  trees.set(root, tree);
  const routes = tree.get(id ?? publisher) ?? [];
  tree.set(id ?? publisher, routes);
  return routes;
}

/** KW2101: two routes for the same requests; which of them gets these would be an accident. */
export function checkCollision(checks: Checks, route: Route, others: readonly Route[]): void {
  const other = others.find(known => isSame(known, route));
  if (!other) return;
  const what = `${route.match} ${route.host || 'any host, '}${route.path}`;
  const where = other.place === route.place ? `${route.place} twice` : `${other.place} and ${route.place}`;
  checks.fail('KW2101', `${where} claim ${what}`, 'give one of the routes another host or path, or take it out');
}

function isSame(one: Route, other: Route): boolean {
  return (
    one.host === other.host &&
    one.path === other.path &&
    one.match === other.match &&
    headersOf(one.options) === headersOf(other.options) &&
    sharesMethods(one.options.methods, other.options.methods)
  );
}

function headersOf({ headers = {} }: RouteOptions): string {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return JSON.stringify(entries.sort(([a], [b]) => (a! < b! ? -1 : 1)));
}

/** A route with methods is more particular than one without. */
function sharesMethods(one: readonly string[] = [], other: readonly string[] = []): boolean {
  if (one.length === 0 || other.length === 0) return one.length === other.length;
  return one.some(method => other.includes(method));
}
