import type { ApiObject } from 'cdk8s';
import type { LiveObject, LiveValue } from '../../../src/values';
import { ingressOf } from '../ingress-of';
import type { RouteRendering } from '../routes/rendering';
import { afterDefinitions, type NginxController } from './resource';

/** What the routes of a controller need to know of it. */
export interface RoutingProps {
  /** Whether it takes Ingresses without a host. */
  readonly anyHost: boolean;
  /** Its Service, where its ports are ports of nodes. */
  readonly nodePorts: () => ApiObject | undefined;
}

/** Routes as Ingresses of a controller; some bring Policies, so they come after the definitions of these. */
export function routingOf(controller: NginxController, { anyHost, nodePorts }: RoutingProps): RouteRendering {
  const { ingressClassName, clients } = controller;
  const rendering = ingressOf({ dialect: 'nginx', ingressClassName, clients, anyHost });
  return {
    ...rendering,
    open: (scope, endpoint) => {
      afterDefinitions(scope, controller);
      return rendering.open(scope, endpoint);
    },
    urlOf: (_, host, hasTls) => {
      const source = nodePorts();
      return source && host !== '' && !host.startsWith('*')
        ? urlAt(source, host, hasTls ? 'https' : 'http')
        : undefined;
    },
  };
}

function urlAt(source: ApiObject, host: string, scheme: 'http' | 'https'): LiveValue<string> {
  const read = ({ spec }: LiveObject): string | undefined => {
    const { ports = [] } = Object(spec) as { ports?: readonly { name?: string; nodePort?: number }[] };
    const port = ports.find(({ name }) => name === scheme)?.nodePort;
    return port === undefined ? undefined : `${scheme}://${host}:${port}/`;
  };
  return { source, read };
}
