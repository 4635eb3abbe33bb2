import { createHash } from 'node:crypto';
import type { Checks } from '../../common/checks';
import type { PathMatch } from './types';

/** A host and a path. */
export interface Location {
  /** Empty for any host. */
  readonly host: string;
  readonly path: string;
}

/** What a path may hold: what needs no percent sign in a URL, but for `;` and `$`, which controllers read as code. */
const PATH = /^\/[\w.~!&'()*+,=:@/-]*$/;

/** Takes `blog.example.com/path` apart; with nothing before the first `/` it is for any host. */
export function parseLocation(checks: Checks, at: unknown, match: PathMatch): Location {
  checks.known('the route', at, 'routes are told apart by it');
  const text = typeof at === 'string' ? at : '';
  const slash = text.indexOf('/');
  const host = slash < 0 ? text : text.slice(0, slash);
  if (typeof at === 'string' && slash < 0) {
    checks.fail(
      'KW2012',
      `the route ${JSON.stringify(text)} has no path`,
      `write the host and a path that starts with "/", such as "${text || 'blog.example.com'}/"`,
    );
  } else if (typeof at !== 'string') {
    checks.match('the route', at ?? null, PATH, 'a host and a path, such as "blog.example.com/shop"');
  }
  if (host !== '') checkRouteHost(checks, 'the host of the route', host);
  const path = slash < 0 ? '/' : text.slice(slash);
  checkRoutePath(checks, 'the path of the route', path);
  return { host, path: match === 'Prefix' ? withoutSlash(path) : path };
}

/** KW2105, KW2004: the name of a host, with `*.` before it for all names one level below. */
export function checkRouteHost(checks: Checks, prop: string, host: string): void {
  const name = host.startsWith('*.') ? host.slice(2) : host;
  if (name.includes('*')) {
    checks.fail(
      'KW2105',
      `${prop} is ${JSON.stringify(host)}`,
      'let "*" be the first of the names between the dots, and all of it: "*.example.com"',
    );
  } else {
    checks.host(prop, name);
  }
}

/** KW2012: an absolute path that is written in one way only. */
export function checkRoutePath(checks: Checks, prop: string, path: unknown): void {
  checks.match(prop, path, PATH, 'an absolute path of letters, digits and -._~!&\'()*+,=:@, such as "/shop"');
  if (typeof path !== 'string' || !PATH.test(path)) return;
  if (path.includes('//') || path.split('/').some(segment => segment === '.' || segment === '..')) {
    checks.fail('KW2012', `${prop} is ${JSON.stringify(path)}`, 'write the path without "//" and without "." and ".."');
  }
}

/** A prefix is one of whole segments, whether it ends with `/` or not. */
export function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** The certificate's name that covers a host: its own, or that of all hosts beside it. */
export function coveringHost(names: { has(name: string): boolean }, host: string): string | undefined {
  if (names.has(host)) return host;
  const wildcard = `*.${host.split('.').slice(1).join('.')}`;
  return host !== '' && names.has(wildcard) ? wildcard : undefined;
}

/**
 * A host as part of an object's name: `shop.example.com` as `shop-example-com`. There are no dots in it, since the F5
 * controller makes names of nginx's variables of it, and these end at a dot.
 */
export function hostSlug(host: string): string {
  if (host === '') return 'any-host';
  return host.startsWith('*.') ? `wildcard-${slugOf(host.slice(2), '.')}` : slugOf(host, '.');
}

/** Parts of a name with `-` between them; a hash tells those apart that could not be told so. */
export function slugOf(text: string, separator: string): string {
  const parts = text.split(separator);
  if (parts.every(part => /^[a-z0-9]+$/.test(part))) return parts.join('-');
  const readable = text.toLowerCase().split(/[^a-z0-9]+/);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return [...readable.filter(Boolean), hash].join('-');
}
