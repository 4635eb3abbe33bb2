import type { Checks } from '../common/checks';
import { parseQuantity } from '../common/quantity';

/**
 * How data gets to the disk: as a log of all writes (`aof`: a crash loses a second), as snapshots (`rdb`: a crash loses
 * what came after the last one), as both, or not at all.
 * @see https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/
 */
export type RedisPersistence = 'aof' | 'rdb' | 'both' | 'none';

type Value = string | number | boolean;

/** Options of `redis.conf`: text stands there as it is; `true` and `false` become `yes` and `no`. */
export type RedisConfiguration = Readonly<Record<string, Value | readonly Value[]>>;

/** Options with which passwords would stand in a ConfigMap. */
const SECRET = /^(requirepass|masterauth|primaryauth|masteruser|primaryuser|user|aclfile|tls-(client-)?key-file-pass)$/;
/** Options that the construct itself sets, each with what to use in its place. */
const OWN: Readonly<Record<string, string>> = {
  appenddirname: 'nothing: the log has a place of its own',
  appendfilename: 'nothing: the log has a place of its own',
  appendonly: 'persistence',
  bind: 'allowFrom',
  'cluster-enabled': 'another construct: a cluster is another kind of system',
  daemonize: 'nothing: Kubernetes waits for the program',
  dbfilename: 'nothing: the snapshot has a place of its own',
  dir: 'storage',
  include: 'configuration',
  logfile: 'nothing: Kubernetes collects what the program prints',
  'maxmemory-policy': 'maxmemoryPolicy',
  port: 'service: the port is 6379',
  'protected-mode': 'allowFrom',
  replicaof: 'replicas and primaryOrdinal',
  'replica-announce-ip': 'nothing: pods are told by their names',
  'replica-announce-port': 'nothing: pods are told by their names',
  slaveof: 'replicas and primaryOrdinal',
};

/** Looks at what the user gives of `redis.conf`. */
export function checkConfiguration(checks: Checks, given: unknown): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    checks.fail('KW2012', `configuration is ${JSON.stringify(given)}`, 'use a map such as { timeout: 300 }');
    return;
  }
  for (const [option, value] of Object.entries(given)) {
    checks.match('configuration', option, /^[a-z][a-z0-9-]*$/, 'names of options such as maxclients');
    if (SECRET.test(option)) {
      checks.fail('KW2015', `configuration.${option} would stand in a ConfigMap`, 'give the password as credentials');
    } else if (Object.hasOwn(OWN, option)) {
      checks.fail('KW2012', `configuration.${option} is set by the construct`, `use ${OWN[option]}`);
    }
    const lines: unknown[] = Array.isArray(value) ? value : [value];
    for (const line of lines) {
      const text = isValue(line) ? String(line) : line;
      checks.match(`configuration.${option}`, text ?? null, ONE_LINE, 'text of one line, a number, or yes or no');
    }
  }
}

/** Text without any character that could end a line. */
const ONE_LINE = /^[^\p{Cc}\u2028\u2029]*$/u;

function isValue(value: unknown): value is Value {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Whether all writes are logged. */
export function hasLog(persistence: RedisPersistence): boolean {
  return persistence === 'aof' || persistence === 'both';
}

function hasSnapshots(persistence: RedisPersistence): boolean {
  return persistence === 'rdb' || persistence === 'both';
}

/** What `redis.conf` is made of. */
export interface ServerConfigProps {
  readonly memoryLimit: string;
  readonly persistence: RedisPersistence;
  readonly maxmemoryPolicy: string;
  readonly configuration: RedisConfiguration;
}

/**
 * The part of `redis.conf` that all pods share and that is no secret.
 *
 * Of the memory limit, three quarters are for the data. The rest is for what Redis doesn't count there: pages that are
 * copied while a child writes a snapshot or a new log, what waits for replicas and clients, and fragmentation.
 * @see https://redis.io/docs/latest/operate/oss_and_stack/management/config/
 */
export function serverConfig({ memoryLimit, persistence, maxmemoryPolicy, configuration }: ServerConfigProps): string {
  const memory = parseQuantity(memoryLimit) ?? 0;
  const part = (share: number, most = Number.POSITIVE_INFINITY) =>
    `${Math.min(most, Math.max(1, Math.floor((memory * share) / 2 ** 20)))}mb`;
  const options: RedisConfiguration = {
    bind: '* -::*',
    port: 6379,
    dir: '/data',
    maxmemory: part(3 / 4),
    'maxmemory-policy': maxmemoryPolicy,
    appendonly: hasLog(persistence),
    appendfsync: 'everysec',
    save: hasSnapshots(persistence) ? SNAPSHOTS : '',
    // a replica that was away for a moment goes on where it stopped, in place of reading all data anew
    'repl-backlog-size': part(1 / 32, 256),
    // a connection to an address that is gone is given up after this many seconds
    'repl-timeout': 20,
    'repl-ping-replica-period': 5,
    // what waits for a slow replica must not get the primary killed
    'client-output-buffer-limit': `replica ${part(1 / 8, 256)} ${part(1 / 16, 64)} 60`,
    ...configuration,
  };
  return Object.entries(options)
    .flatMap(([option, value]) => (Array.isArray(value) ? value : [value]).map(item => line(option, item as Value)))
    .join('');
}

/** After an hour with one change, five minutes with a hundred, or a minute with ten thousand. */
const SNAPSHOTS = ['3600 1', '300 100', '60 10000'];

function line(option: string, value: Value): string {
  const text = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
  return `${option} ${text === '' ? '""' : text}\n`;
}
