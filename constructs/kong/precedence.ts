import type { Route } from '../ingress/routes/types';

/**
 * What Kong's controller makes of an Ingress: a number of which the larger wins, here as its parts from left to right.
 * @see https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/dataplane/translator/subtranslator/ingress_atc.go
 */
function priorityOf({ host, path, match, options }: Route): readonly number[] {
  const headers = Object.keys(options.headers ?? {}).length;
  const conditions = 1 + Number(host !== '') + Number(headers > 0) + Number((options.methods ?? []).length > 0);
  // a prefix counts with the slash that ends it, an exact path without
  const length = match === 'Prefix' && path !== '/' ? path.length + 1 : path.length;
  return [conditions, headers, Number(host !== '' && !host.startsWith('*.')), length];
}

/** What people expect: the particular host before all others, then the longer path, and an exact path before a prefix. */
function expectedOf({ host, path, match }: Route): readonly number[] {
  const hostRank = host === '' ? 0 : host.startsWith('*.') ? 1 : 2;
  return [hostRank, path === '/' && match === 'Prefix' ? 0 : path.length, Number(match === 'Exact')];
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, i) => value !== other[i]);
  return at < 0 ? 0 : (one[at] as number) - (other[at] as number);
}

/** Whether there may be requests that both routes are for. */
function overlap(one: Route, other: Route): boolean {
  return sharesHost(one.host, other.host) && sharesPath(one, other) && sharesMethod(one, other);
}

function sharesHost(one: string, other: string): boolean {
  if (one === '' || other === '' || one === other) return true;
  const [wildcard, name] = one.startsWith('*.') ? [one, other] : [other, one];
  return wildcard.startsWith('*.') && name.endsWith(wildcard.slice(1));
}

function sharesPath(one: Route, other: Route): boolean {
  const covers = (wide: Route, narrow: Route) =>
    wide.path === narrow.path ||
    (wide.match === 'Prefix' && narrow.path.startsWith(wide.path === '/' ? '/' : `${wide.path}/`));
  return covers(one, other) || covers(other, one);
}

function sharesMethod(one: Route, other: Route): boolean {
  const [mine, theirs] = [one.options.methods ?? [], other.options.methods ?? []];
  return mine.length === 0 || theirs.length === 0 || mine.some(method => theirs.includes(method));
}

/** A route that Kong would prefer where the other one is expected, or the other way round. */
export function misordered(route: Route, others: readonly Route[]): Route | undefined {
  return others.find(other => {
    if (!overlap(route, other)) return false;
    const expected = compare(expectedOf(route), expectedOf(other));
    if (expected === 0) return false;
    const kong = compare(priorityOf(route), priorityOf(other));
    return kong === 0 || kong > 0 !== expected > 0;
  });
}
