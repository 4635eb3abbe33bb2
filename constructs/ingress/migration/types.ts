import type { RedirectOptions, RouteOptions, RouteTarget, Tls } from '../routes/types';

/** What came of one annotation, or of another part of an Ingress. */
export interface MigrationEntry {
  /** The Ingress, such as `Ingress shop/web`. */
  readonly source: string;
  /** Name of the annotation, or the field such as `spec.rules[0]`. */
  readonly what: string;
  readonly value: string;
  /**
   * Whether the routes do the same, do almost the same, do without it, or were left out because of it, since requests
   * would be let through that were not before, or go elsewhere.
   */
  readonly outcome: 'taken' | 'changed' | 'dropped' | 'left out';
  /** How it was taken over, what is different, or why there is no equal. */
  readonly detail: string;
}

/** A route in place of a path of an Ingress. */
export interface MigratedRoute {
  /** The Ingress that had it. */
  readonly source: string;
  /** Host and path, as `PublicEndpoint.route` takes them. */
  readonly at: string;
  /** None for a redirect. */
  readonly target?: RouteTarget;
  readonly options?: RouteOptions;
  readonly redirect?: RedirectOptions;
}

/** What `fromIngressNginx` makes of Ingresses. */
export interface Migration {
  /** For `PublicEndpoint.add`. */
  readonly routes: readonly MigratedRoute[];
  /** For the endpoint's `tls`. */
  readonly tls: Readonly<Record<string, Tls>>;
  /** For the endpoint's `redirectToHttps`; `undefined` without any certificate. */
  readonly redirectToHttps?: boolean;
  /** For the endpoint's `defaultBackend`. */
  readonly defaultBackend?: RouteTarget;
  /** What came of each annotation. */
  readonly report: readonly MigrationEntry[];
}
