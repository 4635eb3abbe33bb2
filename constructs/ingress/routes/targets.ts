import { type ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { isDeferred } from '../../../src/values';
import type { Checks } from '../../common/checks';
import type { PodGroup, ServiceReference } from '../../common/connections';
import { serviceInTree } from './services';
import type { RoutedService, RouteTarget } from './types';

/** The Service of a target. */
export function serviceOf(target: RouteTarget): ServiceReference {
  return isRouted(target) ? target.service : target;
}

/** KW2013, KW2003, KW2104: a target with a Service that has the port. */
export function checkTarget(checks: Checks, prop: string, target: RouteTarget | undefined, scope: Construct): void {
  checks.known(prop, target);
  if (isDeferred(target) || !checks.isGiven(prop, target)) return;
  if (typeof target !== 'object') {
    checks.fail('KW2012', `${prop} is ${JSON.stringify(target)}`, 'give a Service as { name, port }, or a construct');
    return;
  }
  const service = serviceOf(target as RouteTarget);
  checks.known(`${prop}.service`, service);
  if (isDeferred(service)) return;
  checks.service(prop, service);
  if (service) checkPort(checks, prop, service, scope);
}

/** KW2104: looks at the Service where it is made in the same tree; of others nobody here knows the ports. */
function checkPort(checks: Checks, prop: string, service: ServiceReference, scope: Construct): void {
  const { name, port } = service;
  const namespace = service.namespace ?? Chart.of(scope).namespace;
  if ([name, namespace, port].some(isDeferred)) return;
  const object = serviceInTree(scope, namespace, name);
  const ports = object && portsOf(object);
  if (!ports || ports.includes(port)) return;
  checks.fail(
    'KW2104',
    `${prop} is port ${port} of the Service ${name}, and ${object.node.path} has ${ports.join(', ') || 'no port'}`,
    'name one of the ports of the Service',
  );
}

/** `undefined` where a port is known later. */
function portsOf(service: ApiObject): number[] | undefined {
  const { spec } = service.toJson() as { spec?: { ports?: readonly { port?: unknown }[] } };
  const ports = (spec?.ports ?? []).map(entry => entry.port);
  return ports.every(port => typeof port === 'number') ? ports : undefined;
}

/** Lets the pods that publish routes connect to their target, or anybody where clients come by themselves. */
export function openTarget(
  checks: Checks,
  prop: string,
  target: RouteTarget,
  clients: PodGroup | 'anybody' | undefined,
): void {
  if (!isRouted(target)) return;
  if (clients === 'anybody' && target.allowFromAnywhere) target.allowFromAnywhere();
  else if (clients && clients !== 'anybody') target.allowFrom?.(clients);
  else if (target.allowFrom) {
    checks.fail(
      'KW2013',
      `${prop} lets in only pods that it knows, and nobody says which ones publish it`,
      'name the pods of the controller in `clients`: { podLabels, namespace }',
    );
  }
}

function isRouted(target: RouteTarget): target is RoutedService {
  return typeof (target as Partial<RoutedService>).service === 'object';
}
