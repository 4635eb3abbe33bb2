import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
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

/** Settings of an {@link ExposedService}. */
export interface ExposedServiceProps {
  /** Name of the Service and the Ingress. */
  readonly name: string;
  readonly labels: StringMap;
  /** Labels of the pods. */
  readonly selector: StringMap;
  readonly exposure: Exposure;
  /**
   * Largest request body, as nginx writes it; told to the NGINX Ingress controllers (F5's and the community's), whose
   * own limit is 1m.
   * @default - the controller's
   */
  readonly maxBodySize?: string;
}

/** The Service of a web server (port 80 to the container's port `http`) and, where asked for, its Ingress. */
export class ExposedService extends Construct {
  public readonly service: k8s.KubeService;
  /** The Ingress, if there is one. */
  public readonly ingress?: k8s.KubeIngress;

  public constructor(scope: Construct, id: string, props: ExposedServiceProps) {
    super(scope, id);
    const { exposure, name } = props;
    const types = { clusterIp: 'ClusterIP', ingress: 'ClusterIP', nodePort: 'NodePort', loadBalancer: 'LoadBalancer' };
    this.service = new k8s.KubeService(this, 'Service', {
      metadata: {
        name,
        labels: { ...props.labels },
        annotations: exposure.type === 'loadBalancer' ? { ...exposure.annotations } : undefined,
      },
      spec: {
        type: types[exposure.type],
        selector: { ...props.selector },
        loadBalancerClass: exposure.type === 'loadBalancer' ? exposure.loadBalancerClass : undefined,
        ports: [
          {
            name: 'http',
            protocol: 'TCP',
            port: 80,
            targetPort: k8s.IntOrString.fromString('http'),
            nodePort: exposure.type === 'nodePort' ? exposure.nodePort : undefined,
          },
        ],
      },
    });
    if (exposure.type === 'ingress') this.ingress = this.makeIngress(exposure, props);
  }

  private makeIngress(exposure: IngressExposure, props: ExposedServiceProps): k8s.KubeIngress {
    const { host, tlsSecretName } = exposure;
    const bodySize: Record<string, string> = props.maxBodySize
      ? {
          'nginx.ingress.kubernetes.io/proxy-body-size': props.maxBodySize,
          'nginx.org/client-max-body-size': props.maxBodySize,
        }
      : {};
    const ingress = new k8s.KubeIngress(this, 'Ingress', {
      metadata: {
        name: props.name,
        labels: { ...props.labels },
        annotations: { ...bodySize, ...exposure.annotations },
      },
      spec: {
        ingressClassName: exposure.ingressClassName,
        tls: tlsSecretName ? [{ hosts: [host], secretName: tlsSecretName }] : undefined,
        rules: [
          {
            host,
            http: {
              paths: [
                {
                  path: '/',
                  pathType: 'Prefix',
                  backend: { service: { name: props.name, port: { name: 'http' } } },
                },
              ],
            },
          },
        ],
      },
    });
    ingress.addDependency(this.service);
    return ingress;
  }
}
