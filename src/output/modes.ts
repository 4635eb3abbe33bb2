import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';

const BITS = 0o7777;

/** Gives files and folders of `to` the modes that those of the same path in `from` have, where there are such. */
export function copyModes(from: string, to: string, paths: Iterable<string>): void {
  for (const path of paths) {
    const former = statSync(join(from, path), { throwIfNoEntry: false });
    const next = join(to, path);
    if (former && (former.mode & BITS) !== (statSync(next).mode & BITS)) chmodSync(next, former.mode & BITS);
  }
}
