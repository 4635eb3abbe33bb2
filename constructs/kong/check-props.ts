import { isDeferred } from '../../src/values';
import type { Checks } from '../common/checks';
import { IS_NAME } from '../common/names';
import { checkFlag, checkNetworks, listOf } from '../common/prop-forms';
import { checkNamespaceName } from '../common/secured-namespace';
import type { ClientAddresses } from '../ingress/controller';
import { checkKongExposure, type KongExposure } from './exposure';
import type { KongIngressControllerProps } from './props';
import { FIXED_NAMES } from './settings';

const FLAGS = ['isDefaultClass', 'customResources', 'gatewayApi', 'metrics', 'externalBackends'] as const;

/** KW2001, KW2002, KW2003, KW2004, KW2006, KW2012, KW2014: looks at the props of a controller. */
export function checkProps(
  checks: Checks,
  props: KongIngressControllerProps,
  expose: KongExposure,
  chartNamespace: string | undefined,
): void {
  checks
    .allKnown(props, 'scheduling', ...FLAGS)
    .integer('replicas', props.replicas, 0)
    .integer('workers', props.workers, 1)
    .integer('terminationGracePeriodSeconds', props.terminationGracePeriodSeconds, 1)
    .quantity('cacheSize', props.cacheSize);
  for (const prop of ['ingressClassName', 'gatewayClassName'] as const) {
    checks.known(prop, props[prop], IS_NAME).dnsSubdomain(prop, props[prop]);
  }
  for (const flag of FLAGS) checkFlag(checks, flag, props[flag]);
  if (props.namespace !== undefined && props.namespace !== chartNamespace) {
    checkNamespaceName(checks, 'namespace', props.namespace);
  }
  listOf(checks, 'watchNamespaces', props.watchNamespaces).forEach((name, i) => {
    checks.known(`watchNamespaces[${i}]`, name, IS_NAME).dnsLabel(`watchNamespaces[${i}]`, name ?? '');
  });
  if (props.gatewayClassName !== undefined && props.gatewayApi !== true) {
    checks.fail('KW2012', 'gatewayClassName names nothing', 'set gatewayApi, or leave gatewayClassName out');
  }
  checkKongExposure(checks, expose);
  checkConfiguration(checks, props.configuration);
  checkClientAddresses(checks, props.clientAddresses);
}

function checkConfiguration(checks: Checks, given: KongIngressControllerProps['configuration']): void {
  checks.known('configuration', given, 'its values may be known later');
  if (given === undefined || isDeferred(given)) return;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    checks.fail(
      'KW2012',
      `configuration is ${JSON.stringify(given)}`,
      'use an object of settings as kong.conf has them',
    );
    return;
  }
  for (const [name, value] of Object.entries(given)) {
    const prop = `configuration.${name}`;
    if (!/^[a-z][a-z0-9_]*$/.test(name)) {
      checks.fail('KW2012', `${prop} is no setting`, 'use a name of kong.conf, such as ssl_protocols');
    } else if (FIXED_NAMES.has(name)) {
      checks.fail('KW2012', `${prop} is set by the construct`, 'leave it out; see clientAddresses, workers and expose');
    } else if (name.startsWith('pg_') || name.startsWith('cassandra_')) {
      checks.fail('KW2012', `${prop} is of a database, and Kong has none here`, 'leave it out');
    }
    checks.match(prop, value ?? '', /^[^\0\n]+$/, 'text of one line');
  }
}

function checkClientAddresses(checks: Checks, given: ClientAddresses | undefined): void {
  checks.known('clientAddresses', given, 'its networks may be known later');
  if (given === undefined || isDeferred(given)) return;
  if (typeof given !== 'object' || given === null) {
    checks.fail('KW2012', `clientAddresses is ${JSON.stringify(given)}`, 'use { from, trustedProxies }');
    return;
  }
  const { from, trustedProxies, recursive } = given;
  const ways = /^(X-Forwarded-For|X-Real-IP|proxyProtocol)$/;
  checks
    .known('clientAddresses.from', from)
    .match('clientAddresses.from', from ?? '', ways, 'X-Forwarded-For, X-Real-IP or proxyProtocol')
    .known('clientAddresses.recursive', recursive);
  checkFlag(checks, 'clientAddresses.recursive', recursive);
  if (checks.isGiven('clientAddresses.trustedProxies', trustedProxies)) {
    checkNetworks(checks, 'clientAddresses.trustedProxies', trustedProxies);
  }
}
