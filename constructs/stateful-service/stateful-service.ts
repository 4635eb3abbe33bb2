import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Checks } from '../common/checks';
import { configHash } from '../common/config-hash';
import type { PodGroup, ServiceReference } from '../common/connections';
import { orEmpty } from '../common/defaults';
import { disruptionBudget } from '../common/disruption-budget';
import { type StringMap, systemOf, workloadLabels } from '../common/labels';
import { appendName, objectName } from '../common/names';
import { namespaceOf } from '../common/namespace-of';
import { WorkloadPolicy } from '../common/network-policy';
import { isSeveral } from '../common/replicas';
import {
  accessModesOf,
  type ClaimReference,
  type ClaimTemplate,
  claimNameOf,
  claimTemplate,
  followClass,
} from '../common/storage';
import { checkFileNames, checkProps } from './check-props';
import { type ExpansionStep, expansionSteps } from './expansion';
import { podConfigData } from './pod-config';
import { podSpec, spreadConstraints } from './pod-spec';
import { Pods } from './pods';
import type { PodClaim, StatefulServiceProps } from './props';
import { headlessService, ordinaryService } from './services';
import { claimStorage, mountedConstructs, retention, updateStrategy } from './stateful-set';

const DEFAULT_SIZE = '10Gi';

/**
 * Pods that have names and data of their own: a StatefulSet with claims, the headless Service that gives each pod its
 * DNS name, Services for all pods and for the primary one where they are asked for, a budget of disruptions, and a
 * NetworkPolicy that lets in the pods themselves and who was connected.
 *
 * Its pods pass Pod Security "restricted": the image has to do with a user that is not root, and with `/tmp` and the
 * claims as the folders that it can write to.
 *
 * @example
 * const queue = new StatefulService(chart, 'queue', {
 *   image: 'nats:2.12.0-alpine',
 *   ports: { client: 4222 },
 *   replicas: 3,
 *   claims: { data: { mountPath: '/data', size: '5Gi' } },
 * });
 * queue.podHost(0); // queue-0.queue.<namespace>.svc
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 */
export class StatefulService extends Construct {
  /**
   * Where clients connect to: the Service for the primary pod or for reads, if there is one, else the headless one, which
   * also names pods that are not ready.
   */
  public readonly service: ServiceReference;
  /** Where clients read from, if there is a Service for it. */
  public readonly reads?: ServiceReference;
  public readonly statefulSet: k8s.KubeStatefulSet;
  /** The Service that gives the pods their DNS names. */
  public readonly headlessService: k8s.KubeService;
  public readonly readService?: k8s.KubeService;
  public readonly primaryService?: k8s.KubeService;
  /** The files that all pods read. */
  public readonly configMap?: k8s.KubeConfigMap;
  /** The files of each pod. */
  public readonly podConfigMap?: k8s.KubeConfigMap;
  /** The budget of disruptions, with more than one pod. */
  public readonly disruptionBudget?: k8s.KubePodDisruptionBudget;
  /** Labels that select the pods. */
  public readonly podLabels: StringMap;
  private readonly policy: WorkloadPolicy;
  private readonly pods: Pods;
  private readonly claims: Readonly<Record<string, PodClaim>>;
  private readonly name: string;

  /**
   * @throws KubewrightError KW2001 for numbers, KW2002 for sizes and resources, KW2003 and KW2008 for names, KW2005 for
   * images, KW2007 for Secrets, KW2012 for what has a wrong form or is there twice, KW2013 for what is missing, KW2014
   * for what has to be known, KW2016 and KW2017 for claims that their class can't make
   */
  public constructor(scope: Construct, id: string, given: StatefulServiceProps) {
    super(scope, id);
    const props = orEmpty(given);
    const name = objectName(this, props.name);
    const main = props.program ?? name;
    new Checks(this).known('program', main).dnsLabel('program', main).dnsLabel('component', props.component).done();
    const resources = checkProps(this, props, main);
    const { replicas = 1, firstOrdinal = 0 } = props;
    this.name = name;
    this.claims = props.claims ?? {};
    this.pods = new Pods(this, name, namespaceOf(this), firstOrdinal, replicas);

    const { labels, podLabels, selector } = workloadLabels(
      { name: main, instance: name, component: props.component ?? 'service', partOf: systemOf(this) },
      props.image,
    );
    this.podLabels = selector;
    const metadata = { name, namespace: namespaceOf(this), labels: { ...labels } };
    this.policy = new WorkloadPolicy(this, 'Policy', { name, labels, selector }).allowDns();
    const config = props.config?.files ?? {};
    if (props.config) this.configMap = new k8s.KubeConfigMap(this, 'Config', { metadata, data: { ...config } });
    const podConfig = this.podConfig(props);
    if (podConfig) {
      this.podConfigMap = new k8s.KubeConfigMap(this, 'PodConfig', {
        metadata: { ...metadata, name: appendName(this, name, 'pods') },
        data: { ...podConfig.data },
      });
    }
    const service = { labels, selector, ports: props.ports };
    this.headlessService = headlessService(this, { ...service, name });
    if (props.readService) {
      this.readService = ordinaryService(this, 'Read', { ...service, name: appendName(this, name, 'read') });
    }
    if (props.primaryOrdinal !== undefined) {
      this.primaryService = ordinaryService(this, 'Primary', {
        ...service,
        name: appendName(this, name, 'primary'),
        selector: { ...selector, 'statefulset.kubernetes.io/pod-name': this.podName(props.primaryOrdinal) },
      });
    }
    this.service = this.referenceTo(this.primaryService ?? this.readService ?? this.headlessService, props);
    if (this.readService) this.reads = this.referenceTo(this.readService, props);

    const templates = Object.entries(this.claims).map(([claim, settings]) =>
      this.claimTemplate(claim, settings, labels),
    );
    const isChecked = { ...config, ...podConfig?.data };
    this.statefulSet = new k8s.KubeStatefulSet(this, 'StatefulSet', {
      metadata: { ...metadata, labels: podLabels },
      spec: {
        serviceName: name,
        replicas,
        ordinals: firstOrdinal === 0 ? undefined : { start: firstOrdinal },
        podManagementPolicy: props.podManagementPolicy,
        updateStrategy: updateStrategy(props),
        persistentVolumeClaimRetentionPolicy: retention(props),
        selector: { matchLabels: { ...selector } },
        template: {
          metadata: {
            labels: podLabels,
            annotations: Object.keys(isChecked).length > 0 ? configHash(isChecked) : undefined,
          },
          spec: {
            ...podSpec({
              props,
              main,
              resources,
              configName: this.configMap?.name,
              podConfig: podConfig && { name: this.podConfigMap!.name, items: podConfig.items },
            }),
            // for one pod too, so that a second one changes nothing of the first
            topologySpreadConstraints: spreadConstraints(props.spread, selector),
          },
        },
        volumeClaimTemplates: templates.length > 0 ? templates.map(({ template }) => template) : undefined,
      },
    });
    this.statefulSet.addDependency(this.policy, ...templates.flatMap(({ grown }) => grown));
    for (const volume of mountedConstructs(props)) this.statefulSet.node.addDependency(volume);
    for (const { storage } of Object.values(this.claims)) followClass(this.statefulSet, claimStorage(storage));
    if (isSeveral(replicas)) {
      this.disruptionBudget = disruptionBudget(this, name, labels, selector);
      this.letPodsMeet(props);
    }
  }

  /** The pods' names, such as `redis-0`; none where their number is known later. */
  public get podNames(): string[] {
    return this.pods.ordinals.map(ordinal => this.pods.nameOf(ordinal));
  }

  /** The pods' names in DNS; none where their number is known later. */
  public get podHosts(): string[] {
    return this.pods.ordinals.map(ordinal => this.pods.hostOf(ordinal));
  }

  /**
   * The name of a pod, such as `redis-0`.
   * @throws KubewrightError KW2001 for an ordinal that no pod has
   */
  public podName(ordinal: number): string {
    return this.pods.nameOf(ordinal);
  }

  /**
   * The name of a pod in DNS, such as `redis-0.redis.cache.svc`.
   * @throws KubewrightError KW2001 for an ordinal that no pod has
   */
  public podHost(ordinal: number): string {
    return this.pods.hostOf(ordinal);
  }

  /**
   * The claim of a pod, for whoever else mounts it, such as a backup.
   * @param claim name of the claim
   * @throws KubewrightError KW2001 for an ordinal that no pod has, KW2012 for a claim that pods have not
   */
  public claimOf(ordinal: number, claim = Object.keys(this.claims)[0] ?? 'data'): ClaimReference {
    const { storage } = this.claimNamed(claim);
    this.pods.nameOf(ordinal);
    return {
      claimName: claimNameOf(claim, this.name, ordinal),
      accessModes: accessModesOf(claimStorage(storage), false),
      namespace: namespaceOf(this),
    };
  }

  /**
   * What to do for larger claims.
   * @param size what the claims are to have
   * @param claim name of the claim
   * @throws KubewrightError KW2002 for what is no size, KW2012 for a claim that pods have not, KW2017 for a size that
   * is not larger, or a class that can't grow
   */
  public expansionTo(size: string, claim = Object.keys(this.claims)[0] ?? 'data'): ExpansionStep[] {
    const { storage, size: usual } = this.claimNamed(claim);
    const known = claimStorage(storage, usual);
    return expansionSteps({
      scope: this,
      claim,
      namespace: namespaceOf(this),
      claimNames: this.pods.ordinals.map(ordinal => claimNameOf(claim, this.name, ordinal)),
      initialSize: known.initialSize ?? known.size ?? DEFAULT_SIZE,
      currentSize: known.size ?? known.initialSize ?? DEFAULT_SIZE,
      size,
      storageClass: known.storageClass,
      storageClassName: known.storageClassName,
    });
  }

  /** Lets pods connect to a port of the service; to the first one, where none is named. */
  public allowFrom(client: PodGroup, port: number = this.service.port): void {
    this.policy.allowFrom(port, client);
  }

  /** Lets anybody connect to a port of the service; to the first one, where none is named. */
  public allowFromAnywhere(port: number = this.service.port): void {
    this.policy.allowFromAnywhere(port);
  }

  /** Lets the pods connect to a Service. */
  public allowTo(service: ServiceReference): void {
    this.policy.allowTo(service);
  }

  private claimNamed(claim: string): PodClaim {
    const settings = Object.hasOwn(this.claims, claim) ? this.claims[claim] : undefined;
    if (!settings) {
      const known = Object.keys(this.claims).join(', ') || 'none';
      new Checks(this).fail('KW2012', `has no claim "${claim}"`, `use one that it has: ${known}`).done();
    }
    return settings!;
  }

  private claimTemplate(name: string, { storage, size, volumeMode }: PodClaim, labels: StringMap): ClaimTemplate {
    return claimTemplate(this, {
      name,
      labels: this.podLabels,
      claimLabels: labels,
      storage: claimStorage(storage, size),
      size: DEFAULT_SIZE,
      volumeMode,
      workload: this.name,
      ordinals: this.pods.ordinals,
    });
  }

  private podConfig({ podConfig }: StatefulServiceProps) {
    if (!podConfig) return undefined;
    const own = this.pods.ordinals.map(ordinal => [ordinal, podConfig.files(ordinal)] as const);
    const checks = new Checks(this);
    for (const [ordinal, files] of own) checkFileNames(checks, `podConfig.files(${ordinal})`, files);
    checks.done();
    return podConfigData(new Map(own.map(([ordinal, files]) => [this.pods.nameOf(ordinal), files])));
  }

  private referenceTo(service: k8s.KubeService, { ports }: StatefulServiceProps): ServiceReference {
    const port = Object.values(ports)[0]!;
    return { name: service.name, namespace: namespaceOf(this), port, pods: { podLabels: this.podLabels, port } };
  }

  private letPodsMeet({ ports }: StatefulServiceProps): void {
    const podLabels = this.podLabels;
    for (const port of Object.values(ports)) {
      this.policy.allowFrom(port, { podLabels });
      this.policy.allowTo({ name: this.name, port, pods: { podLabels, port } });
    }
  }
}
