import type { Construct } from 'constructs';
import { isDeferred } from '../../../src/values';
import { type Checks, checkedLater } from '../../common/checks';
import type { StringMap } from '../../common/labels';
import { checkFlag, checkNetworks, listOf } from '../../common/prop-forms';

/**
 * Settings of nginx for all routes, by the names that the controller's ConfigMap has for them. Times and sizes are
 * written as nginx writes them: `60s`, `64m`. What is left out is the controller's default.
 * @see https://docs.nginx.com/nginx-ingress-controller/configuration/global-configuration/configmap-resource/
 */
export interface ControllerConfiguration {
  /** How long to wait for a connection to a pod. */
  readonly 'proxy-connect-timeout'?: string;
  /** How long a pod may be silent while it answers. */
  readonly 'proxy-read-timeout'?: string;
  /** How long a pod may be silent while a request is sent. */
  readonly 'proxy-send-timeout'?: string;
  /** How long an idle connection of a client stays open. */
  readonly 'keepalive-timeout'?: string;
  /** How long old workers may finish their connections, WebSockets among them, after each change of a route. */
  readonly 'worker-shutdown-timeout'?: string;
  readonly 'fail-timeout'?: string;
  readonly 'resolver-valid'?: string;
  readonly 'resolver-timeout'?: string;
  /** Largest body of a request; `0` for any. */
  readonly 'client-max-body-size'?: string;
  readonly 'client-body-buffer-size'?: string;
  readonly 'proxy-buffer-size'?: string;
  readonly 'proxy-max-temp-file-size'?: string;
  readonly 'upstream-zone-size'?: string;
  /** Number and size, such as `8 4k`. */
  readonly 'proxy-buffers'?: string;
  readonly 'proxy-buffering'?: boolean;
  readonly http2?: boolean;
  /** Tells browsers to use HTTPS only. */
  readonly hsts?: boolean;
  /** How long browsers remember that, in seconds. */
  readonly 'hsts-max-age'?: number;
  readonly 'hsts-include-subdomains'?: boolean;
  /** Whether to look at `X-Forwarded-Proto` for it. */
  readonly 'hsts-behind-proxy'?: boolean;
  /** Sends plain HTTP to HTTPS by what a proxy in front says in `X-Forwarded-Proto`. */
  readonly 'redirect-to-https'?: boolean;
  /** Sends plain HTTP to HTTPS where a route has a certificate. */
  readonly 'ssl-redirect'?: boolean;
  readonly 'http-redirect-code'?: 301 | 302 | 307 | 308;
  readonly 'ssl-protocols'?: readonly ('TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3')[];
  readonly 'ssl-ciphers'?: string;
  readonly 'ssl-prefer-server-ciphers'?: boolean;
  /** Whether answers and pages of errors tell nginx's version. */
  readonly 'server-tokens'?: boolean;
  /** Takes the client's address, which the PROXY protocol tells; see `clientAddresses`. */
  readonly 'proxy-protocol'?: boolean;
  /** Header with the client's address; see `clientAddresses`. */
  readonly 'real-ip-header'?: string;
  /** Proxies whose word on it is taken; see `clientAddresses`. */
  readonly 'set-real-ip-from'?: readonly string[];
  readonly 'real-ip-recursive'?: boolean;
  readonly 'access-log-off'?: boolean;
  readonly 'default-server-access-log-off'?: boolean;
  readonly 'log-format'?: string;
  readonly 'log-format-escaping'?: 'default' | 'json' | 'none';
  readonly 'error-log-level'?: 'debug' | 'info' | 'notice' | 'warn' | 'error' | 'crit' | 'alert' | 'emerg';
  /** Answer of nginx where no route is: a status, or a status and an address. */
  readonly 'default-server-return'?: string;
  /** Which pod gets a request, such as `least_conn`. */
  readonly 'lb-method'?: string;
  /** Idle connections to pods that each worker keeps. */
  readonly keepalive?: number;
  readonly 'max-fails'?: number;
  readonly 'worker-processes'?: number | 'auto';
  readonly 'worker-connections'?: number;
  readonly 'worker-rlimit-nofile'?: number;
  readonly 'server-names-hash-bucket-size'?: number;
  readonly 'server-names-hash-max-size'?: number;
  readonly 'proxy-hide-headers'?: readonly string[];
  readonly 'proxy-pass-headers'?: readonly string[];
  readonly 'resolver-addresses'?: readonly string[];
  /** Address that Ingresses tell in their status, where no Service of type LoadBalancer has one. */
  readonly 'external-status-address'?: string;
}

type Key = keyof ControllerConfiguration;
type Form = (checks: Checks, prop: string, value: unknown) => void;

const form =
  (pattern: RegExp, what: string): Form =>
  (checks, prop, value) => {
    checks.match(prop, value, pattern, what);
  };
const number: Form = (checks, prop, value) => {
  checks.integer(prop, value, 0, 2 ** 31 - 1);
};
const list: Form = (checks, prop, value) => {
  for (const item of listOf(checks, prop, value)) checks.match(prop, item, /^[^\s,;{}"'\\]+$/, 'words without spaces');
};
const time = form(/^\d+(ms|[smhdwMy])?( \d+(ms|[smhdwMy])?)*$/, 'a time of nginx such as 60s');
const size = form(/^\d+[kKmMgG]?$/, 'a size of nginx such as 64m');
const level = form(/^(debug|info|notice|warn|error|crit|alert|emerg)$/, 'a level such as warn');
// nothing that would end the directive it stands in
const text = form(/^[^\0\r\n;{}]+$/, 'text without ";", braces and line breaks');
const format = form(/^[^\0\r\n;']+$/, "text without ';', quotes and line breaks");

const FORMS: Readonly<Record<Key, Form>> = {
  'proxy-connect-timeout': time,
  'proxy-read-timeout': time,
  'proxy-send-timeout': time,
  'keepalive-timeout': time,
  'worker-shutdown-timeout': time,
  'fail-timeout': time,
  'resolver-valid': time,
  'resolver-timeout': time,
  'client-max-body-size': size,
  'client-body-buffer-size': size,
  'proxy-buffer-size': size,
  'proxy-max-temp-file-size': size,
  'upstream-zone-size': size,
  'proxy-buffers': form(/^\d+ \d+[kKmMgG]?$/, 'a number and a size such as "8 4k"'),
  'proxy-buffering': checkFlag,
  http2: checkFlag,
  hsts: checkFlag,
  'hsts-max-age': number,
  'hsts-include-subdomains': checkFlag,
  'hsts-behind-proxy': checkFlag,
  'redirect-to-https': checkFlag,
  'ssl-redirect': checkFlag,
  'http-redirect-code': (checks, prop, value) => {
    if (isDeferred(value) || [301, 302, 307, 308].includes(Number(value))) return;
    checks.fail('KW2001', `${prop} is ${JSON.stringify(value)}`, 'use 301, 302, 307 or 308');
  },
  'ssl-protocols': (checks, prop, value) => {
    const known = /^TLSv1(\.[1-3])?$/;
    for (const item of listOf(checks, prop, value)) checks.match(prop, item, known, 'TLSv1.2 and TLSv1.3');
  },
  'ssl-ciphers': text,
  'ssl-prefer-server-ciphers': checkFlag,
  'server-tokens': checkFlag,
  'proxy-protocol': checkFlag,
  'real-ip-header': form(/^[A-Za-z0-9_-]+$/, 'the name of a header, or proxy_protocol'),
  'set-real-ip-from': checkNetworks,
  'real-ip-recursive': checkFlag,
  'access-log-off': checkFlag,
  'default-server-access-log-off': checkFlag,
  'log-format': format,
  'log-format-escaping': form(/^(default|json|none)$/, 'default, json or none'),
  'error-log-level': level,
  'default-server-return': form(/^[1-5]\d\d( [^\s;{}]+)?$/, 'a status such as 404, or "302 https://example.com"'),
  'lb-method': form(/^[a-z_]+( [^;{}]+)?$/, 'a method such as least_conn'),
  keepalive: number,
  'max-fails': number,
  'worker-processes': form(/^(auto|[1-9]\d*)$/, 'a number, or auto'),
  'worker-connections': number,
  'worker-rlimit-nofile': number,
  'server-names-hash-bucket-size': number,
  'server-names-hash-max-size': number,
  'proxy-hide-headers': list,
  'proxy-pass-headers': list,
  'resolver-addresses': list,
  'external-status-address': (checks, prop, value) => {
    checks.hostOrAddress(prop, value);
  },
};

/** KW2001, KW2004, KW2012, KW2014: looks at the settings of nginx. */
export function checkConfiguration(checks: Checks, given: unknown, more: unknown): void {
  for (const [key, value] of entriesOf(checks, 'configuration', given)) {
    const check = Object.hasOwn(FORMS, key) ? FORMS[key as Key] : undefined;
    if (check) check(checks, `configuration.${key}`, textOfNumber(key, value));
    else checks.fail('KW2012', `configuration.${key} is no setting we know`, 'put it into moreConfiguration');
  }
  for (const [key, value] of entriesOf(checks, 'moreConfiguration', more)) {
    const prop = `moreConfiguration.${key}`;
    if (Object.hasOwn(FORMS, key)) {
      checks.fail('KW2012', `${prop} is a setting we know`, 'put it into configuration, where it is checked');
    } else checks.match(prop, value, /^[^\0]*$/, 'text');
  }
}

/** Settings as the ConfigMap has them. */
export function configurationData(
  scope: Construct,
  given: ControllerConfiguration,
  more: StringMap,
): Record<string, string> {
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  const data = known.map(([key, value]) => {
    const look = (checks: Checks, later: unknown) =>
      FORMS[key as Key](checks, `configuration.${key}`, textOfNumber(key, later));
    return [key, checkedLater(scope, value as unknown, look, later => textOf(key, later))];
  });
  return { ...more, ...(Object.fromEntries(data) as Record<string, string>) };
}

function entriesOf(checks: Checks, prop: string, value: unknown): [string, unknown][] {
  if (value === undefined) return [];
  checks.known(prop, value, 'its fields may be known later');
  if (isDeferred(value)) return [];
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).filter(([, item]) => item !== undefined);
  }
  checks.fail('KW2012', `${prop} is ${JSON.stringify(value)}`, 'use an object');
  return [];
}

function textOfNumber(key: string, value: unknown): unknown {
  return key === 'worker-processes' && typeof value === 'number' ? String(value) : value;
}

function textOf(key: string, value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.join(key === 'ssl-protocols' ? ' ' : ',');
}
