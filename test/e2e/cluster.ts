import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a command printed, and how it ended. */
export interface Output {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/**
 * The cluster that KUBECONFIG names. Tests make and delete namespaces in it, so it is only touched when KUBEWRIGHT_E2E
 * is 1 and KUBEWRIGHT_E2E_CLUSTER says the cluster's name, as `kubectl config view --minify` shows it.
 */
export class Cluster {
  public static async open(): Promise<Cluster> {
    const cluster = new Cluster();
    const named = process.env.KUBEWRIGHT_E2E_CLUSTER;
    if (process.env.KUBEWRIGHT_E2E !== '1' || !named) {
      throw new Error(
        'e2e tests change a cluster: set KUBEWRIGHT_E2E=1 and KUBEWRIGHT_E2E_CLUSTER to the name of a disposable one',
      );
    }
    const { stdout } = await cluster.kubectl(
      'config',
      'view',
      '--minify',
      '--output=jsonpath={.contexts[0].context.cluster}',
    );
    if (stdout !== named) throw new Error(`KUBECONFIG names the cluster "${stdout}", not "${named}"`);
    return cluster;
  }

  /** Runs kubectl; fails with what it said. */
  public async kubectl(...args: string[]): Promise<Output> {
    const output = await this.tryKubectl(...args);
    if (output.code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${output.stderr || output.stdout}`);
    return output;
  }

  /** Runs kubectl; its failure is an output like any other. */
  public async tryKubectl(...args: string[]): Promise<Output> {
    try {
      return { ...(await run('kubectl', args, { timeout: 300_000, maxBuffer: 64 * 2 ** 20 })), code: 0 };
    } catch (error) {
      const { stdout = '', stderr = '', code } = error as Partial<Output>;
      return { stdout, stderr: stderr || String(error), code: typeof code === 'number' ? code : 1 };
    }
  }

  /** Deletes a namespace, and waits until it is gone. */
  public async deleteNamespace(name: string): Promise<void> {
    await this.kubectl('delete', 'namespace', name, '--ignore-not-found', '--timeout=180s');
  }

  /** Waits for everything in a namespace that rolls out. */
  public async waitForRollouts(namespace: string): Promise<void> {
    const { stdout } = await this.kubectl('-n', namespace, 'get', 'deploy,statefulset,daemonset', '-o', 'name');
    for (const name of stdout.trim().split('\n')) {
      await this.kubectl('-n', namespace, 'rollout', 'status', name, '--timeout=240s');
    }
  }

  /** An address of a node, where its NodePorts answer. */
  public async nodeAddress(): Promise<string> {
    const { stdout } = await this.kubectl(
      'get',
      'nodes',
      '-o',
      'jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}',
    );
    return stdout.split(' ')[0] ?? '';
  }
}

/** Asks until the answer suits, for two minutes at most. */
export async function eventually<T>(what: string, ask: () => Promise<T>, suits: (answer: T) => boolean): Promise<T> {
  const end = Date.now() + 120_000;
  for (;;) {
    let last: unknown;
    try {
      const answer = await ask();
      if (suits(answer)) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`${what}: not within two minutes; last: ${String(last).slice(0, 500)}`);
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
}
