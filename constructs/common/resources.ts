import type { k8s } from 'cdk8s-plus-28';
import { isDeferred } from '../../src/values';
import type { Checks } from './checks';
import { withDefaults } from './defaults';
import { quantity } from './parts';
import { parseQuantity } from './quantity';

/** Compute resources of a container, as quantities such as `250m` or `512Mi`. */
export interface Resources {
  /**
   * CPU set aside for it, in cores.
   * @default - see the construct
   */
  readonly cpuRequest?: string;
  /**
   * CPU it may use at most. A limit throttles even where the node is idle.
   * @default - none
   */
  readonly cpuLimit?: string;
  /**
   * Memory set aside for it, in bytes.
   * @default - see the construct
   */
  readonly memoryRequest?: string;
  /**
   * Memory at which it is killed, in bytes.
   * @default - see the construct
   */
  readonly memoryLimit?: string;
  /**
   * Room set aside for logs and emptyDir volumes, in bytes. Nodes that don't tell what they have (simulated ones) take
   * no pod that asks for it.
   * @default - none; the emptyDir volumes have limits of their own
   */
  readonly ephemeralStorageRequest?: string;
  /**
   * Room for logs and emptyDir volumes at which the pod is evicted, in bytes.
   * @default - none
   */
  readonly ephemeralStorageLimit?: string;
}

/** {@link Resources} with what a container is never without. */
export type FullResources = Resources & Required<Pick<Resources, 'cpuRequest' | 'memoryRequest' | 'memoryLimit'>>;

const KEYS = new Set([
  'cpuRequest',
  'cpuLimit',
  'memoryRequest',
  'memoryLimit',
  'ephemeralStorageRequest',
  'ephemeralStorageLimit',
]);

function atMost(checks: Checks, name: string, request: string | undefined, limit: string | undefined): void {
  const [low, high] = [request, limit].map(text => (typeof text === 'string' ? parseQuantity(text) : undefined));
  if (low === undefined || high === undefined || low <= high) return;
  checks.fail(
    'KW2002',
    `resources.${name}Limit is ${limit}, less than the request of ${request}`,
    `set resources.${name}Request to ${limit} or less, or the limit to more`,
  );
}

/** What `given` says over `defaults`. */
export function mergeResources(checks: Checks, given: Resources | undefined, defaults: FullResources): FullResources {
  checks.known('resources', given, 'its fields may be known later');
  if (isDeferred(given)) return defaults;
  for (const [key, value] of Object.entries(given ?? {})) {
    if (KEYS.has(key)) checks.quantity(`resources.${key}`, value);
    else checks.fail('KW2012', `resources.${key} is no resource`, `use ${[...KEYS].join(', ')}`);
  }
  const merged = withDefaults(defaults, given);
  atMost(checks, 'cpu', merged.cpuRequest, merged.cpuLimit);
  atMost(checks, 'memory', merged.memoryRequest, merged.memoryLimit);
  atMost(checks, 'ephemeralStorage', merged.ephemeralStorageRequest, merged.ephemeralStorageLimit);
  return merged;
}

/** {@link Resources} in Kubernetes' own form. */
export function resourceRequirements(resources: FullResources): k8s.ResourceRequirements {
  const { cpuRequest, cpuLimit, memoryRequest, memoryLimit } = resources;
  return {
    requests: quantities({ cpu: cpuRequest, memory: memoryRequest, storage: resources.ephemeralStorageRequest }),
    limits: quantities({ cpu: cpuLimit, memory: memoryLimit, storage: resources.ephemeralStorageLimit }),
  };
}

function quantities(given: { cpu?: string; memory: string; storage?: string }): Record<string, k8s.Quantity> {
  const named = { cpu: given.cpu, memory: given.memory, 'ephemeral-storage': given.storage };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, quantity(value)]])),
  );
}
