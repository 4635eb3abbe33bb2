import * as pulumi from '@pulumi/pulumi';
import { presentable } from './presentable';
import type { DeployedTree } from './types';

/** Deploys a tree below a component. */
export type Work = (self: Root) => Promise<DeployedTree>;

/** The component that a tree hangs from. What is below it is registered as soon as it is known what is there already. */
export class Root extends pulumi.ComponentResource<DeployedTree> {
  public readonly deployed: Promise<DeployedTree>;

  public constructor(type: string, name: string, work: Work, opts: pulumi.ComponentResourceOptions) {
    super(type, name, { work }, opts);
    this.deployed = this.getData();
  }

  protected override async initialize({ work }: pulumi.Inputs): Promise<DeployedTree> {
    // without it the engine takes a program for finished that only looks what is in the cluster
    const done = pulumi.runtime.rpcKeepAlive();
    try {
      // this is called while the component is being made
      await undefined;
      return await (work as Work)(this);
    } catch (error) {
      throw presentable(error);
    } finally {
      done();
    }
  }

  public override registerOutputs(outputs?: pulumi.Inputs): void {
    super.registerOutputs(outputs);
  }
}
