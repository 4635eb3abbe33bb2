import { isIPv6 } from 'node:net';
import type { ApiObject } from 'cdk8s';
import { type ClusterFacts, derived, type LiveObject, type LiveValue } from '../../src/values';
import type { Exposure } from './exposure';

/**
 * Where a web server answers, with a `/` at the end.
 * @param source its Ingress where it has one, else its Service
 * @param service the Service by its name
 */
export function urlOf(
  exposure: Exposure,
  source: ApiObject,
  service: { readonly name: string; readonly namespace: string | undefined },
): LiveValue<string> {
  return { source, read: reader(exposure, service) };
}

function reader(
  exposure: Exposure,
  { name, namespace }: { readonly name: string; readonly namespace: string | undefined },
): LiveValue<string>['read'] {
  switch (exposure.type) {
    case 'ingress': {
      const scheme = exposure.tlsSecretName ? 'https' : 'http';
      return () => derived(exposure.host, host => `${scheme}://${host}/`);
    }
    case 'nodePort':
      return nodePortUrl;
    case 'loadBalancer':
      return loadBalancerUrl;
    case 'clusterIp':
      return live => {
        const own = at(live, 'metadata', 'namespace') ?? namespace;
        return derived(
          { name, own },
          known => `http://${[known.name, ...(known.own ? [known.own, 'svc'] : [])].join('.')}/`,
        );
      };
  }
}

function nodePortUrl(live: LiveObject, { nodeAddress }: ClusterFacts): string | undefined {
  const port = at(live, 'spec', 'ports', '0', 'nodePort');
  return port === undefined ? undefined : `http://${inUrl(nodeAddress ?? '<node>')}:${port}/`;
}

function loadBalancerUrl(live: LiveObject): string | undefined {
  const entry = ['status', 'loadBalancer', 'ingress', '0'];
  const address = at(live, ...entry, 'ip') || at(live, ...entry, 'hostname');
  return address ? `http://${inUrl(String(address))}/` : undefined;
}

/** What stands at a path of an object as the cluster has it, where anything may be missing. */
function at(live: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], live);
}

function inUrl(address: string): string {
  return isIPv6(address) ? `[${address}]` : address;
}
