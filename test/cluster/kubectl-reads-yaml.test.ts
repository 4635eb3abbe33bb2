import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { writeYaml } from '../../src/yaml';
import { json } from '../yaml/nasty';
import { assets } from './programs';

jest.setTimeout(60_000);

/** As JSON text with sorted keys, which is how kubectl prints them; -0 and 0 are one number to it. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

/** What kubectl takes a manifest for; it needs no cluster to say so. */
function readByKubectl(kubectl: string, manifest: string): { spec: { values: unknown[] } } {
  const args = ['annotate', '--local', '-f', '-', '-o', 'json', 'read-by=kubectl'];
  const env = { ...process.env, KUBECONFIG: '/dev/null' };
  return JSON.parse(execFileSync(kubectl, args, { input: manifest, env, encoding: 'utf8', maxBuffer: 2 ** 28 }));
}

const folder = assets();
const describeWithKubectl = folder || process.env.KUBEWRIGHT_REQUIRE_CLUSTER === '1' ? describe : describe.skip;

describeWithKubectl('kubectl, the reader that counts,', () => {
  test.each([1, 2, 3, 4])('reads the values that were written (seed %s)', seed => {
    const values = fc.sample(json, { numRuns: 1500, seed });
    const manifest = writeYaml([
      { apiVersion: 'example.com/v1', kind: 'Sample', metadata: { name: 'a' }, spec: { values } },
    ]);
    const { spec } = readByKubectl(join(folder ?? '', 'kubectl'), manifest);
    expect(spec.values).toHaveLength(values.length);
    const wrong = values.filter((value, i) => canonical(spec.values[i]) !== canonical(value));
    expect(wrong).toEqual([]);
  });
});
