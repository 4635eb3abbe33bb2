import { createHash } from 'node:crypto';
import { derived } from '../../src/values';

/** Annotation of a pod template that changes with the configuration, so that a change of it rolls the pods. */
export function configHash(data: Readonly<Record<string, string>>): Record<string, string> {
  const hash = derived(data, known => shortHash(Object.entries(known).sort(([a], [b]) => (a < b ? -1 : 1))));
  return { 'checksum/config': hash };
}

/** A short hash of a value's JSON text. */
export function shortHash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
