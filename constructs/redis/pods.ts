import { k8s } from 'cdk8s-plus-28';
import { derived } from '../../src/values';
import type { SecretKey } from '../common/connections';
import { images } from '../common/images';
import { quantity } from '../common/parts';
import { leaveEndpointsFirst } from '../common/probes';
import { parseQuantity } from '../common/quantity';
import type { FullResources } from '../common/resources';
import type { ExtraContainer, Mount, StatefulServiceProps } from '../stateful-service';
import { isKept, type RedisResources } from './check-props';
import type { RedisMetrics, RedisProps } from './props';
import { CONFIG, REDIS_PORT, RUN, SECRET } from './scripts';

/** The port that the exporter listens on. */
export const METRICS_PORT = 9121;
/**
 * The user `redis` of the official images. Debian's flavour has a group of the same number, that of Alpine another one:
 * it makes no difference, since nothing in the image belongs to the group alone.
 */
const USER = 999;
const CONFIGURE: FullResources = { cpuRequest: '10m', memoryRequest: '16Mi', memoryLimit: '64Mi' };

/** What the pods are made of. */
export interface RedisPodOptions extends Pick<RedisProps, 'storage' | 'persistence'> {
  readonly image: string;
  readonly resources: RedisResources;
  readonly metrics: RedisMetrics | false;
  readonly password: SecretKey;
}

type PodProps = 'image' | 'command' | 'ports' | 'user' | 'resources' | 'checks' | 'lifecycle' | 'claims' | 'mounts';

/** The pods: Redis, what puts its configuration together before, and the exporter beside. */
export function redisPods(
  options: RedisPodOptions,
): Pick<StatefulServiceProps, PodProps | 'initContainers' | 'sidecars' | 'terminationGracePeriodSeconds'> {
  const { image, resources, metrics, storage } = options;
  const kept = isKept(options);
  const health = (what: string) => ['/bin/sh', `${CONFIG}/health.sh`, what];
  return {
    image,
    command: ['redis-server', `${RUN}/redis.conf`],
    ports: { redis: REDIS_PORT },
    user: USER,
    resources: resources.server,
    checks: {
      startup: { exec: health('alive') },
      readiness: { exec: health('ready'), periodSeconds: 5 },
      liveness: { exec: health('alive') },
    },
    // nobody is sent to a replica that is about to stop
    lifecycle: leaveEndpointsFirst,
    claims: kept ? { data: { mountPath: '/data', storage, size: '8Gi' } } : undefined,
    mounts: {
      run: { volume: inMemory('1Mi'), mountPath: RUN },
      ...(kept ? {} : { data: { volume: scratch(resources.server), mountPath: '/data' } }),
    },
    initContainers: [configure(options)],
    sidecars: metrics ? [exporter(metrics, resources.exporter)] : undefined,
    // at its stop Redis waits for replicas that lag behind, and writes a snapshot of all data where it makes them
    terminationGracePeriodSeconds: 120,
  };
}

function configure({ image, password }: RedisPodOptions): ExtraContainer {
  const secret = { secretName: password.name, defaultMode: 0o440, items: [{ key: password.key, path: 'password' }] };
  const mounts: Record<string, Mount> = {
    config: { mountPath: CONFIG, readOnly: true },
    password: { volume: { secret }, mountPath: SECRET, readOnly: true },
    run: { mountPath: RUN },
    data: { mountPath: '/data' },
  };
  return {
    name: 'configure',
    image,
    command: ['/bin/sh', `${CONFIG}/configure.sh`],
    env: { POD_NAME: { fieldPath: 'metadata.name' }, POD_NAMESPACE: { fieldPath: 'metadata.namespace' } },
    mounts,
    resources: CONFIGURE,
  };
}

function exporter({ image }: RedisMetrics, resources: FullResources): ExtraContainer {
  const page = { path: '/health', port: 'metrics' };
  return {
    name: 'metrics',
    image: image ?? images.redisExporter,
    env: { REDIS_ADDR: `redis://localhost:${REDIS_PORT}`, REDIS_PASSWORD_FILE: `${RUN}/exporter.json` },
    ports: { metrics: METRICS_PORT },
    mounts: { run: { mountPath: RUN, readOnly: true } },
    // no readiness: Redis serves on without it
    checks: { liveness: { httpGet: page } },
    resources,
  };
}

function inMemory(size: string): Omit<k8s.Volume, 'name'> {
  return { emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString(size) } };
}

/** Room for a snapshot and the next one. */
function scratch({ memoryLimit }: FullResources): Omit<k8s.Volume, 'name'> {
  const size = derived(memoryLimit, known => `${Math.ceil((2 * (parseQuantity(known) ?? 0)) / 2 ** 20)}Mi`);
  return { emptyDir: { sizeLimit: quantity(size) } };
}
