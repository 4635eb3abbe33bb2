import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { KongIngressController, type KongIngressControllerProps } from '../src';

/** Settings of {@link KongStack}. */
export interface KongSettings {
  /** How Kong is reached. */
  readonly expose?: KongIngressControllerProps['expose'];
  /** Whether Ingresses that name no class are Kong's. */
  readonly isDefaultClass?: boolean;
  /** Whether it serves Gateways too. */
  readonly gatewayApi?: boolean;
  readonly replicas?: number;
}

/** Kong without a database, in a namespace of its own; the definitions of its resources are another stack's. */
export class KongStack extends Chart {
  public readonly kong: KongIngressController;

  public constructor(scope: Construct, id: string, settings: KongSettings = {}) {
    super(scope, id);
    this.kong = new KongIngressController(this, 'Kong', { name: 'kong', customResources: false, ...settings });
  }
}
