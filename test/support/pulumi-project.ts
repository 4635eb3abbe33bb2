import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';
import { tempFolder } from './temp-folders';

const REPOSITORY = resolve(__dirname, '../..');

/** How a run of `pulumi` ended. */
export interface Run {
  readonly code: number | null;
  /** All that it printed. */
  readonly output: string;
}

/** A resource in the state. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
  readonly retainOnDelete?: boolean;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

interface State {
  readonly deployment: {
    readonly resources?: readonly StateResource[];
    readonly pending_operations?: readonly unknown[];
  };
}

export interface ProjectOptions {
  readonly kubeconfig: string;
  /** Keys of the stack's configuration, such as `kubewright:stacks`. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** TypeScript of a program; the stacks of this repository, if none is given. It finds the repository beside itself. */
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A Pulumi project in a folder of its own, with its state in that folder. */
export class Project {
  public readonly folder = tempFolder();
  private readonly env: NodeJS.ProcessEnv;

  public constructor(options: ProjectOptions) {
    for (const name of [
      'src',
      'constructs',
      'stacks',
      'node_modules',
      'package.json',
      'tsconfig.json',
      'tsconfig.pulumi.json',
    ]) {
      symlinkSync(join(REPOSITORY, name), join(this.folder, name));
    }
    mkdirSync(join(this.folder, 'state'));
    this.env = {
      ...process.env,
      HOME: this.folder,
      KUBECONFIG: options.kubeconfig,
      PULUMI_BACKEND_URL: `file://${join(this.folder, 'state')}`,
      PULUMI_CONFIG_PASSPHRASE: 'of the test',
      PULUMI_SKIP_UPDATE_CHECK: '1',
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: '1',
      PULUMI_OPTION_COLOR: 'never',
      ...options.env,
    };
    this.setProgram(options.program);
    this.setConfig(options.config ?? {});
    const { status, stderr } = spawnSync('pulumi', ['stack', 'init', 'test'], { cwd: this.folder, env: this.env });
    if (status !== 0) throw new Error(`pulumi stack init: ${stderr}`);
  }

  /** Writes the program; the repository's own, if none is given. */
  public setProgram(program?: string): void {
    const own = readFileSync(join(REPOSITORY, 'Pulumi.yaml'), 'utf8');
    const runtime = { name: 'nodejs', options: { typescript: true, tsconfig: 'tsconfig.pulumi.json' } };
    const description = program === undefined ? own : stringify({ name: 'kubewright', runtime, main: 'program.ts' });
    writeFileSync(join(this.folder, 'Pulumi.yaml'), description);
    if (program !== undefined) writeFileSync(join(this.folder, 'program.ts'), program);
  }

  /** Sets the stack's configuration, in the place of the former one. */
  public setConfig(config: Readonly<Record<string, unknown>>): void {
    const file = join(this.folder, 'Pulumi.test.yaml');
    const former = existsSync(file) ? (parse(readFileSync(file, 'utf8')) as object) : {};
    writeFileSync(file, stringify({ ...former, config }));
  }

  /** Sets one key of the configuration to a secret. */
  public setSecret(key: string, value: string): void {
    const { status, stderr } = spawnSync('pulumi', ['config', 'set', '--secret', '--stack', 'test', key], {
      cwd: this.folder,
      env: this.env,
      input: value,
    });
    if (status !== 0) throw new Error(`pulumi config set: ${stderr}`);
  }

  public up(...more: string[]): Promise<string> {
    return this.succeed('up', '--yes', '--skip-preview', ...more);
  }

  public preview(...more: string[]): Promise<string> {
    return this.succeed('preview', ...more);
  }

  public destroy(...more: string[]): Promise<string> {
    return this.succeed('destroy', '--yes', '--skip-preview', ...more);
  }

  /**
   * Runs `pulumi`, and returns what it printed.
   * @throws Error with what it printed, if it fails
   */
  public async succeed(...args: string[]): Promise<string> {
    const { code, output } = await this.run(...args);
    if (code !== 0) throw new Error(`pulumi ${args.join(' ')}: exit code ${code}\n${output}`);
    return output;
  }

  /** Runs `pulumi`, to its end. */
  public async run(...args: string[]): Promise<Run> {
    return ended(this.start(...args));
  }

  /** Starts `pulumi`. */
  public start(...args: string[]): ChildProcess {
    return spawn('pulumi', [...args, '--stack', 'test', '--non-interactive'], {
      cwd: this.folder,
      env: this.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** The resources in the state. */
  public state(): readonly StateResource[] {
    return (JSON.parse(this.stateText()) as State).deployment.resources ?? [];
  }

  /**
   * Takes the copy that the engine keeps beside its state, if it was killed while it wrote that: as the documents say
   * for a state in files.
   */
  public mendState(): void {
    const stacks = join(this.folder, 'state', '.pulumi', 'stacks');
    for (const file of readdirSync(stacks, { recursive: true }).map(name => join(stacks, String(name)))) {
      const isBroken = file.endsWith('test.json.bak') && !isJson(file.slice(0, -'.bak'.length));
      if (isBroken) copyFileSync(file, file.slice(0, -'.bak'.length));
    }
  }

  /** The state as it is kept. */
  public stateText(): string {
    const { stdout } = spawnSync('pulumi', ['stack', 'export', '--stack', 'test'], {
      cwd: this.folder,
      env: this.env,
      maxBuffer: 1 << 28,
    });
    return stdout.toString();
  }

  /** The outputs of the stack. */
  public outputs(): Record<string, unknown> {
    const { stdout } = spawnSync('pulumi', ['stack', 'output', '--json', '--stack', 'test'], {
      cwd: this.folder,
      env: this.env,
    });
    return JSON.parse(stdout.toString()) as Record<string, unknown>;
  }
}

/** Waits for the end of a process. */
export function ended(child: ChildProcess): Promise<Run> {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code, output }));
  });
}

/** Waits until a process has printed something, or has ended. */
export function printed(child: ChildProcess, pattern: RegExp): Promise<void> {
  let output = '';
  return new Promise(resolve => {
    child.stdout!.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (pattern.test(output)) resolve();
    });
    child.once('close', () => resolve());
  });
}

function isJson(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, 'utf8'));
    return true;
  } catch {
    return false;
  }
}
