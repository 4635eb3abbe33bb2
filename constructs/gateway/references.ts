import type { IConstruct } from 'constructs';
import { isDeferred } from '../../src/values';
import type { Checks } from '../common/checks';
import type { PodGroup } from '../common/connections';
import { namespaceOf } from '../common/namespace-of';
import type { HTTPRouteSpecParentRefs } from '../crds/types/gateway';

/** API group of the Gateway API. */
export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** A Gateway that routes attach to: an `HttpGateway`, or one that somebody else made. */
export interface GatewayReference {
  /** Name of the Gateway. */
  readonly name: string;
  /**
   * Namespace of the Gateway.
   * @default - that of the route
   */
  readonly namespace?: string;
  /**
   * Name of one of its listeners.
   * @default - all that take the route
   */
  readonly sectionName?: string;
  /**
   * The pods that connect to the targets of routes; targets let them in.
   * @default - unknown
   */
  readonly pods?: PodGroup;
  /** Lets routes of a namespace attach. */
  allowRoutesFrom?(namespace: string | undefined, sectionName?: string): void;
  /**
   * The listeners that take a route of these hosts, where that is not all of them.
   * @internal
   */
  sectionsFor?(checks: Checks, hostnames: readonly string[] | undefined): readonly GatewayReference[] | undefined;
}

/** KW2003, KW2013, KW2014: looks at the Gateways of a route. */
export function checkGateways(checks: Checks, gateways: readonly GatewayReference[]): void {
  if (gateways.length === 0) checks.isGiven('gateway', undefined);
  if (gateways.length > 32) checks.integer('the number of gateways', gateways.length, 1, 32);
  for (const [i, gateway] of gateways.entries()) {
    const prop = gateways.length > 1 ? `gateway[${i}]` : 'gateway';
    checks.known(prop, gateway);
    if (isDeferred(gateway) || !checks.isGiven(prop, gateway)) continue;
    const { name, namespace, sectionName } = Object(gateway) as Partial<GatewayReference>;
    if (checks.isGiven(`${prop}.name`, name)) checks.dnsSubdomain(`${prop}.name`, name);
    checks.known(`${prop}.namespace`, namespace).dnsLabel(`${prop}.namespace`, namespace);
    checks.known(`${prop}.sectionName`, sectionName).dnsSubdomain(`${prop}.sectionName`, sectionName);
  }
}

/** Attaches a route to Gateways, and lets them take it. */
export function attach(
  checks: Checks,
  route: IConstruct,
  gateways: readonly GatewayReference[],
  hostnames?: readonly string[],
): readonly HTTPRouteSpecParentRefs[] {
  const own = namespaceOf(route);
  const sections = gateways.flatMap(gateway => {
    if (gateway.sectionName !== undefined) return gateway;
    return gateway.sectionsFor?.(checks, hostnames) ?? gateway;
  });
  return sections.map(gateway => {
    gateway.allowRoutesFrom?.(own, gateway.sectionName);
    const { name, sectionName } = gateway;
    const namespace = gateway.namespace === own ? undefined : gateway.namespace;
    return { name, ...(namespace !== undefined && { namespace }), ...(sectionName !== undefined && { sectionName }) };
  });
}
