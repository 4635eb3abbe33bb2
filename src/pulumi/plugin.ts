import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { KubewrightError } from '../error';

/**
 * The engine fetches a plugin that is missing, or says how to install it; but where it was told not to fetch any, it
 * says only that it is missing.
 * @throws KubewrightError KW4010 where the provider's plugin is missing and will not be fetched
 */
export function checkPlugin(env: NodeJS.ProcessEnv = process.env): void {
  if (!/^(1|t|true)$/i.test(env.PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION ?? '')) return;
  const home = env.PULUMI_HOME || join(env.HOME || homedir(), '.pulumi');
  const isOnPath = (env.PATH ?? '')
    .split(delimiter)
    .some(folder => existsSync(join(folder, 'pulumi-resource-kubernetes')));
  if (isOnPath || list(join(home, 'plugins')).some(name => name.startsWith('resource-kubernetes-v'))) return;
  const { version } = require('@pulumi/kubernetes/package.json') as { version: string };
  throw new KubewrightError({
    code: 'KW4010',
    problem:
      "Pulumi's plugin for Kubernetes is not installed, and PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION keeps it from being fetched",
    remedy: `run: pulumi plugin install resource kubernetes ${version}`,
  });
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
