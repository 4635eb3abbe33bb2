import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { assets, ControlPlane } from './control-plane';

let folder: string;
const original = process.env['KUBEBUILDER_ASSETS'];
const originalTmp = process.env['TMPDIR'];

function program(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubewright-start-'));
  process.env['KUBEBUILDER_ASSETS'] = folder;
  process.env['TMPDIR'] = folder;
  for (const name of ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok', 'kubectl'])
    program(name, `echo $$ >> "${folder}/started"; exec sleep 1000`);
  for (const name of ['kwok-stages.yaml', 'kwok-cluster.yaml']) writeFileSync(join(folder, name), '');
});

afterEach(() => {
  if (original === undefined) delete process.env['KUBEBUILDER_ASSETS'];
  else process.env['KUBEBUILDER_ASSETS'] = original;
  if (originalTmp === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = originalTmp;
  rmSync(folder, { recursive: true });
});

const lines = (file: string) => readFileSync(join(folder, file), 'utf8').trim().split('\n');
const leftovers = () => readdirSync(folder).filter(name => name.startsWith('kubewright-'));

test('assets is the folder, only if it has all programs', () => {
  expect(assets()).toBe(folder);
  rmSync(join(folder, 'kwok'));
  expect(assets()).toBeUndefined();
  delete process.env['KUBEBUILDER_ASSETS'];
  expect(assets()).toBeUndefined();
});

test('a start that fails quotes the log of the program at fault, and leaves nothing', async () => {
  program('etcd', 'echo "the disk is made of cheese" >&2; exit 7');
  await expect(ControlPlane.start()).rejects.toThrow(/^etcd ended \(exit code 7\);.*\n {2}the disk is made of cheese$/);
  expect(leftovers()).toEqual([]);
});

test('a port that another program took is replaced, up to three times in all', async () => {
  program('etcd', `echo "$@" >> "${folder}/attempts"; echo "bind: address already in use"; exit 1`);
  await expect(ControlPlane.start()).rejects.toThrow(/address already in use/);
  expect(new Set(lines('attempts')).size).toBe(3);
  expect(leftovers()).toEqual([]);
});

describe('a suite that needs a control plane, where there is none', () => {
  const run = async (env: NodeJS.ProcessEnv) => {
    const suite = join(__dirname, 'control-plane.test.ts');
    const args = [require.resolve('jest/bin/jest'), '--selectProjects', 'cluster', '--runTestsByPath', suite];
    const environment = { ...process.env, ...env, KUBEBUILDER_ASSETS: '' };
    return promisify(execFile)(process.execPath, args, { env: environment, cwd: join(__dirname, '../..') }).then(
      ({ stderr }) => ({ code: 0, stderr }),
      (error: { code: number; stderr: string }) => error,
    );
  };

  test('is skipped, with one line that says so', async () => {
    const { code, stderr } = await run({ KUBEWRIGHT_REQUIRE_CLUSTER: '' });
    expect(code).toBe(0);
    expect(stderr.match(/^skipped: .*$/gm)).toEqual([
      expect.stringMatching(/KUBEBUILDER_ASSETS is not set; to get it: .*setup-envtest use -p path.*kwok/),
    ]);
    expect(stderr).toMatch(/^Tests: +1 skipped, 1 total$/m);
  }, 30_000);

  test('fails where it must not be skipped', async () => {
    const { code, stderr } = await run({ KUBEWRIGHT_REQUIRE_CLUSTER: '1' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/needs a control plane, and KUBEBUILDER_ASSETS is not set/);
    expect(stderr).toMatch(/^Tests: +1 failed, 1 total$/m);
  }, 30_000);
});
