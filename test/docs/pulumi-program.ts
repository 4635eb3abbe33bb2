import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as pulumi from '@pulumi/pulumi';
import type { LiveObject } from '../../src/values';
import { Engine } from '../pulumi/mocks';

/** What a program for Pulumi came to. */
export interface Deployed {
  /** Types of the objects that it registered, in order. */
  readonly types: readonly string[];
  /** What it exported; `null` for what stayed unknown. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What a program needs of the world. */
export interface World {
  /** The stack's configuration, by keys with the project before them. */
  readonly config: Record<string, string>;
  /** Contexts of the kubeconfig; the first one is the current one. */
  readonly contexts: readonly string[];
  /** Where the kubeconfig is written, and where KUBECONFIG points to. */
  readonly kubeconfig: string;
}

/** Runs a program with an engine that only takes notes, and with an API server that answers and knows nothing. */
export async function runWithPulumi(program: () => unknown, world: World): Promise<Deployed> {
  const server = createServer((_, response) => response.end('{}'));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  writeFileSync(world.kubeconfig, kubeconfig(`http://127.0.0.1:${port}`, world.contexts));
  const engine = new Engine({ config: world.config, live });
  try {
    const exported = { ...((await program()) as object) };
    const known = await new Promise<object>(resolve => pulumi.output(exported).apply(resolve));
    await engine.settle();
    const outputs = Object.entries(known).map(([key, value]) => [key, value ?? null]);
    return { types: engine.objects.map(({ type }) => type), outputs: Object.fromEntries(outputs) };
  } finally {
    server.close();
  }
}

function kubeconfig(server: string, contexts: readonly string[]): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': contexts[0],
    clusters: [{ name: 'c', cluster: { server } }],
    users: [{ name: 'u', user: {} }],
    contexts: contexts.map(name => ({ name, context: { cluster: 'c', user: 'u' } })),
  });
}

/** As a cluster picks ports and addresses. */
function live({ spec }: LiveObject, type: string): object {
  if (type !== 'kubernetes:core/v1:Service') return {};
  const { ports, ...rest } = spec as { ports: readonly object[] };
  return {
    spec: { ...rest, ports: ports.map(one => ({ nodePort: 30080, ...one })) },
    status: { loadBalancer: { ingress: [{ ip: '192.0.2.10' }] } },
  };
}
