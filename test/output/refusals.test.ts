import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubewrightError } from '../../src/error';
import { publish } from '../../src/output';
import { contentOf, errorOf, failing, files, put, tempFolder } from './folders';

const former = { 'a.yaml': 'a1\n', 'old.yaml': 'old\n', 'sub/x.yaml': 'x\n' };
const next = { 'a.yaml': 'a2\n', 'new/z.yaml': 'z\n' };

/** Former output, whole: with what is beside it. */
describe.each([
  ['swapped', {}],
  ['shared with others', { 'README.md': 'mine\n', 'sub/notes.txt': 'mine\n' }],
])('an output folder %s is whole, and nothing is left behind,', (_, others) => {
  const unchanged = (work: (outdir: string) => unknown) => {
    const parent = tempFolder();
    const outdir = join(parent, 'dist');
    publish(outdir, files(former));
    put(outdir, others);
    const before = contentOf(parent);
    const error = errorOf(() => work(outdir));
    expect(contentOf(parent)).toEqual(before);
    return error;
  };

  test('when making a file fails', () => {
    const own = new KubewrightError({ code: 'KW1101', problem: 'x', remedy: 'y' });
    expect(unchanged(outdir => publish(outdir, failing(next, own)))).toBe(own);
  });

  test('when making the first file fails with another error', () => {
    const cause = new Error('boom');
    const error = unchanged(outdir => publish(outdir, failing({}, cause)));
    expect(error).toMatchObject({ code: 'KW1203', cause });
    expect(error.message).toContain('boom');
  });

  test('when the disk is full', () => {
    const cause = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const error = unchanged(outdir => publish(outdir, failing(next, cause)));
    expect(error).toMatchObject({ code: 'KW1203', cause });
    expect(error.place).toMatch(/dist$/);
    expect(error.message).toContain('no space left on device');
  });

  test.each([
    '../evil.yaml',
    'a/../../evil.yaml',
    'a/../b.yaml',
    '/etc/evil.yaml',
    './a.yaml',
    'a//b.yaml',
    '',
    '.',
    '..',
    'a/',
  ])('when a path is %j', path => {
    const error = unchanged(outdir => publish(outdir, [...files(next), { path, content: 'evil' }]));
    expect(error.code).toBe('KW1201');
    expect(error.message).toContain(JSON.stringify(path));
  });

  test.each(['a\\b.yaml', '..\\evil.yaml', 'a\0.yaml'])('when a path is %j, and when a folder is', path => {
    expect(unchanged(outdir => publish(outdir, [{ path, content: '' }])).code).toBe('KW1201');
    expect(unchanged(outdir => publish(outdir, [{ path }])).code).toBe('KW1201');
  });

  test.each([
    ['b.yaml', 'b.yaml'],
    ['b.yaml', 'B.yaml'],
    ['sub/b.yaml', 'Sub/b.yaml'],
    ['É.yaml', 'é.yaml'],
  ])('when two files are %s and %s', (one, other) => {
    const error = unchanged(outdir =>
      publish(outdir, [...files(next), { path: one, content: '1' }, { path: other, content: '2' }]),
    );
    expect(error).toMatchObject({ code: 'KW1202', place: other });
  });

  test('when a file and a folder have one name', () => {
    const clash = (...all: Array<{ path: string; content?: string }>) => unchanged(outdir => publish(outdir, all)).code;
    expect(clash({ path: 'x', content: '' }, { path: 'x/y', content: '' })).toBe('KW1203');
    expect(clash({ path: 'x/y', content: '' }, { path: 'x', content: '' })).toBe('KW1203');
  });

  test('when a folder stands where a file is to be', () => {
    const parent = tempFolder();
    const outdir = join(parent, 'dist');
    publish(outdir, files(former));
    put(outdir, { ...others, 'new/z.yaml/foreign.txt': 'mine\n' });
    const before = contentOf(outdir);
    expect(errorOf(() => publish(outdir, files(next))).code).toBe('KW1203');
    expect(contentOf(outdir)).toEqual(before);
  });
});

test('an output folder that is a file is refused, and the file is whole', () => {
  const parent = tempFolder();
  writeFileSync(join(parent, 'dist'), 'a file\n');
  const error = errorOf(() => publish(join(parent, 'dist'), files(next)));
  expect(error.code).toBe('KW1203');
  expect(error.message).toContain('is not a folder');
  expect(contentOf(parent)).toEqual({ dist: 'a file\n' });
});

test('an output folder below a file is refused', () => {
  const parent = tempFolder();
  writeFileSync(join(parent, 'file'), '');
  expect(errorOf(() => publish(join(parent, 'file/dist'), files(next))).code).toBe('KW1203');
  expect(contentOf(parent)).toEqual({ file: '' });
});

test('a first run that fails leaves no output folder', () => {
  const parent = tempFolder();
  errorOf(() => publish(join(parent, 'dist'), failing(next, new Error('boom'))));
  expect(readdirSync(parent)).toEqual([]);
});

test('what a failed run would have written is not taken for its own later', () => {
  const outdir = join(tempFolder(), 'dist');
  publish(outdir, files({ 'a.yaml': 'a\n' }));
  put(outdir, { 'README.md': 'mine\n', 'blocked.yaml/foreign.txt': 'mine\n' });
  expect(errorOf(() => publish(outdir, files({ 'new.yaml': 'new\n', 'blocked.yaml': '' }))).code).toBe('KW1203');
  put(outdir, { 'new.yaml': 'written by hand\n' });
  publish(outdir, files({ 'a.yaml': 'a\n' }));
  expect(contentOf(outdir)).toMatchObject({ 'new.yaml': 'written by hand\n' });
});

describe('the record', () => {
  const damaged = [
    '',
    '{',
    'null',
    '[]',
    '{"format":1}',
    '{"format":2,"files":["a.yaml"]}',
    '{"format":1,"files":[null,7]}',
  ];

  test.each(damaged)('%j is no error; the files of the former run count as foreign', text => {
    const parent = tempFolder();
    const outdir = join(parent, 'dist');
    publish(outdir, files(former));
    writeFileSync(join(parent, '.dist.kubewright'), text);
    publish(outdir, files(next));
    expect(contentOf(outdir)).toMatchObject({ ...former, ...next });
    publish(outdir, files({}));
    expect(Object.keys(contentOf(outdir))).toEqual(['old.yaml', 'sub', 'sub/x.yaml']);
  });

  test.each([
    ['swapped', {}],
    ['shared with others', { 'README.md': 'mine\n' }],
  ])('removes nothing outside the output folder, which is %s', (_, others) => {
    const parent = tempFolder();
    const outdir = join(parent, 'dist');
    publish(outdir, files(former));
    put(outdir, others);
    const precious = join(parent, 'precious.txt');
    writeFileSync(precious, 'precious\n');
    const climbs = ['../precious.txt', '../../precious.txt', `${'../'.repeat(30)}${precious.slice(1)}`];
    const record = { format: 1, files: [...Object.keys(former), ...climbs] };
    writeFileSync(join(parent, '.dist.kubewright'), JSON.stringify(record));
    publish(outdir, files(next));
    expect(contentOf(parent)).toMatchObject({ 'precious.txt': 'precious\n' });
    expect(contentOf(outdir)).toMatchObject({ ...others, ...next });
  });

  test('that went missing makes the former files foreign', () => {
    const parent = tempFolder();
    mkdirSync(join(parent, 'dist'));
    put(join(parent, 'dist'), former);
    publish(join(parent, 'dist'), files(next));
    expect(contentOf(join(parent, 'dist'))).toMatchObject({ ...former, ...next });
  });
});
