import { derived } from '../../../src/values';
import { withDefaults } from '../../common/defaults';
import type { ControllerConfiguration } from './configuration';
import { type ControllerExposure, isOnHost } from './exposure';
import { PORTS } from './ports';
import type { NginxIngressControllerProps, TransportListener } from './props';

/** Props with their defaults. */
export interface Settings {
  readonly namespace: string;
  readonly image: string;
  readonly kind: 'Deployment' | 'DaemonSet';
  readonly replicas: number;
  readonly expose: ControllerExposure;
  readonly ingressClassName: string;
  readonly isDefaultClass: boolean;
  readonly watchNamespaces?: readonly string[];
  readonly customResources: boolean;
  readonly defaultTlsSecretName?: string;
  readonly wildcardTlsSecretName?: string;
  readonly listeners: readonly TransportListener[];
  readonly tlsPassthrough: boolean;
  readonly metrics: boolean;
  readonly healthStatus: boolean;
  readonly healthStatusUri: string;
  readonly allowEmptyHost: boolean;
  readonly enableSnippets: boolean;
  readonly certManager: boolean;
  readonly externalDns: boolean;
  readonly externalBackends: boolean;
  readonly terminationGracePeriodSeconds: number;
  readonly cacheSize: string;
  /** Whether there is an address to tell in the status of Ingresses. */
  readonly reportStatus: boolean;
}

/** Fills in the defaults. */
export function settingsOf(props: NginxIngressControllerProps, image: string): Settings {
  const expose = props.expose ?? { type: 'nodePort' };
  const onHost = isOnHost(expose);
  const defaults: Settings = {
    namespace: 'nginx-ingress',
    image,
    kind: onHost ? 'DaemonSet' : 'Deployment',
    replicas: 2,
    expose,
    ingressClassName: 'nginx',
    isDefaultClass: false,
    customResources: true,
    listeners: [],
    tlsPassthrough: false,
    metrics: true,
    healthStatus: false,
    healthStatusUri: '/nginx-health',
    allowEmptyHost: false,
    enableSnippets: false,
    certManager: false,
    externalDns: false,
    externalBackends: false,
    terminationGracePeriodSeconds: 60,
    cacheSize: '1Gi',
    reportStatus: expose?.type === 'loadBalancer' || hasAddress(props.configuration),
  };
  return withDefaults(defaults, props);
}

/** Settings of nginx: ours, what follows from other props, and what is given. */
export function configurationOf(props: NginxIngressControllerProps): ControllerConfiguration {
  const { clientAddresses: proxy } = props;
  const isProtocol = proxy?.from === 'proxyProtocol';
  const ours: ControllerConfiguration = {
    'server-tokens': false,
    'ssl-protocols': ['TLSv1.2', 'TLSv1.3'],
    ...(proxy && {
      'real-ip-header': isProtocol ? 'proxy_protocol' : proxy.from,
      'set-real-ip-from': proxy.trustedProxies,
      'real-ip-recursive': proxy.recursive ?? true,
      ...(isProtocol && { 'proxy-protocol': true }),
    }),
  };
  return withDefaults(ours, props.configuration);
}

/** What the program is started with. */
export interface FlagSettings extends Settings {
  readonly name: string;
  readonly namespace: string;
  readonly lease: string;
  readonly hasGlobalConfiguration: boolean;
}

/** Only what differs from the program's own defaults, and what it must be told. It reports nothing to its makers. */
export function flagsOf(settings: FlagSettings): string[] {
  const { name, namespace, expose, customResources } = settings;
  const own = (object: string) => `$(POD_NAMESPACE)/${object}`;
  const secret = (flag: string, given: string | undefined) =>
    given === undefined ? [] : [derived(given, known => `-${flag}=${own(known)}`)];
  const when = (condition: boolean, ...flags: string[]) => (condition ? flags : []);
  const watched = settings.watchNamespaces && [...new Set([namespace, ...settings.watchNamespaces])];
  return [
    `-nginx-configmaps=${own(name)}`,
    `-ingress-class=${settings.ingressClassName}`,
    `-leader-election-lock-name=${settings.lease}`,
    '-enable-telemetry-reporting=false',
    `-enable-custom-resources=${customResources}`,
    // the page with nginx's connections, which metrics take from a socket
    '-nginx-status=false',
    ...when(watched !== undefined, `-watch-namespace=${watched?.join(',')}`),
    ...when(settings.reportStatus, '-report-ingress-status'),
    ...when(expose.type === 'loadBalancer', `-external-service=${name}`),
    ...secret('default-server-tls-secret', settings.defaultTlsSecretName),
    ...secret('wildcard-tls-secret', settings.wildcardTlsSecretName),
    ...when(settings.metrics, '-enable-prometheus-metrics', `-prometheus-metrics-listen-port=${PORTS.metrics}`),
    `-ready-status-port=${PORTS.ready}`,
    ...when(
      settings.healthStatus,
      '-health-status',
      derived(settings.healthStatusUri, known => `-health-status-uri=${known}`),
    ),
    ...when(settings.allowEmptyHost, '-allow-empty-ingress-host'),
    ...when(settings.enableSnippets, '-enable-snippets'),
    ...when(settings.tlsPassthrough, '-enable-tls-passthrough'),
    ...when(settings.certManager, '-enable-cert-manager'),
    ...when(settings.externalDns, '-enable-external-dns'),
    ...when(settings.hasGlobalConfiguration, `-global-configuration=${own(name)}`),
  ];
}

function hasAddress(configuration: ControllerConfiguration | undefined): boolean {
  return Object(configuration)['external-status-address'] !== undefined;
}

/** The kinds that are to be defined. */
export function kindsOf({ externalDns }: Settings): string[] {
  const kinds = ['VirtualServer', 'VirtualServerRoute', 'TransportServer', 'Policy', 'GlobalConfiguration'];
  return externalDns ? [...kinds, 'DNSEndpoint'] : kinds;
}
