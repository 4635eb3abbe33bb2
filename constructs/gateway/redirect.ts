import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { Checks } from '../common/checks';
import type { StringMap } from '../common/labels';
import { namespaceOf } from '../common/namespace-of';
import type { HTTPRouteSpec } from '../crds/types/gateway';
import type { GatewayListeners } from './gateway-listeners';
import { attach, GATEWAY_GROUP } from './references';

/** More hosts than that an HTTPRoute can't have. */
const MOST_HOSTS = 16;

/** Sends plain HTTP of hosts to HTTPS, by HTTPRoutes at the listeners that take plain HTTP for them. */
export function redirectToHttps(
  scope: Construct,
  id: string,
  listeners: GatewayListeners,
  hosts: readonly string[],
  metadata: { readonly name: string; readonly labels: StringMap },
): void {
  const { httpsPort } = listeners;
  const requestRedirect = {
    scheme: 'https' as const,
    statusCode: 301 as const,
    ...(httpsPort !== 443 && { port: httpsPort }),
  };
  for (let i = 0; i * MOST_HOSTS < hosts.length; i++) {
    const hostnames = hosts.slice(i * MOST_HOSTS, (i + 1) * MOST_HOSTS);
    const plain = new Set(hostnames.flatMap(host => listeners.for('HTTP', host)));
    if (plain.size === 0) continue;
    const spec: HTTPRouteSpec = {
      parentRefs: attach(
        new Checks(scope),
        scope,
        [...plain].map(({ name }) => listeners.section(name)),
      ),
      hostnames,
      rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect }] }],
    };
    const suffix = i === 0 ? '' : `-${i + 1}`;
    new ApiObject(scope, `${id}${suffix}`, {
      apiVersion: `${GATEWAY_GROUP}/v1`,
      kind: 'HTTPRoute',
      metadata: { name: `${metadata.name}${suffix}`, namespace: namespaceOf(scope), labels: { ...metadata.labels } },
      spec,
    });
  }
}
