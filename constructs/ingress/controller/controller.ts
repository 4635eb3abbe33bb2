import { ApiObject, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Checks } from '../../common/checks';
import type { PodGroup, ServiceReference } from '../../common/connections';
import { orEmpty } from '../../common/defaults';
import { disruptionBudget } from '../../common/disruption-budget';
import { images } from '../../common/images';
import { systemOf, type WorkloadLabels, workloadLabels } from '../../common/labels';
import { appendName, objectName } from '../../common/names';
import { namespaceOf, setNamespace } from '../../common/namespace-of';
import { WorkloadPolicy } from '../../common/network-policy';
import { isSeveral } from '../../common/replicas';
import { mergeResources } from '../../common/resources';
import { securedNamespace } from '../../common/secured-namespace';
import { CustomResourceDefinitions } from '../../crds';
import type { RoutePublisher, RouteRendering } from '../routes/rendering';
import { checkProps } from './check-props';
import { configurationData } from './configuration';
import { isOnHost } from './exposure';
import { ControllerIngressClass } from './ingress-class';
import { controllerPod, metricsPort, servicePorts } from './pods';
import { PORTS } from './ports';
import type { NginxIngressControllerProps, TransportListener } from './props';
import { controllerAccount } from './rbac';
import type { NginxController } from './resource';
import { routingOf } from './routing';
import { configurationOf, flagsOf, kindsOf, type Settings, settingsOf } from './settings';

/**
 * F5 NGINX Ingress Controller: a namespace, the controller with an account that may do no more than it must, its
 * IngressClass, its configuration, and the definitions of its own resources.
 *
 * Its pods pass Pod Security "restricted" with the official image. Its NetworkPolicy lets anybody in to HTTP and HTTPS,
 * and nginx out to all pods of the cluster, since routes lead to pods of any namespace and any port; addresses outside
 * the cluster stay closed unless `externalBackends` opens them.
 *
 * @example
 * const ingress = new NginxIngressController(chart, 'ingress', { isDefaultClass: true });
 *
 * @see https://docs.nginx.com/nginx-ingress-controller/
 */
export class NginxIngressController extends Construct implements NginxController, RoutePublisher {
  /** Name of the IngressClass. */
  public readonly ingressClassName: string;
  public readonly ingressClass: k8s.KubeIngressClass;
  /** Namespace of the controller. */
  public readonly namespaceName: string;
  /** The namespace, unless it is the chart's own. */
  public readonly namespace?: k8s.KubeNamespace;
  public readonly configMap: k8s.KubeConfigMap;
  public readonly workload: k8s.KubeDeployment | k8s.KubeDaemonSet;
  /** The Service object. */
  public readonly serviceObject: k8s.KubeService;
  /** Where pods of the cluster reach it, by HTTP. */
  public readonly service: ServiceReference;
  /** Where its metrics are. */
  public readonly metrics?: ServiceReference;
  /** The budget of disruptions, with more than one pod. */
  public readonly disruptionBudget?: k8s.KubePodDisruptionBudget;
  /** Its pods, which connect to whatever is behind it; in their nodes' network nobody can tell them. */
  public readonly clients?: PodGroup;
  /** How it publishes the routes of a `PublicEndpoint`. */
  public readonly routing: RouteRendering;
  /** Its ports for TransportServers. */
  public readonly listeners: readonly TransportListener[];
  public readonly wildcardTlsSecretName?: string;
  /** The definitions of its resources. */
  public readonly definitions?: CustomResourceDefinitions;
  private readonly policy?: WorkloadPolicy;
  private readonly name: string;
  private readonly labels: WorkloadLabels;

  /**
   * @throws KubewrightError KW2001 for numbers, KW2002 for resources, KW2003 and KW2008 for names, KW2004 for networks,
   * KW2005 for the image, KW2006 for ports of nodes, KW2007 for Secrets, KW2012 for settings, KW2014 for what has to be
   * known, KW2106 for a second default class
   */
  public constructor(scope: Construct, id: string, given?: NginxIngressControllerProps) {
    super(scope, id);
    const props = orEmpty(given);
    this.name = objectName(this, props.name);
    const settings = settingsOf(props, images.nginxIngress);
    const { expose, image } = settings;
    const checks = new Checks(this).image('image', image);
    checkProps(checks, props, expose, Chart.of(this).namespace);
    const resources = mergeResources(checks, props.resources, {
      cpuRequest: '100m',
      memoryRequest: '128Mi',
      memoryLimit: '512Mi',
    });
    checks.done();

    this.namespaceName = settings.namespace;
    setNamespace(this, this.namespaceName);
    this.ingressClassName = settings.ingressClassName;
    const { name, namespaceName: namespace } = this;
    this.labels = workloadLabels(
      { name: 'nginx-ingress', instance: name, component: 'ingress-controller', partOf: systemOf(this) },
      image,
    );
    const { labels, selector } = this.labels;
    this.listeners = settings.listeners;
    this.wildcardTlsSecretName = settings.wildcardTlsSecretName;
    if (expose.type !== 'hostNetwork') this.clients = { podLabels: selector, namespace };
    this.service = { name, namespace, port: PORTS.http, pods: this.podsAt(PORTS.http) };
    if (namespace !== Chart.of(this).namespace) {
      const level = isOnHost(expose) ? 'privileged' : 'restricted';
      this.namespace = securedNamespace(this, 'Namespace', namespace, level);
    }
    if (settings.customResources)
      this.definitions = CustomResourceDefinitions.of(this, 'nginx-ingress', kindsOf(settings));
    this.routing = routingOf(this, {
      anyHost: settings.allowEmptyHost,
      nodePorts: () => (expose.type === 'nodePort' ? this.serviceObject : undefined),
    });
    this.ingressClass = new ControllerIngressClass(this, 'IngressClass', {
      name: this.ingressClassName,
      labels,
      controller: 'nginx.org/ingress-controller',
      isDefault: settings.isDefaultClass,
    }).ingressClass;
    this.configMap = new k8s.KubeConfigMap(this, 'Config', {
      metadata: { name, namespace, labels: { ...labels } },
      data: configurationData(this, configurationOf(props), props.moreConfiguration ?? {}),
    });
    const globalConfiguration = settings.listeners.length > 0 ? this.globalConfiguration(settings) : undefined;
    const account = controllerAccount(this, {
      ...settings,
      name,
      labels,
      lease: this.lease,
      watchNamespaces: settings.watchNamespaces && [...new Set([namespace, ...settings.watchNamespaces])],
      globalConfiguration: globalConfiguration && name,
    });
    // in its node's network no policy is for it
    if (expose.type !== 'hostNetwork') this.policy = this.makePolicy(settings);
    this.serviceObject = this.makeService(settings);
    if (settings.metrics) this.metrics = this.makeMetrics();
    const isSpread = settings.kind === 'Deployment' && isSeveral(settings.replicas);
    const spec = controllerPod({
      ...settings,
      name,
      resources,
      selector,
      spread: isSpread,
      args: flagsOf({
        ...settings,
        name,
        namespace,
        lease: this.lease,
        hasGlobalConfiguration: globalConfiguration !== undefined,
      }),
      scheduling: props.scheduling,
    });
    this.workload = this.makeWorkload(settings, spec);
    this.workload.addDependency(this.ingressClass, this.configMap, ...account);
    if (this.policy) this.workload.addDependency(this.policy);
    if (globalConfiguration) this.workload.addDependency(globalConfiguration);
    if (isSpread) this.disruptionBudget = disruptionBudget(this, name, labels, selector);
  }

  /** Lets pods, those of Prometheus, ask for the metrics. */
  public allowMetricsFrom(client: PodGroup): void {
    this.policy?.allowFrom(PORTS.metrics, client);
  }

  private podsAt(port: number): ServiceReference['pods'] {
    return this.clients && { ...this.clients, port };
  }

  private get lease(): string {
    return appendName(this, this.name, 'leader');
  }

  private globalConfiguration({ listeners }: Settings): ApiObject {
    const object = new ApiObject(this, 'GlobalConfiguration', {
      apiVersion: 'k8s.nginx.org/v1',
      kind: 'GlobalConfiguration',
      metadata: { name: this.name, namespace: namespaceOf(this), labels: { ...this.labels.labels } },
      spec: { listeners: listeners.map(({ name, port, protocol }) => ({ name, port, protocol: protocol ?? 'TCP' })) },
    });
    return object;
  }

  private makePolicy({ listeners, externalBackends }: Settings): WorkloadPolicy {
    const { labels, selector } = this.labels;
    const policy = new WorkloadPolicy(this, 'Policy', { name: this.name, labels, selector })
      .allowDns()
      .allowApiServer()
      .allowFromAnywhere(PORTS.http)
      .allowFromAnywhere(PORTS.https);
    for (const { port, protocol } of listeners) policy.allowFromAnywhere(port, protocol);
    return externalBackends ? policy.allowToAnywhere() : policy.allowToAllPods();
  }

  private makeService({ expose, listeners }: Settings): k8s.KubeService {
    const types = { clusterIp: 'ClusterIP', nodePort: 'NodePort', loadBalancer: 'LoadBalancer' };
    const type = isOnHost(expose) ? 'clusterIp' : (expose.type as keyof typeof types);
    const balanced = expose.type === 'loadBalancer' ? expose : undefined;
    const traffic = expose.type === 'nodePort' ? (expose.externalTrafficPolicy ?? 'Cluster') : undefined;
    return new k8s.KubeService(this, 'Service', {
      metadata: {
        name: this.name,
        namespace: namespaceOf(this),
        labels: { ...this.labels.labels },
        annotations: balanced?.annotations ? { ...balanced.annotations } : undefined,
      },
      spec: {
        type: types[type],
        selector: { ...this.labels.selector },
        loadBalancerClass: balanced?.loadBalancerClass,
        loadBalancerSourceRanges: balanced?.loadBalancerSourceRanges && [...balanced.loadBalancerSourceRanges],
        externalTrafficPolicy: balanced ? (balanced.externalTrafficPolicy ?? 'Local') : traffic,
        ports: servicePorts(expose, listeners),
      },
    });
  }

  private makeMetrics(): ServiceReference {
    const { labels, selector } = this.labels;
    const name = appendName(this, this.name, 'metrics');
    new k8s.KubeService(this, 'Metrics', {
      metadata: { name, namespace: namespaceOf(this), labels: { ...labels } },
      spec: { type: 'ClusterIP', selector: { ...selector }, ports: [metricsPort()] },
    });
    return { name, namespace: this.namespaceName, port: PORTS.metrics, pods: this.podsAt(PORTS.metrics) };
  }

  private makeWorkload(settings: Settings, spec: k8s.PodSpec): k8s.KubeDeployment | k8s.KubeDaemonSet {
    const { podLabels, selector } = this.labels;
    const metadata = { name: this.name, namespace: namespaceOf(this), labels: podLabels };
    const [none, one] = [0, 1].map(k8s.IntOrString.fromNumber);
    // a node's port is free only when the old pod has gone
    const rollingUpdate = isOnHost(settings.expose)
      ? { maxSurge: none, maxUnavailable: one }
      : { maxSurge: one, maxUnavailable: none };
    const strategy = { type: 'RollingUpdate', rollingUpdate };
    const shared = {
      selector: { matchLabels: { ...selector } },
      template: { metadata: { labels: podLabels }, spec },
    };
    return settings.kind === 'DaemonSet'
      ? new k8s.KubeDaemonSet(this, 'DaemonSet', { metadata, spec: { ...shared, updateStrategy: strategy } })
      : new k8s.KubeDeployment(this, 'Deployment', {
          metadata,
          spec: { ...shared, replicas: settings.replicas, strategy },
        });
  }
}
