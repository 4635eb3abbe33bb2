import { Redis, type RedisProps } from '../../../src';
import type { Program } from '../support';

const redis =
  (props?: RedisProps): Program =>
  chart =>
    new Redis(chart, 'redis', props);

const credentials = { name: 'given-password' };

export const redises = {
  default: redis({ credentials }),
  'generated password': redis(),
  'three replicas': redis({ credentials, replicas: 3 }),
  metrics: redis({ credentials, metrics: true }),
  'a cache': redis({ credentials, persistence: 'none', maxmemoryPolicy: 'allkeys-lru' }),
  'no storage': redis({ credentials, storage: { type: 'none' } }),
  'everything given': redis({
    name: 'sessions',
    image: 'valkey/valkey:9.0.4',
    replicas: 2,
    primaryOrdinal: 1,
    storage: {
      type: 'claim',
      storageClass: { storageClassName: 'fast', accessModes: ['ReadWriteOnce'] },
      size: '20Gi',
    },
    persistence: 'both',
    credentials: { name: 'given-password', passwordKey: 'redis' },
    maxmemoryPolicy: 'volatile-lfu',
    configuration: { timeout: 300, 'lazyfree-lazy-eviction': true, 'rename-command': ['FLUSHALL ""', 'KEYS ""'] },
    metrics: { image: 'oliver006/redis_exporter:v1.90.0', resources: { memoryLimit: '128Mi' } },
    resources: { cpuRequest: '1', memoryRequest: '4Gi', memoryLimit: '4Gi' },
    scheduling: { nodeSelector: { disk: 'ssd' } },
  }),
} satisfies Record<string, Program>;
