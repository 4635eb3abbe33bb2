import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './place';
import { isAlive } from './process';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 20;

/**
 * Does work while no other process does it, by a lock file that names the process. The lock of a process that is gone
 * does not count.
 * @throws Error when another process holds the lock for a minute
 */
export function withLock<T>({ lock, stage }: Pick<Place, 'lock' | 'stage'>, work: () => T): T {
  const ticket = join(stage, 'ticket');
  writeFileSync(ticket, String(process.pid));
  const end = Date.now() + PATIENCE_MS;
  while (!tryLock(ticket, lock)) {
    const holder = holderOf(lock);
    if (holder !== undefined && !isAlive(holder)) takeAway(lock, join(stage, 'stale-lock'));
    else if (Date.now() > end) throw new Error(`process ${holder} has been writing for a minute (${lock})`);
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
  try {
    return work();
  } finally {
    if (holderOf(lock) === process.pid) rmSync(lock, { force: true });
  }
}

/** A link is made in one step with what it says, and not over another. */
function tryLock(ticket: string, lock: string): boolean {
  try {
    linkSync(ticket, lock);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // a file system without links does without a lock
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS') return true;
    throw error;
  }
}

/** Only one of several can move a file; and should it be a new one by now, it is put back. */
function takeAway(lock: string, away: string): void {
  try {
    renameSync(lock, away);
    const holder = holderOf(away);
    if (holder !== undefined && isAlive(holder)) linkSync(away, lock);
  } catch {
    // somebody else was first
  }
}

/** Who holds a lock: 0 for one that names nobody, undefined for none. */
function holderOf(lock: string): number | undefined {
  try {
    return Number(readFileSync(lock, 'utf8')) || 0;
  } catch {
    return undefined;
  }
}
