import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { publish } from '../../src/output';
import { contentOf, files, put, tempFolder } from './folders';

describe.each([
  ['swapped', {}],
  ['shared with others', { 'README.md': 'mine\n' }],
])('an output folder %s', (_, others) => {
  const run = () => {
    const outdir = join(tempFolder(), 'dist');
    publish(outdir, files({ 'secret.yaml': 's1\n', 'sub/secret.yaml': 's1\n' }));
    put(outdir, others);
    return outdir;
  };

  // a Secret's file that its owner closed to others must not be open again after the next run
  test.each(['secret.yaml', 'sub/secret.yaml', 'sub'])('keeps the mode bits of %s', path => {
    const outdir = run();
    chmodSync(join(outdir, path), 0o700);
    publish(outdir, files({ 'secret.yaml': 's2\n', 'sub/secret.yaml': 's2\n' }));
    expect(statSync(join(outdir, path)).mode & 0o777).toBe(0o700);
    expect(contentOf(outdir)).toMatchObject({ 'secret.yaml': 's2\n', 'sub/secret.yaml': 's2\n' });
  });

  test('has empty folders made', () => {
    const outdir = run();
    publish(outdir, [{ path: 'empty' }, { path: 'full/a.yaml', content: 'a\n' }]);
    expect(contentOf(outdir)).toEqual({ ...others, empty: '/', full: '/', 'full/a.yaml': 'a\n' });
  });
});
