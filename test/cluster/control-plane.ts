import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from './api';
import { Credentials } from './credentials';
import { freePorts } from './ports';
import { Processes } from './processes';
import { argumentsOf, assets, type Ports, whatIsMissing } from './programs';
import { circumstances, notReady, type Pod } from './readiness';

export { assets } from './programs';

export interface ControlPlaneOptions {
  /**
   * Simulated nodes, on which pods become ready at once, and a default StorageClass whose claims are provided for.
   * @default true
   */
  readonly nodes?: boolean;
}

export interface KubectlOptions {
  /** What kubectl reads from its standard input. */
  readonly input?: string;
  /** Whether to return also when kubectl's exit code isn't 0. @default false */
  readonly allowFailure?: boolean;
  /** @default 30000 */
  readonly timeoutMs?: number;
}

export interface KubectlResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

const startAttempts = 3;
const startTimeoutMs = 90_000;

/** A Kubernetes control plane of its own: real programs, on free ports of the loopback interface. */
export class ControlPlane {
  static async start(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
    const folder = assets();
    if (folder === undefined) throw new Error(`no control plane: ${whatIsMissing()}; ${howToGet}`);
    for (let attempt = 1; ; attempt++) {
      const [api, etcd, etcdPeer] = (await freePorts(3)) as [number, number, number];
      const controlPlane = new ControlPlane(folder, { api, etcd, etcdPeer });
      try {
        await controlPlane.boot(options.nodes ?? true);
        return controlPlane;
      } catch (error) {
        await controlPlane.stop();
        const portTaken = String(error).includes('address already in use');
        if (!portTaken || attempt === startAttempts) throw error;
      }
    }
  }

  readonly url: string;
  /** The file of a cluster-admin. */
  readonly kubeconfig: string;
  private readonly processes = new Processes();
  private readonly credentials: Credentials;
  private readonly api: Api;

  private constructor(
    private readonly assets: string,
    private readonly ports: Ports,
  ) {
    this.url = `https://127.0.0.1:${ports.api}`;
    this.credentials = new Credentials(this.processes.folder);
    this.kubeconfig = this.credentials.kubeconfigFile('admin');
    this.api = new Api(this.url, this.credentials.certificateFile, this.credentials.token('admin'));
  }

  /** Where everything it writes is, its programs' logs among it. */
  get folder(): string {
    return this.processes.folder;
  }

  /** The processes it runs. */
  get pids(): number[] {
    return this.processes.pids;
  }

  /** Runs kubectl as cluster-admin. */
  async kubectl(args: readonly string[], options: KubectlOptions = {}): Promise<KubectlResult> {
    const timeout = options.timeoutMs ?? 30_000;
    // Neither the caches nor the preferences of the person who runs the tests: ports, and with them cached answers, come again.
    const env = {
      ...process.env,
      KUBECONFIG: this.kubeconfig,
      KUBECACHEDIR: join(this.folder, 'kubectl'),
      KUBERC: 'off',
    };
    const { error, ...result } = await new Promise<KubectlResult & { error: Error | null }>(fulfil => {
      const settings = { env, timeout, killSignal: 'SIGKILL', maxBuffer: 256 * 1024 * 1024 } as const;
      const child = execFile(join(this.assets, 'kubectl'), args, settings, (error, stdout, stderr) =>
        fulfil({ error, stdout, stderr, code: child.exitCode ?? -1 }),
      );
      this.processes.track(child);
      child.stdin?.on('error', () => {}); // it may end without reading
      child.stdin?.end(options.input ?? '');
    });
    if (error === null || (options.allowFailure && result.code > 0)) return result;
    const how =
      result.code >= 0 ? `exit code ${result.code}` : `killed (${timeout} ms are its limit): ${error.message}`;
    const why = [result.stderr.trim(), this.processes.ended?.message].filter(Boolean).join('\n');
    throw new Error(`kubectl ${args.join(' ')}: ${how}\n${why}`);
  }

  /** Waits until every Deployment, StatefulSet and DaemonSet of the namespace is rolled out and every claim bound. */
  async waitReady(namespace: string, timeoutMs = 30_000): Promise<void> {
    await this.api.read(`/api/v1/namespaces/${namespace}`); // or a misspelt one would be ready at once
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const missing = await notReady(this.api, namespace).catch((error: Error) => [error.message]);
      if (missing.length === 0) return;
      if (this.processes.ended) throw this.processes.ended;
      if (Date.now() > deadline) {
        const why = await circumstances(this.api, namespace).catch((error: Error) => [error.message]);
        const lines = [...missing, ...why].map(line => `\n  ${line}`).join('');
        throw new Error(`namespace "${namespace}" is not ready after ${timeoutMs / 1000} s:${lines}`);
      }
      await sleep(200);
    }
  }

  /** Ends every process it started and removes its folder. */
  async stop(): Promise<void> {
    this.api.close();
    await this.processes.stop();
  }

  private async boot(nodes: boolean): Promise<void> {
    const { assets, credentials, folder, ports, processes } = this;
    processes.start(join(assets, 'etcd'), argumentsOf.etcd(folder, ports));
    processes.start(join(assets, 'kube-apiserver'), argumentsOf.apiserver(folder, ports, credentials));
    await this.until('kube-apiserver', 'ready', async () => (await this.api.read('/readyz')) === 'ok');

    credentials.writeKubeconfigs(this.url);
    processes.start(join(assets, 'kube-controller-manager'), argumentsOf.controllerManager(credentials));
    processes.start(join(assets, 'kube-scheduler'), argumentsOf.scheduler(credentials));
    if (nodes) {
      processes.start(join(assets, 'kwok'), argumentsOf.kwok(assets, credentials));
      await this.kubectl(argumentsOf.kubectlApplyNodes(assets));
      // A node has the shape of a pod in this: conditions, of which Ready is one.
      await this.until('kwok', 'done with its nodes', async () =>
        (await this.api.list<Pod>('/api/v1/nodes')).every(({ status }) =>
          status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
        ),
      );
    }
    // Without it no pod can be created in the namespace.
    await this.until('kube-controller-manager', 'done with the default ServiceAccount', async () =>
      Boolean(await this.api.read('/api/v1/namespaces/default/serviceaccounts/default')),
    );
  }

  private async until(program: string, what: string, probe: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + startTimeoutMs;
    while (!(await probe().catch(() => false))) {
      if (this.processes.ended) throw this.processes.ended;
      if (Date.now() > deadline)
        throw new Error(
          `${program} is not ${what} after ${startTimeoutMs / 1000} s${this.processes.lastWords(program)}`,
        );
      await sleep(50);
    }
  }
}

const howToGet =
  'to get it: export KUBEBUILDER_ASSETS="$(setup-envtest use -p path)", and put kube-controller-manager and kube-scheduler ' +
  '(dl.k8s.io) and kwok with its kwok-stages.yaml and kwok-cluster.yaml (kwok.sigs.k8s.io) beside what it fetched';

/**
 * A jest describe with a control plane: started before all its tests, stopped after them. Without the programs it is one skipped test,
 * or, if KUBEWRIGHT_REQUIRE_CLUSTER is 1, a failed one.
 */
export function describeWithControlPlane(name: string, body: (cluster: () => ControlPlane) => void): void {
  const missing = whatIsMissing();
  if (missing !== undefined) {
    const message = `"${name}" needs a control plane, and ${missing}; ${howToGet}`;
    describe(name, () => {
      if (process.env['KUBEWRIGHT_REQUIRE_CLUSTER'] === '1') {
        test('has a control plane', () => {
          throw new Error(message);
        });
      } else {
        process.stderr.write(`skipped: ${message}\n`);
        test.skip('needs a control plane', () => {});
      }
    });
    return;
  }
  describe(name, () => {
    let controlPlane: ControlPlane | undefined;
    jest.setTimeout(60_000);
    beforeAll(async () => {
      controlPlane = await ControlPlane.start();
    }, startAttempts * startTimeoutMs);
    afterAll(() => controlPlane?.stop());
    body(() => {
      if (controlPlane === undefined)
        throw new Error('the control plane runs only while tests do: call this within one');
      return controlPlane;
    });
  });
}
