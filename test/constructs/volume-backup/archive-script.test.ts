import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { removeTempFolders, tempFolder } from '../../support/temp-folders';
import { run, scriptOf, stub } from '../shell';
import { treeOf } from './tree';
import { volumeBackups } from './variants';

afterEach(removeTempFolders);

/** In place of tar: writes a part of the archive that is its third argument. */
const HALF = 'echo half > "$(echo "$3" | cut -d= -f2)"';
const ARCHIVE = /^uploads-\d{8}T\d{6}Z\.tar\.gz$/;

function prepare(exclude = '') {
  const folder = tempFolder();
  const [source, backups, stubs] = ['source', 'backups', 'stubs'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const path of [source, backups, stubs]) mkdirSync(path);
  writeFileSync(join(folder, 'exclude'), exclude);
  const paths = [
    ['/config/exclude', join(folder, 'exclude')],
    ['/tmp/list', join(folder, 'list')],
    ['/source', source],
    ['/backups', backups],
  ] as const;
  const env = { NAME: 'uploads', POD: 'uploads-1', RETENTION_DAYS: '7', STUBS: stubs };
  const start = (title: 'backup' | 'restore', more: NodeJS.ProcessEnv = {}) =>
    run(scriptOf(volumeBackups.default, title), paths, { ...env, ...more });
  const write = (path: string, text: string) => writeFileSync(join(source, path), text);
  const old = (days: number, name = 'uploads') => {
    const time = new Date(Date.now() - days * 86_400_000).toISOString().replace(/[-:]|\.\d+/g, '');
    const file = `${name}-${time}.tar.gz`;
    writeFileSync(join(backups, file), '');
    return file;
  };
  return { folder, source, backups, stubs, paths, env, start, write, old };
}

function fill(source: string): void {
  mkdirSync(join(source, 'empty'));
  mkdirSync(join(source, 'deep/er'), { recursive: true });
  mkdirSync(join(source, 'lost+found'));
  const names = [
    '-rf',
    'a\nb',
    ' blank ',
    'quote\'s"',
    '$(touch x)',
    '*',
    'ümläut',
    'back\\slash',
    '#x',
    'a'.repeat(250),
  ];
  for (const name of names) writeFileSync(join(source, name), `in ${name}`);
  writeFileSync(join(source, 'deep/er/secret'), 'x');
  chmodSync(join(source, 'deep/er/secret'), 0o600);
  chmodSync(join(source, 'deep'), 0o770);
  symlinkSync('deep/er', join(source, 'link'));
  symlinkSync('/nowhere/at all', join(source, 'dangling'));
  utimesSync(join(source, 'deep/er/secret'), 1_000_000_000, 1_000_000_000);
}

describe('a backup to a claim', () => {
  it('restores files of any name, links, empty folders, modes and times as they were', () => {
    const { source, backups, start } = prepare();
    fill(source);
    const before = treeOf(source);
    const backup = start('backup');
    expect(backup).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(backups)).toEqual([expect.stringMatching(ARCHIVE)]);
    rmSync(source, { recursive: true });
    mkdirSync(join(source, 'lost+found'), { recursive: true });
    expect(start('restore')).toMatchObject({ status: 0, stderr: '' });
    expect(treeOf(source)).toEqual(before);
  });

  it('tells what it made: bytes and entries, names with newlines counted once', () => {
    const { source, start } = prepare();
    fill(source);
    expect(start('backup').stdout).toMatch(/^uploads-\d{8}T\d{6}Z\.tar\.gz: \d+ bytes, 16 entries\n$/);
  });

  it('leaves out what is excluded, at any depth, and nothing else', () => {
    const { source, start } = prepare('*.log\ncache/tmp\na?c\nq*z\n');
    for (const path of ['x/cache/tmp', 'cache/tmp', 'cache/other', 'q'])
      mkdirSync(join(source, path), { recursive: true });
    for (const file of ['a.log', 'x/b.log', 'x/cache/tmp/f', 'cache/other/f', 'abc', 'ac', 'log', 'q/z']) {
      writeFileSync(join(source, file), '');
    }
    expect(start('backup')).toMatchObject({ status: 0, stderr: '' });
    rmSync(source, { recursive: true });
    mkdirSync(source);
    start('restore');
    expect(Object.keys(treeOf(source))).toEqual([
      'ac',
      'cache',
      'cache/other',
      'cache/other/f',
      'log',
      'q',
      'q/z',
      'x',
      'x/cache',
    ]);
  });

  it('removes archives that are too old by their names, of its own name only', () => {
    const { source, backups, start, old } = prepare();
    fill(source);
    const [gone, stays, other] = [old(8), old(6), old(9, 'uploads-two')];
    writeFileSync(join(backups, 'uploads-notes.tar.gz'), '');
    expect(start('backup').stdout).toContain(`${gone}: removed\n`);
    expect(
      readdirSync(backups)
        .filter(file => !ARCHIVE.test(file))
        .sort(),
    ).toEqual(['uploads-notes.tar.gz', other]);
    expect(readdirSync(backups).filter(file => ARCHIVE.test(file))).toEqual([stays, expect.anything()]);
  });

  it('removes nothing while the source is empty', () => {
    const { backups, start, old } = prepare();
    const former = old(30);
    expect(start('backup')).toMatchObject({ status: 0, stdout: expect.stringContaining('older archives stay') });
    expect(readdirSync(backups)).toHaveLength(2);
    expect(readdirSync(backups)).toContain(former);
  });

  it('clears away what a killed job left, and not what another one writes', () => {
    const { source, backups, start } = prepare();
    fill(source);
    const [dead, alive] = ['a', 'b'].map(pod => join(backups, `.uploads-20200101T000000Z.${pod}.partial`));
    for (const file of [dead!, alive!]) writeFileSync(file, '');
    utimesSync(dead!, 0, 0);
    expect(start('backup').status).toBe(0);
    expect([existsSync(dead!), existsSync(alive!)]).toEqual([false, true]);
  });

  it('goes on where files changed while it read them', () => {
    const { source, stubs, backups, start } = prepare();
    fill(source);
    stub(stubs, 'tar', `/usr/bin/env -u STUBS PATH="\${PATH#*:}" tar "$@"; case $1 in --create) exit 1; esac`);
    expect(start('backup')).toMatchObject({ status: 0, stdout: expect.stringContaining('changed while') });
    expect(readdirSync(backups)).toEqual([expect.stringMatching(ARCHIVE)]);
  });

  it.each([
    ['tar fails', 'tar', `${HALF}; exit 2`],
    ['the archive can not be read again', 'tar', `case $1 in --create) ${HALF};; *) exit 2; esac`],
  ])('leaves nothing and removes nothing where %s', (_, program, text) => {
    const { source, stubs, backups, start, old } = prepare();
    fill(source);
    const former = old(30);
    stub(stubs, program, text);
    expect(start('backup').status).toBeGreaterThan(0);
    expect(readdirSync(backups)).toEqual([former]);
  });
});

describe('a job that is stopped', () => {
  const stopped = async (title: 'backup' | 'restore', tar: string, signal: NodeJS.Signals = 'SIGTERM') => {
    const { source, backups, stubs, paths, env, folder, start } = prepare();
    fill(source);
    if (title === 'restore') start('backup');
    stub(
      stubs,
      'tar',
      `case $1 in --list) PATH="\${PATH#*:}"; exec tar "$@"; esac; echo $$ > ${folder}/started; ${tar}`,
    );
    const script = scriptOf(volumeBackups.default, title);
    const text = paths.reduce((known, [from, to]) => known.replaceAll(from, to), script.text);
    const child = spawn(script.shell, ['-c', text], {
      env: { ...process.env, ...env, EXISTING: 'keep', PATH: `${stubs}:${process.env['PATH']}` },
    });
    let stderr = '';
    child.stderr.on('data', data => {
      stderr += String(data);
    });
    while (!existsSync(`${folder}/started`)) await sleep(10);
    const pid = Number(readFileSync(`${folder}/started`, 'utf8'));
    await sleep(100);
    child.kill(signal);
    const [code] = (await once(child, 'close')) as [number];
    return { code, stderr, backups, pid };
  };

  it.each(['SIGTERM', 'SIGQUIT'] as const)('by %s leaves no archive, whole or half, and no process', async signal => {
    const { code, stderr, backups, pid } = await stopped('backup', `${HALF}; exec sleep 60`, signal);
    expect(code).toBe(143);
    expect(stderr).toMatch(/Stopped\.\n$/);
    expect(readdirSync(backups)).toEqual([]);
    expect(() => process.kill(pid, 0)).toThrow();
  });

  it('says after a restore how to get the last file whole', async () => {
    const { code, stderr } = await stopped('restore', 'exec sleep 60');
    expect(code).toBe(143);
    expect(stderr).toContain('EXISTING=replace');
  });
});

describe('a restore', () => {
  it('refuses a volume with files, until it is told what becomes of them', () => {
    const { source, start, write } = prepare();
    write('a', 'backup');
    write('b', 'backup');
    start('backup');
    write('a', 'changed');
    write('new', 'new');
    rmSync(join(source, 'b'));
    const read = () => ['a', 'b', 'new'].map(f => existsSync(join(source, f)) && readFileSync(join(source, f), 'utf8'));
    expect(start('restore')).toMatchObject({ status: 1, stderr: expect.stringContaining('not empty') });
    expect(read()).toEqual(['changed', false, 'new']);
    expect(start('restore', { EXISTING: 'drop' })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('drop'),
    });
    expect(read()).toEqual(['changed', false, 'new']);
    expect(start('restore', { EXISTING: 'keep' })).toMatchObject({ status: 0, stderr: '' });
    expect(read()).toEqual(['changed', 'backup', 'new']);
    expect(start('restore', { EXISTING: 'replace' })).toMatchObject({ status: 0, stderr: '' });
    expect(read()).toEqual(['backup', 'backup', 'new']);
  });

  it('takes the last archive, or the one that is named', () => {
    const { source, backups, start, write } = prepare();
    write('a', 'old');
    start('backup');
    const [made] = readdirSync(backups) as [string];
    const older = 'uploads-20200101T000000Z.tar.gz';
    const { status } = run(
      { title: '', shell: '/bin/sh', text: `mv ${backups}/${made} ${backups}/${older}` },
      [['\0', '']],
      {},
    );
    expect(status).toBe(0);
    write('a', 'new');
    start('backup', { RETENTION_DAYS: '36500' });
    start('restore', { EXISTING: 'replace', FILE: older });
    expect(readFileSync(join(source, 'a'), 'utf8')).toBe('old');
    start('restore', { EXISTING: 'replace' });
    expect(readFileSync(join(source, 'a'), 'utf8')).toBe('new');
  });

  it('of an archive that is damaged changes nothing', () => {
    const { source, backups, start, write } = prepare();
    write('a', 'x'.repeat(100_000));
    start('backup');
    const file = join(backups, readdirSync(backups)[0]!);
    writeFileSync(file, readFileSync(file).subarray(0, 100));
    rmSync(join(source, 'a'));
    expect(start('restore').status).toBeGreaterThan(0);
    expect(readdirSync(source)).toEqual([]);
  });

  it('of the backup of an empty volume is no failure', () => {
    const { start } = prepare();
    start('backup');
    expect(start('restore')).toMatchObject({ status: 0, stdout: expect.stringContaining('holds no file') });
  });

  it('lists what there is where the archive is not', () => {
    const { start, old } = prepare();
    const other = old(1, 'uploads-two');
    expect(start('restore')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('no archive of uploads here'),
    });
    expect(start('restore', { FILE: 'x' }).stderr).toContain(other);
  });
});
