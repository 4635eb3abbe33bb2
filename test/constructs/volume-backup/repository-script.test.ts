import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeTempFolders, tempFolder } from '../../support/temp-folders';
import { run, scriptOf, stub } from '../shell';
import { volumeBackups } from './variants';

afterEach(removeTempFolders);

const hasRestic = spawnSync('restic', ['version']).status === 0;
if (!hasRestic) process.stderr.write('skipped: backups with restic itself, which is not on PATH\n');

/** A source, and what the pod has: secrets, patterns, environment. The repository is a folder. */
function prepare(restic?: string) {
  const folder = tempFolder();
  const [source, stubs] = [join(folder, 'source'), join(folder, 'stubs')];
  for (const path of [source, stubs, join(folder, 's3')]) mkdirSync(path);
  writeFileSync(join(folder, 'exclude'), '*.log\n');
  writeFileSync(join(folder, 'password'), 'a "pass" $(word)');
  writeFileSync(join(folder, 's3/access-key-id'), 'the id');
  writeFileSync(join(folder, 's3/secret-access-key'), '$(the)"secret');
  if (restic !== undefined) stub(stubs, 'restic', `echo "$@" >> ${folder}/calls; ${restic}`);
  const paths = [
    ['/run/secrets/s3', join(folder, 's3')],
    ['/config/exclude', join(folder, 'exclude')],
    ['/source', source],
  ] as const;
  const keep = { KEEP_LAST: '0', KEEP_HOURLY: '0', KEEP_DAILY: '7', KEEP_WEEKLY: '4', KEEP_MONTHLY: '6' };
  const env = {
    ...keep,
    KEEP_YEARLY: '0',
    CHECK_PERCENT: '1',
    NAME: 'uploads',
    RESTIC_REPOSITORY: join(folder, 'repository'),
    RESTIC_PASSWORD_FILE: join(folder, 'password'),
    RESTIC_CACHE_DIR: join(folder, 'cache'),
    STUBS: stubs,
  };
  const start = (title: 'backup' | 'restore', more: NodeJS.ProcessEnv = {}) =>
    run(scriptOf(volumeBackups.repository, title), paths, { ...env, ...more });
  const calls = () => readFileSync(join(folder, 'calls'), 'utf8').split('\n').slice(0, -1);
  return { folder, source, start, calls, firsts: () => calls().map(call => call.split(' ')[0]) };
}

describe('a backup to a repository', () => {
  it('makes the repository only where restic says that there is none', () => {
    const { start, firsts } = prepare('case $1 in cat) exit 10; esac');
    expect(start('backup').status).toBe(0);
    expect(firsts()).toEqual(['cat', 'init', 'unlock', 'backup', 'forget', 'check']);
  });

  it('makes none where there is one', () => {
    const { start, firsts } = prepare('');
    expect(start('backup').status).toBe(0);
    expect(firsts()).toEqual(['cat', 'unlock', 'backup', 'forget', 'check']);
  });

  it.each([1, 11, 12, 130])('makes none where restic ends with %d', code => {
    const { start, firsts } = prepare(`exit ${code}`);
    expect(start('backup').status).toBe(code);
    expect(firsts()).toEqual(['cat']);
  });

  it('removes nothing where files could not be read', () => {
    const { start, firsts } = prepare('case $1 in backup) exit 3; esac');
    expect(start('backup').status).toBe(3);
    expect(firsts()).toEqual(['cat', 'unlock', 'backup']);
  });

  it('hands the keys over in the environment, and in no argument', () => {
    const { start, calls, folder } = prepare('printf "%s|%s" "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" > "$0.env"');
    expect(start('backup').status).toBe(0);
    expect(readFileSync(join(folder, 'stubs/restic.env'), 'utf8')).toBe('the id|$(the)"secret');
    expect(calls().join('\n')).not.toMatch(/the id|secret/);
  });

  it.each([
    ['0', 'check --retry-lock 10m'],
    ['25', 'check --retry-lock 10m --read-data-subset 25%'],
  ])('that is to read %s percent back, calls %j', (percent, call) => {
    const { start, calls } = prepare('');
    start('backup', { CHECK_PERCENT: percent });
    expect(calls().at(-1)).toBe(call);
  });
});

describe('a restore from a repository', () => {
  it.each([
    ['keep', 'never'],
    ['replace', 'always'],
  ])('of a volume with files, with %s, overwrites %s', (existing, overwrite) => {
    const { source, start, calls } = prepare('');
    writeFileSync(join(source, 'a'), '');
    expect(start('restore')).toMatchObject({ status: 1, stderr: expect.stringContaining('not empty') });
    expect(start('restore', { EXISTING: existing, SNAPSHOT: 'abc123' }).status).toBe(0);
    expect(calls()).toEqual([`restore abc123:${source} --host uploads --target ${source} --overwrite ${overwrite}`]);
  });

  it.each(['--help', 'a b', '$(x)', 'A', 'a:b'])('takes no snapshot of the name %j', name => {
    expect(prepare('').start('restore', { SNAPSHOT: name })).toMatchObject({ status: 1 });
  });

  it('that fails lists the snapshots there are, and fails', () => {
    const { start, calls } = prepare('case $1 in restore) exit 1; esac');
    expect(start('restore').status).toBe(1);
    expect(calls().at(-1)).toBe('snapshots --host uploads');
  });
});

(hasRestic ? describe : describe.skip)('with restic itself', () => {
  it('restores what was there, without what is excluded', () => {
    const { source, start } = prepare();
    mkdirSync(join(source, 'deep/er'), { recursive: true });
    for (const file of ['a\nb', '-rf', 'deep/er/x', 'x.log']) writeFileSync(join(source, file), `in ${file}`);
    expect(start('backup')).toMatchObject({ status: 0 });
    expect(start('backup')).toMatchObject({ status: 0 });
    rmSync(source, { recursive: true });
    mkdirSync(source);
    expect(start('restore')).toMatchObject({ status: 0 });
    expect(readFileSync(join(source, 'a\nb'), 'utf8')).toBe('in a\nb');
    expect(['-rf', 'deep/er/x', 'x.log'].map(file => existsSync(join(source, file)))).toEqual([true, true, false]);
  }, 60_000);

  it('does not replace a repository whose password is another', () => {
    const { folder, start } = prepare();
    expect(start('backup').status).toBe(0);
    writeFileSync(join(folder, 'password'), 'another');
    expect(start('backup').status).toBe(12);
  }, 60_000);
});
