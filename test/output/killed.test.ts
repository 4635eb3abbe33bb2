import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { publish } from '../../src/output';
import { kill, start } from './children';
import { contentOf, errorOf, failing, files, put, stagesIn, tempFolder } from './folders';

const count = 400;
const texts = { A: 'A'.repeat(300), B: 'B'.repeat(200) };

function contentsOf(outdir: string): Record<string, string> {
  return Object.fromEntries(Object.entries(contentOf(outdir)).filter(([, content]) => content !== '/'));
}

/** Whether all 400 files are of one content. */
function expectWhole(outdir: string): void {
  const contents = Object.values(contentsOf(outdir));
  expect(contents).toHaveLength(count);
  expect([texts.A, texts.B]).toContain(contents[0]);
  expect(new Set(contents).size).toBe(1);
}

test('a process killed at any moment leaves one content or the other, and the next run cleans up', async () => {
  const parent = tempFolder();
  const outdir = join(parent, 'dist');
  for (let round = 0; round < 12; round++) {
    const child = await start('rewriter.ts', [outdir, `${count}`, texts.A, texts.B]);
    // while files are put in place, or at any moment
    const longest = round % 2 ? 6 : 80;
    for (const line of ['staged', 'staged']) expect(await child.line()).toBe(line);
    await sleep(Math.random() * longest);
    await kill(child.process);

    // killed between the two renames of a swap: a run puts the former output back before all else, even if it fails
    if (!existsSync(outdir)) errorOf(() => publish(outdir, failing({}, new Error('boom'))));
    expectWhole(outdir);
    publish(outdir, files(contentsOf(outdir)));
    expect(stagesIn(parent)).toEqual([]);
    expectWhole(outdir);
  }
  publish(outdir, files({ 'a.yaml': 'a\n' }));
  expect(contentOf(outdir)).toEqual({ 'a.yaml': 'a\n' });
  expect(readdirSync(parent).sort()).toEqual(['.dist.kubewright', 'dist']);
}, 60_000);

describe('a run that was killed between its two renames', () => {
  const former = { 'a.yaml': 'a\n', 'sub/b.yaml': 'b\n' };

  /** As such a run leaves it; no system gives out a process id this high. */
  const killed = () => {
    const parent = tempFolder();
    const outdir = join(parent, 'dist');
    publish(outdir, files(former));
    const stage = join(parent, '.dist.kubewright-999999999-x1Y2z3');
    mkdirSync(stage);
    renameSync(outdir, join(stage, 'former'));
    put(stage, { 'next/a.yaml': 'half' });
    return { parent, outdir };
  };

  test('has its former output put back by the next run, even by one that fails', () => {
    const { parent, outdir } = killed();
    errorOf(() => publish(outdir, failing({}, new Error('boom'))));
    expect(contentOf(outdir)).toEqual({ ...former, sub: '/' });
    expect(stagesIn(parent)).toEqual([]);
  });

  test('has its output replaced by the next run', () => {
    const { parent, outdir } = killed();
    publish(outdir, files({ 'c.yaml': 'c\n' }));
    expect(contentOf(outdir)).toEqual({ 'c.yaml': 'c\n' });
    expect(stagesIn(parent)).toEqual([]);
  });

  test('has its former output put back behind a link', () => {
    const { parent, outdir } = killed();
    const link = join(tempFolder(), 'link');
    symlinkSync(outdir, link);
    publish(link, files({ 'c.yaml': 'c\n' }));
    expect(contentOf(outdir)).toEqual({ 'c.yaml': 'c\n' });
    expect(stagesIn(parent)).toEqual([]);
  });
});

describe('what killed runs left', () => {
  const left = (parent: string, ...names: string[]) => {
    for (const name of names) put(join(parent, name), { 'next/a.yaml': 'half', 'kept-0': 'kept' });
  };

  test('is cleaned by the next run, and nothing of others is', () => {
    const parent = tempFolder();
    const others = [
      '.dist.kubewright-notes',
      '.dist2.kubewright-999999999-x1Y2z3',
      '.other',
      'dist.kubewright-999999999-x1Y2z3',
    ];
    const alive = `.dist.kubewright-${process.ppid}-x1Y2z3`;
    left(parent, '.dist.kubewright-999999999-x1Y2z3', '.dist.kubewright-999999998-AbCdEf', alive, ...others);
    publish(join(parent, 'dist'), files({ 'a.yaml': 'a\n' }));
    expect(readdirSync(parent).sort()).toEqual([alive, '.dist.kubewright', 'dist', ...others].sort());
    expect(contentOf(join(parent, 'dist'))).toEqual({ 'a.yaml': 'a\n' });
  });

  test('does not take the place of an output that is there', () => {
    const parent = tempFolder();
    publish(join(parent, 'dist'), files({ 'a.yaml': 'a\n' }));
    put(join(parent, '.dist.kubewright-999999999-x1Y2z3'), { 'former/a.yaml': 'older\n' });
    errorOf(() => publish(join(parent, 'dist'), failing({}, new Error('boom'))));
    expect(contentOf(join(parent, 'dist'))).toEqual({ 'a.yaml': 'a\n' });
    expect(stagesIn(parent)).toEqual([]);
  });

  test('may have a record of files that were never written', () => {
    const parent = tempFolder();
    publish(join(parent, 'dist'), files({ 'a.yaml': 'a\n' }));
    writeFileSync(join(parent, '.dist.kubewright'), '{"format":1,"files":["a.yaml","never/was.yaml","b.yaml"]}');
    publish(join(parent, 'dist'), files({ 'a.yaml': 'a2\n' }));
    expect(contentOf(join(parent, 'dist'))).toEqual({ 'a.yaml': 'a2\n' });
  });
});

describe('the lock of a killed run does not keep the next one waiting', () => {
  test.each([
    ['names a process that is gone', () => '999999999'],
    // in a container every run may have the same number
    ['names the number that this process has', (pid: number) => `${pid}`],
    ['is empty, as of a run that was killed, or found the disk full, before it wrote its number', () => ''],
  ])('when it %s', async (_, lockOf) => {
    const parent = tempFolder();
    const outdir = join(parent, 'dist');
    const child = await start('publisher.ts', [outdir]);
    writeFileSync(join(parent, '.dist.kubewright-lock'), lockOf(child.process.pid!));
    expect(await child.publish({ 'a.yaml': 'a\n' })).toBe('ok');
    expect(readdirSync(parent).sort()).toEqual(['.dist.kubewright', 'dist']);
  });
});
