import { derived } from '../../src/values';
import { parseQuantity } from './quantity';

/** Size of a temporary folder that takes several bodies of a size such as `65m` at once; half a gigabyte at least. */
export function roomFor(bodySize: string, count: number): string {
  return derived(bodySize, known => {
    const bytes = parseQuantity(known.replace(/[kmg]$/i, unit => `${unit.toUpperCase()}i`)) ?? 0;
    return `${Math.max(512, Math.ceil((bytes * count) / 2 ** 20))}Mi`;
  });
}
