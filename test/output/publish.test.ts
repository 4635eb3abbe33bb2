import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publish } from '../../src/output';
import { contentOf, files, put, stagesIn, tempFolder } from './folders';

const former = { 'a.yaml': 'a1\n', 'old.yaml': 'old\n', 'gone/deep/x.yaml': 'x\n', 'stays/y.yaml': 'y1\n' };
const next = { 'a.yaml': 'a2\n', 'new/z.yaml': 'z\n', 'stays/y.yaml': 'y2\n' };
const foreign = { 'README.md': 'mine\n', 'stays/notes.txt': 'mine too\n', 'gone/deep/keep.txt': 'and mine\n' };
const withFolders = (contents: Record<string, string>, ...folders: string[]) => ({
  ...contents,
  ...Object.fromEntries(folders.map(folder => [folder, '/'])),
});

/** Three ways to have an output folder: swapped as a whole, with files of others, and the one that the process is in. */
describe.each([
  ['swapped', {}],
  ['shared with others', foreign],
])('an output folder %s', (_, others) => {
  const run = () => {
    const parent = tempFolder();
    const outdir = join(parent, 'dist');
    publish(outdir, files(former));
    put(outdir, others);
    return { parent, outdir };
  };
  const folders = Object.keys(others).length > 0 ? ['gone', 'gone/deep', 'new', 'stays'] : ['new', 'stays'];

  test('has the new files, none of the former run that are dropped, and all of others', () => {
    const { parent, outdir } = run();
    expect(publish(outdir, files(next))).toEqual(Object.keys(next));
    expect(contentOf(outdir)).toEqual(withFolders({ ...others, ...next }, ...folders));
    expect(stagesIn(parent)).toEqual([]);
  });

  test('keeps foreign files over many runs, and foreign files that come later', () => {
    const { outdir } = run();
    publish(outdir, files(next));
    put(outdir, { 'new/late.txt': 'late\n' });
    publish(outdir, files(former));
    publish(outdir, files({}));
    publish(outdir, files({ 'a.yaml': 'a3\n' }));
    expect(contentOf(outdir)).toMatchObject({ ...others, 'new/late.txt': 'late\n', 'a.yaml': 'a3\n' });
    expect(Object.values(contentOf(outdir)).filter(content => content !== '/')).toHaveLength(
      Object.keys(others).length + 2,
    );
  });

  test('has the same bytes when written twice', () => {
    const { parent, outdir } = run();
    publish(outdir, files(next));
    const once = contentOf(parent);
    publish(outdir, files(next));
    expect(contentOf(parent)).toEqual(once);
  });

  test.each([0o700, 0o755, 0o2775, 0o777])('keeps its mode bits %#', mode => {
    const { outdir } = run();
    chmodSync(outdir, mode);
    publish(outdir, files(next));
    expect(statSync(outdir).mode & 0o7777).toBe(mode);
    expect(contentOf(outdir)).toMatchObject(next);
  });

  test('may be a link to a folder', () => {
    const { parent, outdir } = run();
    const links = tempFolder();
    symlinkSync(outdir, join(links, 'link'));
    publish(join(links, 'link'), files(next));
    expect(contentOf(links)).toEqual({ link: `-> ${outdir}` });
    expect(contentOf(outdir)).toEqual(withFolders({ ...others, ...next }, ...folders));
    expect(stagesIn(parent)).toEqual([]);
  });

  test('has a link of others in it left alone', () => {
    const { outdir } = run();
    const elsewhere = tempFolder();
    put(elsewhere, { 'precious.txt': 'precious\n' });
    symlinkSync(elsewhere, join(outdir, 'link'));
    publish(outdir, files(next));
    expect(contentOf(outdir)).toMatchObject({ ...others, ...next, link: `-> ${elsewhere}` });
    expect(contentOf(elsewhere)).toEqual({ 'precious.txt': 'precious\n' });
  });
});

describe('links inside the output folder lead nothing outside', () => {
  const setUp = () => {
    const outdir = join(tempFolder(), 'dist');
    const elsewhere = tempFolder();
    put(elsewhere, { 'y.yaml': 'precious\n' });
    publish(outdir, files({ 'a.yaml': 'a\n', 'stays/y.yaml': 'y1\n' }));
    return { outdir, elsewhere };
  };

  test('when a folder that is written into has become one', () => {
    const { outdir, elsewhere } = setUp();
    rmSync(join(outdir, 'stays'), { recursive: true });
    symlinkSync(elsewhere, join(outdir, 'stays'));
    expect(() => publish(outdir, files(next))).toThrow('KW1203');
    expect(contentOf(elsewhere)).toEqual({ 'y.yaml': 'precious\n' });
    expect(contentOf(outdir)).toEqual({ 'a.yaml': 'a\n', stays: `-> ${elsewhere}` });
  });

  test('when a folder that is no longer written into has become one', () => {
    const { outdir, elsewhere } = setUp();
    rmSync(join(outdir, 'stays'), { recursive: true });
    symlinkSync(elsewhere, join(outdir, 'stays'));
    publish(outdir, files({ 'a.yaml': 'a2\n' }));
    expect(contentOf(elsewhere)).toEqual({ 'y.yaml': 'precious\n' });
    expect(contentOf(outdir)).toEqual({ 'a.yaml': 'a2\n', stays: `-> ${elsewhere}` });
  });

  test('when a folder above one that is no longer written into has become one', () => {
    const { outdir, elsewhere } = setUp();
    publish(outdir, files({ 'stays/deep/y.yaml': 'y\n' }));
    rmSync(join(outdir, 'stays'), { recursive: true });
    symlinkSync(elsewhere, join(outdir, 'stays'));
    mkdirSync(join(elsewhere, 'deep'));
    publish(outdir, files({ 'a.yaml': 'a2\n' }));
    expect(contentOf(elsewhere)).toEqual({ deep: '/', 'y.yaml': 'precious\n' });
  });

  test.each([{}, foreign])('when a file has become one (%#)', others => {
    const { outdir, elsewhere } = setUp();
    put(outdir, others);
    rmSync(join(outdir, 'a.yaml'));
    symlinkSync(join(elsewhere, 'y.yaml'), join(outdir, 'a.yaml'));
    publish(outdir, files(next));
    expect(contentOf(elsewhere)).toEqual({ 'y.yaml': 'precious\n' });
    expect(contentOf(outdir)).toMatchObject({ ...others, ...next });
  });
});

test('a new folder is made with the folders above it', () => {
  const parent = tempFolder();
  publish(join(parent, 'a/b/dist'), files(next));
  expect(contentOf(join(parent, 'a/b/dist'))).toEqual(withFolders(next, 'new', 'stays'));
  expect(readdirSync(join(parent, 'a/b'))).toEqual(['.dist.kubewright', 'dist']);
});

test('a folder that was there before the first run keeps what is in it', () => {
  const outdir = join(tempFolder(), 'dist');
  put(outdir, foreign);
  publish(outdir, files(next));
  publish(outdir, files({}));
  expect(contentOf(outdir)).toEqual(withFolders(foreign, 'gone', 'gone/deep', 'stays'));
});

test('empty folders are made, and removed when no run wants them', () => {
  const outdir = join(tempFolder(), 'dist');
  expect(publish(outdir, [{ path: 'empty' }, { path: 'full' }, { path: 'full/a.yaml', content: '' }])).toEqual([
    'full/a.yaml',
  ]);
  expect(contentOf(outdir)).toEqual({ empty: '/', full: '/', 'full/a.yaml': '' });
  publish(outdir, [{ path: 'a.yaml', content: 'a' }]);
  expect(contentOf(outdir)).toEqual({ 'a.yaml': 'a' });
});

describe('the folder that the process is in', () => {
  const home = process.cwd();
  afterEach(() => process.chdir(home));

  test.each(['.', 'sub'])('stays the same folder, the process being in %s', below => {
    const outdir = join(tempFolder(), 'dist');
    publish(outdir, files(former));
    mkdirSync(join(outdir, 'sub'));
    const { ino } = statSync(outdir);
    process.chdir(join(outdir, below));
    publish(below === '.' ? '.' : '..', files(next));
    process.chdir(home);
    expect(contentOf(outdir)).toMatchObject(next);
    expect(Object.keys(contentOf(outdir))).not.toContain('old.yaml');
    expect(statSync(outdir).ino).toBe(ino);
  });

  test('is told from one whose name starts the same', () => {
    const parent = tempFolder();
    publish(join(parent, 'dist'), files(former));
    mkdirSync(join(parent, 'dist-other'));
    process.chdir(join(parent, 'dist-other'));
    publish('../dist', files(next));
    process.chdir(home);
    expect(contentOf(join(parent, 'dist'))).toEqual(withFolders(next, 'new', 'stays'));
  });
});

test('a file that others add between two runs is theirs', () => {
  const outdir = join(tempFolder(), 'dist');
  publish(outdir, files({ 'a.yaml': 'a\n' }));
  writeFileSync(join(outdir, 'b.yaml'), 'mine\n');
  publish(outdir, files({ 'c.yaml': 'c\n' }));
  expect(contentOf(outdir)).toEqual({ 'b.yaml': 'mine\n', 'c.yaml': 'c\n' });
});
