import type { Resources } from '../common/resources';
import type { Scheduling } from '../common/scheduling';
import type { ClaimStorage, NoStorage, StorageClassReference } from '../common/storage';
import type { RedisConfiguration, RedisPersistence } from './server-config';

/** A Secret with the password that is there already. */
export interface RedisSecret {
  /** Name of the Secret, in the namespace of Redis. */
  readonly name: string;
  /**
   * Key with the password.
   * @default 'password'
   */
  readonly passwordKey?: string;
}

/** The password itself, as a value that is known later: no password stands in a program. */
export interface RedisPassword {
  readonly values: {
    /** Password of all clients: an output. */
    readonly password: string;
  };
}

/** Where the password comes from. */
export type RedisCredentials = RedisSecret | RedisPassword;

/** Where the data of each pod is kept: a class to make a claim of, or nowhere. */
export type RedisStorage = ClaimStorage | StorageClassReference | NoStorage;

/**
 * What happens to a write when the memory is full: it is refused, or keys give way.
 * @see https://redis.io/docs/latest/develop/reference/eviction/
 */
export type MaxmemoryPolicy =
  | 'noeviction'
  | 'allkeys-lru'
  | 'allkeys-lfu'
  | 'allkeys-random'
  | 'volatile-lru'
  | 'volatile-lfu'
  | 'volatile-random'
  | 'volatile-ttl';

/** The exporter of metrics for Prometheus, which runs beside Redis in each pod. */
export interface RedisMetrics {
  /**
   * Image of the exporter.
   * @default - the release of redis_exporter that `images.redisExporter` names
   */
  readonly image?: string;
  /**
   * Compute resources of the exporter.
   * @default - 10m CPU and 24Mi memory, at most 64Mi
   */
  readonly resources?: Resources;
}

/** Settings of a {@link Redis}. */
export interface RedisProps {
  /**
   * Name of the objects.
   * @default - the construct's path below its chart, such as `shop-redis`
   */
  readonly name?: string;
  /**
   * The server's image: an official `redis` image, or one laid out like it, such as that of Valkey.
   * @default - the release that `images.redis` names
   */
  readonly image?: string;
  /**
   * Number of pods: the primary, and others that follow it.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Ordinal of the pod that is the primary. Changing it takes more than applying it: see the README.
   * @default 0
   */
  readonly primaryOrdinal?: number;
  /**
   * Where each pod keeps its data. `{ type: 'none' }` is for a single pod only.
   * @default - a claim of 8Gi of the cluster's default StorageClass
   */
  readonly storage?: RedisStorage;
  /**
   * How data gets to the disk. `none`, which makes no claim, is for a single pod only: a primary that comes back empty
   * empties its replicas.
   * @default 'aof'
   */
  readonly persistence?: RedisPersistence;
  /**
   * The password of all clients: a Secret, or an output of which one is made.
   * @default - a random value, made once inside the cluster and kept, see {@link GeneratedSecret}
   */
  readonly credentials?: RedisCredentials;
  /**
   * What happens to a write when the memory is full. A cache wants `allkeys-lru`.
   * @default 'noeviction'
   */
  readonly maxmemoryPolicy?: MaxmemoryPolicy;
  /**
   * Options of the server, over the defaults: `{ timeout: 300 }`. A list gives a line for each of its items.
   * @default - see the README
   */
  readonly configuration?: RedisConfiguration;
  /**
   * Whether an exporter of metrics runs in each pod, or how.
   * @default false
   */
  readonly metrics?: boolean | RedisMetrics;
  /**
   * Compute resources of the server. Three quarters of the memory limit are for the data.
   * @default - 100m CPU and 256Mi memory, at most 512Mi
   */
  readonly resources?: Resources;
  /**
   * On which nodes the pods may run.
   * @default - any
   */
  readonly scheduling?: Scheduling;
}
