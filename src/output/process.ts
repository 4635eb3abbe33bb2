/**
 * Whether another process of that number runs. Our own number can only be that of a process before us, as in a
 * container, where all have the same.
 */
export function isAlive(pid: number): boolean {
  if (pid === process.pid || !Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
