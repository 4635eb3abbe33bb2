import type * as pulumi from '@pulumi/pulumi';
import type { ApiObject } from 'cdk8s';
import { KubewrightError } from '../error';
import type { DeployedTree } from './types';

/**
 * The resource of an object.
 * @throws KubewrightError KW4009 for an object of another tree
 */
export function resourceOf({ resources }: DeployedTree, object: ApiObject): pulumi.CustomResource {
  for (const [manifest, resource] of resources) if (manifest.construct === object) return resource;
  throw new KubewrightError({
    code: 'KW4009',
    place: object.node.path,
    problem: 'an output or a resource is asked of an object that is not in this tree',
    remedy: 'ask the tree that deploys it',
  });
}
