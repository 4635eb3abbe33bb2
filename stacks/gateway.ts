import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { HttpGateway, type HttpGatewayProps, RestrictedNamespace } from '../src';

/** Settings of {@link GatewayStack}. */
export interface GatewaySettings {
  /** Namespace of the Gateway, which the stack makes. */
  readonly namespace?: string;
  /** Name of a GatewayClass that is there, or the controller of one to make. */
  readonly gatewayClass: HttpGatewayProps['gatewayClass'];
  /** Certificates by host; plain HTTP of these hosts is sent to HTTPS. */
  readonly tls?: HttpGatewayProps['tls'];
  /** Ports that the controller serves. */
  readonly ports?: HttpGatewayProps['ports'];
  /** The controller's pods, which the published workloads let in. */
  readonly pods?: HttpGatewayProps['pods'];
  /** Whether the definitions of the Gateway API are left to the cluster. */
  readonly hasDefinitions?: boolean;
}

/** A Gateway in a namespace of its own, with its class and the definitions; `PublicEndpointStack` publishes a site on it. */
export class GatewayStack extends Chart {
  public readonly gateway: HttpGateway;

  public constructor(scope: Construct, id: string, settings: GatewaySettings) {
    const { namespace: name = 'gateway', hasDefinitions = false, ...props } = settings;
    super(scope, id, { namespace: name });
    const namespace = new RestrictedNamespace(this, 'Namespace', { name });
    this.gateway = new HttpGateway(this, 'Gateway', { name: 'gateway', definitions: !hasDefinitions, ...props });
    this.gateway.node.addDependency(namespace);
  }
}
