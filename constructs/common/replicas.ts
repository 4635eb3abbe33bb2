import { isDeferred } from '../../src/values';

/** Whether a workload has several pods; a number that is not known yet counts as several. */
export function isSeveral(replicas: number): boolean {
  return isDeferred(replicas) || replicas > 1;
}
