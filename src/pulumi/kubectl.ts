import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isContent, untilded } from './cluster';

/** Runs `kubectl` for one cluster. It knows every way of getting in that a kubeconfig may name. */
export class Kubectl {
  /**
   * @param kubeconfig paths or content, as {@link ClusterOptions} has it
   * @param context context in it
   */
  public constructor(
    private readonly kubeconfig: string | undefined,
    private readonly context: string | undefined,
  ) {}

  /**
   * The output, parsed; `undefined` where there is no kubectl.
   * @throws Error with what kubectl said
   */
  public async json<T>(args: readonly string[], input = ''): Promise<T | undefined> {
    const folder = this.kubeconfig && isContent(this.kubeconfig) ? this.writeContent(this.kubeconfig) : undefined;
    try {
      const file = folder ? join(folder, 'config') : this.kubeconfig;
      const context = this.context ? ['--context', this.context] : [];
      const output = await run([...context, '--request-timeout=20s', ...args, '-o', 'json'], input, file);
      return output === undefined || output.trim() === '' ? undefined : (JSON.parse(output) as T);
    } finally {
      if (folder) rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Content goes into a file that only its owner can read, in a folder of the same sort. */
  private writeContent(content: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'kubewright-'));
    writeFileSync(join(folder, 'config'), content, { mode: 0o600 });
    return folder;
  }
}

function run(args: readonly string[], input: string, kubeconfig: string | undefined): Promise<string | undefined> {
  const file = kubeconfig && untilded(kubeconfig);
  const env = { ...process.env, ...(file ? { KUBECONFIG: file } : {}) };
  return new Promise((resolve, reject) => {
    const options = { env, timeout: 60_000, maxBuffer: 1 << 30 };
    const child = execFile('kubectl', args, options, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else if (error.code === 'ENOENT') resolve(undefined);
      else reject(new Error(stderr.trim().split('\n').at(-1) || error.message));
    });
    child.stdin?.on('error', () => {}); // kubectl may be gone before it has read all; its exit code tells
    child.stdin?.end(input);
  });
}
