import type { k8s } from 'cdk8s-plus-28';
import type { StringMap } from '../common/labels';
import { quantity } from '../common/parts';
import { httpProbe, leaveEndpointsFirst } from '../common/probes';
import { type FullResources, resourceRequirements } from '../common/resources';
import { type Scheduling, schedulingFields, spreadOverNodes } from '../common/scheduling';
import { restrictedContainer, restrictedPod } from '../common/security';
import { PORTS } from './ports';
import { PREFIX } from './settings';

/** The user of the controller's image; Kong's runs as any. */
const USER = 1000;
const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What a pod of Kong's is made of. */
export interface KongPodProps {
  readonly name: string;
  readonly image: string;
  readonly controllerImage: string;
  /** Kong's settings by their names in kong.conf. */
  readonly configuration: Readonly<Record<string, string>>;
  readonly flags: readonly string[];
  readonly selector: StringMap;
  readonly spread: boolean;
  readonly cacheSize: string;
  readonly resources: FullResources;
  readonly controllerResources: FullResources;
  readonly terminationGracePeriodSeconds: number;
  readonly scheduling?: Scheduling;
}

/**
 * Kong and its controller in one pod: the controller gives its orders over the loopback interface, which nobody else can
 * reach, so there are no certificates for it to keep. Only the controller is given the account's token.
 */
export function kongPod(props: KongPodProps): k8s.PodSpec {
  const { scheduling } = props;
  return {
    serviceAccountName: props.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: props.terminationGracePeriodSeconds,
    securityContext: restrictedPod(USER),
    topologySpreadConstraints: props.spread ? spreadOverNodes(props.selector) : undefined,
    ...schedulingFields({
      ...scheduling,
      nodeSelector: { 'kubernetes.io/os': 'linux', ...scheduling?.nodeSelector },
    }),
    containers: [kong(props), controller(props)],
    volumes: [
      { name: 'prefix', emptyDir: { sizeLimit: quantity(props.cacheSize) } },
      { name: 'tmp', emptyDir: { sizeLimit: quantity('64Mi') } },
      {
        name: 'token',
        projected: {
          sources: [
            { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
            { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
            { downwardApi: { items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
          ],
        },
      },
    ],
  };
}

function kong({ image, configuration, resources }: KongPodProps): k8s.Container {
  const health = (path: string, periodSeconds: number, failureThreshold: number) =>
    httpProbe(path, 'status', { periodSeconds, timeoutSeconds: 5, failureThreshold });
  return {
    name: 'proxy',
    image,
    imagePullPolicy: 'IfNotPresent',
    env: Object.entries(configuration).map(([name, value]) => ({ name: `KONG_${name.toUpperCase()}`, value })),
    ports: [
      { name: 'http', containerPort: PORTS.http, protocol: 'TCP' },
      { name: 'https', containerPort: PORTS.https, protocol: 'TCP' },
      { name: 'status', containerPort: PORTS.status, protocol: 'TCP' },
    ],
    startupProbe: health('/status', 2, 60),
    // only once the controller has given it routes; until then it would answer 404 to everything
    readinessProbe: health('/status/ready', 5, 2),
    livenessProbe: health('/status', 10, 3),
    lifecycle: leaveEndpointsFirst,
    resources: resourceRequirements(resources),
    securityContext: restrictedContainer,
    volumeMounts: [
      { name: 'prefix', mountPath: PREFIX },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

function controller({ controllerImage, controllerResources, flags }: KongPodProps): k8s.Container {
  const health = (path: string, periodSeconds: number, failureThreshold: number) =>
    httpProbe(path, 'health', { periodSeconds, timeoutSeconds: 5, failureThreshold });
  return {
    name: 'ingress-controller',
    image: controllerImage,
    imagePullPolicy: 'IfNotPresent',
    args: [...flags],
    env: ['namespace', 'name'].map(field => ({
      name: `POD_${field.toUpperCase()}`,
      valueFrom: { fieldRef: { fieldPath: `metadata.${field}` } },
    })),
    ports: [
      { name: 'health', containerPort: PORTS.controllerHealth, protocol: 'TCP' },
      { name: 'cmetrics', containerPort: PORTS.controllerMetrics, protocol: 'TCP' },
    ],
    // it waits for Kong first
    startupProbe: health('/healthz', 2, 60),
    readinessProbe: health('/readyz', 5, 2),
    livenessProbe: health('/healthz', 10, 3),
    resources: resourceRequirements(controllerResources),
    securityContext: restrictedContainer,
    volumeMounts: [{ name: 'token', mountPath: TOKEN, readOnly: true }],
  };
}
