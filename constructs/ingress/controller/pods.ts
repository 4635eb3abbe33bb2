import { k8s } from 'cdk8s-plus-28';
import type { StringMap } from '../../common/labels';
import { portNumber, quantity } from '../../common/parts';
import { httpProbe, leaveEndpointsFirst } from '../../common/probes';
import { type FullResources, resourceRequirements } from '../../common/resources';
import { type Scheduling, schedulingFields, spreadOverNodes } from '../../common/scheduling';
import { restrictedContainer, restrictedPod } from '../../common/security';
import { type ControllerExposure, isOnHost } from './exposure';
import { PORTS } from './ports';
import type { TransportListener } from './props';

/** The user `nginx` of the image. */
const USER = 101;

/** What a pod of the controller is made of. */
export interface ControllerPodProps {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly selector: StringMap;
  readonly expose: ControllerExposure;
  readonly listeners: readonly TransportListener[];
  readonly metrics: boolean;
  readonly spread: boolean;
  readonly cacheSize: string;
  readonly resources: FullResources;
  readonly terminationGracePeriodSeconds: number;
  readonly scheduling?: Scheduling;
}

/**
 * A pod with a root file system that can't be written to. nginx's folder of configuration is copied to a volume first,
 * since the controller writes it; keys of certificates are kept in memory.
 */
export function controllerPod(props: ControllerPodProps): k8s.PodSpec {
  const { name, image, expose, scheduling } = props;
  const onHostNetwork = expose.type === 'hostNetwork';
  const health = (periodSeconds: number, failureThreshold: number) =>
    httpProbe('/nginx-ready', 'ready', { periodSeconds, timeoutSeconds: 5, failureThreshold });
  return {
    serviceAccountName: name,
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    hostNetwork: onHostNetwork || undefined,
    dnsPolicy: onHostNetwork ? 'ClusterFirstWithHostNet' : undefined,
    terminationGracePeriodSeconds: props.terminationGracePeriodSeconds,
    securityContext: restrictedPod(USER),
    topologySpreadConstraints: props.spread ? spreadOverNodes(props.selector) : undefined,
    ...schedulingFields({
      ...scheduling,
      nodeSelector: { 'kubernetes.io/os': 'linux', ...scheduling?.nodeSelector },
    }),
    initContainers: [
      {
        name: 'copy-configuration',
        image,
        imagePullPolicy: 'IfNotPresent',
        command: ['cp', '-dR', '/etc/nginx/.', '/mnt/etc'],
        resources: resourceRequirements(props.resources),
        securityContext: restrictedContainer,
        volumeMounts: [{ name: 'etc', mountPath: '/mnt/etc' }],
      },
    ],
    containers: [
      {
        name: 'nginx-ingress',
        image,
        imagePullPolicy: 'IfNotPresent',
        args: [...props.args],
        env: ['namespace', 'name'].map(field => ({
          name: `POD_${field.toUpperCase()}`,
          valueFrom: { fieldRef: { fieldPath: `metadata.${field}` } },
        })),
        ports: portsOf(props),
        // it answers when all routes have been read once
        startupProbe: health(2, 150),
        readinessProbe: health(5, 2),
        livenessProbe: health(10, 6),
        lifecycle: leaveEndpointsFirst,
        resources: resourceRequirements(props.resources),
        // its files have the capability, and do not start without it
        securityContext: { ...restrictedContainer, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } },
        volumeMounts: [
          { name: 'etc', mountPath: '/etc/nginx' },
          { name: 'secrets', mountPath: '/etc/nginx/secrets' },
          { name: 'cache', mountPath: '/var/cache/nginx' },
          { name: 'lib', mountPath: '/var/lib/nginx' },
          { name: 'log', mountPath: '/var/log/nginx' },
        ],
      },
    ],
    volumes: [
      { name: 'etc', emptyDir: { sizeLimit: quantity('128Mi') } },
      { name: 'secrets', emptyDir: { medium: 'Memory', sizeLimit: quantity('16Mi') } },
      { name: 'cache', emptyDir: { sizeLimit: quantity(props.cacheSize) } },
      { name: 'lib', emptyDir: { sizeLimit: quantity(props.cacheSize) } },
      // the image's links to the container's output are hidden by it; the controller writes there by itself
      { name: 'log', emptyDir: { sizeLimit: quantity('64Mi') } },
    ],
  };
}

function portsOf({ expose, listeners, metrics }: ControllerPodProps): k8s.ContainerPort[] {
  const port = (name: string, containerPort: number, isPublic: boolean, protocol = 'TCP'): k8s.ContainerPort => ({
    name,
    containerPort,
    protocol,
    hostPort: isOnHost(expose) && (isPublic || expose.type === 'hostNetwork') ? containerPort : undefined,
  });
  return [
    port('http', PORTS.http, true),
    port('https', PORTS.https, true),
    ...listeners.map(listener => port(listener.name, listener.port, true, listener.protocol)),
    port('ready', PORTS.ready, false),
    ...(metrics ? [port('metrics', PORTS.metrics, false)] : []),
  ];
}

/** Ports of the controller's Service. */
export function servicePorts(expose: ControllerExposure, listeners: readonly TransportListener[]): k8s.ServicePort[] {
  const nodePorts = expose.type === 'nodePort' ? expose : undefined;
  const port = (name: string, number: number, nodePort?: number, protocol = 'TCP'): k8s.ServicePort => ({
    name,
    protocol,
    port: number,
    targetPort: k8s.IntOrString.fromString(name),
    nodePort,
  });
  return [
    port('http', PORTS.http, nodePorts?.httpNodePort),
    port('https', PORTS.https, nodePorts?.httpsNodePort),
    ...listeners.map(({ name, port: number, nodePort, protocol }) =>
      port(name, number, nodePorts && nodePort, protocol),
    ),
  ];
}

/** The Service with the metrics, which is reached inside the cluster only. */
export function metricsPort(): k8s.ServicePort {
  return { name: 'metrics', protocol: 'TCP', port: PORTS.metrics, targetPort: portNumber(PORTS.metrics) };
}
