import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { removeTempFolders, tempFolder } from '../support/temp-folders';

const root = resolve(__dirname, '../..');

afterAll(removeTempFolders);

/** `node stacks/run.js stacks/main.ts`, as `cdk8s synth` starts it. */
function synth(folder: string, settings: string, env: NodeJS.ProcessEnv = {}) {
  const file = join(folder, 'settings.yaml');
  writeFileSync(file, settings);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['stacks/run.js', 'stacks/main.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, CDK8S_STACKS: '', KUBEWRIGHT_SETTINGS: file, CDK8S_OUTDIR: join(folder, 'out'), ...env },
  });
  return { status, stdout, stderr };
}

describe('node stacks/run.js stacks/main.ts', () => {
  it('writes one file for each stack, and says nothing', () => {
    const folder = tempFolder();
    expect(synth(folder, '')).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(readdirSync(join(folder, 'out'))).toEqual(
      ['crds', 'gateway', 'ingress', 'kong', 'nfs', 'public-endpoint', 'redis', 'wordpress-nfs', 'wordpress'].map(
        name => `${name}.k8s.yaml`,
      ),
    );
    const documents = parseAllDocuments(readFileSync(join(folder, 'out/wordpress.k8s.yaml'), 'utf8'));
    expect(documents.map(document => document.get('kind'))).toContain('StatefulSet');
  });

  it.each([
    ['settings', 'wordpress:\n  nam: x\n', {}, 2, /^KW3003 \[.*settings\.yaml:2\] .*\n {2}To mend it: .*\n$/],
    ['YAML', 'wordpress: [\n', {}, 2, /^KW3002 \[.*settings\.yaml:\d\] /],
    ['a value that a construct refuses', 'wordpress: {replicas: 2}', {}, 2, /^KW2009 \[wordpress\/Site/],
    ['a stack', '', { CDK8S_STACKS: 'wordpress, nope' }, 2, /^KW3004 \[CDK8S_STACKS\] there is no stack "nope"/],
    ['a file', '', { KUBEWRIGHT_SETTINGS: 'absent.yaml' }, 2, /^KW3001 \[absent\.yaml\] /],
  ])('ends with 2 and a message without a stack trace, and writes nothing: %s', (_, settings, env, code, message) => {
    const folder = tempFolder();
    const { status, stdout, stderr } = synth(folder, settings, env);
    expect({ status, stdout }).toEqual({ status: code, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at |node:internal/m);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('puts back what cdk8s removed before it failed', () => {
    const folder = tempFolder();
    const file = join(folder, 'out/wordpress.k8s.yaml');
    expect(synth(folder, 'wordpress: {name: first}').status).toBe(0);
    const before = readFileSync(file, 'utf8');
    rmSync(join(folder, 'out'), { recursive: true });
    expect(synth(folder, 'wordpress: {nam: second}').status).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(synth(folder, 'wordpress: {name: third}').status).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('name: third-wordpress');
  });

  it('leaves alone an output that nobody removed', () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'out/notes.txt'), 'mine');
    expect(synth(folder, 'wordpress: {nam: x}').status).toBe(2);
    expect(readdirSync(join(folder, 'out'))).toEqual(['notes.txt']);
  });
});
