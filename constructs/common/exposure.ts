import { isDeferred } from '../../src/values';
import type { Checks } from './checks';
import type { StringMap } from './labels';

/** Reached from inside the cluster, by the pods that `allowFrom` names. */
export interface ClusterIpExposure {
  readonly type: 'clusterIp';
}

/** Reached at a port of every node. */
export interface NodePortExposure {
  readonly type: 'nodePort';
  /**
   * The port, 30000 to 32767.
   * @default - the cluster picks a free one
   */
  readonly nodePort?: number;
}

/** Reached at an address of its own, which a controller such as MetalLB or a cloud's gives. */
export interface LoadBalancerExposure {
  readonly type: 'loadBalancer';
  /**
   * Which controller is to serve it.
   * @default - the cluster's default
   */
  readonly loadBalancerClass?: string;
  /**
   * Annotations of the Service that the controller reads.
   * @default - none
   */
  readonly annotations?: StringMap;
}

/** Reached by host name through an Ingress controller. */
export interface IngressExposure {
  readonly type: 'ingress';
  /** Host name, such as `blog.example.com`. */
  readonly host: string;
  /**
   * IngressClass.
   * @default - the cluster's default class
   */
  readonly ingressClassName?: string;
  /**
   * Secret of type `kubernetes.io/tls` with the certificate for the host.
   * @default - no TLS
   */
  readonly tlsSecretName?: string;
  /**
   * Annotations of the Ingress that the controller reads.
   * @default - none
   */
  readonly annotations?: StringMap;
}

/** How a web server is reached. */
export type Exposure = ClusterIpExposure | NodePortExposure | LoadBalancerExposure | IngressExposure;

/** Whether clients come through a proxy, whose word on their addresses can be taken. */
export function isBehindProxy(exposure: Exposure): boolean {
  return exposure.type === 'ingress' || exposure.type === 'clusterIp';
}

/** Looks at an exposure prop. */
export function checkExposure(checks: Checks, prop: string, exposure: Exposure): void {
  checks.known(prop, exposure);
  if (isDeferred(exposure)) return;
  checks.known(`${prop}.type`, exposure.type);
  if (isDeferred(exposure.type)) return;
  switch (exposure.type) {
    case 'ingress':
      checks.host(`${prop}.host`, exposure.host ?? '');
      checks.dnsSubdomain(`${prop}.ingressClassName`, exposure.ingressClassName);
      if (exposure.tlsSecretName !== undefined) {
        checks.secret(`${prop}.tlsSecretName`, { name: exposure.tlsSecretName });
      }
      break;
    case 'nodePort':
      checks.nodePort(`${prop}.nodePort`, exposure.nodePort);
      break;
    case 'loadBalancer':
    case 'clusterIp':
      break;
    default:
      checks.fail(
        'KW2012',
        `${prop}.type is ${JSON.stringify((exposure as { type?: unknown }).type)}`,
        "use 'clusterIp', 'nodePort', 'loadBalancer' or 'ingress'",
      );
  }
}
