import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { timed } from './run';
import { median, printTable, ratio, seconds } from './table';

const ROOT = resolve(__dirname, '..');
const RUNS = 3;

/** `cdk8s synth` of the WordPress stack, against the same program under cdk8s's own template: ts-node, checking types. */
export function benchStack(): void {
  const folder = mkdtempSync(join(tmpdir(), 'kubewright-bench-'));
  const config = join(folder, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({ compilerOptions: STOCK_OPTIONS }));
  const stockEnv = { TS_NODE_PROJECT: config };
  try {
    const rows = [
      ['cdk8s synth', synth(folder, OURS.join(' '), {}), synth(folder, STOCK.join(' '), stockEnv)],
      ['the program alone', alone(folder, OURS, {}), alone(folder, STOCK, stockEnv)],
    ] as const;
    printTable('the WordPress stack, seconds as a process', [
      ['', 'ours', 'stock template (ts-node)', 'ours/stock'],
      ...rows.map(([name, ours, stock]) => [name, seconds(ours), seconds(stock), ratio(ours, stock)]),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const OURS = ['node', 'stacks/run.js', 'stacks/main.ts'];
const STOCK = ['npx', 'ts-node', 'stacks/main.ts'];

function synth(folder: string, app: string, env: NodeJS.ProcessEnv): number {
  const args = ['--no-install', 'cdk8s', 'synth', '--app', app, '--output', join(folder, 'dist')];
  return often('npx', args, env);
}

function alone(folder: string, [program, ...args]: readonly string[], env: NodeJS.ProcessEnv): number {
  return often(program!, args, { CDK8S_OUTDIR: join(folder, 'dist'), ...env });
}

function often(program: string, args: readonly string[], env: NodeJS.ProcessEnv): number {
  const options = { cwd: ROOT, env: { CDK8S_STACKS: 'wordpress', ...env } };
  return median(Array.from({ length: RUNS }, () => timed(program, args, options).ms));
}

/** That of cdk8s-cli's template `typescript-app`, with the libraries and targets that our program needs. */
const STOCK_OPTIONS = {
  alwaysStrict: true,
  declaration: true,
  experimentalDecorators: true,
  inlineSourceMap: true,
  inlineSources: true,
  lib: ['es2024'],
  module: 'CommonJS',
  noEmitOnError: true,
  noFallthroughCasesInSwitch: true,
  noImplicitAny: true,
  noImplicitReturns: true,
  noImplicitThis: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  resolveJsonModule: true,
  rootDir: ROOT,
  strict: true,
  strictNullChecks: true,
  strictPropertyInitialization: true,
  stripInternal: true,
  target: 'es2022',
  typeRoots: [join(ROOT, 'node_modules/@types')],
  types: ['node'],
};
