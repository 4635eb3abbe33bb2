import { isDeferred } from '../../src/values';
import type { Checks } from '../common/checks';
import type { SecretKey } from '../common/connections';
import { checkFlag, listOf } from '../common/prop-forms';
import type { KongPluginName } from './plugin-configs';
import { checkFields, PERIODS, PLUGIN_FIELDS } from './plugin-fields';
import type { KongConfigPatch, KongPluginSettings } from './plugin-props';

const PROTOCOLS = ['http', 'https', 'grpc', 'grpcs', 'tcp', 'tls', 'udp', 'ws', 'wss'];

/** Whether the configuration of a plugin is typed here. */
function isTyped(plugin: unknown): plugin is KongPluginName {
  return typeof plugin === 'string' && Object.hasOwn(PLUGIN_FIELDS, plugin);
}

/** KW2001, KW2004, KW2007, KW2012, KW2013, KW2014: looks at a plugin. */
export function checkPlugin(checks: Checks, props: KongPluginSettings): void {
  const { plugin, config, otherConfig, configFrom, configPatches, protocols, instanceName } = props as Given;
  checks
    .known('plugin', plugin, 'its configuration depends on it')
    .allKnown(props, 'configFrom')
    .known('otherConfig', otherConfig, 'its fields may be known later')
    .match('plugin', plugin ?? '', /^[a-z][a-z0-9-]*$/, 'the name of a plugin, such as rate-limiting')
    .match('instanceName', instanceName, /^\S.*$/, 'text');
  checkFlag(checks, 'disabled', props.disabled);
  listOf(checks, 'protocols', protocols).forEach((protocol, i) => {
    checks.match(`protocols[${i}]`, protocol ?? '', new RegExp(`^(${PROTOCOLS.join('|')})$`), PROTOCOLS.join(', '));
  });
  if (configFrom !== undefined) checks.secret('configFrom', configFrom, true);
  listOf(checks, 'configPatches', configPatches).forEach((item, i) => {
    const { path, secret } = Object(item) as { path?: unknown; secret?: SecretKey };
    checks
      .match(`configPatches[${i}].path`, path ?? '', /^(\/[^/]+)+$/, 'a path in the configuration: /redis/password')
      .secret(`configPatches[${i}].secret`, secret, true);
  });
  if (configFrom !== undefined && [config, otherConfig, configPatches].some(given => given !== undefined)) {
    checks.fail(
      'KW2012',
      'configFrom stands beside another configuration',
      'give one of them; configPatches adds to config',
    );
  }
  if (config !== undefined && !isTyped(plugin) && !isDeferred(plugin)) {
    const typed = Object.keys(PLUGIN_FIELDS).join(', ');
    checks.fail('KW2012', `config is not typed for ${JSON.stringify(plugin)}`, `use otherConfig; typed are ${typed}`);
  }
  if (otherConfig !== undefined && (typeof otherConfig !== 'object' || otherConfig === null)) {
    checks.fail('KW2012', `otherConfig is ${JSON.stringify(otherConfig)}`, 'use an object');
  }
  if (!isTyped(plugin)) return;
  checkFields(checks, 'config', config, PLUGIN_FIELDS[plugin]);
  const isWhole = configFrom === undefined && otherConfig === undefined && !isDeferred(config);
  if (isWhole && typeof (config ?? {}) === 'object') checkWhole(checks, plugin, (config ?? {}) as Values);
}

type Values = Readonly<Record<string, unknown>>;

/** Settings as somebody without types may give them. */
interface Given {
  readonly plugin?: unknown;
  readonly config?: unknown;
  readonly otherConfig?: unknown;
  readonly configFrom?: SecretKey;
  readonly configPatches?: readonly KongConfigPatch[];
  readonly protocols?: unknown;
  readonly instanceName?: unknown;
}

/** KW2012, KW2013: what a plugin can't be without, and what does not go together. */
function checkWhole(checks: Checks, plugin: KongPluginName, config: Values): void {
  if (plugin === 'rate-limiting') checkRates(checks, config);
  if (plugin === 'redirect') checks.isGiven('config.location', config['location']);
  if (plugin !== 'acl' && plugin !== 'ip-restriction') return;
  const given = ['allow', 'deny'].filter(name => config[name] !== undefined);
  if (given.length === 0) checks.fail('KW2013', 'config names nobody', 'give config.allow or config.deny');
  if (given.length === 2 && plugin === 'acl') {
    checks.fail('KW2012', 'config.allow and config.deny are both given', 'give one of them');
  }
}

function checkRates(checks: Checks, config: Values): void {
  const given = PERIODS.filter(period => config[period] !== undefined);
  if (given.length === 0) {
    checks.fail('KW2013', 'config has no rate', `give one of config.${PERIODS.join(', config.')}`);
  }
  given.forEach((period, i) => {
    const larger = given[i + 1];
    const [few, many] = [config[period], larger && config[larger]];
    if (typeof few !== 'number' || typeof many !== 'number' || few <= many) return;
    checks.fail(
      'KW2012',
      `config.${larger} is ${many}, less than config.${period} with ${few}`,
      'let the longer period allow as much as the shorter one',
    );
  });
  if (config['limit_by'] === 'header') checks.isGiven('config.header_name', config['header_name']);
  if (config['limit_by'] === 'path') checks.isGiven('config.path', config['path']);
  if (config['policy'] === 'redis') {
    checks.isGiven('config.redis.host', (Object(config['redis']) as Values)['host']);
  }
}
