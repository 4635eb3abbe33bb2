import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { PROJECT } from '../pulumi/mocks';
import { ROOT } from './markdown';
import type { Deployed, World } from './pulumi-program';

/** Whether an example is a program for Pulumi. */
export function isForPulumi(text: string): boolean {
  return text.includes("'kubewright/pulumi'");
}

/**
 * Runs an example by itself.
 * @param folder a folder of its own, which is made
 * @returns the files it wrote
 * @throws Error with what it printed, where it fails
 */
export function synthesized(text: string, folder: string): string[] {
  mkdirSync(folder);
  const program = bundled(text, join(folder, 'program.js'));
  const outdir = join(folder, 'dist');
  run(program, { ...process.env, CDK8S_OUTDIR: outdir });
  return readdirSync(outdir);
}

/**
 * Runs an example as a program of Pulumi.
 * @param config keys of the project, and their values
 */
export function deployed(text: string, folder: string, config: Readonly<Record<string, string>> = {}): Deployed {
  mkdirSync(folder);
  const example = bundled(text, join(folder, 'example.js'), ['kubewright', 'kubewright/pulumi']);
  const world: World = {
    config: Object.fromEntries(Object.entries(config).map(([key, value]) => [`${PROJECT}:${key}`, value])),
    contexts: ['current', ...[...text.matchAll(/context: '([^']+)'/g)].map(match => match[1]!)],
    kubeconfig: join(folder, 'kubeconfig'),
  };
  const run_ = `import { runWithPulumi } from ${JSON.stringify(join(ROOT, 'test/docs/pulumi-program'))};
runWithPulumi(() => require(${JSON.stringify(example)}), ${JSON.stringify(world)})
  .then(result => process.stdout.write(JSON.stringify(result)));`;
  const program = bundled(run_, join(folder, 'program.js'));
  // without kubectl, whatever cluster the computer may have
  const output = run(program, { PATH: folder, HOME: folder, KUBECONFIG: world.kubeconfig });
  if (output === '') throw new Error('the program waits for something that never comes');
  return JSON.parse(output) as Deployed;
}

/** Makes one file of a program, in which the package is this repository. */
function bundled(contents: string, outfile: string, external: readonly string[] = []): string {
  buildSync({
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    platform: 'node',
    alias: external.length > 0 ? {} : ALIAS,
    external: ['cdk8s', 'cdk8s-plus-28', 'constructs', '@pulumi/*', ...external],
    outfile,
    logLevel: 'silent',
  });
  return outfile;
}

const ALIAS = { kubewright: join(ROOT, 'src/index.ts'), 'kubewright/pulumi': join(ROOT, 'src/pulumi/index.ts') };

function run(program: string, env: NodeJS.ProcessEnv): string {
  return execFileSync(process.execPath, [program], {
    env: { ...env, NODE_PATH: join(ROOT, 'node_modules') },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
}
