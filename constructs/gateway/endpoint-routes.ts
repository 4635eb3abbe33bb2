import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { KubewrightError } from '../../src/error';
import { Checks } from '../common/checks';
import { namespaceOf } from '../common/namespace-of';
import type { HTTPRouteSpecRules } from '../crds/types/gateway';
import { coveringHost } from '../ingress/routes/location';
import type { EndpointSettings, RouteWriter } from '../ingress/routes/rendering';
import type { Route } from '../ingress/routes/types';
import type { GatewayListeners } from './gateway-listeners';
import { hostPart } from './listeners';
import { redirectToHttps } from './redirect';
import { Grants } from './reference-grant';
import { attach, GATEWAY_GROUP, type GatewayReference } from './references';
import { type BackendRef, backendRule, rulesOf } from './rules';

/** What one HTTPRoute may hold. */
const MOST_RULES = 16;
const MOST_MATCHES = 128;

/** The HTTPRoutes of one host; each holds as many rules as it may. */
interface HostRoutes {
  readonly parents: readonly GatewayReference[];
  readonly routes: HostRoute[];
  /** Whether a route takes all requests of the host. */
  isFull: boolean;
}

interface HostRoute {
  readonly rules: HTTPRouteSpecRules[];
  readonly grants: Grants;
  readonly object: ApiObject;
  matches: number;
}

/**
 * Writes the routes of an endpoint as HTTPRoutes, one for each host: which rule takes a request is decided by how much
 * it says of it, and not by where it stands, so they can be written as they come.
 */
export class EndpointRoutes implements RouteWriter {
  private readonly hosts = new Map<string, HostRoutes>();
  /** Lets the Gateway read the endpoint's certificates. */
  private readonly secrets: Grants;

  public constructor(
    private readonly scope: Construct,
    private readonly listeners: GatewayListeners,
    private readonly endpoint: EndpointSettings,
  ) {
    const { name, namespace } = listeners;
    const { name: suffix, labels } = endpoint;
    this.secrets = new Grants(scope, { kind: 'Gateway', name, namespace, suffix, labels });
    for (const [host, { secretName }] of endpoint.tls) this.encrypt(host, secretName);
    if (!endpoint.defaultBackend) return;
    for (const host of endpoint.tls.keys()) this.hostRoutes(host);
    if (this.parentsOf('').length > 0) this.hostRoutes('');
  }

  public add(route: Route): void {
    const host = this.hostRoutes(route.host);
    for (const rule of rulesOf(route)) {
      const written = this.room(host, route.host, rule.matches?.length ?? 1);
      const backendRefs = this.backendRefs(written, route.backends);
      written.rules.push({ ...rule, ...(backendRefs.length > 0 && { backendRefs }) });
    }
    const { headers, methods } = route.options;
    if (route.path === '/' && route.match === 'Prefix' && !headers && !methods) host.isFull = true;
  }

  /** A listener for a certificate, or the one that is there for it. */
  private encrypt(host: string, secretName: string | undefined): void {
    const own = namespaceOf(this.scope);
    const namespace = own === this.listeners.namespace ? undefined : own;
    const known = this.listeners.httpsOf(host);
    const same = known?.certificates.some(one => one.name === secretName && one.namespace === namespace);
    if (known && !same) {
      throw new KubewrightError({
        code: 'KW2102',
        place: this.scope.node.path,
        problem: `the Gateway ${this.listeners.name} has a certificate for ${host} already, another one`,
        remedy: 'give the certificate at one place, the Gateway or an endpoint',
      });
    }
    known?.owners?.add(this.scope);
    if (known || secretName === undefined) return;
    this.listeners.addHttps(host, { name: secretName, namespace }, { scope: this.scope, grants: this.secrets });
  }

  private hostRoutes(host: string): HostRoutes {
    const known = this.hosts.get(host);
    if (known) return known;
    const opened = { parents: this.parentsOf(host), routes: [], isFull: false };
    this.hosts.set(host, opened);
    this.open(opened, host);
    return opened;
  }

  /** Which listeners take a host's requests. Where plain HTTP is redirected, none of it does. */
  private parentsOf(host: string): readonly GatewayReference[] {
    const { listeners, endpoint } = this;
    const certificate = coveringHost(endpoint.tls, host);
    const isSent = certificate !== undefined && endpoint.redirectToHttps;
    const metadata = { name: `${endpoint.name}-to-https${hostPart(host)}`, labels: endpoint.labels };
    if (isSent) redirectToHttps(this.scope, `Redirect${hostPart(host)}`, listeners, [host], metadata);
    const covered = coveringHost(listeners.redirected, host) !== undefined;
    const plain = isSent || covered ? [] : listeners.for('HTTP', host, this.scope);
    return [...plain, ...listeners.for('HTTPS', host, this.scope)].map(({ name }) => listeners.section(name));
  }

  /** An HTTPRoute that has room for one more rule. */
  private room(host: HostRoutes, name: string, matches: number): HostRoute {
    const last = host.routes.at(-1)!;
    // the default backend takes a place in the first
    const isRoomy = last.rules.length < MOST_RULES - 1 && last.matches + matches < MOST_MATCHES;
    const route = isRoomy ? last : this.open(host, name);
    route.matches += matches;
    return route;
  }

  private open(host: HostRoutes, name: string): HostRoute {
    const { scope, endpoint } = this;
    const { labels } = endpoint;
    const count = host.routes.length + 1;
    const suffix = count === 1 ? '' : `-${count}`;
    const routeName = `${endpoint.name}${suffix}${hostPart(name)}`;
    const rules: HTTPRouteSpecRules[] = [];
    const grants = new Grants(scope, { kind: 'HTTPRoute', name: routeName, namespace: namespaceOf(scope), labels });
    const isFirst = count === 1;
    const route: HostRoute = {
      rules,
      grants,
      matches: 0,
      object: new ApiObject(scope, `Route${suffix}${hostPart(name)}`, {
        apiVersion: `${GATEWAY_GROUP}/v1`,
        kind: 'HTTPRoute',
        metadata: { name: routeName, namespace: namespaceOf(scope), labels: { ...labels } },
        spec: {
          parentRefs: attach(new Checks(scope), scope, host.parents),
          ...(name !== '' && { hostnames: [name] }),
          rules: Lazy.any({
            produce: () => (isFirst && !host.isFull && fallback ? [...rules, backendRule(fallback)] : rules),
          }),
        },
      }),
    };
    const fallback =
      endpoint.defaultBackend && isFirst
        ? this.backendRefs(route, [{ service: endpoint.defaultBackend, weight: 100 }])
        : undefined;
    host.routes.push(route);
    return route;
  }

  private backendRefs({ grants, object }: HostRoute, backends: Route['backends']): BackendRef[] {
    const refs = backends.map(({ service, weight }) => {
      const namespace = grants.to('Service', service.name, service.namespace);
      return {
        name: service.name,
        ...(namespace !== undefined && { namespace }),
        port: service.port,
        ...(backends.length > 1 && { weight }),
      };
    });
    object.addDependency(...grants.objects);
    return refs;
  }
}
