import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { isDeferred, type LiveValue } from '../../src/values';
import { Checks } from '../common/checks';
import { clusterScoped } from '../common/cluster-scoped';
import type { PodGroup } from '../common/connections';
import { orEmpty } from '../common/defaults';
import { type StringMap, systemOf } from '../common/labels';
import { objectName } from '../common/names';
import { namespaceOf } from '../common/namespace-of';
import { CustomResourceDefinitions } from '../crds';
import type { GatewaySpec } from '../crds/types/gateway';
import { Certificates, checkTls } from '../ingress/routes/certificates';
import type { RoutePublisher, RouteRendering } from '../ingress/routes/rendering';
import { checkListeners, IS_TOLD_APART } from './check-listeners';
import { GatewayListeners } from './gateway-listeners';
import { httpsListener } from './listeners';
import type { HttpGatewayProps } from './props';
import { redirectToHttps } from './redirect';
import { GATEWAY_GROUP, type GatewayReference } from './references';
import { GatewayRouting } from './routing';

/**
 * A Gateway, with its class where it is to be made, and the definitions of the Gateway API. A controller makes something
 * of it that takes requests; routes attach to it, from any namespace of the tree: its listeners take routes of the
 * namespaces that have some, and of no other.
 *
 * Publish Services by a `PublicEndpoint`, or write routes with `HttpRoute`, `GrpcRoute` and `TlsRoute`.
 *
 * @example
 * const gateway = new HttpGateway(chart, 'gateway', {
 *   gatewayClass: { controllerName: 'traefik.io/gateway-controller' },
 *   tls: { 'shop.example.com': { secretName: 'shop-tls' } },
 * });
 * new HttpRoute(chart, 'shop', {
 *   gateway,
 *   hostnames: ['shop.example.com'],
 *   rules: [{ backends: [{ target: { name: 'shop', port: 80 } }] }],
 * });
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/gateway/
 */
export class HttpGateway extends Construct implements GatewayReference, RoutePublisher {
  public readonly name: string;
  public readonly namespace: string | undefined;
  public readonly gatewayClassName: string;
  public readonly gateway: ApiObject;
  /** The class, where it is made here. */
  public readonly gatewayClass?: ApiObject;
  /** The definitions, unless they are left to the cluster. */
  public readonly definitions?: CustomResourceDefinitions;
  public readonly pods?: PodGroup;
  /** Publishes the routes of a `PublicEndpoint` by HTTPRoutes. */
  public readonly routing: RouteRendering;
  /** An address at which the Gateway answers. */
  public readonly address: LiveValue<string>;
  private readonly listeners: GatewayListeners;

  /**
   * @throws KubewrightError KW2001 for ports, KW2003 and KW2008 for names, KW2004 and KW2105 for hosts, KW2007 for
   * Secrets, KW2012 for listeners, KW2013 for what is missing, KW2014 for what has to be known, KW2103 for TLS without a
   * certificate
   */
  public constructor(scope: Construct, id: string, given: HttpGatewayProps) {
    super(scope, id);
    const props = orEmpty(given);
    this.name = objectName(this, props.name);
    this.namespace = namespaceOf(this);
    this.pods = props.pods;
    const checks = new Checks(this)
      .allKnown(props, 'gatewayClass', 'tls', 'listeners', 'redirectToHttps', 'definitions', 'pods', 'ports')
      .known('ports.http', props.ports?.http, IS_TOLD_APART)
      .known('ports.https', props.ports?.https, IS_TOLD_APART)
      .integer('ports.http', props.ports?.http, 1, 65535)
      .integer('ports.https', props.ports?.https, 1, 65535);
    checkClass(checks, props.gatewayClass);
    const tls = isDeferred(props.tls) ? {} : (props.tls ?? {});
    checkTls(checks, tls);
    const { http = 80, https = 443 } = props.ports ?? {};
    const listeners = checkListeners(checks, props.listeners ?? [{ protocol: 'HTTP', port: http }], [
      ...Object.keys(tls).map(host => httpsListener(host, { name: host }, https)),
    ]);
    checks.done();

    const labels = this.labels();
    const { secrets } = new Certificates(this, 'Tls', this.name, labels, tls);
    this.listeners = new GatewayListeners(this, { name: this.name, labels, httpsPort: https });
    for (const listener of listeners) this.listeners.add(listener);
    for (const [host, { secretName }] of secrets) this.listeners.addHttps(host, { name: secretName });
    if (props.definitions !== false) this.definitions = CustomResourceDefinitions.of(this, 'gateway');
    const { gatewayClass } = props;
    if (typeof gatewayClass === 'string') this.gatewayClassName = gatewayClass;
    else {
      this.gatewayClassName = gatewayClass.name ?? this.name;
      this.gatewayClass = clusterScoped(
        new ApiObject(this, 'Class', {
          apiVersion: `${GATEWAY_GROUP}/v1`,
          kind: 'GatewayClass',
          metadata: { name: this.gatewayClassName, labels: { ...labels } },
          spec: { controllerName: gatewayClass.controllerName },
        }),
      );
    }
    this.gateway = this.makeGateway(props, labels);
    this.gateway.addDependency(...this.listeners.granted);
    if (props.redirectToHttps !== false) {
      const hosts = [...secrets.keys()];
      for (const host of hosts) this.listeners.redirected.add(host);
      redirectToHttps(this, 'Redirect', this.listeners, hosts, { name: `${this.name}-to-https`, labels });
    }
    this.address = { source: this.gateway, read: firstAddress };
    this.routing = new GatewayRouting(this.listeners, props.pods);
  }

  /** Lets routes of a namespace attach to the listeners that leave it to us. */
  public allowRoutesFrom(namespace: string | undefined, sectionName?: string): void {
    this.listeners.allowRoutesFrom(namespace, sectionName);
  }

  /** The listeners that take routes of some hosts, where that is not all of them. @internal */
  public sectionsFor(checks: Checks, hostnames?: readonly string[]): readonly GatewayReference[] | undefined {
    return this.listeners.sectionsFor(checks, hostnames);
  }

  private makeGateway({ annotations, addresses, infrastructure }: HttpGatewayProps, labels: StringMap): ApiObject {
    const spec: GatewaySpec = {
      gatewayClassName: this.gatewayClassName,
      addresses,
      infrastructure,
      listeners: this.listeners.spec,
    };
    return new ApiObject(this, 'Gateway', {
      apiVersion: `${GATEWAY_GROUP}/v1`,
      kind: 'Gateway',
      metadata: { name: this.name, namespace: this.namespace, labels: { ...labels }, annotations },
      spec,
    });
  }

  private labels(): StringMap {
    return {
      'app.kubernetes.io/name': 'gateway',
      'app.kubernetes.io/instance': this.name,
      'app.kubernetes.io/component': 'gateway',
      'app.kubernetes.io/part-of': systemOf(this),
      'app.kubernetes.io/managed-by': 'kubewright',
    };
  }
}

function checkClass(checks: Checks, given: HttpGatewayProps['gatewayClass'] | undefined): void {
  if (isDeferred(given) || !checks.isGiven('gatewayClass', given)) return;
  if (typeof given === 'string') {
    checks.dnsSubdomain('gatewayClass', given);
    return;
  }
  const { name, controllerName } = Object(given) as { name?: unknown; controllerName?: unknown };
  checks.known('gatewayClass.name', name).dnsSubdomain('gatewayClass.name', name);
  if (!checks.isGiven('gatewayClass.controllerName', controllerName)) return;
  checks.match(
    'gatewayClass.controllerName',
    controllerName,
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/,
    'a domain and a path, such as traefik.io/gateway-controller',
  );
}

function firstAddress(live: Readonly<Record<string, unknown>>): string | undefined {
  const { addresses } = Object(live.status) as { addresses?: readonly { value?: unknown }[] };
  const value = addresses?.[0]?.value;
  return typeof value === 'string' ? value : undefined;
}
