import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInside } from './paths';
import type { Place } from './place';

const FORMAT = 1;

/** What the former run wrote into a folder; nothing where no record tells. */
export function readRecord(place: Place): string[] {
  let text: string;
  try {
    text = readFileSync(place.record, 'utf8');
  } catch {
    return [];
  }
  try {
    const record = JSON.parse(text) as { format?: unknown; files?: unknown };
    const { files } = record;
    return record.format === FORMAT && Array.isArray(files) ? files.filter(isEntry) : [];
  } catch {
    // a damaged record only means that stale files stay
    return [];
  }
}

/** A file, or a folder with a slash behind it. */
function isEntry(entry: unknown): entry is string {
  return typeof entry === 'string' && isInside(entry.replace(/\/$/, ''));
}

/** Puts a record in place in one step. */
export function writeRecord(place: Place, files: Iterable<string>): void {
  const draft = join(place.stage, 'record');
  writeFileSync(draft, `${JSON.stringify({ format: FORMAT, files: [...files].sort() }, null, 1)}\n`);
  renameSync(draft, place.record);
}
