import type { Construct } from 'constructs';
import type { PodGroup } from '../common/connections';
import type { EndpointSettings, Refusal, RouteRendering, RouteWriter } from '../ingress/routes/rendering';
import type { Route, RouteFeature } from '../ingress/routes/types';
import { EndpointRoutes } from './endpoint-routes';
import type { GatewayListeners } from './gateway-listeners';
import { ruleRefusals } from './rules';

/** What HTTPRoutes of the standard channel express; clients' addresses, bodies, rates and passwords are not among it. */
const FEATURES: readonly RouteFeature[] = [
  'paths',
  'headers',
  'methods',
  'rewritePrefix',
  'rewritePath',
  'redirect',
  'httpsRedirect',
  'requestHeaders',
  'responseHeaders',
  'canary',
  'responseTimeout',
  'cors',
  // gateways pass on connections that are switched, without being told
  'websocket',
];

/** Publishes the routes of endpoints by HTTPRoutes of a Gateway. */
export class GatewayRouting implements RouteRendering {
  public readonly name = 'a Gateway';
  public readonly id: string;
  public readonly features = new Set(FEATURES);

  public constructor(
    private readonly listeners: GatewayListeners,
    public readonly clients: PodGroup | undefined,
  ) {
    this.id = `Gateway/${listeners.namespace ?? ''}/${listeners.name}`;
  }

  public endpointRefusals({ tls }: EndpointSettings): readonly Refusal[] {
    const added = [...tls.keys()].filter(host => !this.listeners.httpsOf(host)).length;
    if (added <= this.listeners.room) return [];
    return [
      {
        problem: `the certificates are ${added}, and the Gateway has room for ${this.listeners.room} more listeners`,
        remedy: 'use one certificate for several hosts, such as "*.example.com", or another Gateway',
      },
    ];
  }

  public refusals(route: Route, scope: Construct): readonly Refusal[] {
    const { host } = route;
    const isTaken = (['HTTP', 'HTTPS'] as const).some(protocol => this.listeners.for(protocol, host, scope).length > 0);
    const problem = `no listener of the Gateway ${this.listeners.name} takes requests for ${host || 'any host'}`;
    return [
      ...(isTaken ? [] : [{ problem, remedy: 'add a listener, or give the host a certificate in `tls`' }]),
      ...ruleRefusals(route),
    ];
  }

  public open(scope: Construct, endpoint: EndpointSettings): RouteWriter {
    return new EndpointRoutes(scope, this.listeners, endpoint);
  }

  public urlOf(scope: Construct, host: string, hasTls: boolean): string | undefined {
    if (host === '' || host.startsWith('*')) return undefined;
    const encrypted = hasTls || this.listeners.for('HTTPS', host, scope).length > 0;
    const [listener] = this.listeners.for(encrypted ? 'HTTPS' : 'HTTP', host, scope);
    const port = listener?.port ?? (encrypted ? 443 : 80);
    const isUsual = port === (encrypted ? 443 : 80);
    return `${encrypted ? 'https' : 'http'}://${host}${isUsual ? '' : `:${port}`}`;
  }
}
