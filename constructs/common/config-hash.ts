import { createHash } from 'node:crypto';

/** Annotation of a pod template that changes with the configuration, so that a change of it rolls the pods. */
export function configHash(data: Readonly<Record<string, string>>): Record<string, string> {
  const sorted = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
  return { 'checksum/config': shortHash(sorted) };
}

/** A short hash of a value's JSON text. */
export function shortHash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
