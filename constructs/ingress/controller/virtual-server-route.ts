import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { isDeferred } from '../../../src/values';
import { Checks } from '../../common/checks';
import { orEmpty } from '../../common/defaults';
import { systemOf, workloadLabels } from '../../common/labels';
import { LONG_NAME, objectName } from '../../common/names';
import { namespaceOf } from '../../common/namespace-of';
import type { VirtualServerRouteSpec } from '../../crds/types/nginx-ingress';
import { checkRouteHost } from '../routes/location';
import { policyReferences } from './policy-references';
import { afterDefinitions, type NginxController } from './resource';
import { checkServerRoutes, type ServerRoute } from './server-routes';
import { checkUpstreams, type Upstreams, upstreamSpecs } from './upstreams';

/** Settings of a {@link VirtualServerRoute}. */
export interface VirtualServerRouteProps {
  /** Host of the VirtualServer that hands its path on. */
  readonly host: string;
  /**
   * The controller that serves it.
   * @default - any
   */
  readonly controller?: NginxController;
  /**
   * Name of the object.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /**
   * Where routes lead to: Services of its own namespace.
   * @default - none
   */
  readonly upstreams?: Upstreams;
  /** Paths, all of which begin with the one that the VirtualServer hands on. */
  readonly subroutes: readonly Omit<ServerRoute, 'route' | 'routeSelector'>[];
}

/**
 * A part of a {@link VirtualServer} that belongs to somebody else: a namespace of another team.
 *
 * @example
 * const cart = new VirtualServerRoute(chart, 'cart', {
 *   host: 'shop.example.com',
 *   upstreams: { cart: { name: 'cart', port: 80 } },
 *   subroutes: [{ path: '/cart', action: { pass: 'cart' } }],
 * });
 * new VirtualServer(chart, 'shop', { host: 'shop.example.com', routes: [{ path: '/cart', route: cart.reference }] });
 */
export class VirtualServerRoute extends Construct {
  public readonly name: string;
  /** What a VirtualServer's `route` names it. */
  public readonly reference: string;
  public readonly virtualServerRoute: ApiObject;

  /**
   * @throws KubewrightError as {@link VirtualServer} does
   */
  public constructor(scope: Construct, id: string, given: VirtualServerRouteProps) {
    super(scope, id);
    const props = orEmpty(given);
    this.name = objectName(this, props.name, LONG_NAME);
    const { controller, host, upstreams, subroutes } = props;
    const checks = new Checks(this);
    if (checks.isGiven('host', host) && !isDeferred(host)) {
      if (typeof host === 'string') checkRouteHost(checks, 'host', host);
      else checks.host('host', host);
    }
    const names = checkUpstreams(checks, this, upstreams);
    if (checks.isGiven('subroutes', subroutes)) checkServerRoutes(checks, 'subroutes', subroutes, names, false);
    checks.done();

    const namespace = namespaceOf(this);
    this.reference = namespace === undefined ? this.name : `${namespace}/${this.name}`;
    const { labels } = workloadLabels({
      name: 'nginx-ingress',
      instance: this.name,
      component: 'virtual-server-route',
      partOf: systemOf(this),
    });
    const spec: VirtualServerRouteSpec = {
      ingressClassName: controller?.ingressClassName,
      host,
      upstreams: upstreamSpecs(checks, upstreams, controller?.clients),
      subroutes: subroutes.map(route => ({ ...route, policies: policyReferences(route.policies) })),
    };
    checks.done();
    this.virtualServerRoute = new ApiObject(this, 'Resource', {
      apiVersion: 'k8s.nginx.org/v1',
      kind: 'VirtualServerRoute',
      metadata: { name: this.name, namespace, labels: { ...labels } },
      spec,
    });
    afterDefinitions(this, controller);
  }
}
