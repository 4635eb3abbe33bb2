import { readFileSync } from 'node:fs';

/** Whether a process runs. One that ended runs no more even while nobody has asked for its exit code, as the first process of a container may never do. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}
