import type { StringMap } from '../common/labels';
import type { Resources } from '../common/resources';
import type { Scheduling } from '../common/scheduling';
import type { ClientAddresses } from '../ingress/controller';
import type { KongExposure } from './exposure';

/** Settings of a {@link KongIngressController}. */
export interface KongIngressControllerProps {
  /**
   * Name of the objects.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /**
   * Namespace of the controller, which is made unless it is the chart's own.
   * @default 'kong'
   */
  readonly namespace?: string;
  /**
   * An official `kong` image.
   * @default - the release that `images.kong` names
   */
  readonly image?: string;
  /**
   * Image of the controller, which runs beside Kong in each pod.
   * @default - the release that `images.kongIngressController` names
   */
  readonly controllerImage?: string;
  /**
   * Number of pods.
   * @default 2
   */
  readonly replicas?: number;
  /**
   * How it is reached.
   * @default - at two ports of every node that the cluster picks
   */
  readonly expose?: KongExposure;
  /**
   * Name of the IngressClass, and what KongConsumers and KongClusterPlugins name.
   * @default 'kong'
   */
  readonly ingressClassName?: string;
  /**
   * Whether Ingresses that name no class are its own.
   * @default false
   */
  readonly isDefaultClass?: boolean;
  /**
   * Whether the definitions (CRDs) are made that the program needs: of Kong's own kinds, and with `gatewayApi` those of
   * the Gateway API. It does not start without Kong's.
   * @default true
   */
  readonly customResources?: boolean;
  /**
   * Whether it serves Gateways and their HTTPRoutes and GRPCRoutes too. A GatewayClass is made for them.
   * @default false
   */
  readonly gatewayApi?: boolean;
  /**
   * Name of the GatewayClass.
   * @default - that of the IngressClass
   */
  readonly gatewayClassName?: string;
  /**
   * Namespaces whose routes, Services and Secrets it may read, beside its own.
   * @default - all
   */
  readonly watchNamespaces?: readonly string[];
  /**
   * Whether the plugin `prometheus` counts all requests, for pods that `allowMetricsFrom` names.
   * @default true
   */
  readonly metrics?: boolean;
  /**
   * The proxy in front that tells its clients' addresses.
   * @default - none: whoever connects is the client
   */
  readonly clientAddresses?: ClientAddresses;
  /**
   * Further settings of Kong by their names in kong.conf, such as `ssl_protocols`.
   * @default - none
   * @see https://developer.konghq.com/gateway/configuration/
   */
  readonly configuration?: StringMap;
  /**
   * Number of Kong's worker processes in each pod.
   * @default 2
   */
  readonly workers?: number;
  /**
   * Whether Kong may connect to addresses outside the cluster too: pods in their nodes' network, Services of type
   * ExternalName, a Redis server.
   * @default false
   */
  readonly externalBackends?: boolean;
  /**
   * Seconds that connections have to end in when a pod stops.
   * @default 60
   */
  readonly terminationGracePeriodSeconds?: number;
  /**
   * Room for bodies of requests and answers that wait until they are whole, and for Kong's copy of its routes.
   * @default '1Gi'
   */
  readonly cacheSize?: string;
  /**
   * Compute resources of Kong.
   * @default - 100m CPU and 512Mi memory, at most 1Gi
   */
  readonly resources?: Resources;
  /**
   * Compute resources of the controller, which keeps all Services, Secrets and routes in memory.
   * @default - 20m CPU and 128Mi memory, at most 512Mi
   */
  readonly controllerResources?: Resources;
  /**
   * On which nodes it may run.
   * @default - any
   */
  readonly scheduling?: Scheduling;
}
