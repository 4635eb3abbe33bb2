import type { Construct } from 'constructs';
import { derived, isDeferred } from '../../src/values';
import type { PodGroup } from '../common/connections';
import { namespaceOf } from '../common/namespace-of';
import type { EndpointSettings, Refusal, RouteRendering, RouteWriter } from '../ingress/routes/rendering';
import type { Route } from '../ingress/routes/types';
import type { KongExposure } from './exposure';
import { FEATURES, refusalsOf } from './refusals';
import { KongRouteWriter, type Users } from './route-writer';

/** Publishes routes by Ingresses of Kong's class, and by plugins for what annotations can't say. */
export class KongRouting implements RouteRendering {
  public readonly name = 'an Ingress of Kong';
  public readonly id: string;
  public readonly features = FEATURES;
  private readonly published: Route[] = [];
  private readonly endpoints = new WeakMap<Construct, EndpointSettings>();
  /** Consumers by the Secret with their password: Kong takes each user's name once. */
  private readonly users: Users = new Map();

  public constructor(
    private readonly ingressClassName: string,
    public readonly clients: PodGroup,
    private readonly expose: KongExposure,
  ) {
    this.id = ingressClassName;
  }

  public refusals(route: Route, scope: Construct): readonly Refusal[] {
    return refusalsOf(route, this.endpoints.get(scope), this.published, namespaceOf(scope));
  }

  public open(scope: Construct, endpoint: EndpointSettings): RouteWriter {
    const { ingressClassName, users, published } = this;
    this.endpoints.set(scope, endpoint);
    const writer = new KongRouteWriter(scope, endpoint, { ingressClassName, users });
    return {
      add: route => {
        writer.add(route);
        published.push(route);
      },
    };
  }

  public urlOf(_scope: Construct, host: string, hasTls: boolean): string | undefined {
    if (host === '' || host.startsWith('*.')) return undefined;
    const scheme = hasTls ? 'https' : 'http';
    if (this.expose.type !== 'nodePort') return `${scheme}://${host}/`;
    const port = hasTls ? this.expose.httpsNodePort : this.expose.httpNodePort;
    if (port === undefined) return undefined;
    return isDeferred(port) ? derived(port, known => `${scheme}://${host}:${known}/`) : `${scheme}://${host}:${port}/`;
  }
}
