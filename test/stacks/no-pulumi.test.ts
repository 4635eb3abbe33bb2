import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { removeTempFolders, tempFolder } from '../support/temp-folders';

afterAll(removeTempFolders);

const ROOT = resolve(__dirname, '../..');

/** Runs a program by `stacks/run.js`, and tells which files of Pulumi it looked for. */
function filesOfPulumi(program: string): string[] {
  const folder = tempFolder();
  const watch = join(folder, 'watch.js');
  writeFileSync(
    watch,
    `const fs = require('node:fs');
const seen = new Set();
for (const name of ['readFileSync', 'openSync', 'statSync']) {
  const original = fs[name];
  fs[name] = (file, ...more) => {
    if (/node_modules\\/@pulumi\\/|src\\/pulumi\\//.test(String(file))) seen.add(String(file));
    return original.call(fs, file, ...more);
  };
}
const { Module } = require('node:module');
const load = Module._load;
Module._load = (request, ...more) => {
  if (request.startsWith('@pulumi/')) seen.add(request);
  return load.call(Module, request, ...more);
};
process.on('exit', () => console.error('seen: ' + JSON.stringify([...seen])));`,
  );
  const env = { ...process.env, CDK8S_OUTDIR: join(folder, 'dist') };
  const args = ['--require', watch, join(ROOT, 'stacks/run.js'), program];
  const { status, stderr } = spawnSync('node', args, { cwd: ROOT, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(/^seen: (.*)$/m.exec(stderr)![1]!) as string[];
}

test('cdk8s synth loads nothing of Pulumi', () => {
  expect(filesOfPulumi('stacks/main.ts')).toEqual([]);
});

test('a program that imports Pulumi would be found out', () => {
  const program = join(tempFolder(), 'program.ts');
  writeFileSync(program, `import { token } from '${join(ROOT, 'src/pulumi')}'; console.log(token);`);
  expect(filesOfPulumi(program)).not.toEqual([]);
});
