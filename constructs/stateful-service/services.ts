import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { StringMap } from '../common/labels';
import { namespaceOf } from '../common/namespace-of';

/** What the Services of the pods have in common. */
export interface ServiceOptions {
  readonly name: string;
  readonly labels: StringMap;
  readonly selector: StringMap;
  readonly ports: Readonly<Record<string, number>>;
}

/** The Service that gives each pod its DNS name, also while it is not ready: pods find each other to become so. */
export function headlessService(scope: Construct, options: ServiceOptions): k8s.KubeService {
  return service(scope, 'Headless', options, { clusterIp: 'None', publishNotReadyAddresses: true });
}

/** A Service with an address, for pods that are ready. */
export function ordinaryService(scope: Construct, id: string, options: ServiceOptions): k8s.KubeService {
  return service(scope, id, options, {});
}

function service(
  scope: Construct,
  id: string,
  { name, labels, selector, ports }: ServiceOptions,
  more: Partial<k8s.ServiceSpec>,
): k8s.KubeService {
  return new k8s.KubeService(scope, id, {
    metadata: { name, namespace: namespaceOf(scope), labels: { ...labels } },
    spec: {
      type: 'ClusterIP',
      ...more,
      selector: { ...selector },
      ports: Object.entries(ports).map(([port, number]) => ({
        name: port,
        protocol: 'TCP',
        port: number,
        targetPort: k8s.IntOrString.fromString(port),
      })),
    },
  });
}
