import type { StringMap } from '../../common/labels';
import type { Resources } from '../../common/resources';
import type { Scheduling } from '../../common/scheduling';
import type { ControllerConfiguration } from './configuration';
import type { ControllerExposure } from './exposure';

/** A port of nginx's for TransportServers. */
export interface TransportListener {
  /** What TransportServers call it. */
  readonly name: string;
  /** Port of the pods and of the Service; not one that the controller has itself. */
  readonly port: number;
  /** @default 'TCP' */
  readonly protocol?: 'TCP' | 'UDP';
  /**
   * Port of the nodes, where the controller is reached by those.
   * @default - the cluster picks a free one
   */
  readonly nodePort?: number;
}

/** How the controller learns its clients' addresses from a proxy in front of it. */
export interface ClientAddresses {
  /** The proxy's way to tell: a header that it sets, such as `X-Forwarded-For`, or the PROXY protocol. */
  readonly from: 'X-Forwarded-For' | 'X-Real-IP' | 'proxyProtocol';
  /** Networks of the proxies; the word of any other client counts for nothing. */
  readonly trustedProxies: readonly string[];
  /**
   * Whether to skip all trusted addresses of the header, where several proxies stand in a row.
   * @default true
   */
  readonly recursive?: boolean;
}

/** Settings of an {@link NginxIngressController}. */
export interface NginxIngressControllerProps {
  /**
   * Name of the objects.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /**
   * Namespace of the controller, which is made unless it is the chart's own.
   * @default 'nginx-ingress'
   */
  readonly namespace?: string;
  /**
   * F5's own image of the controller with nginx (not NGINX Plus).
   * @default - the release that `images.nginxIngress` names
   */
  readonly image?: string;
  /**
   * A number of pods, or one pod on each node.
   * @default - 'DaemonSet' where the nodes' own ports are used, else 'Deployment'
   */
  readonly kind?: 'Deployment' | 'DaemonSet';
  /**
   * Number of pods of a Deployment.
   * @default 2
   */
  readonly replicas?: number;
  /**
   * How it is reached.
   * @default - at two ports of every node that the cluster picks
   */
  readonly expose?: ControllerExposure;
  /**
   * Name of the IngressClass.
   * @default 'nginx'
   */
  readonly ingressClassName?: string;
  /**
   * Whether Ingresses that name no class are its own.
   * @default false
   */
  readonly isDefaultClass?: boolean;
  /**
   * Namespaces whose routes, Services and Secrets it may read, beside its own.
   * @default - all
   */
  readonly watchNamespaces?: readonly string[];
  /**
   * Whether it serves VirtualServers, VirtualServerRoutes, TransportServers and Policies, and their definitions (CRDs)
   * are made.
   * @default true
   */
  readonly customResources?: boolean;
  /**
   * Settings of nginx for all routes.
   * @default - answers without nginx's version, TLS 1.2 and 1.3; else the controller's
   */
  readonly configuration?: ControllerConfiguration;
  /**
   * Settings that {@link ControllerConfiguration} lacks, as the ConfigMap has them.
   * @default - none
   */
  readonly moreConfiguration?: StringMap;
  /**
   * The proxy in front that tells its clients' addresses.
   * @default - none: whoever connects is the client
   */
  readonly clientAddresses?: ClientAddresses;
  /**
   * Secret of type `kubernetes.io/tls`, in the controller's namespace, for requests by HTTPS that no route is for. The
   * controller does not start without it.
   * @default - none: such connections are refused
   */
  readonly defaultTlsSecretName?: string;
  /**
   * Secret of type `kubernetes.io/tls`, in the controller's namespace, for routes with TLS that name no Secret. The
   * controller does not start without it.
   * @default - none
   */
  readonly wildcardTlsSecretName?: string;
  /**
   * Ports for TransportServers. They need `customResources`.
   * @default - none
   */
  readonly listeners?: readonly TransportListener[];
  /**
   * Whether TransportServers may take TLS connections at port 443 as they are, by the name in their greeting.
   * @default false
   */
  readonly tlsPassthrough?: boolean;
  /**
   * Whether it shows metrics for Prometheus, to pods that `allowMetricsFrom` names.
   * @default true
   */
  readonly metrics?: boolean;
  /**
   * Whether a path answers 200 for any host, for a load balancer to ask whether nginx is there.
   * @default false
   */
  readonly healthStatus?: boolean;
  /**
   * That path.
   * @default '/nginx-health'
   */
  readonly healthStatusUri?: string;
  /**
   * Whether it takes Ingresses without a host, which are for any.
   * @default false
   */
  readonly allowEmptyHost?: boolean;
  /**
   * Whether routes may bring text for nginx's configuration. Whoever may make a route can then read every Secret that
   * the controller can.
   * @default false
   */
  readonly enableSnippets?: boolean;
  /**
   * Whether VirtualServers may ask cert-manager for their certificates. The controller may then make and delete
   * Certificates.
   * @default false
   */
  readonly certManager?: boolean;
  /**
   * Whether VirtualServers may ask ExternalDNS for their names. The controller may then make and delete DNSEndpoints.
   * @default false
   */
  readonly externalDns?: boolean;
  /**
   * Whether nginx may connect to addresses outside the cluster too: pods in their nodes' network, Services of type
   * ExternalName, login servers.
   * @default false
   */
  readonly externalBackends?: boolean;
  /**
   * Seconds that connections have to end in when a pod stops.
   * @default 60
   */
  readonly terminationGracePeriodSeconds?: number;
  /**
   * Room for bodies of requests and answers that wait until they are whole.
   * @default '1Gi'
   */
  readonly cacheSize?: string;
  /**
   * Compute resources.
   * @default - 100m CPU and 128Mi memory, at most 512Mi
   */
  readonly resources?: Resources;
  /**
   * On which nodes it may run.
   * @default - any with Linux
   */
  readonly scheduling?: Scheduling;
}
