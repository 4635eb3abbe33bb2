import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { parseSettings } from '../../stacks/read-settings';
import { blocks, ROOT } from './markdown';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'kubewright-docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const examples = blocks().filter(block => block.language === 'ts');
const settings = blocks().filter(block => block.language === 'yaml');

test('the documents have examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(6);
  expect(settings.length).toBeGreaterThanOrEqual(2);
});

test('every example compiles', () => {
  for (const [i, { text }] of examples.entries()) writeFileSync(join(folder, `example-${i}.ts`), text);
  const options = {
    module: 'commonjs',
    moduleResolution: 'bundler',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: 'es2022',
    lib: ['es2024'],
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules/@types')],
    paths: { kubewright: [join(ROOT, 'src/index.ts')], '*': [join(ROOT, 'node_modules/*')] },
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['*.ts'] }));
  const { stdout } = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' });
  expect(stdout).toBe('');
});

test.each(examples.map(example => [example.place, example.text]))('%s runs and writes manifests', (place, text) => {
  const outdir = join(folder, place.replace(/\W/g, '-'));
  const program = `${outdir}.js`;
  buildSync({
    stdin: { contents: text, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    platform: 'node',
    alias: { kubewright: join(ROOT, 'src/index.ts') },
    external: ['cdk8s', 'cdk8s-plus-28', 'constructs'].flatMap(name => [name, `${name}/*`]),
    outfile: program,
    logLevel: 'silent',
  });
  execFileSync(process.execPath, [program], {
    env: { ...process.env, CDK8S_OUTDIR: outdir, NODE_PATH: join(ROOT, 'node_modules') },
  });
  expect(readdirSync(outdir).length).toBeGreaterThan(0);
});

test.each(settings.map(example => [example.place, example.text]))('%s is a file of settings', (place, text) => {
  expect(parseSettings(text, place)).toHaveProperty('wordpress');
});
