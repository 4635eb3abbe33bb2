import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { KubewrightError } from '../../../src/error';
import { coveringHost, hostSlug, slugOf } from '../routes/location';
import type { EndpointSettings } from '../routes/rendering';
import type { Route } from '../routes/types';
import { type Annotations, type F5Location, f5Annotations, f5Locations } from './f5-annotations';
import { f5Policies } from './f5-policies';
import { makeIngress, pathOf, ruleHost } from './ingress';

const TYPE = 'nginx.org/mergeable-ingress-type';

/** A path of a minion. */
interface Entry {
  /** Whether it is there for the path of a prefix itself, and makes way for a route of that path. */
  readonly isSpare: boolean;
  readonly pathType: string;
  /** Takes it out of its minion. */
  remove(): void;
}

/** The Ingresses of one host: a master with the certificate, and minions with the paths. */
export class F5Host extends Construct {
  private readonly plain: k8s.HttpIngressPath[] = [];
  private readonly entries = new Map<string, Entry>();
  private readonly name: string;

  public constructor(
    scope: Construct,
    private readonly host: string,
    private readonly endpoint: EndpointSettings,
    private readonly ingressClassName: string | undefined,
  ) {
    super(scope, hostSlug(host));
    this.name = `${endpoint.name}-${hostSlug(host)}`;
    const certificate = coveringHost(endpoint.tls, host);
    const given = certificate === undefined ? undefined : endpoint.tls.get(certificate);
    const redirect = { 'nginx.org/ssl-redirect': String(endpoint.redirectToHttps) };
    makeIngress(this, 'Master', {
      name: this.limited(this.name),
      endpoint,
      ingressClassName,
      annotations: { [TYPE]: 'master', ...(given ? redirect : {}) },
      tls: given?.secretName ? [{ hosts: [host], secretName: given.secretName }] : undefined,
      rules: () => [{ host: ruleHost(host) }],
    });
    if (endpoint.defaultBackend) {
      const paths = [pathOf('/', 'Prefix', endpoint.defaultBackend)];
      const minion = new Construct(this, 'Default');
      this.makeMinion(minion, 'Ingress', 'default', paths);
      const remove = () => void this.node.tryRemoveChild('Default');
      this.entries.set('/', { isSpare: true, pathType: 'Prefix', remove });
    }
  }

  public add(route: Route): void {
    const locations = f5Locations(route).filter(location => this.isFree(route, location));
    const slug = pathSlug(route.path);
    const ofRoute = route.match === 'Exact' ? 'exact' : 'prefix';
    const annotations = f5Annotations(route);
    const isPlain = Object.keys(annotations).length === 0 && !route.options.allowClients && !route.options.cors;
    if (isPlain && !route.options.rewrite) {
      if (this.plain.length === 0) this.makeMinion(this, 'Routes', 'routes', this.plain);
      for (const location of locations) this.put(this.plain, route, location);
      return;
    }
    const scope = new Construct(this, `${ofRoute}${slug}`);
    const policies = f5Policies(scope, route.options, {
      name: this.limited(`${this.name}-${ofRoute}${slug}`),
      labels: this.endpoint.labels,
      ingressClassName: this.ingressClassName,
    });
    // each way to rewrite needs an Ingress of its own
    for (const name of new Set(locations.map(location => location.group))) {
      const group = locations.filter(location => location.group === name);
      const isItself = group.every(({ pathType }) => pathType === 'Exact') && ofRoute === 'prefix';
      const paths: k8s.HttpIngressPath[] = [];
      const all = { ...annotations, ...group[0]!.rewrite, ...policies };
      const [id, kind] = isItself ? ['Itself', 'itself'] : ['Ingress', ofRoute];
      for (const location of group) {
        this.put(paths, route, location, () => paths.length === 0 && scope.node.tryRemoveChild(id));
      }
      this.makeMinion(scope, id, `${kind}${slug}`, paths, all);
    }
  }

  /** Whether a location is to be made; one that makes way for it is taken out. */
  private isFree(route: Route, { path, pathType }: F5Location): boolean {
    const known = this.entries.get(path);
    if (!known) return true;
    const isSpare = isSpareOf(route, path);
    if (known.pathType !== pathType && !known.isSpare) throw this.taken(route, path);
    if (isSpare) return false;
    if (!known.isSpare || known.pathType !== pathType) throw this.taken(route, path);
    known.remove();
    this.entries.delete(path);
    return true;
  }

  private put(paths: k8s.HttpIngressPath[], route: Route, location: F5Location, emptied?: () => unknown): void {
    const entry = pathOf(location.path, location.pathType, route.backends[0]!.service);
    paths.push(entry);
    const remove = () => {
      paths.splice(paths.indexOf(entry), 1);
      emptied?.();
    };
    const isSpare = isSpareOf(route, location.path);
    this.entries.set(location.path, { isSpare, pathType: location.pathType, remove });
  }

  private makeMinion(
    scope: Construct,
    id: string,
    suffix: string,
    paths: k8s.HttpIngressPath[],
    annotations: Annotations = {},
  ): void {
    makeIngress(scope, id, {
      name: this.limited(`${this.name}-${suffix}`),
      endpoint: this.endpoint,
      ingressClassName: this.ingressClassName,
      annotations: { [TYPE]: 'minion', ...annotations },
      rules: () => [{ host: ruleHost(this.host), http: { paths } }],
    });
  }

  private taken({ place, match, path: asked }: Route, path: string): KubewrightError {
    return new KubewrightError({
      code: 'KW2102',
      place,
      problem: `${match} ${this.host}${asked}: the controller takes the path ${path} of a host once, as Exact or as Prefix`,
      remedy: `leave out one of the two routes, or the default backend where it is the other one`,
    });
  }

  private limited(name: string): string {
    if (name.length <= 253) return name;
    throw new KubewrightError({
      code: 'KW2008',
      place: this.node.path,
      problem: `the name "${name}" has ${name.length} characters, and 253 is what Kubernetes leaves for it`,
      remedy: 'give the endpoint a shorter name, or the route a shorter path',
    });
  }
}

/** The path of a prefix without the slash. */
function isSpareOf(route: Route, path: string): boolean {
  return route.match === 'Prefix' && path === route.path && path !== '/';
}

/** A path as the end of a name: `/shop/cart` as `-shop-cart`. */
function pathSlug(path: string): string {
  return path === '/' ? '' : `-${slugOf(path.slice(1), '/')}`;
}
