import type { Identity, JsonObject, Manifest, Synthesis, SynthesizedChart } from '../../src/synthesis';

export function manifest(identity: Partial<Identity>, more: JsonObject = {}): Manifest {
  const { group = '', kind = 'ConfigMap', namespace = '', name = 'settings' } = identity;
  const metadata: JsonObject = namespace ? { name, namespace } : { name };
  const object = { apiVersion: group ? `${group}/v1` : 'v1', kind, metadata, ...more };
  return { path: `app/${kind}/${name}`, object };
}

export function chart(name: string, ...manifests: Manifest[]): SynthesizedChart {
  return { path: `app/${name}`, name, manifests, constructs: [] };
}

export function synthesis(charts: SynthesizedChart[], ordered = false): Synthesis {
  return { charts, ordered, dependencies: [] };
}
