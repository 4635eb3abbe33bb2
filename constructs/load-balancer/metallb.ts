import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Checks } from '../common/checks';
import { orEmpty } from '../common/defaults';
import { images } from '../common/images';
import { systemOf } from '../common/labels';
import { appendName, objectName } from '../common/names';
import { setNamespace } from '../common/namespace-of';
import { mergeResources, type Resources } from '../common/resources';
import type { Scheduling } from '../common/scheduling';
import { checkNamespaceName, securedNamespace } from '../common/secured-namespace';
import { CustomResourceDefinitions } from '../crds';
import { MetalLbController } from './metallb-controller';
import { MetalLbSpeaker } from './metallb-speaker';
import { METALLB_NAMESPACE } from './objects';

/** Settings of {@link MetalLb}. */
export interface MetalLbProps {
  /**
   * Name that the objects' names start with.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /**
   * Namespace of the programs and of all pools, which is made unless it is the chart's own.
   * @default 'metallb-system'
   */
  readonly namespace?: string;
  /** @default - the release that `images.metallbController` names */
  readonly controllerImage?: string;
  /** @default - the release that `images.metallbSpeaker` names */
  readonly speakerImage?: string;
  /**
   * The class of Services that it serves.
   * @default - Services without a class
   */
  readonly loadBalancerClass?: string;
  /**
   * Compute resources of each of the programs.
   * @default - 20m CPU and 64Mi memory, at most 256Mi
   */
  readonly resources?: Resources;
  /**
   * Which nodes tell addresses.
   * @default - all with Linux, those of the control plane too
   */
  readonly speakerScheduling?: Scheduling;
}

/**
 * MetalLB, which gives addresses to Services of type LoadBalancer where no cloud does: a controller that gives them,
 * and a speaker on each node that tells them to the network.
 *
 * The speaker takes the node's network and the capability NET_RAW, to answer by ARP, so the namespace is "privileged";
 * the controller is "restricted". Pools are checked here, and MetalLB's admission webhooks are left out: with them the
 * controller could change any webhook's certificate in the definitions of the cluster.
 *
 * @example
 * const metallb = new MetalLb(chart, 'metallb');
 *
 * @see https://metallb.io/installation/
 */
export class MetalLb extends Construct {
  public readonly namespaceName: string;
  /** The namespace, unless it is the chart's own. */
  public readonly namespace?: k8s.KubeNamespace;
  /** The class of Services that it serves. */
  public readonly loadBalancerClass?: string;
  /** The definitions of its resources. */
  public readonly definitions: CustomResourceDefinitions;
  public readonly controller: k8s.KubeDeployment;
  public readonly speaker: k8s.KubeDaemonSet;

  /**
   * @throws KubewrightError KW2002 for resources, KW2003 and KW2008 for names, KW2005 for images, KW2012 for the class,
   * KW2014 for what has to be known
   */
  public constructor(scope: Construct, id: string, given?: MetalLbProps) {
    super(scope, id);
    const props = orEmpty(given);
    const name = objectName(this, props.name);
    const { controllerImage = images.metallbController, speakerImage = images.metallbSpeaker } = props;
    this.namespaceName = props.namespace ?? METALLB_NAMESPACE;
    this.loadBalancerClass = props.loadBalancerClass;
    const checks = new Checks(this)
      .allKnown(props, 'speakerScheduling', 'loadBalancerClass')
      .image('controllerImage', controllerImage)
      .image('speakerImage', speakerImage)
      .match('loadBalancerClass', props.loadBalancerClass, CLASS, 'a name such as metallb.io/metallb');
    // the chart's own may be "default"; it is not made here
    if (this.namespaceName !== Chart.of(this).namespace) checkNamespaceName(checks, 'namespace', this.namespaceName);
    const resources = mergeResources(checks, props.resources, {
      cpuRequest: '20m',
      memoryRequest: '64Mi',
      memoryLimit: '256Mi',
    });
    checks.done();

    setNamespace(this, this.namespaceName);
    if (this.namespaceName !== Chart.of(this).namespace) {
      this.namespace = securedNamespace(this, 'Namespace', this.namespaceName, 'privileged');
    }
    this.definitions = CustomResourceDefinitions.of(this, 'metallb');
    const shared = {
      system: systemOf(this),
      instance: name,
      resources,
      loadBalancerClass: props.loadBalancerClass,
      secret: appendName(this, name, 'memberlist'),
    };
    this.controller = new MetalLbController(this, 'Controller', {
      ...shared,
      name: appendName(this, name, 'controller'),
      image: controllerImage,
    }).deployment;
    this.speaker = new MetalLbSpeaker(this, 'Speaker', {
      ...shared,
      name: appendName(this, name, 'speaker'),
      image: speakerImage,
      scheduling: props.speakerScheduling,
    }).daemonSet;
  }
}

const CLASS = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-\w.]*[A-Za-z0-9])?$/;
