import { isDeferred } from '../../../src/values';
import type { Checks } from '../../common/checks';
import type { StringMap } from '../../common/labels';
import { checkNetworks } from '../../common/prop-forms';

/** How nodes that get a request hand it on: to pods anywhere, or to their own only, which shows the client's address. */
export type ExternalTrafficPolicy = 'Cluster' | 'Local';

/** Reached from inside the cluster only. */
export interface ControllerClusterIp {
  readonly type: 'clusterIp';
}

/** Reached at two ports of every node. */
export interface ControllerNodePort {
  readonly type: 'nodePort';
  /**
   * Port for HTTP, 30000 to 32767.
   * @default - the cluster picks a free one
   */
  readonly httpNodePort?: number;
  /**
   * Port for HTTPS, 30000 to 32767.
   * @default - the cluster picks a free one
   */
  readonly httpsNodePort?: number;
  /**
   * With `Local` only nodes with a pod of the controller answer, and the controller sees its clients' addresses.
   * @default 'Cluster'
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;
}

/** Reached at an address of its own, which MetalLB or a cloud's controller gives. */
export interface ControllerLoadBalancer {
  readonly type: 'loadBalancer';
  /**
   * Which controller is to serve it.
   * @default - the cluster's default
   */
  readonly loadBalancerClass?: string;
  /**
   * Annotations of the Service that its controller reads.
   * @default - none
   */
  readonly annotations?: StringMap;
  /**
   * Networks of clients that are let in, such as `192.168.0.0/16`.
   * @default - any
   */
  readonly loadBalancerSourceRanges?: readonly string[];
  /**
   * With `Cluster` any node may take the requests, and the controller sees the nodes' addresses for its clients'.
   * @default 'Local'
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;
}

/**
 * Reached at ports 80 and 443 of the nodes that its pods are on. Pod Security lets no pod but a privileged one have a
 * port of the node, so the namespace is "privileged"; the pods are no more than they are else.
 */
export interface ControllerHostPort {
  readonly type: 'hostPort';
}

/**
 * As `hostPort`, with pods in the network of their nodes, for clusters whose network has no port mapping. No
 * NetworkPolicy is for such pods, so metrics are open to whoever reaches port 9113 of the node; `metrics: false` closes
 * it. Targets can't tell such pods from their nodes.
 */
export interface ControllerHostNetwork {
  readonly type: 'hostNetwork';
}

/** How an Ingress controller is reached. */
export type ControllerExposure =
  | ControllerClusterIp
  | ControllerNodePort
  | ControllerLoadBalancer
  | ControllerHostPort
  | ControllerHostNetwork;

/** Whether its pods take ports of their nodes. */
export function isOnHost({ type }: ControllerExposure): boolean {
  return type === 'hostPort' || type === 'hostNetwork';
}

const TYPES = ['clusterIp', 'nodePort', 'loadBalancer', 'hostPort', 'hostNetwork'];

/** KW2004, KW2006, KW2012, KW2014: looks at how a controller is exposed. */
export function checkControllerExposure(checks: Checks, exposure: ControllerExposure): void {
  checks.known('expose', exposure);
  if (isDeferred(exposure)) return;
  checks.known('expose.type', exposure?.type);
  if (isDeferred(exposure?.type)) return;
  if (!TYPES.includes(exposure?.type)) {
    checks.fail(
      'KW2012',
      `expose.type is ${JSON.stringify(exposure?.type)}`,
      "use 'clusterIp', 'nodePort', 'loadBalancer', 'hostPort' or 'hostNetwork'",
    );
  } else if (exposure.type === 'nodePort') checkNodePorts(checks, exposure);
  else if (exposure.type === 'loadBalancer') {
    checkTrafficPolicy(checks, exposure.externalTrafficPolicy);
    checkNetworks(checks, 'expose.loadBalancerSourceRanges', exposure.loadBalancerSourceRanges);
  }
}

function checkNodePorts(checks: Checks, exposure: ControllerNodePort): void {
  const { httpNodePort, httpsNodePort } = exposure;
  checks.nodePort('expose.httpNodePort', httpNodePort).nodePort('expose.httpsNodePort', httpsNodePort);
  if (httpNodePort !== undefined && httpNodePort === httpsNodePort) {
    checks.fail('KW2006', `expose.httpNodePort and httpsNodePort are both ${String(httpNodePort)}`, 'use two ports');
  }
  checkTrafficPolicy(checks, exposure.externalTrafficPolicy);
}

function checkTrafficPolicy(checks: Checks, policy: unknown): void {
  checks.match('expose.externalTrafficPolicy', policy, /^(Cluster|Local)$/, 'Cluster or Local');
}
