import { dirname } from 'node:path';
import { KubewrightError } from '../error';

/** Whether something is a relative path that stays below the folder it starts from. */
export function isInside(path: unknown): path is string {
  if (typeof path !== 'string' || /[\\\0]/.test(path)) return false;
  return !path.split('/').some(part => part === '' || part === '.' || part === '..');
}

/**
 * A path that stays below the output folder.
 * @throws KubewrightError KW1201 for one that does not
 */
export function checkPath(path: string): string {
  if (isInside(path)) return path;
  throw new KubewrightError({
    code: 'KW1201',
    problem: `the output file ${JSON.stringify(path)} would not be inside the output folder`,
    remedy: 'look at outputFileExtension and at the ids of the charts; neither may hold path separators',
  });
}

/** The folders that a relative path leads through, the innermost first. */
export function parents(path: string): string[] {
  const folder = dirname(path);
  return folder === '.' ? [] : [folder, ...parents(folder)];
}
