import * as pulumi from '@pulumi/pulumi';
import { App } from '../app';
import { type Outputs, withLiveOutputs } from './live';
import type { TreeOptions } from './options';
import { planOf } from './plan';
import { presentable } from './presentable';
import { Root } from './root';
import { deployTree } from './tree';
import { APP } from './types';

/** Settings of {@link deploy}. */
export interface DeployOptions
  extends TreeOptions,
    Pick<pulumi.ComponentResourceOptions, 'protect' | 'transforms' | 'transformations'> {}

/**
 * A Pulumi program that deploys a tree: each object becomes a resource of its own, after those it depends on.
 * @param build puts charts below the app; what it returns are the stack's outputs
 * @throws KubewrightError whatever is wrong with the tree (KW1001 to KW1009, and what constructs throw), with the way
 * into the cluster (KW4001 to KW4004), or with what is there (KW4005 to KW4011)
 *
 * @example
 * export = deploy(app => {
 *   const site = new WordPressSite(new Chart(app, 'blog', { namespace: 'blog' }), 'site');
 *   return { url: site.url };
 * });
 */
export function deploy<T>(build: (app: App) => T | Promise<T>, options: DeployOptions = {}): Promise<Outputs<T>> {
  const outputs = deployApp(build, options).catch((error: unknown) => {
    throw presentable(error);
  });
  // the engine looks at what the program exports a moment later, and an error must not count as unnoticed until then
  outputs.catch(() => {});
  return outputs;
}

async function deployApp<T>(build: (app: App) => T | Promise<T>, options: DeployOptions): Promise<Outputs<T>> {
  const app = new App();
  const exported = await build(app);
  const plan = planOf(app);
  const { protect, transforms, transformations } = options;
  const tree = { plan, options, rootConstruct: app, rootNames: [] };
  const { deployed } = new Root(APP, pulumi.getProject(), root => deployTree({ ...tree, root }), {
    protect,
    transforms,
    transformations,
  });
  await deployed;
  return withLiveOutputs(exported, deployed);
}
