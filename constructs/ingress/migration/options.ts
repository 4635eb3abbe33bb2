import type { Cors, RateLimit, RouteOptions } from '../routes/types';
import type { IngressInput } from './input';
import type { MigrationEntry } from './types';

/** Notes what came of an annotation. */
export type Note = (what: string, outcome: MigrationEntry['outcome'], detail: string) => void;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Takes over the annotations that are options of a route. Each is told of, whatever came of it. */
export function takeOptions({ annotations }: IngressInput, note: Note): RouteOptions {
  const options: Mutable<RouteOptions> = {};
  const text = (name: string) => annotations.get(name);
  const number = (name: string): number | undefined => {
    const value = text(name);
    if (value === undefined) return undefined;
    if (/^\d{1,9}$/.test(value) && Number(value) > 0) return Number(value);
    note(name, 'dropped', 'it is no whole number above 0, so the old controller took no notice of it');
    return undefined;
  };

  takeSizeAndTimes(options, { text, number, note });
  options.rateLimit = rateLimit({ text, number, note });
  options.cors = cors({ text, number, note });
  const clients = text('whitelist-source-range') ?? text('allowlist-source-range');
  if (clients !== undefined) {
    options.allowClients = clients.split(',').map(client => client.trim());
    for (const name of ['whitelist-source-range', 'allowlist-source-range']) {
      if (text(name) !== undefined) note(name, 'taken', 'allowClients');
    }
  }
  if (
    text('auth-type') === 'basic' &&
    text('auth-secret') &&
    (text('auth-secret-type') ?? 'auth-file') === 'auth-file'
  ) {
    const secretName = text('auth-secret')!.split('/').at(-1)!;
    options.basicAuth = { secretName, realm: text('auth-realm') };
    note('auth-type', 'taken', 'basicAuth');
    const copy = `make a Secret ${secretName} beside the routes, with the file in the form that the new controller wants`;
    note('auth-secret', 'changed', `basicAuth.secretName; ${copy}`);
    note('auth-realm', 'taken', 'basicAuth.realm');
    note('auth-secret-type', 'taken', 'a file of users');
  }
  const protocol = text('backend-protocol')?.toUpperCase();
  if (protocol === 'HTTP' || protocol === 'HTTPS' || protocol === 'GRPC') {
    if (protocol !== 'HTTP') options.backendProtocol = protocol;
    note('backend-protocol', 'taken', 'backendProtocol');
  }
  if (text('x-forwarded-prefix') !== undefined) {
    options.requestHeaders = { set: { 'X-Forwarded-Prefix': text('x-forwarded-prefix')! } };
    note('x-forwarded-prefix', 'taken', 'requestHeaders.set');
  }
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

interface Reader {
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  readonly note: Note;
}

function takeSizeAndTimes(options: Mutable<RouteOptions>, { text, number, note }: Reader): void {
  const size = text('proxy-body-size');
  if (size !== undefined) {
    if (/^\d+[kKmMgG]?$/.test(size)) options.maxBodySize = size;
    note('proxy-body-size', options.maxBodySize ? 'taken' : 'dropped', options.maxBodySize ? 'maxBodySize' : 'no size');
  }
  const connect = number('proxy-connect-timeout');
  if (connect !== undefined) note('proxy-connect-timeout', 'taken', 'timeouts.connectSeconds');
  const [read, send] = [number('proxy-read-timeout'), number('proxy-send-timeout')];
  const response = Math.max(read ?? 0, send ?? 0) || undefined;
  const isOne = read === undefined || send === undefined || read === send;
  for (const [name, value] of [
    ['proxy-read-timeout', read],
    ['proxy-send-timeout', send],
  ] as const) {
    if (value === undefined) continue;
    const detail = isOne ? 'timeouts.responseSeconds' : 'timeouts.responseSeconds, the longer of reading and sending';
    note(name, isOne ? 'taken' : 'changed', detail);
  }
  if (connect !== undefined || response !== undefined) {
    options.timeouts = {
      ...(connect === undefined ? {} : { connectSeconds: connect }),
      ...(response === undefined ? {} : { responseSeconds: response }),
    };
  }
}

/** Requests over the rate are answered with 503 by the old controller. */
function rateLimit({ number, note }: Reader): RateLimit | undefined {
  const [perSecond, perMinute, factor] = [number('limit-rps'), number('limit-rpm'), number('limit-burst-multiplier')];
  const requests = perSecond ?? perMinute;
  if (requests === undefined) return undefined;
  const [name, per] = perSecond === undefined ? (['limit-rpm', 'minute'] as const) : (['limit-rps', 'second'] as const);
  note(name, 'changed', 'rateLimit; requests over it are answered with 429, not 503');
  if (perSecond !== undefined && perMinute !== undefined) note('limit-rpm', 'dropped', 'a route has one rate');
  if (factor !== undefined) note('limit-burst-multiplier', 'taken', 'rateLimit.burst');
  return { requests, per, burst: requests * (factor ?? 5) };
}

function cors({ text, number, note }: Reader): Cors | undefined {
  if (text('enable-cors') !== 'true') return undefined;
  const list = (name: string) => {
    const value = text(name);
    if (value === undefined) return undefined;
    note(name, 'taken', 'cors');
    return value.split(',').map(item => item.trim());
  };
  note('enable-cors', 'taken', 'cors');
  const allowOrigins = list('cors-allow-origin') ?? ['*'];
  const isAny = allowOrigins.includes('*');
  const asked = text('cors-allow-credentials');
  const allowCredentials = asked !== 'false' && !isAny;
  if (asked !== undefined) {
    const refused = isAny && asked !== 'false';
    note(
      'cors-allow-credentials',
      refused ? 'changed' : 'taken',
      refused ? 'left out: browsers refuse it with the origin "*"' : 'cors.allowCredentials',
    );
  }
  const maxAgeSeconds = number('cors-max-age');
  if (maxAgeSeconds !== undefined) note('cors-max-age', 'taken', 'cors.maxAgeSeconds');
  const [allowHeaders, exposeHeaders] = [list('cors-allow-headers'), list('cors-expose-headers')];
  return {
    allowOrigins,
    allowMethods: list('cors-allow-methods') ?? ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS'],
    ...(allowHeaders ? { allowHeaders } : {}),
    ...(exposeHeaders ? { exposeHeaders } : {}),
    allowCredentials,
    maxAgeSeconds: maxAgeSeconds ?? 1728000,
  };
}
