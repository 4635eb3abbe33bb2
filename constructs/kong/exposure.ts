import { isDeferred } from '../../src/values';
import type { Checks } from '../common/checks';
import type { ControllerClusterIp, ControllerLoadBalancer, ControllerNodePort } from '../ingress/controller';
import { checkControllerExposure } from '../ingress/controller/exposure';

/**
 * How Kong is reached. It takes no port of its node: its pods share their loopback interface with the controller, and in
 * the node's network anybody on the node could give Kong orders.
 */
export type KongExposure = ControllerClusterIp | ControllerNodePort | ControllerLoadBalancer;

/** KW2004, KW2006, KW2012, KW2014: looks at how Kong is exposed. */
export function checkKongExposure(checks: Checks, expose: KongExposure): void {
  const type: unknown = isDeferred(expose) ? undefined : (expose as { type?: unknown } | null)?.type;
  if (type === 'hostPort' || type === 'hostNetwork') {
    checks.fail('KW2012', `expose.type is "${type}"`, "use 'clusterIp', 'nodePort' or 'loadBalancer'");
    return;
  }
  checkControllerExposure(checks, expose);
}
