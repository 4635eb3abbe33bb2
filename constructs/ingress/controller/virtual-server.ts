import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { isDeferred } from '../../../src/values';
import { Checks } from '../../common/checks';
import { orEmpty } from '../../common/defaults';
import { systemOf, workloadLabels } from '../../common/labels';
import { LONG_NAME, objectName } from '../../common/names';
import { namespaceOf } from '../../common/namespace-of';
import { checkFlag } from '../../common/prop-forms';
import type { VirtualServerSpec, VirtualServerSpecTlsCert_manager } from '../../crds/types/nginx-ingress';
import { checkRouteHost } from '../routes/location';
import { checkPolicies, type PolicyReference, policyReferences } from './policy-references';
import { afterDefinitions, type NginxController } from './resource';
import { checkServerRoutes, type ServerRoute } from './server-routes';
import { checkUpstreams, type Upstreams, upstreamSpecs } from './upstreams';

/** The certificate of a {@link VirtualServer}. */
export interface VirtualServerTls {
  /**
   * Secret of type `kubernetes.io/tls`, in the server's namespace.
   * @default - the controller's for all servers
   */
  readonly secretName?: string;
  /**
   * Whether plain HTTP is sent to HTTPS.
   * @default true
   */
  readonly redirect?: boolean;
  /**
   * Has cert-manager make the certificate; the controller needs `certManager`.
   * @default - the Secret is there
   */
  readonly certManager?: VirtualServerSpecTlsCert_manager;
}

/** Settings of a {@link VirtualServer}. */
export interface VirtualServerProps extends Pick<VirtualServerSpec, 'gunzip' | 'listener' | 'externalDNS'> {
  /** Host name, such as `shop.example.com`, or `*.example.com`. */
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
  /** @default - no TLS */
  readonly tls?: VirtualServerTls;
  /**
   * Policies for all routes.
   * @default - none
   */
  readonly policies?: readonly PolicyReference[];
  /**
   * Where routes lead to: Services of the server's own namespace.
   * @default - none
   */
  readonly upstreams?: Upstreams;
  /** What is done with requests, by their paths. */
  readonly routes: readonly ServerRoute[];
}

/**
 * A host of the F5 NGINX Ingress Controller, with what Ingress can't say: shares of requests, conditions, rewrites,
 * own answers and errors.
 *
 * @example
 * new VirtualServer(chart, 'shop', {
 *   controller: ingress,
 *   host: 'shop.example.com',
 *   upstreams: { shop: { name: 'shop', port: 80 }, next: { name: 'shop-next', port: 80 } },
 *   routes: [
 *     {
 *       path: '/',
 *       splits: [
 *         { weight: 90, action: { pass: 'shop' } },
 *         { weight: 10, action: { pass: 'next' } },
 *       ],
 *     },
 *   ],
 * });
 *
 * @see https://docs.nginx.com/nginx-ingress-controller/configuration/virtualserver-and-virtualserverroute-resources/
 */
export class VirtualServer extends Construct {
  public readonly name: string;
  public readonly host: string;
  public readonly virtualServer: ApiObject;
  private readonly ingressClassName?: string;

  /**
   * @throws KubewrightError KW2001 for numbers, KW2003 and KW2008 for names, KW2004 and KW2105 for the host, KW2007 for
   * Secrets, KW2012 and KW2013 for routes, KW2014 for what has to be known, KW2101 for a host or a path that is taken,
   * KW2102 for a Service of another namespace, KW2103 for TLS without a Secret, KW2104 for a port that a Service has not
   */
  public constructor(scope: Construct, id: string, given: VirtualServerProps) {
    super(scope, id);
    const props = orEmpty(given);
    this.name = objectName(this, props.name, LONG_NAME);
    const { controller, host, tls, upstreams, routes } = props;
    this.host = host;
    this.ingressClassName = controller?.ingressClassName;
    const checks = new Checks(this).known('tls', tls, 'its fields may be known later');
    if (checks.isGiven('host', host)) checkHost(checks, this, host);
    if (tls !== undefined && !isDeferred(tls)) checkTls(checks, tls, controller);
    checkPolicies(checks, 'policies', props.policies);
    const names = checkUpstreams(checks, this, upstreams);
    if (checks.isGiven('routes', routes)) checkServerRoutes(checks, 'routes', routes, names, true);
    checks.done();

    const namespace = namespaceOf(this);
    const { labels } = workloadLabels({
      name: 'nginx-ingress',
      instance: this.name,
      component: 'virtual-server',
      partOf: systemOf(this),
    });
    const spec: VirtualServerSpec = {
      ingressClassName: this.ingressClassName,
      host,
      listener: props.listener,
      gunzip: props.gunzip,
      externalDNS: props.externalDNS,
      tls: tls && {
        secret: tls.secretName ?? '',
        redirect: tls.redirect === false ? undefined : { enable: true },
        'cert-manager': tls.certManager,
      },
      policies: policyReferences(props.policies),
      upstreams: upstreamSpecs(checks, upstreams, controller?.clients),
      routes: routes.map(route => ({ ...route, policies: policyReferences(route.policies) })),
    };
    checks.done();
    this.virtualServer = new ApiObject(this, 'Resource', {
      apiVersion: 'k8s.nginx.org/v1',
      kind: 'VirtualServer',
      metadata: { name: this.name, namespace, labels: { ...labels } },
      spec,
    });
    afterDefinitions(this, controller);
  }

  /** Whether both would be asked for the same host. */
  public collidesWith({ host, ingressClassName }: VirtualServer): boolean {
    if (isDeferred(host) || isDeferred(this.host) || host !== this.host) return false;
    const [one, other] = [ingressClassName, this.ingressClassName];
    return one === undefined || other === undefined || one === other;
  }
}

function checkHost(checks: Checks, server: VirtualServer, host: string): void {
  if (isDeferred(host)) return;
  if (typeof host === 'string') checkRouteHost(checks, 'host', host);
  else checks.host('host', host);
  const others = server.node.root.node.findAll().filter(other => other instanceof VirtualServer && other !== server);
  const taken = (others as VirtualServer[]).find(other => server.collidesWith(other));
  if (!taken) return;
  checks.fail(
    'KW2101',
    `${taken.node.path} and ${server.node.path} claim ${host}`,
    'make it one VirtualServer, which can hand paths on to VirtualServerRoutes',
  );
}

function checkTls(checks: Checks, tls: VirtualServerTls, controller: NginxController | undefined): void {
  const { secretName, redirect } = Object(tls) as VirtualServerTls;
  checkFlag(checks, 'tls.redirect', redirect);
  if (secretName !== undefined) checks.secret('tls.secretName', { name: secretName });
  else if (controller?.wildcardTlsSecretName === undefined) {
    checks.fail('KW2103', 'tls names no Secret', 'give tls.secretName, or the controller a wildcardTlsSecretName');
  }
}
