import type { IConstruct } from 'constructs';
import { isDeferred } from '../../src/values';
import { Checks } from '../common/checks';
import { isSeveral } from '../common/replicas';
import { type FullResources, mergeResources } from '../common/resources';
import { checkStorage, resolveStorage } from '../common/storage';
import { checkCredentials } from './credentials';
import type { RedisMetrics, RedisProps } from './props';
import { checkConfiguration } from './server-config';

const DEFAULT_RESOURCES: FullResources = { cpuRequest: '100m', memoryRequest: '256Mi', memoryLimit: '512Mi' };
const EXPORTER_RESOURCES: FullResources = { cpuRequest: '10m', memoryRequest: '24Mi', memoryLimit: '64Mi' };
const POLICY = /^(noeviction|(allkeys|volatile)-(lru|lfu|random)|volatile-ttl)$/;

/** Resources of the containers. */
export interface RedisResources {
  readonly server: FullResources;
  readonly exporter: FullResources;
}

/** Looks at all props. */
export function checkProps(scope: IConstruct, props: RedisProps): RedisResources {
  const { replicas = 1, primaryOrdinal = 0, persistence } = props;
  const checks = new Checks(scope)
    .allKnown(props, 'primaryOrdinal', 'persistence', 'configuration', 'metrics', 'scheduling')
    .image('image', props.image)
    .integer('replicas', replicas, 1)
    .match('persistence', persistence, /^(aof|rdb|both|none)$/, 'aof, rdb, both or none');
  if (!isDeferred(primaryOrdinal)) {
    const last = Number.isInteger(replicas) && replicas > 0 ? replicas - 1 : undefined;
    checks.integer('primaryOrdinal', primaryOrdinal, 0, last);
  }
  checkPolicy(checks, props.maxmemoryPolicy);
  if (!isDeferred(props.configuration)) checkConfiguration(checks, props.configuration ?? {});
  checkCredentials(checks, props.credentials);
  checkKept(checks, props, scope);
  const metrics = metricsOf(props);
  if (typeof metrics !== 'object' && typeof metrics !== 'boolean') {
    checks.fail('KW2012', `metrics is ${JSON.stringify(metrics)}`, 'use true, false, or { image, resources }');
  }
  checks.image('metrics.image', Object(metrics).image);
  const resources = {
    server: mergeResources(checks, props.resources, DEFAULT_RESOURCES),
    exporter: mergeResources(checks, Object(metrics).resources, EXPORTER_RESOURCES),
  };
  checks.done();
  return resources;
}

/** KW2012: a policy of Redis. */
export function checkPolicy(checks: Checks, policy: unknown): void {
  checks.match('maxmemoryPolicy', policy, POLICY, 'a policy such as noeviction or allkeys-lru');
}

/** The exporter's settings, or that there is none. */
export function metricsOf({ metrics }: RedisProps): RedisMetrics | false {
  if (isDeferred(metrics)) return false;
  return metrics === true ? {} : (metrics ?? false);
}

/** Whether what is written outlives the pod. */
export function isKept({ storage, persistence }: Pick<RedisProps, 'storage' | 'persistence'>): boolean {
  return persistence !== 'none' && (storage === undefined || resolveStorage(storage).type !== 'none');
}

function checkKept(checks: Checks, props: RedisProps, scope: IConstruct): void {
  const { storage, persistence, replicas = 1 } = props;
  if (storage !== undefined) checkStorage(checks, 'storage', storage, scope, { size: '8Gi' });
  const known = typeof storage === 'object' && storage !== null && !isDeferred(storage) ? storage : undefined;
  const type = known && !('nfs' in known) ? resolveStorage(known).type : undefined;
  if (known && 'nfs' in known) refusePlace(checks);
  else if (type === 'hostPath' || type === 'existingClaim') refusePlace(checks);
  else if (type === 'claim' && persistence === 'none') {
    checks.fail('KW2012', "storage is given, but with persistence 'none' nothing is kept", 'leave out one of the two');
  }
  if (isSeveral(replicas) && (persistence === 'none' || type === 'none')) {
    checks.fail(
      'KW2012',
      `several pods, and ${persistence === 'none' ? "persistence 'none'" : "storage of type 'none'"}`,
      'keep the data, or use one pod: a primary that comes back empty empties its replicas',
    );
  }
}

function refusePlace(checks: Checks): void {
  checks.fail(
    'KW2012',
    'storage is one place, but each pod has a claim of its own',
    "use a StorageClass, { type: 'claim' } or { type: 'none' }",
  );
}
