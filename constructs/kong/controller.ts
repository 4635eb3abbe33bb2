import { ApiObject, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Checks } from '../common/checks';
import { clusterScoped } from '../common/cluster-scoped';
import type { PodGroup, ServiceReference } from '../common/connections';
import { orEmpty } from '../common/defaults';
import { disruptionBudget } from '../common/disruption-budget';
import { systemOf, type WorkloadLabels, workloadLabels } from '../common/labels';
import { appendName, objectName } from '../common/names';
import { namespaceOf, setNamespace } from '../common/namespace-of';
import { WorkloadPolicy } from '../common/network-policy';
import { portNumber } from '../common/parts';
import { isSeveral } from '../common/replicas';
import { mergeResources } from '../common/resources';
import { securedNamespace } from '../common/secured-namespace';
import { CustomResourceDefinitions } from '../crds';
import { ControllerIngressClass } from '../ingress/controller/ingress-class';
import type { RoutePublisher, RouteRendering } from '../ingress/routes/rendering';
import { checkProps } from './check-props';
import { KongClusterPlugin, MAX_NAME } from './plugin';
import { kongPod } from './pods';
import { PORTS } from './ports';
import type { KongIngressControllerProps } from './props';
import { controllerAccount } from './rbac';
import { KongRouting } from './routing';
import { flagsOf, kongConfiguration, type Settings, settingsOf } from './settings';

/**
 * Kong Gateway without a database, with Kong Ingress Controller beside it in each pod: a namespace, an account that may
 * do no more than it must, an IngressClass and, where asked for, a GatewayClass.
 *
 * Its pods pass Pod Security "restricted" with the official images. Its NetworkPolicy lets anybody in to HTTP and HTTPS,
 * and Kong out to all pods of the cluster, since routes lead to pods of any namespace and any port; addresses outside
 * the cluster stay closed unless `externalBackends` opens them.
 *
 * @example
 * const kong = new KongIngressController(chart, 'kong', { expose: { type: 'loadBalancer' } });
 *
 * @see https://developer.konghq.com/kubernetes-ingress-controller/
 */
export class KongIngressController extends Construct implements RoutePublisher {
  /** Name of the IngressClass. */
  public readonly ingressClassName: string;
  public readonly ingressClass: k8s.KubeIngressClass;
  /** Name of the GatewayClass, with `gatewayApi`. */
  public readonly gatewayClassName?: string;
  /** Namespace of the controller. */
  public readonly namespaceName: string;
  /** The namespace, unless it is the chart's own. */
  public readonly namespace?: k8s.KubeNamespace;
  public readonly deployment: k8s.KubeDeployment;
  /** The Service object. */
  public readonly serviceObject: k8s.KubeService;
  /** Where pods of the cluster reach it, by HTTP. */
  public readonly service: ServiceReference;
  /** Where its metrics are. */
  public readonly metrics?: ServiceReference;
  /** The budget of disruptions, with more than one pod. */
  public readonly disruptionBudget?: k8s.KubePodDisruptionBudget;
  /** Its pods, which connect to whatever is behind it. */
  public readonly clients: PodGroup;
  /** Publishes routes by Ingresses and plugins. */
  public readonly routing: RouteRendering;
  private readonly policy: WorkloadPolicy;
  private readonly name: string;
  private readonly labels: WorkloadLabels;

  /**
   * @throws KubewrightError KW2001 for numbers, KW2002 for resources, KW2003 and KW2008 for names, KW2004 for networks,
   * KW2005 for images, KW2006 for ports of nodes, KW2012 for settings, KW2014 for what has to be known, KW2106 for a
   * second default class
   */
  public constructor(scope: Construct, id: string, given: KongIngressControllerProps = {}) {
    super(scope, id);
    const props = orEmpty(given);
    this.name = objectName(this, props.name);
    const settings = settingsOf(props);
    const { expose, image, controllerImage, gatewayApi } = settings;
    const checks = new Checks(this).image('image', image).image('controllerImage', controllerImage);
    checkProps(checks, props, expose, Chart.of(this).namespace);
    const resources = mergeResources(checks, props.resources, KONG_RESOURCES);
    const controllerResources = mergeResources(checks, props.controllerResources, CONTROLLER_RESOURCES);
    checks.done();

    this.namespaceName = settings.namespace;
    setNamespace(this, this.namespaceName);
    this.ingressClassName = settings.ingressClassName;
    const { name, namespaceName: namespace } = this;
    const options = { name: 'kong', instance: name, component: 'ingress-controller', partOf: systemOf(this) };
    this.labels = workloadLabels(options, image);
    const { labels, selector } = this.labels;
    this.clients = { podLabels: selector, namespace };
    this.service = { name, namespace, port: 80, pods: { ...this.clients, port: PORTS.http } };
    this.routing = new KongRouting(this.ingressClassName, this.clients, expose);
    if (namespace !== Chart.of(this).namespace) {
      this.namespace = securedNamespace(this, 'Namespace', namespace, 'restricted');
    }
    if (settings.customResources) {
      CustomResourceDefinitions.of(this, 'kong', KINDS);
      if (gatewayApi) CustomResourceDefinitions.of(this, 'gateway');
    }
    this.ingressClass = new ControllerIngressClass(this, 'IngressClass', {
      name: this.ingressClassName,
      labels,
      controller: 'ingress-controllers.konghq.com/kong',
      isDefault: settings.isDefaultClass,
    }).ingressClass;
    if (gatewayApi) this.gatewayClassName = this.makeGatewayClass(settings.gatewayClassName);
    const watched = settings.watchNamespaces && [...new Set([namespace, ...settings.watchNamespaces])];
    const account = controllerAccount(this, { name, labels, watched, gatewayApi });
    this.policy = this.makePolicy(settings.externalBackends);
    this.serviceObject = this.makeService(settings);
    if (settings.metrics) this.metrics = this.makeMetrics();
    const isSpread = isSeveral(settings.replicas);
    const configuration = kongConfiguration(settings);
    const spec = kongPod({
      ...settings,
      name,
      resources,
      controllerResources,
      selector,
      configuration,
      flags: flagsOf({ ...settings, name, watched }),
      spread: isSpread,
      scheduling: props.scheduling,
    });
    this.deployment = this.makeDeployment(settings.replicas, spec);
    this.deployment.addDependency(this.ingressClass, this.serviceObject, this.policy, ...account);
    if (isSpread) this.disruptionBudget = disruptionBudget(this, name, labels, selector);
  }

  /** Lets pods, those of Prometheus, ask for the metrics of Kong and of the controller. */
  public allowMetricsFrom(client: PodGroup): void {
    this.policy.allowFrom(PORTS.status, client).allowFrom(PORTS.controllerMetrics, client);
  }

  /** Kong's controller takes Gateways as they are, and makes no pods for them, only where their class says so. */
  private makeGatewayClass(name: string): string {
    clusterScoped(
      new ApiObject(this, 'GatewayClass', {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'GatewayClass',
        metadata: {
          name,
          labels: { ...this.labels.labels },
          annotations: { 'konghq.com/gatewayclass-unmanaged': 'true' },
        },
        spec: { controllerName: 'konghq.com/kic-gateway-controller' },
      }),
    );
    return name;
  }

  private makePolicy(externalBackends: boolean): WorkloadPolicy {
    const { labels, selector } = this.labels;
    const policy = new WorkloadPolicy(this, 'Policy', { name: this.name, labels, selector })
      .allowDns()
      .allowApiServer()
      .allowFromAnywhere(PORTS.http)
      .allowFromAnywhere(PORTS.https);
    return externalBackends ? policy.allowToAnywhere() : policy.allowToAllPods();
  }

  private makeService({ expose }: Settings): k8s.KubeService {
    const types = { clusterIp: 'ClusterIP', nodePort: 'NodePort', loadBalancer: 'LoadBalancer' };
    const balanced = expose.type === 'loadBalancer' ? expose : undefined;
    const nodePorts = expose.type === 'nodePort' ? expose : undefined;
    return new k8s.KubeService(this, 'Service', {
      metadata: {
        name: this.name,
        namespace: namespaceOf(this),
        labels: { ...this.labels.labels },
        annotations: balanced?.annotations ? { ...balanced.annotations } : undefined,
      },
      spec: {
        type: types[expose.type],
        selector: { ...this.labels.selector },
        loadBalancerClass: balanced?.loadBalancerClass,
        loadBalancerSourceRanges: balanced?.loadBalancerSourceRanges && [...balanced.loadBalancerSourceRanges],
        externalTrafficPolicy: balanced
          ? (balanced.externalTrafficPolicy ?? 'Local')
          : nodePorts && (nodePorts.externalTrafficPolicy ?? 'Cluster'),
        ports: [
          servicePort('http', 80, PORTS.http, nodePorts?.httpNodePort),
          servicePort('https', 443, PORTS.https, nodePorts?.httpsNodePort),
        ],
      },
    });
  }

  private makeMetrics(): ServiceReference {
    const { labels, selector } = this.labels;
    const name = appendName(this, this.name, 'metrics');
    new KongClusterPlugin(this, 'Prometheus', {
      name: appendName(this, this.namespaceName, `${this.name}-prometheus`, MAX_NAME),
      plugin: 'prometheus',
      config: {
        status_code_metrics: true,
        latency_metrics: true,
        bandwidth_metrics: true,
        upstream_health_metrics: true,
      },
      global: true,
      ingressClassName: this.ingressClassName,
    });
    new k8s.KubeService(this, 'Metrics', {
      metadata: { name, namespace: namespaceOf(this), labels: { ...labels } },
      spec: {
        type: 'ClusterIP',
        selector: { ...selector },
        ports: [
          servicePort('status', PORTS.status, PORTS.status),
          servicePort('cmetrics', PORTS.controllerMetrics, PORTS.controllerMetrics),
        ],
      },
    });
    return { name, namespace: this.namespaceName, port: PORTS.status, pods: { ...this.clients, port: PORTS.status } };
  }

  private makeDeployment(replicas: number, spec: k8s.PodSpec): k8s.KubeDeployment {
    const { podLabels, selector } = this.labels;
    const [none, one] = [0, 1].map(k8s.IntOrString.fromNumber);
    return new k8s.KubeDeployment(this, 'Deployment', {
      metadata: { name: this.name, namespace: namespaceOf(this), labels: podLabels },
      spec: {
        replicas,
        selector: { matchLabels: { ...selector } },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: one, maxUnavailable: none } },
        template: { metadata: { labels: podLabels }, spec },
      },
    });
  }
}

/** Kinds that the controller reads; for the others it is switched off. */
const KINDS = [
  'KongPlugin',
  'KongClusterPlugin',
  'KongConsumer',
  'KongConsumerGroup',
  'KongIngress',
  'KongUpstreamPolicy',
];
const KONG_RESOURCES = { cpuRequest: '100m', memoryRequest: '512Mi', memoryLimit: '1Gi' };
const CONTROLLER_RESOURCES = { cpuRequest: '20m', memoryRequest: '128Mi', memoryLimit: '512Mi' };

/** By their numbers: Kong's controller finds no listener of a Gateway behind a port that a name stands for. */
function servicePort(name: string, port: number, targetPort: number, nodePort?: number): k8s.ServicePort {
  return { name, protocol: 'TCP', port, targetPort: portNumber(targetPort), nodePort };
}
