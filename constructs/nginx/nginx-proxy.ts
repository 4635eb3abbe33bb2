import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Checks } from '../common/checks';
import { configHash } from '../common/config-hash';
import type { PodGroup, ServiceReference } from '../common/connections';
import { disruptionBudget } from '../common/disruption-budget';
import { checkExposure, ExposedService, isBehindProxy } from '../common/exposure';
import { images } from '../common/images';
import { type StringMap, systemOf, workloadLabels } from '../common/labels';
import { objectName } from '../common/names';
import { WorkloadPolicy } from '../common/network-policy';
import { httpProbe, leaveEndpointsFirst } from '../common/probes';
import { type FullResources, mergeResources, resourceRequirements } from '../common/resources';
import { type Scheduling, schedulingFields, spreadOverNodes } from '../common/scheduling';
import { restrictedContainer, restrictedPod } from '../common/security';
import { roomFor } from '../common/storage';
import type { NginxProxyProps } from './props';
import { nginxConfig, PORT, startScript } from './server-config';

/** The user `nginx` of the official image. */
const USER = 101;
const DEFAULT_RESOURCES: FullResources = {
  cpuRequest: '20m',
  memoryRequest: '32Mi',
  memoryLimit: '128Mi',
};

/**
 * nginx as a reverse proxy: a Deployment, its Service or Ingress, its configuration, and a NetworkPolicy that lets
 * requests in, and out to the upstream only.
 *
 * Its pods pass Pod Security "restricted" with the official image: nginx runs as its own user and listens at 8080.
 *
 * @example
 * new NginxProxy(chart, 'nginx', { upstream: wordpress.service, expose: { type: 'nodePort', nodePort: 30080 } });
 */
export class NginxProxy extends Construct {
  /** nginx's Service, for another proxy to connect to. */
  public readonly service: ServiceReference;
  public readonly deployment: k8s.KubeDeployment;
  public readonly configMap: k8s.KubeConfigMap;
  /** The Service object and, where it is exposed so, the Ingress. */
  public readonly exposed: ExposedService;
  /** The budget of disruptions, with more than one pod. */
  public readonly disruptionBudget?: k8s.KubePodDisruptionBudget;
  /** Labels of the pods. */
  public readonly podLabels: StringMap;
  private readonly policy: WorkloadPolicy;

  /**
   * @throws KubewrightError KW2001 for numbers, KW2002 for resources, KW2003 and KW2008 for the name, KW2004 and
   * KW2006 for the exposure, KW2005 for the image, KW2012 for sizes
   */
  public constructor(scope: Construct, id: string, props: NginxProxyProps) {
    super(scope, id);
    const name = objectName(this, props.name);
    const image = props.image ?? images.nginx;
    const replicas = props.replicas ?? 2;
    const expose = props.expose ?? { type: 'nodePort' };
    const maxBodySize = props.maxBodySize ?? '64m';
    const checks = new Checks(this)
      .image('image', image)
      .integer('replicas', replicas, 0)
      .integer('proxyTimeoutSeconds', props.proxyTimeoutSeconds, 1)
      .integer('cacheSeconds', props.cacheSeconds, 0)
      .service('upstream', props.upstream)
      .known('proxyTimeoutSeconds', props.proxyTimeoutSeconds)
      .known('cacheSeconds', props.cacheSeconds)
      .known('maxBodySize', maxBodySize)
      .match('maxBodySize', maxBodySize, /^\d{1,9}[kmg]?$/i, 'a size of nginx such as 64m');
    checkExposure(checks, 'expose', expose);
    const resources = mergeResources(checks, props.resources, DEFAULT_RESOURCES);
    checks.done();

    const partOf = systemOf(this);
    const { labels, podLabels, selector } = workloadLabels(
      { name: 'nginx', instance: name, component: 'proxy', partOf },
      image,
    );
    this.podLabels = selector;
    const namespace = Chart.of(this).namespace;
    this.service = { name, namespace, port: 80, pods: { podLabels: this.podLabels, port: PORT } };
    this.policy = new WorkloadPolicy(this, 'Policy', { name, labels, selector: this.podLabels })
      .allowDns()
      .allowTo(props.upstream);
    if (expose.type !== 'clusterIp') this.policy.allowFrom(PORT);
    const config = {
      'nginx.conf': nginxConfig({
        maxBodySize,
        proxyTimeoutSeconds: props.proxyTimeoutSeconds ?? 60,
        cacheSeconds: props.cacheSeconds ?? 0,
        upstream: props.upstream,
        namespace,
        trustForwarded: props.trustForwarded ?? isBehindProxy(expose),
      }),
      'start.sh': startScript,
    };
    this.configMap = new k8s.KubeConfigMap(this, 'Config', { metadata: { name, labels: { ...labels } }, data: config });
    this.exposed = new ExposedService(this, 'Exposed', {
      name,
      labels,
      selector: this.podLabels,
      exposure: expose,
      maxBodySize,
    });
    this.deployment = new k8s.KubeDeployment(this, 'Deployment', {
      metadata: { name, labels: podLabels },
      spec: {
        replicas,
        selector: { matchLabels: { ...this.podLabels } },
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1), maxUnavailable: k8s.IntOrString.fromNumber(0) },
        },
        template: {
          metadata: { labels: podLabels, annotations: configHash(config) },
          spec: {
            ...this.podSpec(image, resources, roomFor(maxBodySize, 16), props.scheduling),
            topologySpreadConstraints: replicas > 1 ? spreadOverNodes(this.podLabels) : undefined,
          },
        },
      },
    });
    this.deployment.addDependency(this.policy, this.configMap);
    if (replicas > 1) this.disruptionBudget = disruptionBudget(this, name, labels, this.podLabels);
  }

  /** Lets pods connect to nginx, where it is not open to all already. */
  public allowFrom(client: PodGroup): void {
    this.policy.allowFrom(PORT, client);
  }

  private podSpec(image: string, resources: FullResources, room: string, scheduling?: Scheduling): k8s.PodSpec {
    const health = (periodSeconds: number, failureThreshold: number) =>
      httpProbe('/nginx-health', 'http', { periodSeconds, timeoutSeconds: 5, failureThreshold });
    return {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 60,
      securityContext: restrictedPod(USER),
      ...schedulingFields(scheduling),
      containers: [
        {
          name: 'nginx',
          image,
          imagePullPolicy: 'IfNotPresent',
          command: ['/bin/sh', '/etc/nginx/kubewright/start.sh'],
          ports: [{ name: 'http', containerPort: PORT, protocol: 'TCP' }],
          startupProbe: health(2, 30),
          readinessProbe: health(5, 2),
          livenessProbe: health(10, 3),
          lifecycle: leaveEndpointsFirst,
          resources: resourceRequirements(resources),
          securityContext: restrictedContainer,
          volumeMounts: [
            { name: 'config', mountPath: '/etc/nginx/kubewright', readOnly: true },
            { name: 'tmp', mountPath: '/tmp' },
          ],
        },
      ],
      volumes: [
        { name: 'config', configMap: { name: this.configMap.name } },
        // requests wait here until they are whole, which spares the upstream slow clients
        { name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString(room) } },
      ],
    };
  }
}
