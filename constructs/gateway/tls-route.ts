import type { Construct } from 'constructs';
import type { Checks } from '../common/checks';
import { type AnyRouteProps, GatewayRoute, type WeightedBackend } from './route';

/** Where connections go. */
export interface TlsRouteRule {
  readonly backends: readonly WeightedBackend[];
}

/** Settings of a {@link TlsRoute}. */
export interface TlsRouteProps extends AnyRouteProps {
  /** Host names that clients ask for when they begin TLS (SNI), each with `*.` before it for all names below. */
  readonly hostnames: readonly string[];
  /** One rule: nothing but the host is known of a connection. */
  readonly rules: readonly [TlsRouteRule];
}

/**
 * A TLSRoute: connections by host name, at a listener of the protocol TLS.
 *
 * @example
 * new TlsRoute(chart, 'mail', {
 *   gateway: { name: 'public', namespace: 'gateway', sectionName: 'tls' },
 *   hostnames: ['imap.example.com'],
 *   rules: [{ backends: [{ target: { name: 'imap', port: 993 } }] }],
 * });
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/tlsroute/
 */
export class TlsRoute extends GatewayRoute<TlsRouteRule> {
  /**
   * @throws KubewrightError KW2001 for numbers, KW2003 and KW2008 for names, KW2004 and KW2105 for hosts, KW2012 and
   * KW2013 for rules, KW2014 for what has to be known, KW2104 for a port that a Service has not
   */
  public constructor(scope: Construct, id: string, props: TlsRouteProps) {
    super(scope, id, 'TLSRoute', props);
  }

  protected override checkRule(checks: Checks, prop: string, rule: TlsRouteRule): void {
    checks.isGiven(`${prop}.backends`, rule.backends);
  }
}
