import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KubewrightError } from '../../../src';
import { type ClusterAccess, readKubeconfig } from '../../../src/pulumi/cluster/kubeconfig';
import { removeTempFolders, tempFolder } from '../../support/temp-folders';
import { thrownBy } from '../../support/thrown';

export const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
/** Stands where no message may show it. */
export const SECRET = 'hunter2-do-not-print';

export type Fields = Record<string, unknown>;

/** A kubeconfig with one cluster, user and context of a name. */
export function config(name: string, cluster: Fields = {}, context: Fields = {}): Fields {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server: `https://${name}:6443`, ...cluster } }],
    users: [{ name, user: { token: SECRET, password: SECRET } }],
    contexts: [{ name, context: { cluster: name, user: name, ...context } }],
    'current-context': name,
  };
}

export const text = (value: unknown): string => JSON.stringify(value, undefined, 2);

let home = '';
beforeEach(() => {
  home = tempFolder();
});
afterEach(removeTempFolders);

/** A path in the home folder, which every test has anew. */
export const inHome = (...names: readonly string[]): string => join(home, ...names);

export function write(name: string, content: unknown): string {
  const file = inHome(name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

export const noEnv = (): Record<string, string> => ({ HOME: home });

/** Reads outside of a pod. */
export function read(options: Parameters<typeof readKubeconfig>[0], env = noEnv()): ClusterAccess {
  return readKubeconfig(options, env, inHome('no-service-account'));
}

/** The error of ours, which is short and keeps secrets. */
export function problemOf(work: () => unknown): KubewrightError {
  const problem = thrownBy(work) as KubewrightError;
  expect(problem).toBeInstanceOf(KubewrightError);
  expect(problem.message.split('\n')).toHaveLength(2);
  expect(problem.message).not.toContain(SECRET);
  expect(problem.cause).toBeUndefined();
  return problem;
}
