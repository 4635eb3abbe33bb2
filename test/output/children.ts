import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';

const children: ChildProcess[] = [];
afterEach(async () => {
  await Promise.all(children.splice(0).map(kill));
});

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const end = once(child, 'exit');
  child.kill('SIGKILL');
  await end;
}

/** Starts a script of `fixtures`; it is under way once it has said so. */
export async function start(script: string, args: string[], options: SpawnOptions = {}): Promise<Child> {
  const path = join(__dirname, 'fixtures', script);
  const process_ = spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    cwd: join(__dirname, '../..'),
    env: { ...process.env, TSX_DISABLE_CACHE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
    ...options,
  });
  children.push(process_);
  const child = new Child(process_);
  const first = await child.line();
  if (first !== 'ready') throw new Error(`${script} said ${first}`);
  return child;
}

/** A process that is talked to in lines. */
export class Child {
  private readonly lines: AsyncIterator<string>;

  public constructor(public readonly process: ChildProcess) {
    const reader: Interface = createInterface({ input: process.stdout! });
    this.lines = reader[Symbol.asyncIterator]();
  }

  public async line(): Promise<string> {
    const { value, done } = await this.lines.next();
    return done ? 'the end' : value;
  }

  /** Has a `publisher` write these files. */
  public publish(contents: Record<string, string>): Promise<string> {
    this.process.stdin!.write(`${JSON.stringify(contents)}\n`);
    return this.line();
  }
}
