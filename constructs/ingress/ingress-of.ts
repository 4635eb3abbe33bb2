import { orEmpty } from '../common/defaults';
import { f5Rendering } from './dialects/f5';
import { plainRendering } from './dialects/plain';
import type { IngressRenderingProps } from './props';
import type { RouteRendering } from './routes/rendering';

/**
 * Routes as Ingresses of networking.k8s.io/v1, for a controller that is there already.
 *
 * The `nginx` dialect makes one Ingress for each host, a "master", and one for each set of options, its "minions": the
 * annotations are for a whole Ingress, and the controller takes a host from one Ingress only.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
 * @see https://docs.nginx.com/nginx-ingress-controller/configuration/ingress-resources/cross-namespace-configuration/
 *
 * @example
 * const endpoint = new PublicEndpoint(chart, 'public', { via: ingressOf({ ingressClassName: 'haproxy' }) });
 * endpoint.route('shop.example.com/', { name: 'shop', port: 80 });
 */
export function ingressOf(given?: IngressRenderingProps): RouteRendering {
  const props = orEmpty(given);
  return props.dialect === 'nginx' ? f5Rendering(props) : plainRendering(props);
}
