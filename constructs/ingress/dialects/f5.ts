import type { Construct, IConstruct } from 'constructs';
import { KubewrightError } from '../../../src/error';
import type { IngressRenderingProps } from '../props';
import type { EndpointSettings, RouteRendering, RouteWriter } from '../routes/rendering';
import type { Route, RouteFeature } from '../routes/types';
import { F5Host } from './f5-host';
import { f5Refusals } from './f5-limits';
import { foreignTargets } from './ingress';

const FEATURES: readonly RouteFeature[] = [
  'paths',
  'rewritePrefix',
  'rewritePath',
  'connectTimeout',
  'responseTimeout',
  'maxBodySize',
  'rateLimit',
  'basicAuth',
  'allowClients',
  'cors',
  'requestHeaders',
  'responseHeaders',
  'backendProtocol',
  'websocket',
  'httpsRedirect',
];

/** Ingresses with the annotations of the F5 NGINX Ingress Controller. */
export function f5Rendering({
  ingressClassName,
  clients,
  anyHost = false,
}: Omit<IngressRenderingProps, 'dialect'>): RouteRendering {
  const id = `Ingress ${ingressClassName ?? ''}`;
  return {
    name: 'an Ingress of the F5 NGINX Ingress Controller',
    id,
    features: new Set(FEATURES),
    clients,
    refusals: (route, scope) => [...foreignTargets(scope, route), ...f5Refusals(route, anyHost)],
    open: (scope, endpoint) => new F5Writer(scope, endpoint, id, ingressClassName),
  };
}

/** The endpoints that have a host, by tree and class: the controller takes a host from one Ingress, the first one. */
const owners = new WeakMap<IConstruct, Map<string, IConstruct>>();

class F5Writer implements RouteWriter {
  private readonly hosts = new Map<string, F5Host>();

  public constructor(
    private readonly scope: Construct,
    private readonly endpoint: EndpointSettings,
    private readonly id: string,
    private readonly ingressClassName?: string,
  ) {}

  public add(route: Route): void {
    this.hostOf(route.host).add(route);
  }

  private hostOf(host: string): F5Host {
    const known = this.hosts.get(host);
    if (known) return known;
    this.claim(host);
    const made = new F5Host(this.scope, host, this.endpoint, this.ingressClassName);
    this.hosts.set(host, made);
    return made;
  }

  private claim(host: string): void {
    const { root } = this.scope.node;
    const tree = owners.get(root) ?? new Map<string, IConstruct>();
    owners.set(root, tree);
    const key = `${this.id} ${host}`;
    const owner = tree.get(key);
    if (owner) {
      throw new KubewrightError({
        code: 'KW2102',
        place: this.scope.node.path,
        problem: `${owner.node.path} has routes of ${host || 'any host'}, and the controller takes a host from one Ingress`,
        remedy: `let one endpoint have all routes of the host`,
      });
    }
    tree.set(key, this.scope);
  }
}
