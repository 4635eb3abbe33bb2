import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { publish } from '../../src/output';
import { start } from './children';
import { contentOf, errorOf, files, put, stagesIn, tempFolder } from './folders';

const former = { 'a.yaml': 'a1\n', 'sub/b.yaml': 'b1\n' };
const next = { 'a.yaml': 'a2\n' };
const isRoot = process.getuid?.() === 0;
const nobody = 65534;

/** Root may write everywhere, so another user does it then. */
const startAsUser = (outdir: string) => start('publisher.ts', [outdir], isRoot ? { uid: nobody, gid: nobody } : {});

function userFolder(path: string): string {
  mkdirSync(path, { recursive: true });
  if (isRoot) chownSync(path, nobody, nobody);
  return path;
}

async function whileLocked(folder: string, work: () => Promise<unknown>): Promise<void> {
  chmodSync(folder, 0o555);
  try {
    await work();
  } finally {
    chmodSync(folder, 0o755);
  }
}

const onPosix = process.platform === 'win32' ? test.skip : test;

describe('where the folder above cannot be written', () => {
  onPosix('an output folder that is there is written, with its record in it', async () => {
    const parent = userFolder(tempFolder());
    const outdir = userFolder(join(parent, 'dist'));
    const { ino } = statSync(outdir);
    await whileLocked(parent, async () => {
      const child = await startAsUser(outdir);
      expect(await child.publish(former)).toBe('ok');
      const record = expect.stringContaining('"sub/b.yaml"');
      expect(contentOf(outdir)).toEqual({ ...former, sub: '/', '.kubewright': record });
      put(outdir, { 'README.md': 'mine\n' });
      expect(await child.publish(next)).toBe('ok');
    });
    const record = expect.not.stringContaining('"sub/b.yaml"');
    expect(contentOf(outdir)).toEqual({ ...next, 'README.md': 'mine\n', '.kubewright': record });
    expect(statSync(outdir).ino).toBe(ino);
    expect(readdirSync(parent)).toEqual(['dist']);
  });

  onPosix('an output folder that is not there is refused', async () => {
    const parent = userFolder(tempFolder());
    await whileLocked(parent, async () => {
      const child = await startAsUser(join(parent, 'dist'));
      expect(await child.publish(next)).toBe('KW1203');
    });
    expect(contentOf(parent)).toEqual({});
  });
});

onPosix('an output folder that cannot be written is refused and stays whole', async () => {
  const parent = userFolder(tempFolder());
  const outdir = join(parent, 'dist');
  const child = await startAsUser(outdir);
  expect(await child.publish(former)).toBe('ok');
  await whileLocked(outdir, async () => expect(await child.publish(next)).toBe('KW1203'));
  expect(contentOf(outdir)).toEqual({ ...former, sub: '/' });
  expect(stagesIn(parent)).toEqual([]);
});

onPosix('steps that were taken before one fails are taken back, also removals', async () => {
  const parent = userFolder(tempFolder());
  const outdir = userFolder(join(parent, 'dist'));
  put(outdir, { 'README.md': 'mine\n' });
  const child = await startAsUser(outdir);
  expect(await child.publish({ ...former, 'drop/c.yaml': 'c\n', 'locked/d.yaml': 'd\n' })).toBe('ok');
  const before = contentOf(outdir);
  const changed = { 'a.yaml': 'a2\n', 'new/e.yaml': 'e\n' };
  await whileLocked(join(outdir, 'locked'), async () => expect(await child.publish(changed)).toBe('KW1203'));
  expect(contentOf(outdir)).toEqual(before);
  expect(stagesIn(parent)).toEqual([]);
});

describe('on a full disk', () => {
  const mounts: string[] = [];
  afterEach(() => {
    for (const mount of mounts.splice(0)) execFileSync('umount', [mount]);
  });

  /** A file system of 1 MB; none where this process may not mount. */
  const smallDisk = () => {
    const folder = tempFolder();
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', folder], { stdio: 'ignore' });
    } catch {
      return undefined;
    }
    mounts.push(folder);
    return folder;
  };
  const probe = process.platform === 'linux' && isRoot ? test : test.skip;
  const large = files(Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`${i}.yaml`, 'x'.repeat(200_000)])));

  // beside the output folder; in it, as it is the root of its file system; with files of others
  probe.each([
    ['dist', {}],
    ['', {}],
    ['dist', { 'README.md': 'mine\n' }],
  ])('the former output is whole (%#)', (below, others) => {
    const disk = smallDisk();
    if (!disk) return expect(mounts).toEqual([]);
    const outdir = join(disk, below);
    publish(outdir, files(former));
    put(outdir, others);
    const before = contentOf(disk);
    const error = errorOf(() => publish(outdir, large));
    expect(error).toMatchObject({ code: 'KW1203', cause: { code: 'ENOSPC' } });
    expect(contentOf(disk)).toEqual(before);
    publish(outdir, files(next));
    expect(contentOf(outdir)).toMatchObject({ ...next, ...others });
  });
});
