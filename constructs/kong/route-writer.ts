import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { KubewrightError } from '../../src/error';
import { isDeferred } from '../../src/values';
import { shortHash } from '../common/config-hash';
import type { ServiceReference } from '../common/connections';
import { appendName } from '../common/names';
import { namespaceOf } from '../common/namespace-of';
import { portNumber } from '../common/parts';
import { coveringHost } from '../ingress/routes/location';
import type { EndpointSettings, RouteWriter } from '../ingress/routes/rendering';
import type { Route } from '../ingress/routes/types';
import { KongConsumer } from './consumer';
import { KongPlugin, kongPlugins, MAX_NAME } from './plugin';
import { SEPARATOR } from './refusals';
import { pluginsOf } from './route-plugins';

/** Consumers that routes have made, by namespace and Secret. */
export type Users = Map<string, KongConsumer>;

/** What all endpoints of a controller share. */
export interface KongRouteSettings {
  readonly ingressClassName: string;
  readonly users: Users;
}

/**
 * Writes each route as an Ingress of its own: annotations are for whole Ingresses, and Kong's controller gives all paths
 * of an Ingress that lead to one Service the priority of the longest.
 */
export class KongRouteWriter implements RouteWriter {
  private readonly names = new Map<string, number>();
  private nowhere?: k8s.KubeService;

  public constructor(
    private readonly scope: Construct,
    private readonly endpoint: EndpointSettings,
    private readonly settings: KongRouteSettings,
  ) {
    if (endpoint.defaultBackend) this.makeDefault(endpoint.defaultBackend);
  }

  public add(route: Route): void {
    const { scope, endpoint } = this;
    const suffix = this.suffixOf(route);
    const name = appendName(scope, endpoint.name, suffix, MAX_NAME);
    const service = route.redirect ? this.redirectTarget() : backendOf(route.backends[0]!.service);
    const plugins = pluginsOf(route, endpoint, secretName => this.groupOf(secretName)).map(
      ({ plugin, config }) =>
        new KongPlugin(scope, `${suffix}-${plugin}`, {
          name: appendName(scope, name, plugin, MAX_NAME),
          plugin,
          otherConfig: { ...config },
        }),
    );
    const ingress = this.makeIngress(suffix, name, this.annotationsOf(route, plugins), {
      rules: [
        {
          host: route.host || undefined,
          http: { paths: [{ path: route.path, pathType: route.match, backend: { service } }] },
        },
      ],
      tls: this.tlsOf(route.host),
    });
    for (const plugin of plugins) ingress.addDependency(plugin);
  }

  private makeIngress(id: string, name: string, annotations: Record<string, string>, spec: k8s.IngressSpec) {
    return new k8s.KubeIngress(this.scope, id, {
      metadata: { name, namespace: namespaceOf(this.scope), labels: { ...this.endpoint.labels }, annotations },
      spec: { ingressClassName: this.settings.ingressClassName, ...spec },
    });
  }

  private annotationsOf({ host, options }: Route, plugins: readonly KongPlugin[]): Record<string, string> {
    const { headers = {}, cors, rewrite } = options;
    const toHttps = this.endpoint.redirectToHttps && coveringHost(this.endpoint.tls, host) !== undefined;
    // before it lets them ask, a browser asks by OPTIONS, which has to reach the plugin
    const methods = options.methods?.length ? [...new Set([...options.methods, ...(cors ? ['OPTIONS'] : [])])] : [];
    const values = Object.entries(headers).map(([name, value]) => [`konghq.com/headers.${name}`, value] as const);
    return {
      'konghq.com/protocols': toHttps ? 'https' : 'http,https',
      ...(toHttps ? { 'konghq.com/https-redirect-status-code': '308' } : {}),
      ...(rewrite && 'prefix' in rewrite ? { 'konghq.com/strip-path': 'true' } : {}),
      ...(methods.length > 0 ? { 'konghq.com/methods': methods.join(',') } : {}),
      ...(values.length > 0 ? { 'konghq.com/headers-separator': SEPARATOR, ...Object.fromEntries(values) } : {}),
      ...(plugins.length > 0 ? kongPlugins(...plugins) : {}),
    };
  }

  private tlsOf(host: string): k8s.IngressTls[] | undefined {
    const name = coveringHost(this.endpoint.tls, host);
    const secretName = name === undefined ? undefined : this.endpoint.tls.get(name)?.secretName;
    return secretName === undefined ? undefined : [{ hosts: [host], secretName }];
  }

  /** The group of those who know the password of a Secret, with the consumer who is in it. */
  private groupOf(secretName: string): string {
    const namespace = namespaceOf(this.scope);
    const group = [namespace, secretName].filter(part => part !== undefined).join('.');
    const known = this.settings.users.get(group);
    if (known) return group;
    const name = `user-${slugOf(secretName)}-${shortHash(secretName).slice(0, 8)}`;
    const labels = { ...this.endpoint.labels, 'konghq.com/credential': 'acl' };
    // nothing of it is secret, but Kong takes a consumer's groups from Secrets only
    const secret = new k8s.KubeSecret(this.scope, `Group-${secretName}`, {
      metadata: { name: appendName(this.scope, name, 'group', MAX_NAME), namespace, labels },
      stringData: { group },
    });
    const consumer = new KongConsumer(this.scope, `User-${secretName}`, {
      name,
      username: group,
      credentials: [{ secretName }, { secretName: secret.name }],
      ingressClassName: this.settings.ingressClassName,
    });
    this.settings.users.set(group, consumer);
    return group;
  }

  /** An Ingress leads to a Service, even where Kong answers by itself before it comes to that. */
  private redirectTarget(): k8s.IngressServiceBackend {
    const { scope, endpoint } = this;
    this.nowhere ??= new k8s.KubeService(scope, 'Nowhere', {
      metadata: {
        name: appendName(scope, endpoint.name, 'nowhere'),
        namespace: namespaceOf(scope),
        labels: { ...endpoint.labels },
      },
      spec: {
        // of no pods; without a selector Kong's controller would look for endpoints that nobody makes
        selector: { 'app.kubernetes.io/instance': endpoint.name, 'app.kubernetes.io/component': 'nowhere' },
        ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: portNumber(80) }],
      },
    });
    return { name: this.nowhere.name, port: { number: 80 } };
  }

  /** KW2102: an Ingress leads to Services of its own namespace only. */
  private makeDefault(service: ServiceReference): void {
    const { name, namespace } = service;
    const own = namespaceOf(this.scope);
    if (namespace !== undefined && !isDeferred(namespace) && namespace !== own) {
      throw new KubewrightError({
        code: 'KW2102',
        place: this.scope.node.path,
        problem: `${name} is in the namespace ${namespace}, and an Ingress leads to Services of its own only`,
        remedy: 'make the endpoint in that namespace',
      });
    }
    const annotations = { 'konghq.com/protocols': 'http,https' };
    this.makeIngress('Default', this.endpoint.name, annotations, { defaultBackend: { service: backendOf(service) } });
  }

  /** Readable, and another one for each host, path and match; routes that differ by headers or methods are counted. */
  private suffixOf({ host, path, match }: Route): string {
    const readable = slugOf(`${host.replace('*', 'wildcard')}${path}`);
    const suffix = `${readable}-${shortHash([host, path, match]).slice(0, 8)}`;
    const count = (this.names.get(suffix) ?? 0) + 1;
    this.names.set(suffix, count);
    return count === 1 ? suffix : `${suffix}-${count}`;
  }
}

/** What of a text a name can hold. */
function slugOf(text: string): string {
  const words = text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return words.replace(/^-|-$/g, '') || 'all';
}

function backendOf({ name, port }: ServiceReference): k8s.IngressServiceBackend {
  return { name, port: { number: port } };
}
