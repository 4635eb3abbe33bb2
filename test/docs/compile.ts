import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './markdown';

/**
 * Checks the types of programs, with this repository for the package.
 * @param folder a folder of its own, which is made
 * @returns the compiler's messages
 */
export function typeErrors(programs: readonly string[], folder: string): string {
  mkdirSync(folder);
  for (const [i, text] of programs.entries()) writeFileSync(join(folder, `example-${i}.ts`), text);
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
    paths: {
      kubewright: [join(ROOT, 'src/index.ts')],
      'kubewright/pulumi': [join(ROOT, 'src/pulumi/index.ts')],
      '*': [join(ROOT, 'node_modules/*')],
    },
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['*.ts'] }));
  return spawnSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' }).stdout;
}
