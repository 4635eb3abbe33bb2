import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { Redis, RestrictedNamespace } from '../src';
import type { Settings } from './settings';

/** A Redis with replicas in a namespace of its own, which admits only pods of Pod Security "restricted". */
export class RedisStack extends Chart {
  public readonly redis: Redis;

  public constructor(scope: Construct, id: string, settings: Settings['redis']) {
    super(scope, id, { namespace: settings.namespace });
    const namespace = new RestrictedNamespace(this, 'Namespace', { name: settings.namespace });
    const { name, replicas, size, storageClassName } = settings;
    this.redis = new Redis(this, 'Redis', { name, replicas, storage: { type: 'claim', size, storageClassName } });
    this.redis.node.addDependency(namespace);
  }
}
