import { derived } from '../../src/values';
import { withDefaults } from '../common/defaults';
import { images } from '../common/images';
import type { StringMap } from '../common/labels';
import type { ClientAddresses } from '../ingress/controller';
import type { KongExposure } from './exposure';
import { PORTS } from './ports';
import type { KongIngressControllerProps } from './props';

/** Props with their defaults. */
export interface Settings {
  readonly namespace: string;
  readonly image: string;
  readonly controllerImage: string;
  readonly replicas: number;
  readonly expose: KongExposure;
  readonly ingressClassName: string;
  readonly isDefaultClass: boolean;
  readonly customResources: boolean;
  readonly gatewayApi: boolean;
  readonly gatewayClassName: string;
  readonly watchNamespaces?: readonly string[];
  readonly metrics: boolean;
  readonly clientAddresses?: ClientAddresses;
  readonly configuration: StringMap;
  readonly workers: number;
  readonly externalBackends: boolean;
  readonly terminationGracePeriodSeconds: number;
  readonly cacheSize: string;
}

/** Fills in the defaults. */
export function settingsOf(props: KongIngressControllerProps): Settings {
  const ingressClassName = props.ingressClassName ?? 'kong';
  const defaults: Settings = {
    namespace: 'kong',
    image: images.kong,
    controllerImage: images.kongIngressController,
    replicas: 2,
    expose: { type: 'nodePort' },
    ingressClassName,
    isDefaultClass: false,
    customResources: true,
    gatewayApi: false,
    gatewayClassName: ingressClassName,
    metrics: true,
    configuration: {},
    workers: 2,
    externalBackends: false,
    terminationGracePeriodSeconds: 60,
    cacheSize: '1Gi',
  };
  return withDefaults(defaults, props);
}

/** Where Kong keeps what it writes. */
export const PREFIX = '/kong_prefix';

/** Settings of Kong that `configuration` can't change, since objects were made by them. */
const FIXED = (settings: Settings): Record<string, string> => {
  const proxyProtocol = settings.clientAddresses?.from === 'proxyProtocol' ? ' proxy_protocol' : '';
  return {
    // routes come from the controller, and are kept in memory
    database: 'off',
    prefix: PREFIX,
    proxy_listen: [
      `0.0.0.0:${PORTS.http} reuseport backlog=16384${proxyProtocol}`,
      `0.0.0.0:${PORTS.https} http2 ssl reuseport backlog=16384${proxyProtocol}`,
    ].join(', '),
    // what clients see of the ports: redirects lead to 443
    port_maps: `80:${PORTS.http}, 443:${PORTS.https}`,
    admin_listen: `127.0.0.1:${PORTS.admin}`,
    status_listen: `0.0.0.0:${PORTS.status}`,
    admin_gui_listen: 'off',
    cluster_listen: 'off',
    // the controller then writes routes with the very priorities that it wants
    router_flavor: 'expressions',
    kic: 'on',
  };
};

/** Names of settings that are not for `configuration`. */
export const FIXED_NAMES: ReadonlySet<string> = new Set([
  ...Object.keys(FIXED(settingsOf({}))),
  'nginx_worker_processes',
  'real_ip_header',
  'real_ip_recursive',
  'trusted_ips',
]);

/** Kong's settings, by their names in kong.conf. */
export function kongConfiguration(settings: Settings): Record<string, string> {
  const { clientAddresses: proxy, workers } = settings;
  const ours: Record<string, string> = {
    // it would tell its makers of its use, and clients of its release
    anonymous_reports: 'off',
    headers: 'off',
    admin_access_log: 'off',
    proxy_error_log: '/dev/stderr',
    admin_error_log: '/dev/stderr',
  };
  const addresses: Record<string, string> = proxy
    ? {
        real_ip_header: derived(proxy.from, from => (from === 'proxyProtocol' ? 'proxy_protocol' : from)),
        real_ip_recursive: (proxy.recursive ?? true) ? 'on' : 'off',
        trusted_ips: derived([...proxy.trustedProxies], known => known.join(',')),
      }
    : {};
  return {
    ...ours,
    ...settings.configuration,
    nginx_worker_processes: derived(workers, String),
    ...addresses,
    ...FIXED(settings),
  };
}

/** Kinds of the controller that nobody here makes; without them it needs no rights to read them. */
const UNUSED = [
  'tcpingress',
  'udpingress',
  'kong-vault',
  'kong-license',
  'kong-custom-entity',
  'kong-service-facade',
  'ingress-class-parameters',
];
const GATEWAY = ['gateway', 'httproute', 'grpcroute', 'reference-grant'];

/** What the controller is started with. */
export interface FlagSettings extends Settings {
  readonly name: string;
  /** Namespaces that it watches; `undefined` for all. */
  readonly watched?: readonly string[];
}

/** Flags of the controller. */
export function flagsOf(settings: FlagSettings): string[] {
  const { name, gatewayApi, watched } = settings;
  return [
    `--kong-admin-url=http://127.0.0.1:${PORTS.admin}`,
    `--publish-service=$(POD_NAMESPACE)/${name}`,
    `--ingress-class=${settings.ingressClassName}`,
    '--anonymous-reports=false',
    ...(watched ? [`--watch-namespace=${watched.join(',')}`] : []),
    ...UNUSED.map(kind => `--enable-controller-${kind}=false`),
    ...(gatewayApi ? [] : GATEWAY.map(kind => `--enable-controller-gwapi-${kind}=false`)),
  ];
}
