import type { Construct } from 'constructs';
import { isDeferred } from '../../../src/values';
import type { Checks } from '../../common/checks';
import type { PodGroup } from '../../common/connections';
import { namespaceOf } from '../../common/namespace-of';
import type { VirtualServerSpecUpstreams } from '../../crds/types/nginx-ingress';
import { checkTarget, openTarget, serviceOf } from '../routes/targets';
import type { RouteTarget } from '../routes/types';

/** A target with what nginx is to do for it, by the names that VirtualServers have. */
export interface Upstream extends Omit<VirtualServerSpecUpstreams, 'name' | 'service' | 'port'> {
  readonly target: RouteTarget;
}

/** Targets by the names that routes call them. */
export type Upstreams = Readonly<Record<string, RouteTarget | Upstream>>;

/** KW2003, KW2012, KW2013, KW2102, KW2104: targets of the server's own namespace; tells their names. */
export function checkUpstreams(checks: Checks, scope: Construct, upstreams: unknown): readonly string[] {
  checks.known('upstreams', upstreams);
  if (isDeferred(upstreams) || upstreams === undefined) return [];
  if (typeof upstreams !== 'object' || upstreams === null || Array.isArray(upstreams)) {
    checks.fail('KW2012', `upstreams is ${JSON.stringify(upstreams)}`, 'use an object of targets by their names');
    return [];
  }
  for (const [name, upstream] of Object.entries(upstreams as Upstreams)) {
    const prop = `upstreams.${name}`;
    checks.dnsLabel(prop, name).known(prop, upstream);
    if (!isDeferred(upstream)) checkOwnTarget(checks, scope, prop, targetOf(upstream));
  }
  return Object.keys(upstreams);
}

/** KW2102: its Services are those of its own namespace. */
export function checkOwnTarget(checks: Checks, scope: Construct, prop: string, target: RouteTarget | undefined): void {
  checkTarget(checks, prop, target, scope);
  if (typeof target !== 'object' || target === null || isDeferred(target)) return;
  const service = serviceOf(target);
  if (typeof service !== 'object' || service === null || isDeferred(service)) return;
  const { namespace } = service;
  if (namespace === undefined || isDeferred(namespace) || namespace === namespaceOf(scope)) return;
  checks.fail(
    'KW2102',
    `${prop} is a Service of the namespace ${JSON.stringify(namespace)}, which can't be named here`,
    'make a VirtualServerRoute in that namespace, and name it in the route',
  );
}

/** Upstreams as objects have them; targets let the controller's pods in. */
export function upstreamSpecs(
  checks: Checks,
  upstreams: Upstreams = {},
  clients: PodGroup | undefined,
): VirtualServerSpecUpstreams[] {
  return Object.entries(upstreams).map(([name, upstream]) => {
    const target = targetOf(upstream);
    openTarget(checks, `upstreams.${name}`, target, clients);
    const service = serviceOf(target);
    const { target: _, ...more } = isUpstream(upstream) ? upstream : { target };
    return { ...more, name, service: service.name, port: service.port };
  });
}

function targetOf(upstream: RouteTarget | Upstream): RouteTarget {
  return isUpstream(upstream) ? upstream.target : upstream;
}

function isUpstream(upstream: RouteTarget | Upstream): upstream is Upstream {
  return typeof upstream === 'object' && upstream !== null && 'target' in upstream;
}
