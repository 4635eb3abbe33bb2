import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

jest.setTimeout(180_000);

const ROOT = resolve(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'kubewright-package-'));
const project = join(folder, 'project');
let tarball: string;
let files: string[];

const bin = (name: string) => join(ROOT, 'node_modules/.bin', name);
const write = (name: string, text: string) => writeFileSync(join(project, name), text);

function run(program: string, ...args: string[]): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: project, encoding: 'utf8' });
  return { code: status, output: stdout + stderr };
}

beforeAll(() => {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', folder], { cwd: ROOT, encoding: 'utf8' }),
  ) as [{ filename: string; files: { path: string }[] }];
  tarball = join(folder, packed.filename);
  files = packed.files.map(file => file.path);
  // a stranger's project: the package as it is published, and its peers
  const modules = join(project, 'node_modules');
  mkdirSync(join(modules, 'kubewright'), { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', join(modules, 'kubewright'), '--strip-components=1']);
  mkdirSync(join(modules, '@pulumi'));
  for (const other of ['cdk8s', 'constructs', 'cdk8s-plus-28', 'yaml', '@pulumi/pulumi', '@pulumi/kubernetes']) {
    symlinkSync(join(ROOT, 'node_modules', other), join(modules, other));
  }
  write('package.json', JSON.stringify({ name: 'stranger', private: true }));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PROGRAM = `
const app = new App({ outdir: 'out' });
const site = new WordPressSite(new Chart(app, 'blog', { namespace: 'blog' }), 'site');
app.synth();
console.log(site.secret === undefined ? 'none' : site.secret.secretName);
`;

describe('the packed package', () => {
  test('holds the library, its licence and nothing of its workshop', () => {
    expect(files).toEqual(expect.arrayContaining(['lib/src/index.js', 'lib/src/index.d.ts', 'LICENSE', 'README.md']));
    expect(
      files.filter(file => /^(lib\/)?(test|bench|stacks)\/|\.tsbuildinfo$|\.ts$/.test(file.replace(/\.d\.ts$/, ''))),
    ).toEqual([]);
  });

  test('depends on a reader of YAML, which cdk8s has too, and on its peers; Pulumi is optional', () => {
    const manifest = JSON.parse(readFileSync(join(project, 'node_modules/kubewright/package.json'), 'utf8')) as {
      dependencies: object;
      peerDependencies: object;
      peerDependenciesMeta: Record<string, { optional: boolean }>;
    };
    expect(Object.keys(manifest.dependencies)).toEqual(['yaml']);
    const isOptional = (name: string) => manifest.peerDependenciesMeta[name]?.optional === true;
    const peers = Object.keys(manifest.peerDependencies).sort();
    expect(peers.filter(name => !isOptional(name))).toEqual(['cdk8s', 'cdk8s-plus-28', 'constructs']);
    expect(peers.filter(isOptional)).toEqual(['@pulumi/kubernetes', '@pulumi/pulumi']);
  });

  test('has nothing that publint minds', () => {
    expect(run(bin('publint'), '--strict', tarball)).toMatchObject({
      code: 0,
      output: expect.stringContaining('All good!'),
    });
  });

  test('has types that resolve in every mode', () => {
    expect(run(bin('attw'), tarball)).toMatchObject({ code: 0, output: expect.stringContaining('No problems found') });
  });

  test('works in a CommonJS program', () => {
    write(
      'main.cjs',
      `const { App, WordPressSite } = require('kubewright');\nconst { Chart } = require('cdk8s');\n${PROGRAM}`,
    );
    expect(run(process.execPath, 'main.cjs')).toEqual({ code: 0, output: 'site-secrets\n' });
    expect(readFileSync(join(project, 'out/blog.k8s.yaml'), 'utf8')).toContain('name: site-wordpress');
  });

  test('works in an ES module', () => {
    write('main.mjs', `import { App, WordPressSite } from 'kubewright';\nimport { Chart } from 'cdk8s';\n${PROGRAM}`);
    expect(run(process.execPath, 'main.mjs')).toEqual({ code: 0, output: 'site-secrets\n' });
  });

  test.each([
    ['commonjs', 'bundler'],
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('is typed for a strict program of module %s, resolution %s', (module, moduleResolution) => {
    write('main.ts', `import { Chart } from 'cdk8s';\nimport { App, WordPressSite } from 'kubewright';\n${PROGRAM}`);
    const options = {
      module,
      moduleResolution,
      strict: true,
      noEmit: true,
      target: 'es2020',
      types: [],
      lib: ['es2020', 'dom'],
    };
    write(
      'tsconfig.json',
      JSON.stringify({ compilerOptions: { ...options, preserveSymlinks: true }, files: ['main.ts'] }),
    );
    expect(run(bin('tsc'), '-p', '.')).toEqual({ code: 0, output: '' });
  });

  test('refuses a wrong prop at compile time', () => {
    write(
      'wrong.ts',
      "import { Chart } from 'cdk8s';\nimport { WordPressSite } from 'kubewright';\nnew WordPressSite(new Chart(undefined as never, 'c'), 's', { replica: 2 });\n",
    );
    write(
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: { module: 'nodenext', strict: true, noEmit: true, types: [], lib: ['es2020', 'dom'] },
        files: ['wrong.ts'],
      }),
    );
    expect(run(bin('tsc'), '-p', '.').output).toContain("'replica' does not exist in type 'WordPressSiteProps'");
  });

  test('deploys by Pulumi, in a CommonJS program and in an ES module', () => {
    const program = `
const types = [];
pulumi.runtime.setMocks({ newResource: ({ type, name, inputs }) => { types.push(type); return { id: name, state: inputs }; }, call: () => ({}) });
const tree = new ConstructTree('blog', chart => new WordPressSite(chart, 'site'), { provider: new Provider('own', {}) });
tree.outputs.url.apply(() => console.log(types.includes('kubernetes:apps/v1:StatefulSet')));`;
    write(
      'pulumi.cjs',
      `const pulumi = require('@pulumi/pulumi');\nconst { Provider } = require('@pulumi/kubernetes');\nconst { ConstructTree } = require('kubewright/pulumi');\nconst { WordPressSite } = require('kubewright');\n${program}`,
    );
    expect(run(process.execPath, 'pulumi.cjs')).toEqual({ code: 0, output: expect.stringMatching(/^true$/m) });
    write(
      'pulumi.mjs',
      `import * as pulumi from '@pulumi/pulumi';\nimport { Provider } from '@pulumi/kubernetes';\nimport { ConstructTree } from 'kubewright/pulumi';\nimport { WordPressSite } from 'kubewright';\n${program}`,
    );
    expect(run(process.execPath, 'pulumi.mjs')).toEqual({ code: 0, output: expect.stringMatching(/^true$/m) });
  });

  test('is typed for a strict Pulumi program', () => {
    write(
      'typed.ts',
      `import type * as pulumi from '@pulumi/pulumi';
import { Chart } from 'cdk8s';
import { WordPressSite } from 'kubewright';
import { ConstructTree, deploy } from 'kubewright/pulumi';
const tree = new ConstructTree('blog', chart => new WordPressSite(chart, 'site'));
export const url: pulumi.Output<string> = tree.outputs.url;
export const program: Promise<{ url: pulumi.Output<string> }> = deploy(app => ({ url: new WordPressSite(new Chart(app, 'c'), 's').url }));
`,
    );
    const compilerOptions = { module: 'nodenext', strict: true, noEmit: true, target: 'es2020', types: [] };
    write(
      'tsconfig.json',
      JSON.stringify({ compilerOptions: { ...compilerOptions, skipLibCheck: true }, files: ['typed.ts'] }),
    );
    expect(run(bin('tsc'), '-p', '.')).toEqual({ code: 0, output: '' });
  });

  test('loads no Pulumi and no compiler', () => {
    write(
      'loaded.cjs',
      "require('kubewright');\nconsole.log(Object.keys(require.cache).filter(f => /@pulumi|typescript|esbuild|zod/.test(f)).length);\n",
    );
    expect(run(process.execPath, 'loaded.cjs')).toEqual({ code: 0, output: '0\n' });
  });
});
