import type { PodGroup } from '../common/connections';
import type { StringMap } from '../common/labels';
import type { GatewaySpecAddresses, GatewaySpecInfrastructure } from '../crds/types/gateway';
import type { Tls } from '../ingress/routes/types';
import type { Listener } from './listeners';

/** A GatewayClass that is made with the Gateway. */
export interface NewGatewayClass {
  /**
   * Name of the class.
   * @default - that of the Gateway
   */
  readonly name?: string;
  /** The controller, such as `traefik.io/gateway-controller`. */
  readonly controllerName: string;
}

/** Settings of an {@link HttpGateway}. */
export interface HttpGatewayProps {
  /**
   * Name of the Gateway.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /** Which controller serves it: the name of a GatewayClass that is there, or a class to make. */
  readonly gatewayClass: string | NewGatewayClass;
  /**
   * Ports, with what they take.
   * @default - plain HTTP at `ports.http`
   */
  readonly listeners?: readonly Listener[];
  /**
   * Certificates by host, each with a listener of its own; `*.example.com` is for all hosts below.
   * @default - none
   */
  readonly tls?: Readonly<Record<string, Tls>>;
  /**
   * Whether plain HTTP to the hosts in `tls` is sent to HTTPS.
   * @default true
   */
  readonly redirectToHttps?: boolean;
  /**
   * Ports of the listeners that are made here: for `tls`, and for endpoints with certificates. Some controllers serve
   * only ports that they were told before.
   * @default { http: 80, https: 443 }
   */
  readonly ports?: { readonly http?: number; readonly https?: number };
  /**
   * Addresses that are asked for.
   * @default - the controller picks them
   */
  readonly addresses?: readonly GatewaySpecAddresses[];
  /**
   * Labels and annotations of what the controller makes for the Gateway, such as a Service of a load balancer.
   * @default - none
   */
  readonly infrastructure?: GatewaySpecInfrastructure;
  /**
   * Annotations of the Gateway.
   * @default - none
   */
  readonly annotations?: StringMap;
  /**
   * The controller's pods, which targets let in.
   * @default - unknown: targets let in anybody, where they can
   */
  readonly pods?: PodGroup;
  /**
   * Whether the definitions of the Gateway API are in the tree: some clusters bring them along.
   * @default true
   */
  readonly definitions?: boolean;
}
