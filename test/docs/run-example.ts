import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
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
  const outdir = join(folder, 'dist');
  run(text, folder, { ...process.env, CDK8S_OUTDIR: outdir });
  return readdirSync(outdir);
}

/**
 * Runs an example as a program of Pulumi.
 * @param folder a folder of its own, which is made
 * @param config keys of the project, and their values
 * @throws Error with what it printed, where it fails
 */
export function deployed(text: string, folder: string, config: Readonly<Record<string, string>> = {}): Deployed {
  mkdirSync(folder);
  const example = join(folder, 'example.ts');
  writeFileSync(example, text);
  const world: World = {
    config: Object.fromEntries(Object.entries(config).map(([key, value]) => [`${PROJECT}:${key}`, value])),
    contexts: ['current', ...[...text.matchAll(/'([\w-]+@[\w-]+)'/g)].map(match => match[1]!)],
    kubeconfig: join(folder, 'kubeconfig'),
  };
  const program = `import { runWithPulumi } from ${JSON.stringify(join(ROOT, 'test/docs/pulumi-program'))};
    runWithPulumi(() => require(${JSON.stringify(example)}), ${JSON.stringify(world)})
      .then(result => process.stdout.write(JSON.stringify(result)));`;
  // no kubectl on PATH: whatever cluster the computer may have is left alone
  const output = run(program, folder, { PATH: folder, HOME: folder, KUBECONFIG: world.kubeconfig });
  if (output === '') throw new Error('the program waits for something that never comes');
  return JSON.parse(output) as Deployed;
}

/** Runs a program in which the package is this repository, and returns what it printed. */
function run(contents: string, folder: string, env: NodeJS.ProcessEnv): string {
  const outfile = join(folder, 'program.js');
  buildSync({
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    platform: 'node',
    alias: { kubewright: join(ROOT, 'src/index.ts'), 'kubewright/pulumi': join(ROOT, 'src/pulumi/index.ts') },
    external: ['cdk8s', 'cdk8s-plus-28', 'constructs', '@pulumi/*'],
    outfile,
    logLevel: 'silent',
  });
  return execFileSync(process.execPath, [outfile], {
    env: { ...env, NODE_PATH: join(ROOT, 'node_modules') },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
}
