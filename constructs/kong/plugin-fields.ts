import { isDeferred } from '../../src/values';
import type { Checks } from '../common/checks';
import { checkFlag, checkNetworks, listOf } from '../common/prop-forms';
import type { KongPluginName } from './plugin-configs';

/** Looks at one field of a configuration. */
export type Form = (checks: Checks, prop: string, value: unknown) => void;
export type Fields = Readonly<Record<string, Form>>;

const text: Form = (checks, prop, value) => {
  checks.match(prop, value, /^[^\0]+$/, 'text');
};
const form =
  (pattern: RegExp, what: string): Form =>
  (checks, prop, value) => {
    checks.match(prop, value, pattern, what);
  };
const oneOf = (...values: string[]): Form => form(new RegExp(`^(${values.join('|')})$`), values.join(', '));
const whole =
  (min: number, max?: number): Form =>
  (checks, prop, value) => {
    checks.integer(prop, value, min, max);
  };
const list =
  (of: Form): Form =>
  (checks, prop, value) => {
    listOf(checks, prop, value).forEach((item, i) => {
      of(checks, `${prop}[${i}]`, item ?? '');
    });
  };
const record =
  (fields: Fields): Form =>
  (checks, prop, value) => {
    checkFields(checks, prop, value, fields);
  };

const header = form(/^[\w!#$%&'*+.^`|~-]+$/, 'the name of a header');
const headerValue = form(/^[\w!#$%&'*+.^`|~-]+:[^\r\n]*$/, 'a header and its value, such as "X-From:kong"');
const pair = form(/^[^:]+:.*$/s, 'a name and a value, such as "name:value"');
const method = oneOf('GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT');
const status = whole(100, 599);

/** Fields of a transformer; what is removed has a name only, what is renamed a name for its value. */
const parts = (others: readonly string[], removes: boolean, more: Fields = {}): Form =>
  record({
    headers: list(removes ? header : headerValue),
    ...Object.fromEntries(others.map(name => [name, list(removes ? text : pair)])),
    ...more,
  });
const transformer = (others: readonly string[], more: Fields, ofReplace: Fields): Fields => ({
  remove: parts(others, true, more),
  rename: parts(others, false, more),
  replace: parts(others, false, { ...more, ...ofReplace }),
  add: parts(others, false, more),
  append: parts(others, false, more),
});

/** Periods of `rate-limiting`, the short ones first. */
export const PERIODS = ['second', 'minute', 'hour', 'day', 'month', 'year'] as const;

/**
 * What the plugins of Kong 3.9 take.
 * @see https://github.com/Kong/kong/tree/3.9.3/kong/plugins
 */
export const PLUGIN_FIELDS: Readonly<Record<KongPluginName, Fields>> = {
  'rate-limiting': {
    ...Object.fromEntries(PERIODS.map(period => [period, whole(1)])),
    limit_by: oneOf('consumer', 'credential', 'ip', 'service', 'header', 'path'),
    header_name: header,
    path: form(/^\//, 'an absolute path'),
    policy: oneOf('local', 'redis'),
    fault_tolerant: checkFlag,
    hide_client_headers: checkFlag,
    error_code: status,
    error_message: text,
    redis: record({
      host: (checks, prop, value) => {
        checks.hostOrAddress(prop, value);
      },
      port: whole(1, 65535),
      username: text,
      database: whole(0),
      timeout: whole(0),
      ssl: checkFlag,
      ssl_verify: checkFlag,
    }),
  },
  'key-auth': {
    key_names: list(header),
    hide_credentials: checkFlag,
    anonymous: text,
    key_in_header: checkFlag,
    key_in_query: checkFlag,
    key_in_body: checkFlag,
    run_on_preflight: checkFlag,
    realm: text,
  },
  'basic-auth': { hide_credentials: checkFlag, anonymous: text, realm: text },
  acl: { allow: list(text), deny: list(text), hide_groups_header: checkFlag },
  prometheus: {
    per_consumer: checkFlag,
    status_code_metrics: checkFlag,
    latency_metrics: checkFlag,
    bandwidth_metrics: checkFlag,
    upstream_health_metrics: checkFlag,
  },
  'response-transformer': transformer(['json'], { json_types: list(oneOf('boolean', 'number', 'string')) }, {}),
  'request-transformer': {
    http_method: form(/^[A-Z]+$/, 'a method such as GET'),
    ...transformer(['querystring', 'body'], {}, { uri: form(/^\//, 'an absolute path') }),
  },
  cors: {
    origins: list(text),
    methods: list(method),
    headers: list(header),
    exposed_headers: list(header),
    credentials: checkFlag,
    max_age: whole(0),
    preflight_continue: checkFlag,
    private_network: checkFlag,
  },
  'ip-restriction': { allow: checkNetworks, deny: checkNetworks, status, message: text },
  'request-size-limiting': {
    allowed_payload_size: whole(1),
    size_unit: oneOf('megabytes', 'kilobytes', 'bytes'),
    require_content_length: checkFlag,
  },
  redirect: {
    status_code: status,
    location: form(/^https?:\/\/[^\s]+$/, 'a URL such as https://shop.example.com/'),
    keep_incoming_path: checkFlag,
  },
};

/** KW2001, KW2012, KW2014: an object with these fields and no other. */
export function checkFields(checks: Checks, prop: string, value: unknown, fields: Fields): void {
  checks.known(prop, value, 'its fields may be known later');
  if (value === undefined || isDeferred(value)) return;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    checks.fail('KW2012', `${prop} is ${JSON.stringify(value)}`, 'use an object');
    return;
  }
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const look = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (look) look(checks, `${prop}.${name}`, item);
    else {
      checks.fail(
        'KW2012',
        `${prop}.${name} is nothing that the plugin knows`,
        `use ${Object.keys(fields).join(', ')}; what is missing here can be given in otherConfig`,
      );
    }
  }
}
