import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { type ControllerExposure, NginxIngressController } from '../src';

/** Settings of {@link IngressStack}. */
export interface IngressSettings {
  /** Namespace of the controller, which the stack makes. */
  readonly namespace?: string;
  readonly replicas?: number;
  /** How the controller is reached. */
  readonly expose?: ControllerExposure;
  readonly ingressClassName?: string;
  /** Whether Ingresses that name no class are its own. */
  readonly isDefaultClass?: boolean;
  /** Namespaces that it watches, beside its own; all, unless it says otherwise. */
  readonly watchNamespaces?: readonly string[];
}

/** F5 NGINX Ingress Controller in a namespace of its own, with its IngressClass and the definitions of its resources. */
export class IngressStack extends Chart {
  public readonly controller: NginxIngressController;

  public constructor(scope: Construct, id: string, settings: IngressSettings = {}) {
    super(scope, id);
    this.controller = new NginxIngressController(this, 'Ingress', { name: 'ingress', ...settings });
  }
}
