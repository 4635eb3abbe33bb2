import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { isDeferred, type LiveValue } from '../../src/values';
import { orEmpty } from '../common/defaults';
import { appendName } from '../common/names';
import { namespaceOf } from '../common/namespace-of';
import { portNumber } from '../common/parts';
import { urlOf } from '../common/url';
import type { EndpointSettings, Refusal, RouteRendering, RouteWriter } from './routes/rendering';
import type { Route } from './routes/types';

/** Settings of {@link nodePorts}. */
export interface NodePortRenderingProps {
  /**
   * Ports by the names of the targets' Services, 30000 to 32767.
   * @default - the cluster picks free ones
   */
  readonly ports?: Readonly<Record<string, number>>;
}

/**
 * Routes as ports of every node: a Service of type NodePort for each target, and nothing of hosts and paths, which only
 * a proxy can tell apart.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
 *
 * @example
 * const pods = { podLabels: { app: 'shop' }, port: 8080 };
 * const endpoint = new PublicEndpoint(chart, 'public', { via: nodePorts({ ports: { shop: 30080 } }) });
 * endpoint.route('/', { name: 'shop', port: 80, pods });
 */
export function nodePorts(given?: NodePortRenderingProps): RouteRendering {
  const { ports = {} } = orEmpty(given);
  return {
    name: 'a Service of type NodePort',
    separate: true,
    clients: 'anybody',
    features: new Set(['paths']),
    refusals: route => refusals(route, ports),
    endpointRefusals: ({ tls, defaultBackend }) => [
      ...(tls.size > 0 ? [{ problem: 'a port of a node has no TLS', remedy: `take tls out, ${OR_PROXY}` }] : []),
      ...(defaultBackend ? [{ problem: 'a port has one target only', remedy: 'take defaultBackend out' }] : []),
    ],
    open: (scope, endpoint) => new NodePortWriter(scope, endpoint, ports),
  };
}

const OR_PROXY = 'or publish by an Ingress or a Gateway';

function refusals({ host, path, match, backends }: Route, ports: Readonly<Record<string, number>>): Refusal[] {
  const found: Refusal[] = [];
  if (host !== '' || path !== '/' || match !== 'Prefix') {
    const problem = 'a port of a node knows no hosts and paths';
    found.push({ problem, remedy: `publish "/", ${OR_PROXY}` });
  }
  for (const { service } of backends) {
    if (isDeferred(service.name)) {
      found.push({
        problem: 'the name of the Service is not known yet',
        remedy: 'give a plain value; it goes into a name',
      });
    }
    if (service.pods) continue;
    const problem = `nobody says which pods are behind the Service ${service.name}`;
    found.push({ problem, remedy: 'give `pods` with the Service: { podLabels, port }' });
  }
  for (const [name, port] of Object.entries(ports)) {
    if (Number.isInteger(port) && port >= 30000 && port <= 32767) continue;
    found.push({ problem: `the port of ${name} is ${port}`, remedy: 'use a port from 30000 to 32767' });
  }
  return found;
}

class NodePortWriter implements RouteWriter {
  private readonly urls = new Map<Route, LiveValue<string>>();

  public constructor(
    private readonly scope: Construct,
    private readonly endpoint: EndpointSettings,
    private readonly ports: Readonly<Record<string, number>>,
  ) {}

  public add(route: Route): void {
    const { name: target, port, pods } = route.backends[0]!.service;
    const name = appendName(this.scope, this.endpoint.name, target);
    const exposure = { type: 'nodePort', nodePort: this.ports[target] } as const;
    const service = new k8s.KubeService(this.scope, target, {
      metadata: { name, namespace: pods?.namespace ?? namespaceOf(this.scope), labels: { ...this.endpoint.labels } },
      spec: {
        type: 'NodePort',
        selector: { ...pods?.podLabels },
        ports: [
          {
            name: 'http',
            protocol: 'TCP',
            port,
            targetPort: portNumber(pods!.port),
            nodePort: exposure.nodePort,
          },
        ],
      },
    });
    this.urls.set(route, urlOf(exposure, service, { name, namespace: namespaceOf(this.scope) }));
  }

  public urlOf(route: Route): LiveValue<string> | undefined {
    return this.urls.get(route);
  }
}
