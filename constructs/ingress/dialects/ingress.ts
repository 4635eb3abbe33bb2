import { isIPv4 } from 'node:net';
import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { isDeferred } from '../../../src/values';
import type { ServiceReference } from '../../common/connections';
import type { StringMap } from '../../common/labels';
import { namespaceOf } from '../../common/namespace-of';
import type { EndpointSettings, Refusal } from '../routes/rendering';
import type { Route } from '../routes/types';

/** What an Ingress is made of. Its rules may still grow. */
export interface IngressParts {
  readonly name: string;
  readonly endpoint: EndpointSettings;
  readonly ingressClassName?: string;
  readonly annotations?: StringMap;
  readonly tls?: k8s.IngressTls[];
  readonly defaultBackend?: k8s.IngressBackend;
  readonly rules: () => k8s.IngressRule[];
}

/** An Ingress. What is in its lists may be added until the tree is synthesized. */
export function makeIngress(scope: Construct, id: string, parts: IngressParts): k8s.KubeIngress {
  const { name, endpoint, annotations, ingressClassName, tls, defaultBackend } = parts;
  return new k8s.KubeIngress(scope, id, {
    metadata: {
      name,
      namespace: namespaceOf(scope),
      labels: { ...endpoint.labels },
      annotations: annotations && Object.keys(annotations).length > 0 ? { ...annotations } : undefined,
    },
    spec: {
      ingressClassName,
      defaultBackend,
      tls: tls && Lazy.any({ produce: () => (tls.length > 0 ? tls : undefined) }),
      rules: Lazy.any({ produce: () => unlessEmpty(parts.rules()) }),
    },
  });
}

/** A rule's host; none for any. */
export function ruleHost(host: string): string | undefined {
  return host === '' ? undefined : host;
}

export function pathOf(path: string, pathType: 'Prefix' | 'Exact', service: ServiceReference): k8s.HttpIngressPath {
  return { path, pathType, backend: backendOf(service) };
}

export function backendOf({ name, port }: ServiceReference): k8s.IngressBackend {
  return { service: { name, port: { number: port } } };
}

/** The Services of a route that no Ingress of a namespace can name. */
export function foreignTargets(scope: Construct, route: Pick<Route, 'backends'>): Refusal[] {
  const own = namespaceOf(scope);
  return route.backends.flatMap(({ service: { name, namespace } }) => {
    if (isDeferred(name) || isDeferred(namespace) || isDeferred(own)) return [];
    if (isIPv4(name) || name.includes('.')) {
      const remedy = 'make a Service of type ExternalName for it, and name that';
      return [{ problem: `an Ingress can name no host outside the cluster, such as ${name}`, remedy }];
    }
    if (namespace === undefined || namespace === own) return [];
    const remedy = `put the endpoint into a chart of the namespace ${namespace}, or use a Gateway`;
    return [{ problem: `an Ingress can't name the Service ${name} of another namespace, ${namespace}`, remedy }];
  });
}

/** The API server drops an empty list, and tools that compare would see a change that never ends. */
function unlessEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}
