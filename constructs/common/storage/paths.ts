import type { Checks } from '../checks';

const ABSOLUTE_PATH = /^(?!.*\/\.\.?(\/|$))\/\S+$/;

/** KW2012: an absolute path. */
export function checkPath(checks: Checks, prop: string, path: unknown): void {
  checks.match(prop, path ?? '', ABSOLUTE_PATH, 'an absolute path without ".." and blanks');
}

/** KW2012: a path on an NFS server; of version 4, a server has one root above all exports. */
export function checkExportPath(checks: Checks, prop: string, path: unknown): void {
  if (path !== '/') checkPath(checks, prop, path);
}
