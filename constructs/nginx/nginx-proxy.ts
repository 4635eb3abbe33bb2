import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { LiveValue } from '../../src/values';
import { Checks, checkedLater } from '../common/checks';
import { configHash } from '../common/config-hash';
import type { PodGroup, ServiceReference } from '../common/connections';
import { orEmpty } from '../common/defaults';
import { disruptionBudget } from '../common/disruption-budget';
import { ExposedService } from '../common/exposed-service';
import { checkExposure, isBehindProxy } from '../common/exposure';
import { images } from '../common/images';
import { type StringMap, systemOf, workloadLabels } from '../common/labels';
import { objectName } from '../common/names';
import { namespaceOf } from '../common/namespace-of';
import { WorkloadPolicy } from '../common/network-policy';
import { quantity } from '../common/parts';
import { httpProbe, leaveEndpointsFirst } from '../common/probes';
import { isSeveral } from '../common/replicas';
import { type FullResources, mergeResources, resourceRequirements } from '../common/resources';
import { roomFor } from '../common/room';
import { type Scheduling, schedulingFields, spreadOverNodes } from '../common/scheduling';
import { restrictedContainer, restrictedPod } from '../common/security';
import type { NginxProxyProps } from './props';
import { checkBodySize, checkConfig, nginxConfig, PORT, startScript } from './server-config';

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
  /** Where nginx answers. */
  public readonly url: LiveValue<string>;
  /** The budget of disruptions, with more than one pod. */
  public readonly disruptionBudget?: k8s.KubePodDisruptionBudget;
  /** Labels of the pods. */
  public readonly podLabels: StringMap;
  private readonly policy: WorkloadPolicy;

  /**
   * @throws KubewrightError KW2001 for numbers, KW2002 for resources, KW2003 and KW2008 for the name, KW2004 and
   * KW2006 for the exposure, KW2005 for the image, KW2012 for sizes, KW2014 for what has to be known
   */
  public constructor(scope: Construct, id: string, given: NginxProxyProps) {
    super(scope, id);
    const props = orEmpty(given);
    const name = objectName(this, props.name);
    const image = props.image ?? images.nginx;
    const replicas = props.replicas ?? 2;
    const expose = props.expose ?? { type: 'nodePort' };
    const limits = {
      maxBodySize: props.maxBodySize ?? '64m',
      proxyTimeoutSeconds: props.proxyTimeoutSeconds ?? 60,
      cacheSeconds: props.cacheSeconds ?? 0,
    };
    const checks = new Checks(this)
      .allKnown(props, 'scheduling', 'trustForwarded')
      .image('image', image)
      .integer('replicas', replicas, 0);
    checkConfig(checks, { ...limits, upstream: props.upstream });
    checkExposure(checks, 'expose', expose);
    const resources = mergeResources(checks, props.resources, DEFAULT_RESOURCES);
    checks.done();

    const partOf = systemOf(this);
    const { labels, podLabels, selector } = workloadLabels(
      { name: 'nginx', instance: name, component: 'proxy', partOf },
      image,
    );
    this.podLabels = selector;
    const namespace = namespaceOf(this);
    this.service = { name, namespace, port: 80, pods: { podLabels: this.podLabels, port: PORT } };
    this.policy = new WorkloadPolicy(this, 'Policy', { name, labels, selector: this.podLabels })
      .allowDns()
      .allowTo(props.upstream);
    if (expose.type !== 'clusterIp') this.policy.allowFromAnywhere(PORT);
    const maxBodySize = checkedLater(this, limits.maxBodySize, checkBodySize, known => known);
    const { name: host, namespace: elsewhere, port } = props.upstream;
    const text = {
      ...limits,
      upstream: { name: host, namespace: elsewhere, port },
      namespace,
      trustForwarded: props.trustForwarded ?? isBehindProxy(expose),
    };
    const config = {
      'nginx.conf': checkedLater(this, text, checkConfig, nginxConfig),
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
    this.url = this.exposed.url;
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
            topologySpreadConstraints: isSeveral(replicas) ? spreadOverNodes(this.podLabels) : undefined,
          },
        },
      },
    });
    this.deployment.addDependency(this.policy, this.configMap);
    if (isSeveral(replicas)) this.disruptionBudget = disruptionBudget(this, name, labels, this.podLabels);
  }

  /** Lets pods connect to nginx, where it is not open to all already. */
  public allowFrom(client: PodGroup): void {
    this.policy.allowFrom(PORT, client);
  }

  /** Lets anybody connect to nginx. */
  public allowFromAnywhere(): void {
    this.policy.allowFromAnywhere(PORT);
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
        { name: 'tmp', emptyDir: { sizeLimit: quantity(room) } },
      ],
    };
  }
}
