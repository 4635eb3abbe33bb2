import type { Construct } from 'constructs';
import type { Checks } from '../common/checks';
import type { GRPCRouteSpecRules, GRPCRouteSpecRulesFilters } from '../crds/types/gateway';
import { type AnyRouteProps, GatewayRoute, type WeightedBackend } from './route';

/** A target of gRPC calls. */
export interface GrpcBackend extends WeightedBackend {
  /**
   * What is done with calls to this target only.
   * @default - nothing
   */
  readonly filters?: readonly GRPCRouteSpecRulesFilters[];
}

/** Which calls, what is done with them, and where they go. */
export interface GrpcRouteRule extends Omit<GRPCRouteSpecRules, 'backendRefs'> {
  readonly backends: readonly GrpcBackend[];
}

/** Settings of a {@link GrpcRoute}. */
export interface GrpcRouteProps extends AnyRouteProps {
  /**
   * Host names, each with `*.` before it for all names below.
   * @default - those of the Gateway's listeners
   */
  readonly hostnames?: readonly string[];
  /** Rules; the one that says most of a call takes it. */
  readonly rules: readonly GrpcRouteRule[];
}

/**
 * A GRPCRoute: calls by service and method.
 *
 * @example
 * new GrpcRoute(chart, 'orders', {
 *   gateway: { name: 'public', namespace: 'gateway' },
 *   hostnames: ['grpc.example.com'],
 *   rules: [{ matches: [{ method: { service: 'shop.Orders' } }], backends: [{ target: { name: 'orders', port: 9000 } }] }],
 * });
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/grpcroute/
 */
export class GrpcRoute extends GatewayRoute<GrpcRouteRule> {
  /**
   * @throws KubewrightError KW2001 for numbers, KW2003 and KW2008 for names, KW2004 and KW2105 for hosts, KW2012 and
   * KW2013 for rules, KW2014 for what has to be known, KW2104 for a port that a Service has not
   */
  public constructor(scope: Construct, id: string, props: GrpcRouteProps) {
    super(scope, id, 'GRPCRoute', props);
  }

  protected override checkRule(checks: Checks, prop: string, rule: GrpcRouteRule): void {
    checks.isGiven(`${prop}.backends`, rule.backends);
    const matches: unknown = rule.matches;
    if (!Array.isArray(matches)) return;
    for (const [i, match] of matches.entries()) {
      const { service, method } = Object(match?.method) as { service?: unknown; method?: unknown };
      if (match?.method === undefined || service !== undefined || method !== undefined) continue;
      checks.isGiven(`${prop}.matches[${i}].method.service`, undefined);
    }
  }
}
