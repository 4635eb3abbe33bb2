import { Construct } from 'constructs';
import { derived, isDeferred, type LiveValue } from '../../src/values';
import { Checks } from '../common/checks';
import { orEmpty } from '../common/defaults';
import { type StringMap, systemOf } from '../common/labels';
import { objectName } from '../common/names';
import type { Migration } from './migration/types';
import type { PublicEndpointProps, PublishedRoute } from './props';
import { Certificates, checkTls } from './routes/certificates';
import { checkOptions, checkRedirect } from './routes/check-options';
import { featuresOf } from './routes/features';
import { coveringHost, parseLocation } from './routes/location';
import { checkCollision, publishedRoutes } from './routes/registry';
import type { EndpointSettings, RoutePublisher, RouteRendering, RouteWriter } from './routes/rendering';
import { checkTarget, openTarget, serviceOf } from './routes/targets';
import type { RedirectOptions, Route, RouteOptions, RouteTarget } from './routes/types';

/**
 * Publishes Services by host and path: one program, and Ingresses, HTTPRoutes or NodePorts as its objects, by who
 * publishes it. What that one can't express is refused, and never left out.
 *
 * Targets that are constructs are opened for the publisher's pods, by their NetworkPolicies.
 *
 * @example
 * const web = new NginxProxy(chart, 'web', { upstream: { name: 'app', port: 80 }, expose: { type: 'clusterIp' } });
 * const endpoint = new PublicEndpoint(chart, 'public', {
 *   via: ingressOf({
 *     ingressClassName: 'nginx',
 *     dialect: 'nginx',
 *     clients: { podLabels: { app: 'nginx-ingress' }, namespace: 'nginx-ingress' },
 *   }),
 *   tls: { 'shop.example.com': { secretName: 'shop-tls' } },
 * });
 * endpoint.route('shop.example.com/', web);
 * endpoint.route('shop.example.com/upload', web, { maxBodySize: '1g', timeouts: { responseSeconds: 300 } });
 */
export class PublicEndpoint extends Construct {
  /** Name that the objects' names start with. */
  public readonly name: string;
  private readonly rendering: RouteRendering;
  private readonly settings: EndpointSettings;
  private readonly writer: RouteWriter;
  private readonly published: Route[];
  private readonly opened = new Set<RouteTarget>();

  /**
   * @throws KubewrightError KW2003 and KW2008 for the name, KW2004 and KW2105 for hosts, KW2007 for Secrets, KW2102 for
   * what the rendering can't express, KW2103 for TLS without a certificate, KW2104 for a port that the default backend
   * has not, KW2012, KW2013 and KW2014 for other props
   */
  public constructor(scope: Construct, id: string, given: PublicEndpointProps) {
    super(scope, id);
    const props = orEmpty(given);
    this.name = objectName(this, props.name);
    const checks = new Checks(this).allKnown(props, 'via', 'tls', 'redirectToHttps');
    const tls = isDeferred(props.tls) ? {} : (props.tls ?? {});
    checkTls(checks, tls);
    if (props.defaultBackend !== undefined) checkTarget(checks, 'defaultBackend', props.defaultBackend, this);
    const rendering = renderingOf(props.via);
    if (!rendering && !isDeferred(props.via)) {
      checks.fail('KW2013', 'via is no publisher of routes', 'give ingressOf(…), nodePorts(), or a controller');
    }
    checkHttpsRedirect(checks, props, rendering);
    checks.done();

    this.rendering = rendering!;
    const labels = labelsOf(this, this.name);
    const certificates = new Certificates(this, 'Tls', this.name, labels, tls);
    const canRedirect = this.rendering.features.has('httpsRedirect');
    this.settings = {
      name: this.name,
      labels,
      tls: certificates.secrets,
      redirectToHttps: props.redirectToHttps ?? (certificates.secrets.size > 0 && canRedirect),
      defaultBackend: props.defaultBackend && serviceOf(props.defaultBackend),
    };
    for (const { problem, remedy } of this.rendering.endpointRefusals?.(this.settings) ?? []) {
      checks.fail('KW2102', problem, remedy);
    }
    if (props.defaultBackend) this.openOnce(checks, 'defaultBackend', props.defaultBackend);
    checks.done();
    this.published = publishedRoutes(this, this.rendering, props.via);
    this.writer = this.rendering.open(this, this.settings);
  }

  /**
   * Publishes a target.
   * @param at host and path, such as `blog.example.com/` or, for any host, `/`; `*.example.com/` is for all hosts one
   * level below
   * @throws KubewrightError KW2101 for what another route of the publisher claims, KW2102 for what can't be expressed,
   * KW2104 for a port that the Service has not, KW2105 and KW2004 for hosts, KW2012 for paths and for options of a
   * wrong form, KW2001, KW2007, KW2013 and KW2014 for other options
   */
  public route(at: string, target: RouteTarget, given?: RouteOptions): PublishedRoute {
    const checks = new Checks(this).known('the options', given);
    checkTarget(checks, 'the target', target, this);
    const options = isDeferred(given) ? {} : orEmpty(given);
    checkOptions(checks, options, this);
    const { host, path } = parseLocation(checks, at, options.match ?? 'Prefix');
    checks.done();
    const canary = options.canary ?? [];
    const own = 100 - canary.reduce((sum, { weight }) => sum + weight, 0);
    const shares = [{ target, weight: own }, ...canary].filter(({ weight }) => weight > 0);
    const backends = shares.map(share => ({ service: serviceOf(share.target), weight: share.weight }));
    const match = options.match ?? 'Prefix';
    const route = { place: this.node.path, host, path, match, backends, options };
    this.check(checks, route);
    for (const share of shares) this.openOnce(checks, `the target of ${at}`, share.target);
    checks.done();
    return this.publish(route);
  }

  /**
   * Sends requests to another place.
   * @param at host and path, as of {@link route}
   * @throws KubewrightError as {@link route} does
   */
  public redirect(at: string, to: RedirectOptions): PublishedRoute {
    const checks = new Checks(this).known('the redirect', to);
    const redirect = isDeferred(to) ? {} : (to ?? {});
    const match = redirect.match ?? 'Prefix';
    checkRedirect(checks, redirect);
    const location = parseLocation(checks, at, match);
    checks.done();
    const route = { place: this.node.path, ...location, match, backends: [], redirect, options: { match } };
    this.check(checks, route);
    checks.done();
    return this.publish(route);
  }

  /**
   * Publishes what `fromIngressNginx` made of another controller's Ingresses.
   * @throws KubewrightError as {@link route} does
   */
  public add(migration: Pick<Migration, 'routes'>): this {
    for (const { at, target, options, redirect } of migration.routes) {
      if (redirect) this.redirect(at, redirect);
      else if (target) this.route(at, target, options);
    }
    return this;
  }

  /** KW2101, KW2102. */
  private check(checks: Checks, route: Route): void {
    const { rendering } = this;
    const what = `${route.host}${route.path}`;
    for (const [feature, words] of featuresOf(route.options, route.redirect)) {
      if (rendering.features.has(feature)) continue;
      checks.fail(
        'KW2102',
        `${what} asks for ${words}, which ${rendering.name} can't express`,
        'leave it out, or publish the route by something that can, such as a Gateway',
      );
    }
    for (const { problem, remedy } of rendering.refusals?.(route, this) ?? []) {
      checks.fail('KW2102', `${what}: ${problem}`, remedy);
    }
    if (!rendering.separate) checkCollision(checks, route, this.published);
  }

  private publish(route: Route): PublishedRoute {
    this.writer.add(route);
    this.published.push(route);
    const hasTls = coveringHost(this.settings.tls, route.host) !== undefined;
    const known = this.writer.urlOf?.(route) ?? this.rendering.urlOf?.(this, route.host, hasTls);
    const isName = route.host !== '' && !route.host.startsWith('*');
    const base = known ?? (isName ? `${hasTls ? 'https' : 'http'}://${route.host}` : undefined);
    return { url: base === undefined ? undefined : withPath(base, route.path) };
  }

  private openOnce(checks: Checks, prop: string, target: RouteTarget): void {
    if (this.opened.has(target)) return;
    this.opened.add(target);
    openTarget(checks, prop, target, this.rendering.clients);
  }
}

function renderingOf(via: RoutePublisher | RouteRendering | undefined): RouteRendering | undefined {
  const given = Object(via) as Partial<RoutePublisher & RouteRendering>;
  const rendering = given.routing ?? given;
  return typeof rendering.open === 'function' ? (rendering as RouteRendering) : undefined;
}

function checkHttpsRedirect(
  checks: Checks,
  { redirectToHttps, tls }: PublicEndpointProps,
  rendering: RouteRendering | undefined,
): void {
  if (redirectToHttps !== true || !rendering || isDeferred(tls)) return;
  if (Object.keys(tls ?? {}).length === 0) {
    checks.fail('KW2103', 'redirectToHttps, and no host has a certificate', 'give tls for the hosts');
  }
  if (!rendering.features.has('httpsRedirect')) {
    const remedy = 'leave redirectToHttps out, and let the publisher redirect by its own configuration';
    checks.fail('KW2102', `${rendering.name} can't send plain HTTP to HTTPS`, remedy);
  }
}

function labelsOf(endpoint: Construct, name: string): StringMap {
  return {
    'app.kubernetes.io/name': 'public-endpoint',
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/component': 'routes',
    'app.kubernetes.io/part-of': systemOf(endpoint),
    'app.kubernetes.io/managed-by': 'kubewright',
  };
}

function withPath(base: LiveValue<string> | string, path: string): LiveValue<string> | string {
  const join = (url: string) => derived(url, known => `${known.replace(/\/$/, '')}${path}`);
  if (typeof base === 'string' || isDeferred(base)) return join(base as string);
  return {
    source: base.source,
    read: (live, cluster) => {
      const url = base.read(live, cluster);
      return url === undefined ? undefined : join(url);
    },
  };
}
