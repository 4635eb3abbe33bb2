import type { PodGroup, ServiceReference } from '../../common/connections';

/** Something that takes requests: a Service, or a construct that has one, such as a `WordPress`. */
export type RouteTarget = ServiceReference | RoutedService;

/** A construct with a Service. */
export interface RoutedService {
  readonly service: ServiceReference;
  /**
   * Opens the construct's own network policy.
   * @param client the pods that connect
   */
  allowFrom?(client: PodGroup): void;
  /** Opens the construct's own network policy for anybody, where nobody can tell which pods connect. */
  allowFromAnywhere?(): void;
}

/** How a path is compared: with whole segments from the beginning, or with all of it. */
export type PathMatch = 'Prefix' | 'Exact';

/** One of several targets. */
export interface WeightedTarget {
  readonly target: RouteTarget;
  /** Share of the requests, in percent. */
  readonly weight: number;
}

/** How long a part of a request may take, in seconds. */
export interface RouteTimeouts {
  /**
   * To connect to a pod.
   * @default - the controller's
   */
  readonly connectSeconds?: number;
  /**
   * For the whole answer of a pod or, with nginx, between two parts of it.
   * @default - the controller's
   */
  readonly responseSeconds?: number;
}

/** How many requests one client address may make. */
export interface RateLimit {
  readonly requests: number;
  /** @default 'second' */
  readonly per?: 'second' | 'minute';
  /**
   * Requests over the rate that are still taken.
   * @default 0
   */
  readonly burst?: number;
}

/** Users and passwords. */
export interface BasicAuth {
  /** Name of the Secret with the file of users, in the form the controller wants. */
  readonly secretName: string;
  /** @default 'Restricted' */
  readonly realm?: string;
}

/** Which other sites' pages may use this one. */
export interface Cors {
  /** Origins such as `https://shop.example.com`, or `*`. */
  readonly allowOrigins: readonly string[];
  /** @default ['GET', 'HEAD', 'POST'] */
  readonly allowMethods?: readonly string[];
  /** @default - none but those that are always allowed */
  readonly allowHeaders?: readonly string[];
  /** @default - none but those that are always exposed */
  readonly exposeHeaders?: readonly string[];
  /** @default false */
  readonly allowCredentials?: boolean;
  /** @default - the browser's */
  readonly maxAgeSeconds?: number;
}

/** Headers to change. */
export interface HeaderChanges {
  readonly set?: Readonly<Record<string, string>>;
  readonly add?: Readonly<Record<string, string>>;
  readonly remove?: readonly string[];
}

/** What a request's path becomes on its way to the target. */
export type Rewrite =
  /** Replaces the part that the route's path matched: `/shop/a` by `/a`. */
  | { readonly prefix: string }
  /** Replaces all of it. */
  | { readonly path: string };

/** What is done with requests on their way. */
export interface RouteOptions {
  /** @default 'Prefix' */
  readonly match?: PathMatch;
  /**
   * Headers that a request must have.
   * @default - any
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default - any */
  readonly methods?: readonly string[];
  /** @default - the path stays */
  readonly rewrite?: Rewrite;
  /** @default - the controller's */
  readonly timeouts?: RouteTimeouts;
  /**
   * Largest body, as nginx writes sizes: `64m`.
   * @default - the controller's
   */
  readonly maxBodySize?: string;
  /** @default - none */
  readonly rateLimit?: RateLimit;
  /**
   * Other targets that take a share of the requests; what is left goes to the route's own.
   * @default - none
   */
  readonly canary?: readonly WeightedTarget[];
  /** @default - anybody */
  readonly basicAuth?: BasicAuth;
  /**
   * Addresses and networks of clients that are let in, such as `192.168.0.0/16`.
   * @default - any
   */
  readonly allowClients?: readonly string[];
  /** @default - as the target answers */
  readonly cors?: Cors;
  /** @default - as they come */
  readonly requestHeaders?: HeaderChanges;
  /** @default - as they come */
  readonly responseHeaders?: HeaderChanges;
  /** @default 'HTTP' */
  readonly backendProtocol?: 'HTTP' | 'HTTPS' | 'GRPC';
  /**
   * Whether connections that are switched to WebSocket stay open.
   * @default false
   */
  readonly websocket?: boolean;
}

/** Where requests are sent instead. What is left out stays as it was. */
export interface RedirectOptions {
  readonly scheme?: 'http' | 'https';
  readonly host?: string;
  readonly port?: number;
  /** Replaces the path, or the part of it that the route's path matched. */
  readonly path?: Rewrite;
  /** @default 302 */
  readonly statusCode?: 301 | 302 | 303 | 307 | 308;
  /** @default 'Prefix' */
  readonly match?: PathMatch;
}

/** A certificate for hosts. */
export type Tls =
  /** Secret of type `kubernetes.io/tls`, in the namespace of the endpoint. */
  | { readonly secretName: string }
  /** Made by an issuer of cert-manager, into a Secret called after the endpoint and the host. */
  | {
      readonly issuer: { readonly name: string; readonly kind?: 'Issuer' | 'ClusterIssuer' };
      readonly secretName?: string;
    }
  /** Made by cert-manager and signed by itself: for tests, and for hosts whose visitors are told to trust it. */
  | { readonly selfSigned: true; readonly secretName?: string };

/** A route as it is rendered: with its defaults filled in. */
export interface Route {
  /** Construct that asked for it, for errors. */
  readonly place: string;
  /** Host name, with `*.` before it for all names one level below; empty for any host. */
  readonly host: string;
  /** Absolute path. */
  readonly path: string;
  readonly match: PathMatch;
  /** Targets with their shares in percent; none for a redirect. */
  readonly backends: readonly { readonly service: ServiceReference; readonly weight: number }[];
  readonly redirect?: RedirectOptions;
  readonly options: RouteOptions;
}

/** Parts of routes that not every rendering can express. */
export type RouteFeature =
  | 'headers'
  | 'methods'
  | 'rewritePrefix'
  | 'rewritePath'
  | 'connectTimeout'
  | 'responseTimeout'
  | 'maxBodySize'
  | 'rateLimit'
  | 'canary'
  | 'basicAuth'
  | 'allowClients'
  | 'cors'
  | 'requestHeaders'
  | 'responseHeaders'
  | 'backendProtocol'
  | 'websocket'
  | 'redirect'
  | 'httpsRedirect'
  | 'paths';
