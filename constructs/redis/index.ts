export type {
  MaxmemoryPolicy,
  RedisCredentials,
  RedisMetrics,
  RedisPassword,
  RedisProps,
  RedisSecret,
  RedisStorage,
} from './props';
export { Redis } from './redis';
export type { RedisConfiguration, RedisPersistence } from './server-config';
