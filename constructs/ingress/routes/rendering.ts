import type { Construct } from 'constructs';
import type { LiveValue } from '../../../src/values';
import type { PodGroup, ServiceReference } from '../../common/connections';
import type { StringMap } from '../../common/labels';
import type { Route, RouteFeature, Tls } from './types';

/** What an endpoint tells whoever renders its routes. */
export interface EndpointSettings {
  /** Name of the endpoint's objects. */
  readonly name: string;
  readonly labels: StringMap;
  /**
   * Certificates by host; a name such as `*.example.com` is for all hosts one level below. Each has a `secretName` by now:
   * what cert-manager makes, it makes into that Secret.
   */
  readonly tls: ReadonlyMap<string, Tls>;
  /** Whether requests by plain HTTP are sent to HTTPS, where a host has a certificate. */
  readonly redirectToHttps: boolean;
  /** Target of requests that no route is for. */
  readonly defaultBackend?: ServiceReference;
}

/** Makes the objects of an endpoint's routes, as they come. */
export interface RouteWriter {
  /** Publishes a route. All that it asks for is among the rendering's features, and no other route is like it. */
  add(route: Route): void;
  /**
   * Where a route that was added answers.
   * @default - as {@link RouteRendering.urlOf} says of its host
   */
  urlOf?(route: Route): LiveValue<string> | string | undefined;
}

/** Something about a route that a rendering can't express, though it can express each part of it. */
export interface Refusal {
  readonly problem: string;
  readonly remedy: string;
}

/** One way to publish routes: by Ingresses of a controller, by HTTPRoutes of a Gateway, by a NodePort. */
export interface RouteRendering {
  /** What it is called in an error, such as `an Ingress of the F5 NGINX Ingress Controller`. */
  readonly name: string;
  /**
   * Where it publishes, such as the name of an IngressClass. Two routes of one host and path collide where both are
   * published by renderings of one id.
   * @default - the rendering itself, which no other one shares
   */
  readonly id?: string;
  /**
   * Whether each route has an address of its own, so that no two of them collide.
   * @default false
   */
  readonly separate?: boolean;
  /** What it can express. */
  readonly features: ReadonlySet<RouteFeature>;
  /**
   * Who connects to the targets, which let them in: pods, or clients by themselves.
   * @default - unknown: targets that let in only whom they know are refused
   */
  readonly clients?: PodGroup | 'anybody';
  /**
   * What is wrong with a route beyond its features: parts that don't go together, values that can't be written.
   * @param scope the endpoint
   * @default - nothing
   */
  refusals?(route: Route, scope: Construct): readonly Refusal[];
  /**
   * What is wrong with an endpoint before it has any route.
   * @default - nothing
   */
  endpointRefusals?(endpoint: EndpointSettings): readonly Refusal[];
  /** Begins an endpoint; objects are made below the scope. */
  open(scope: Construct, endpoint: EndpointSettings): RouteWriter;
  /** Where a host answers; none where nobody can tell. */
  urlOf?(scope: Construct, host: string, hasTls: boolean): LiveValue<string> | string | undefined;
}

/** Who publishes routes: a controller, a gateway. */
export interface RoutePublisher {
  readonly routing: RouteRendering;
}
