import type { LiveValue } from '../../src/values';
import type { PodGroup } from '../common/connections';
import type { RoutePublisher, RouteRendering } from './routes/rendering';
import type { RouteTarget, Tls } from './routes/types';

/** Settings of a {@link PublicEndpoint}. */
export interface PublicEndpointProps {
  /**
   * Name that the objects' names start with.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /** Who publishes the routes: a controller's construct, or a rendering such as that of `ingressOf`. */
  readonly via: RoutePublisher | RouteRendering;
  /**
   * Certificates by host; `*.example.com` is for all hosts one level below that have none of their own.
   * @default - none: plain HTTP
   */
  readonly tls?: Readonly<Record<string, Tls>>;
  /**
   * Whether plain HTTP is sent to HTTPS, at hosts with a certificate.
   * @default - true where there is a certificate, and the rendering can
   */
  readonly redirectToHttps?: boolean;
  /**
   * Target of requests that no route is for.
   * @default - the publisher's answer, 404 as a rule
   */
  readonly defaultBackend?: RouteTarget;
}

/** A route that was published. */
export interface PublishedRoute {
  /** Where it answers; none where nobody can tell, as for `*.example.com`. */
  readonly url?: LiveValue<string> | string;
}

/** Settings of `ingressOf`. */
export interface IngressRenderingProps {
  /**
   * Name of the IngressClass.
   * @default - the cluster's default class
   */
  readonly ingressClassName?: string;
  /**
   * The controller whose annotations are used: `nginx` is the F5 NGINX Ingress Controller (`nginx.org/`), since 5.6, with
   * its custom resources; `none` uses no annotations, so that any controller will do, and there are hosts, paths and
   * TLS only.
   * @default 'none'
   */
  readonly dialect?: 'nginx' | 'none';
  /**
   * The controller's pods; targets that are constructs let them in. With `hostNetwork` they can't be told from their
   * node, so leave it out.
   * @default - unknown: targets have to let in anybody
   */
  readonly clients?: PodGroup;
  /**
   * Whether the controller takes Ingresses without a host: F5's does with `-allow-empty-ingress-host`.
   * @default - false with `nginx`, true with `none`
   */
  readonly anyHost?: boolean;
}
