import type * as pulumi from '@pulumi/pulumi';
import type { ApiObject } from 'cdk8s';
import { Chart, type ChartProps } from 'cdk8s';
import { App } from '../app';
import type { LiveValue } from '../values';
import { liveOutput, type Outputs, withLiveOutputs } from './live';
import type { TreeOptions } from './options';
import { planOf } from './plan';
import { presentable } from './presentable';
import { formerPath } from './renamed';
import { resourceOf } from './resource-of';
import { Root } from './root';
import { deployTree } from './tree';
import { TREE } from './types';

/** Settings of a {@link ConstructTree}. */
export interface ConstructTreeOptions extends TreeOptions, Omit<pulumi.ComponentResourceOptions, 'provider'> {
  /**
   * Settings of the chart: the namespace of the objects that name none, labels for all.
   * @default - none
   */
  readonly chart?: ChartProps;
}

/**
 * A tree of constructs as a component of any Pulumi program. Each object of the tree is a resource of its own.
 *
 * @example
 * const blog = new ConstructTree('blog', chart => new WordPressSite(chart, 'site'), {
 *   provider: clusterProvider('berlin', { context: 'admin@berlin' }),
 *   chart: { namespace: 'blog' },
 * });
 * export const url = blog.outputs.url;
 */
export class ConstructTree<T = unknown> extends Root {
  /** What the function returned. */
  public readonly construct: T;
  /** The fields of it that only the cluster can tell, as outputs; and the others as they are. */
  public readonly outputs: Outputs<T>;

  /**
   * @param name name of the component, and of the chart
   * @param build puts constructs below the chart
   * @throws KubewrightError KW1001 to KW1009 and what the constructs throw, at once; KW4001 to KW4011 while it deploys
   */
  public constructor(name: string, build: (chart: Chart) => T, options: ConstructTreeOptions = {}) {
    const { chart: chartProps, provider, ...rest } = options;
    const { cluster, adopt, retainData, allowDataLoss, allowPlainSecrets, renamed, ...others } = rest;
    const { skipAwait, timeouts, resource, nodeAddress, ...componentOptions } = others;
    const { construct, ...built } = buildTree(name, build, chartProps);
    const renamedFrom = formerPath(name, renamed);
    const aliases = [
      ...(componentOptions.aliases ?? []),
      ...(renamedFrom === undefined ? [] : [{ name: renamedFrom }]),
    ];
    const tree = { ...built, options, rootNames: [name, ...namesIn(aliases)] };
    super(TREE, name, async root => deployTree({ ...tree, root, inherited: inheritedProvider(root) }), {
      ...componentOptions,
      aliases,
      ...(provider ? { provider } : {}),
    });
    this.construct = construct;
    this.outputs = withLiveOutputs(construct, this.deployed);
  }

  /** The output for a value that only the cluster can tell. */
  public output<V>(value: LiveValue<V>): pulumi.Output<V> {
    return liveOutput(value, this.deployed);
  }

  /**
   * The resource of an object.
   * @throws KubewrightError KW4009 for an object of another tree
   */
  public async resource(object: ApiObject): Promise<pulumi.CustomResource> {
    return resourceOf(await this.deployed, object);
  }
}

function buildTree<T>(name: string, build: (chart: Chart) => T, props: ChartProps | undefined) {
  try {
    const app = new App();
    const rootConstruct = new Chart(app, name, props);
    const construct = build(rootConstruct);
    return { construct, rootConstruct, plan: planOf(app) };
  } catch (error) {
    throw presentable(error);
  }
}

/** The names that a component had, as far as its aliases tell. */
function namesIn(aliases: readonly unknown[]): string[] {
  return aliases.map(alias => (alias as { name?: unknown }).name).filter(name => typeof name === 'string');
}

function inheritedProvider(component: pulumi.ComponentResource): pulumi.ProviderResource | undefined {
  return component.getProvider('kubernetes:core/v1:Service');
}
