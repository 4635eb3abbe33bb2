import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { IngressRenderingProps } from '../props';
import { coveringHost } from '../routes/location';
import type { EndpointSettings, Refusal, RouteRendering, RouteWriter } from '../routes/rendering';
import type { Route } from '../routes/types';
import { backendOf, foreignTargets, makeIngress, pathOf, ruleHost } from './ingress';

/** Ingresses without annotations: one for each endpoint. */
export function plainRendering({
  ingressClassName,
  clients,
  anyHost = true,
}: Omit<IngressRenderingProps, 'dialect'>): RouteRendering {
  return {
    name: 'an Ingress without annotations',
    id: `Ingress ${ingressClassName ?? ''}`,
    features: new Set(['paths']),
    clients,
    refusals: (route, scope): Refusal[] => [
      ...foreignTargets(scope, route),
      ...(route.host !== '' || anyHost
        ? []
        : [{ problem: 'the controller takes no Ingress without a host', remedy: 'name the host' }]),
    ],
    open: (scope, endpoint) => new PlainWriter(scope, endpoint, ingressClassName),
  };
}

class PlainWriter implements RouteWriter {
  private readonly paths = new Map<string, k8s.HttpIngressPath[]>();
  private readonly tls: k8s.IngressTls[] = [];
  private ingress?: k8s.KubeIngress;

  public constructor(
    private readonly scope: Construct,
    private readonly endpoint: EndpointSettings,
    private readonly ingressClassName?: string,
  ) {
    if (endpoint.defaultBackend) this.made();
  }

  public add({ host, path, match, backends }: Route): void {
    if (!this.paths.has(host)) {
      this.paths.set(host, []);
      const certificate = coveringHost(this.endpoint.tls, host);
      const given = certificate === undefined ? undefined : this.endpoint.tls.get(certificate);
      if (given?.secretName) this.tls.push({ hosts: [host], secretName: given.secretName });
    }
    this.paths.get(host)!.push(pathOf(path, match, backends[0]!.service));
    this.made();
  }

  private made(): k8s.KubeIngress {
    const { endpoint, ingressClassName, tls } = this;
    this.ingress ??= makeIngress(this.scope, 'Ingress', {
      name: endpoint.name,
      endpoint,
      ingressClassName,
      tls,
      defaultBackend: endpoint.defaultBackend && backendOf(endpoint.defaultBackend),
      rules: () => [...this.paths].map(([host, paths]) => ({ host: ruleHost(host), http: { paths } })),
    });
    return this.ingress;
  }
}
