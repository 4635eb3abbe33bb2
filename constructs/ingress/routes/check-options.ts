import { isIP } from 'node:net';
import type { Construct } from 'constructs';
import { isDeferred } from '../../../src/values';
import type { Checks } from '../../common/checks';
import { checkRoutePath } from './location';
import { checkTarget } from './targets';
import type { HeaderChanges, RedirectOptions, Rewrite, RouteOptions } from './types';

const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters end a header
const HEADER_VALUE = /^[^\u0000-\u001f\u007f]*$/;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];
const ORIGIN = /^(\*|https?:\/\/(\*\.)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d{1,5})?)$/;
const SECONDS = 365 * 86400;

const OPTIONS: Readonly<Record<keyof RouteOptions, true>> = {
  match: true,
  headers: true,
  methods: true,
  rewrite: true,
  timeouts: true,
  maxBodySize: true,
  rateLimit: true,
  canary: true,
  basicAuth: true,
  allowClients: true,
  cors: true,
  requestHeaders: true,
  responseHeaders: true,
  backendProtocol: true,
  websocket: true,
};

/** Looks at the options of a route. What decides how it is rendered has to be known; texts and numbers need not. */
export function checkOptions(checks: Checks, options: RouteOptions, scope: Construct): void {
  for (const [name, value] of Object.entries(options)) {
    if (!(name in OPTIONS)) {
      checks.fail('KW2012', `there is no option ${name}`, `use one of ${Object.keys(OPTIONS).join(', ')}`);
    }
    if (name !== 'maxBodySize') checks.known(name, value);
  }
  if (Object.entries(options).some(([name, value]) => name !== 'maxBodySize' && isDeferred(value))) return;
  const { timeouts, rateLimit, basicAuth, backendProtocol, websocket } = options;
  checkMatch(checks, options.match);
  checkHeaders(checks, 'headers', options.headers, 'routes are told apart by it');
  checkList(checks, 'methods', options.methods, METHODS);
  checkRewrite(checks, 'rewrite', options.rewrite);
  checks.integer('timeouts.connectSeconds', timeouts?.connectSeconds, 1, SECONDS);
  checks.integer('timeouts.responseSeconds', timeouts?.responseSeconds, 1, SECONDS);
  checks.match('maxBodySize', options.maxBodySize, /^\d+[kKmMgG]?$/, 'a size such as 64m, or 0 for any');
  if (rateLimit !== undefined) {
    if (checks.isGiven('rateLimit.requests', rateLimit?.requests)) {
      checks.integer('rateLimit.requests', rateLimit.requests, 1);
    }
    checkChoice(checks, 'rateLimit.per', rateLimit?.per, ['second', 'minute']);
    checks.integer('rateLimit.burst', rateLimit?.burst, 0).known('rateLimit.burst', rateLimit?.burst);
  }
  if (basicAuth !== undefined) {
    checks.secret('basicAuth.secretName', { name: basicAuth?.secretName });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters end a header
    checks.match('basicAuth.realm', basicAuth?.realm, /^[^"\\\u0000-\u001f\u007f]+$/, 'text without quotes and "\\"');
  }
  checkAddresses(checks, options.allowClients);
  checkCors(checks, options.cors);
  checkChanges(checks, 'requestHeaders', options.requestHeaders);
  checkChanges(checks, 'responseHeaders', options.responseHeaders);
  checkChoice(checks, 'backendProtocol', backendProtocol, ['HTTP', 'HTTPS', 'GRPC']);
  if (websocket !== undefined && typeof websocket !== 'boolean') {
    checks.fail('KW2012', `websocket is ${JSON.stringify(websocket)}`, 'use true or false');
  }
  checkCanary(checks, options.canary, scope);
}

/** Looks at where requests are sent instead. */
export function checkRedirect(checks: Checks, to: RedirectOptions): void {
  for (const [name, value] of Object.entries(to)) checks.known(name, value);
  if (Object.values(to).some(isDeferred)) return;
  checkMatch(checks, to.match);
  checkChoice(checks, 'scheme', to.scheme, ['http', 'https']);
  checks.host('host', to.host).integer('port', to.port, 1, 65535);
  checkRewrite(checks, 'path', to.path);
  checkChoice(checks, 'statusCode', to.statusCode, [301, 302, 303, 307, 308]);
  if (to.scheme === undefined && to.host === undefined && to.port === undefined && to.path === undefined) {
    checks.fail('KW2013', 'the redirect says nothing of where to', 'give scheme, host, port or path');
  }
}

function checkMatch(checks: Checks, match: unknown): void {
  checkChoice(checks, 'match', match, ['Prefix', 'Exact']);
}

function checkChoice(checks: Checks, prop: string, value: unknown, choice: readonly unknown[]): void {
  checks.known(prop, value);
  if (value === undefined || isDeferred(value) || choice.includes(value)) return;
  checks.fail('KW2012', `${prop} is ${JSON.stringify(value)}`, `use ${choice.map(one => `'${one}'`).join(' or ')}`);
}

function checkList(checks: Checks, prop: string, value: unknown, choice: readonly string[]): void {
  if (value === undefined) return;
  if (!isFull(checks, prop, value)) return;
  for (const [i, item] of value.entries()) checkChoice(checks, `${prop}[${i}]`, item, choice);
}

/** An empty list would say "none", where whoever wrote it may have meant "any". */
function isFull(checks: Checks, prop: string, value: unknown): value is readonly unknown[] {
  if (Array.isArray(value) && value.length > 0) return true;
  checks.fail('KW2012', `${prop} is ${JSON.stringify(value)}`, 'give a list with something in it, or leave it out');
  return false;
}

function checkHeaders(checks: Checks, prop: string, headers: unknown, why?: string): void {
  if (headers === undefined) return;
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) {
    checks.fail('KW2012', `${prop} is ${JSON.stringify(headers)}`, 'give headers as { name: value }');
    return;
  }
  for (const [name, value] of Object.entries(headers)) {
    checks.match(`a name in ${prop}`, name, TOKEN, 'the name of a header, such as X-Version');
    checks.match(`${prop}.${name}`, value ?? null, HEADER_VALUE, 'text on one line');
    if (why) checks.known(`${prop}.${name}`, value, why);
  }
}

function checkChanges(checks: Checks, prop: string, changes: HeaderChanges | undefined): void {
  if (changes === undefined) return;
  checkHeaders(checks, `${prop}.set`, changes?.set);
  checkHeaders(checks, `${prop}.add`, changes?.add);
  if (changes?.remove === undefined) return;
  if (!isFull(checks, `${prop}.remove`, changes.remove)) return;
  for (const name of changes.remove) checks.match(`a name in ${prop}.remove`, name, TOKEN, 'the name of a header');
}

function checkRewrite(checks: Checks, prop: string, rewrite: Rewrite | undefined): void {
  if (rewrite === undefined) return;
  const given = Object.entries(Object(rewrite) as Record<string, unknown>);
  const [name, value] = given[0] ?? [];
  if (given.length !== 1 || (name !== 'prefix' && name !== 'path')) {
    checks.fail('KW2012', `${prop} is ${JSON.stringify(rewrite)}`, 'give { prefix } or { path }');
    return;
  }
  checks.known(`${prop}.${name}`, value);
  checkRoutePath(checks, `${prop}.${name}`, value);
}

function checkAddresses(checks: Checks, clients: unknown): void {
  if (clients === undefined || !isFull(checks, 'allowClients', clients)) return;
  for (const [i, client] of clients.entries()) {
    if (isDeferred(client)) continue;
    const [address = '', bits, ...rest] = String(client).split('/');
    const most = isIP(address) === 6 ? 128 : 32;
    const isNetwork = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
    if (typeof client === 'string' && isIP(address) > 0 && isNetwork && rest.length === 0) continue;
    checks.fail(
      'KW2012',
      `allowClients[${i}] is ${JSON.stringify(client)}`,
      'use an address, or a network as a.b.c.d/n',
    );
  }
}

function checkCors(checks: Checks, cors: RouteOptions['cors']): void {
  if (cors === undefined) return;
  const { allowOrigins, allowMethods, allowHeaders, exposeHeaders } = Object(cors) as Partial<typeof cors>;
  if (isFull(checks, 'cors.allowOrigins', allowOrigins)) {
    for (const [i, origin] of allowOrigins.entries()) {
      checks.match(`cors.allowOrigins[${i}]`, origin, ORIGIN, 'an origin such as https://shop.example.com, or "*"');
    }
    if (cors?.allowCredentials === true && allowOrigins.includes('*')) {
      checks.fail('KW2012', 'cors.allowCredentials with the origin "*"', 'name the origins; browsers demand it');
    }
  }
  checkList(checks, 'cors.allowMethods', allowMethods, METHODS);
  for (const [prop, names] of Object.entries({ allowHeaders, exposeHeaders })) {
    if (names === undefined || !isFull(checks, `cors.${prop}`, names)) continue;
    for (const name of names) checks.match(`a name in cors.${prop}`, name, TOKEN, 'the name of a header');
  }
  checks.integer('cors.maxAgeSeconds', cors?.maxAgeSeconds, 0, SECONDS);
}

function checkCanary(checks: Checks, canary: RouteOptions['canary'], scope: Construct): void {
  if (canary === undefined || !isFull(checks, 'canary', canary)) return;
  let sum = 0;
  for (const [i, entry] of canary.entries()) {
    const { target, weight } = Object(entry) as Partial<typeof entry>;
    checkTarget(checks, `canary[${i}].target`, target, scope);
    checks.known(`canary[${i}].weight`, weight, 'what is left is the share of the route’s own target');
    if (checks.isGiven(`canary[${i}].weight`, weight)) checks.integer(`canary[${i}].weight`, weight, 0, 100);
    sum += Number.isInteger(weight) ? Number(weight) : 0;
  }
  if (sum > 100) checks.fail('KW2012', `the weights in canary are ${sum} percent`, 'let them be 100 at most');
}
