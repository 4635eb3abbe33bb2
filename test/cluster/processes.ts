import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** A program that was to run until it is stopped has ended, or could not be started. */
export class ProgramEnded extends Error {
  override readonly name = 'ProgramEnded';
}

/**
 * Each line it reads lists the processes alive at that moment. Its input ends when this process does, in whatever way, SIGKILL included;
 * then it kills those of the last line and removes the folder ($0).
 */
const guardScript = `
while read -r line; do pids=$line; done
[ -z "$pids" ] || kill -9 $pids
rm -rf -- "$0" || { sleep 1; rm -rf -- "$0"; }`;

/** Programs that live and end together, with their logs and files in one temporary folder that goes with them. */
export class Processes {
  readonly folder = mkdtempSync(join(tmpdir(), 'kubewright-cluster-'));
  /** The first program that ended without being told to. */
  ended: ProgramEnded | undefined;
  private readonly alive = new Set<ChildProcess>();
  private readonly guard: ChildProcess;
  private stopping: Promise<void> | undefined;

  constructor() {
    // In a session of its own: a Ctrl-C in the terminal must not end the guard before its work is done.
    this.guard = spawn('sh', ['-c', guardScript, this.folder], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    this.guard.on('error', () => {}); // no shell: stop() cleans up all the same
    this.guard.stdin?.on('error', () => {});
    // A forgotten stop() must not keep this process running; here and below.
    this.guard.unref();
    (this.guard.stdin as Socket | null)?.unref();
  }

  get pids(): number[] {
    return [this.guard, ...this.alive].map(child => child.pid).filter(pid => pid !== undefined);
  }

  /** Starts a program that is to run until stop(). */
  start(program: string, args: readonly string[]): void {
    const name = basename(program);
    const log = openSync(this.logFile(name), 'a');
    const child = spawn(program, args, { cwd: this.folder, stdio: ['ignore', log, log] });
    closeSync(log);
    child.unref();
    const fail = (how: string) => {
      if (!this.stopping) this.ended ??= new ProgramEnded(`${name} ${how}${this.lastWords(name)}`);
    };
    child.once('error', error => fail(`could not be started: ${error.message}`));
    child.once('exit', (code, signal) => fail(`ended (${signal ?? `exit code ${code}`})`));
    this.track(child);
  }

  /** Has a process die with the others, if it still runs then. */
  track(child: ChildProcess): void {
    if (child.pid === undefined) return;
    this.alive.add(child);
    this.tellGuard();
    child.once('exit', () => {
      this.alive.delete(child);
      this.tellGuard();
    });
  }

  /** The last lines of a program's log, worded as the end of a message. */
  lastWords(name: string): string {
    const lines = readFileSync(this.logFile(name), 'utf8').trimEnd().split('\n').slice(-15);
    const text = lines.map(line => `\n  ${line.slice(0, 500)}`).join('');
    return text.trim() ? `; the last lines of its log:${text}` : '; its log is empty';
  }

  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    const exits = [...this.alive].map(child => {
      child.ref();
      return once(child, 'exit');
    });
    // Their data goes with the folder, so nothing is gained by letting them end in order, which takes seconds.
    for (const child of this.alive) child.kill('SIGKILL');
    await Promise.all(exits);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    if (this.guard.pid === undefined || this.guard.exitCode !== null || this.guard.signalCode !== null) return;
    this.guard.ref();
    const guardExit = once(this.guard, 'exit');
    this.guard.stdin?.end();
    await guardExit;
  }

  private logFile(name: string): string {
    return join(this.folder, `${name}.log`);
  }

  private tellGuard(): void {
    if (this.guard.stdin?.writable) this.guard.stdin.write(`${[...this.alive].map(child => child.pid).join(' ')}\n`);
  }
}
