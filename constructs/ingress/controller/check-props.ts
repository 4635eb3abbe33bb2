import { isDeferred } from '../../../src/values';
import type { Checks } from '../../common/checks';
import { IS_NAME } from '../../common/names';
import { checkFlag, checkNetworks, listOf } from '../../common/prop-forms';
import { checkNamespaceName } from '../../common/secured-namespace';
import { checkConfiguration } from './configuration';
import { type ControllerExposure, checkControllerExposure } from './exposure';
import { PORTS } from './ports';
import type { ClientAddresses, NginxIngressControllerProps, TransportListener } from './props';

const FLAGS = [
  'isDefaultClass',
  'customResources',
  'tlsPassthrough',
  'metrics',
  'healthStatus',
  'allowEmptyHost',
  'enableSnippets',
  'certManager',
  'externalDns',
  'externalBackends',
] as const;
/** What the program refuses, or forgets, without its custom resources. */
const NEED_CUSTOM_RESOURCES = ['tlsPassthrough', 'certManager', 'externalDns', 'listeners'] as const;

/** KW2001, KW2003, KW2004, KW2006, KW2007, KW2012, KW2014: looks at the props of a controller. */
export function checkProps(
  checks: Checks,
  props: NgxProps,
  expose: ControllerExposure,
  chartNamespace: string | undefined,
): void {
  checks
    .allKnown(props, 'kind', 'scheduling', ...FLAGS)
    .match('kind', props.kind, /^(Deployment|DaemonSet)$/, 'Deployment or DaemonSet')
    .integer('replicas', props.replicas, 0)
    .integer('terminationGracePeriodSeconds', props.terminationGracePeriodSeconds, 1)
    .quantity('cacheSize', props.cacheSize)
    .known('ingressClassName', props.ingressClassName, IS_NAME)
    .dnsSubdomain('ingressClassName', props.ingressClassName)
    .match('healthStatusUri', props.healthStatusUri, /^\/[\w./-]*$/, 'a path such as /nginx-health');
  for (const flag of FLAGS) checkFlag(checks, flag, props[flag]);
  for (const secret of ['defaultTlsSecretName', 'wildcardTlsSecretName'] as const) {
    if (props[secret] !== undefined) checks.secret(secret, { name: props[secret] });
  }
  if (props.namespace !== undefined && props.namespace !== chartNamespace) {
    checkNamespaceName(checks, 'namespace', props.namespace);
  }
  listOf(checks, 'watchNamespaces', props.watchNamespaces).forEach((name, i) => {
    checks.known(`watchNamespaces[${i}]`, name, IS_NAME).dnsLabel(`watchNamespaces[${i}]`, name ?? '');
  });
  checkControllerExposure(checks, expose);
  checkConfiguration(checks, props.configuration, props.moreConfiguration);
  checkClientAddresses(checks, props.clientAddresses);
  checkListeners(checks, props.listeners);
  if (props.kind === 'DaemonSet' && props.replicas !== undefined) {
    checks.fail('KW2012', 'replicas is nothing that a DaemonSet has', 'leave it out, or use kind: Deployment');
  }
  if (props.customResources === false) {
    for (const prop of NEED_CUSTOM_RESOURCES.filter(name => props[name])) {
      checks.fail('KW2012', `${prop} needs custom resources`, `leave ${prop} or customResources out`);
    }
  }
}

type NgxProps = NginxIngressControllerProps;

function checkClientAddresses(checks: Checks, given: ClientAddresses | undefined): void {
  checks.known('clientAddresses', given, 'its networks may be known later');
  if (given === undefined || isDeferred(given)) return;
  if (typeof given !== 'object' || given === null) {
    checks.fail('KW2012', `clientAddresses is ${JSON.stringify(given)}`, 'use { from, trustedProxies }');
    return;
  }
  const { from, trustedProxies, recursive } = given;
  checks
    .known('clientAddresses.from', from)
    .match(
      'clientAddresses.from',
      from ?? '',
      /^(X-Forwarded-For|X-Real-IP|proxyProtocol)$/,
      'X-Forwarded-For, X-Real-IP or proxyProtocol',
    );
  checkFlag(checks, 'clientAddresses.recursive', recursive);
  if (checks.isGiven('clientAddresses.trustedProxies', trustedProxies)) {
    checkNetworks(checks, 'clientAddresses.trustedProxies', trustedProxies);
  }
}

/** Names and ports decide which ports objects have, so they are to be known. */
function checkListeners(checks: Checks, given: readonly TransportListener[] | undefined): void {
  const [names, ports] = [new Set<unknown>(), new Set<unknown>(Object.values(PORTS))];
  listOf(checks, 'listeners', given).forEach((item, i) => {
    const prop = `listeners[${i}]`;
    const { name, port, protocol, nodePort } = (item ?? {}) as TransportListener;
    checks
      .known(`${prop}.name`, name, IS_NAME)
      .dnsLabel(`${prop}.name`, name ?? '', 15)
      .known(`${prop}.port`, port)
      .integer(`${prop}.port`, port ?? 0, 1, 65535)
      .known(`${prop}.protocol`, protocol)
      .match(`${prop}.protocol`, protocol, /^(TCP|UDP)$/, 'TCP or UDP')
      .nodePort(`${prop}.nodePort`, nodePort);
    if (names.has(name) || name === 'http' || name === 'https' || name === 'tls-passthrough') {
      checks.fail('KW2012', `${prop}.name is ${JSON.stringify(name)}, which is taken`, 'choose another name');
    }
    if (ports.has(port)) {
      checks.fail('KW2012', `${prop}.port is ${String(port)}, which is taken`, 'choose another port');
    }
    names.add(name);
    ports.add(port);
  });
}
