import type { Construct, IConstruct } from 'constructs';
import type { PodGroup } from '../../common/connections';
import type { TransportListener } from './props';

/** The controller that a resource is for: an {@link NginxIngressController}, or what is known of one. */
export interface NginxController {
  /** Name of its IngressClass. */
  readonly ingressClassName: string;
  /**
   * Its pods; targets let them in.
   * @default - unknown: targets let in anybody, where they can
   */
  readonly clients?: PodGroup;
  /**
   * Its ports for TransportServers.
   * @default - unknown
   */
  readonly listeners?: readonly TransportListener[];
  /**
   * The certificate for servers that name none.
   * @default - none
   */
  readonly wildcardTlsSecretName?: string;
  /**
   * The definitions of its resources, which come before these.
   * @default - they are in the cluster already
   */
  readonly definitions?: IConstruct;
}

/** Puts a resource after its definition. */
export function afterDefinitions(construct: Construct, controller: NginxController | undefined): void {
  if (controller?.definitions) construct.node.addDependency(controller.definitions);
}
