import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { LiveValue } from '../../src/values';
import type { Exposure, IngressExposure } from './exposure';
import type { StringMap } from './labels';
import { namespaceOf } from './namespace-of';
import { urlOf } from './url';

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
  /** Where it answers. */
  public readonly url: LiveValue<string>;

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
    this.url = urlOf(exposure, this.ingress ?? this.service, { name, namespace: namespaceOf(this) });
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
