import { join } from 'node:path';
import { start } from './children';
import { contentOf, stagesIn, tempFolder } from './folders';

const named = (count: number, prefix: string, content: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}.yaml`, content]));

/** Two processes write at once, again and again; after each round one of the two outputs is there, whole. */
async function race(rounds: number, one: Record<string, string>, other: Record<string, string>): Promise<void> {
  const parent = tempFolder();
  const outdir = join(parent, 'dist');
  const children = await Promise.all([start('publisher.ts', [outdir]), start('publisher.ts', [outdir])]);
  for (let round = 0; round < rounds; round++) {
    const answers = await Promise.all([children[0]!.publish(one), children[1]!.publish(other)]);
    expect([
      ['ok', 'ok'],
      ['ok', 'KW1203'],
      ['KW1203', 'ok'],
    ]).toContainEqual(answers);
    expect([one, other]).toContainEqual(contentOf(outdir));
    expect(stagesIn(parent)).toEqual([]);
  }
}

test('two processes that write the same files at once leave the output of one of them', async () => {
  await race(40, named(60, 'file', 'A'), named(60, 'file', 'B'));
}, 30_000);

test('two processes that write different files at once leave the output of one of them', async () => {
  // few files, so that the moments in which they meet come often
  await race(300, named(5, 'a', 'A'), named(5, 'b', 'B'));
}, 30_000);
