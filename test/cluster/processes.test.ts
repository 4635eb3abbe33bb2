import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './is-alive';
import { Processes } from './processes';

const processes: Processes[] = [];
const owners: ChildProcess[] = [];
const create = () => {
  const created = new Processes();
  processes.push(created);
  return created;
};
afterEach(async () => {
  for (const owner of owners.splice(0)) owner.kill('SIGKILL');
  await Promise.all(processes.splice(0).map(each => each.stop()));
});

test('stop ends every program, also one that ignores SIGTERM, and removes the folder', async () => {
  const running = create();
  running.start('sleep', ['1000']);
  running.start('sh', ['-c', 'trap "" TERM; while true; do sleep 0.1; done']);
  const { pids, folder } = running;
  expect(pids.filter(isAlive)).toHaveLength(3);

  await Promise.all([running.stop(), running.stop()]);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(existsSync(folder)).toBe(false);
  expect(running.ended).toBeUndefined();
});

test('a program that ends by itself is told with the last lines of its log', async () => {
  const running = create();
  running.start('sh', ['-c', 'for i in $(seq 99); do echo "line $i"; done; exit 3']);
  while (!running.ended) await sleep(10);
  expect(running.ended.message).toMatch(/^sh ended \(exit code 3\); the last lines of its log:\n {2}line 85\n/);
  expect(running.ended.message).toMatch(/\n {2}line 99$/);
});

test('so is one that cannot be started', async () => {
  const running = create();
  running.start('/nowhere/etcd', []);
  while (!running.ended) await sleep(10);
  expect(running.ended.message).toBe('etcd could not be started: spawn /nowhere/etcd ENOENT; its log is empty');
});

const owner = `
  const { Processes } = require(${JSON.stringify(join(__dirname, 'processes.ts'))});
  const processes = new Processes();
  processes.start('sleep', ['1000']);
  processes.start('sleep', ['1001']);
  console.log(JSON.stringify({ folder: processes.folder, pids: processes.pids }));`;

test.each([
  ['SIGKILL', 'setInterval(() => {}, 1000)'],
  ['SIGTERM', 'setInterval(() => {}, 1000)'],
  ['SIGINT', 'setInterval(() => {}, 1000)'],
  ['process.exit', 'process.exit(1)'],
  ['the end of its program', ''],
])('nothing outlives an owner that ends by %s', async (end, last) => {
  const child = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), '-e', owner + last], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  owners.push(child);
  const [output] = (await once(child.stdout!, 'data')) as [Buffer];
  const { folder, pids } = JSON.parse(output.toString()) as { folder: string; pids: number[] };
  expect(pids).toHaveLength(3);
  if (end.startsWith('SIG')) child.kill(end as NodeJS.Signals);
  while (pids.some(isAlive) || existsSync(folder)) await sleep(20);
});
