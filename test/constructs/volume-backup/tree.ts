import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** What is in a folder, by path: the text of files, the target of links, the modes. */
export function treeOf(folder: string, below = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(join(folder, below)).sort()) {
    const path = join(below, name);
    const full = join(folder, path);
    const stat = lstatSync(full);
    const mode = (stat.mode & 0o7777).toString(8);
    if (stat.isSymbolicLink()) found[path] = `-> ${readlinkSync(full)}`;
    else if (stat.isDirectory()) Object.assign(found, { [path]: `folder ${mode}` }, treeOf(folder, path));
    else found[path] = `${mode} ${(stat.mtimeMs / 1000) | 0} ${readFileSync(full, 'latin1')}`;
  }
  return found;
}
