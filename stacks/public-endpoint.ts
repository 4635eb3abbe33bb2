import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  type ClaimStorage,
  PublicEndpoint,
  RestrictedNamespace,
  type RoutePublisher,
  type RouteRendering,
  type Tls,
  WordPressSite,
} from '../src';

/** Settings of {@link PublicEndpointStack}. */
export interface PublicEndpointSettings {
  /** Namespace of the site and its routes, which the stack makes. */
  readonly namespace: string;
  /** Name of the host. */
  readonly host: string;
  /** The host's certificate; plain HTTP without one. */
  readonly tls?: Tls;
  /** StorageClass of all claims; the cluster's default, unless it says otherwise. */
  readonly storageClassName?: string;
  /** Networks whose clients may log in; any, unless it says otherwise. */
  readonly adminsFrom?: readonly string[];
  /** Who publishes the site. */
  readonly via: RoutePublisher | RouteRendering;
}

/** A WordPress site that a controller publishes, with paths of its own for logging in and for pages. */
export class PublicEndpointStack extends Chart {
  public readonly site: WordPressSite;
  public readonly endpoint: PublicEndpoint;

  public constructor(scope: Construct, id: string, settings: PublicEndpointSettings) {
    super(scope, id, { namespace: settings.namespace });
    const { host, tls, via, adminsFrom, storageClassName } = settings;
    const namespace = new RestrictedNamespace(this, 'Namespace', { name: settings.namespace });
    const storage: ClaimStorage = { type: 'claim', storageClassName };
    this.site = new WordPressSite(this, 'Site', { name: 'site', expose: { type: 'clusterIp' }, storage });
    this.site.node.addDependency(namespace);
    this.endpoint = new PublicEndpoint(this, 'Public', {
      name: 'public',
      via,
      tls: tls && { [host]: tls },
    });
    this.endpoint.node.addDependency(namespace);
    const web = this.site.nginx ?? this.site.wordpress;
    const { features } = 'routing' in via ? via.routing : via;
    // some have no such limit
    const maxBodySize = features.has('maxBodySize') ? this.site.wordpress.maxBodySize : undefined;
    this.endpoint.route(`${host}/`, web, { maxBodySize });
    if (adminsFrom) {
      for (const path of ['/wp-login.php', '/wp-admin']) {
        this.endpoint.route(`${host}${path}`, web, { maxBodySize, allowClients: adminsFrom });
      }
      // themes and plugins ask it for anybody
      this.endpoint.route(`${host}/wp-admin/admin-ajax.php`, web, { maxBodySize, match: 'Exact' });
    }
  }
}
