import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { podsOf } from './rules';
import { type KubeObject, objectsOf, type Program } from './support';

/** A script in a manifest, and the shell that runs it. */
export interface Script {
  readonly title: string;
  readonly shell: string;
  readonly text: string;
}

/** The scripts in the commands and ConfigMaps of a program's objects. */
export function scriptsOf(program: Program): Script[] {
  const objects = objectsOf(program);
  const commands = podsOf(objects).flatMap(({ template }) =>
    [...(template.spec.initContainers ?? []), ...template.spec.containers].flatMap(({ name, command }): Script[] =>
      command?.[1] === '-c' ? [{ title: name, shell: command[0]!, text: command[2]! }] : [],
    ),
  );
  const files = objects.flatMap((o: KubeObject) =>
    Object.entries(o.data ?? {})
      .filter(([file]) => file.endsWith('.sh'))
      .map(([title, text]): Script => ({ title, shell: '/bin/sh', text })),
  );
  return [...commands, ...files];
}

export function scriptOf(program: Program, title: string): Script {
  const found = scriptsOf(program).find(script => script.title === title);
  if (!found) throw new Error(`there is no script ${title}`);
  return found;
}

/** Runs a script whose absolute paths are put elsewhere; those that come first win. */
export function run(script: Script, paths: readonly (readonly [from: string, to: string])[], env: NodeJS.ProcessEnv) {
  // one replacement for all, so that a folder put in place of one path is no match for the next
  const pattern = new RegExp(paths.map(([from]) => from.replace(/[.[\]*+?^$(){}|\\]/g, '\\$&')).join('|'), 'g');
  const text = script.text.replace(pattern, from => paths.find(path => path[0] === from)![1]);
  const { status, stdout, stderr } = spawnSync(script.shell, ['-c', text], {
    encoding: 'utf8',
    env: { ...process.env, ...env, PATH: `${env.STUBS ?? ''}:${process.env.PATH}` },
  });
  return { status, stdout, stderr };
}

/** Puts a program of a few lines of sh into a folder. */
export function stub(folder: string, name: string, text: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, name), 0o755);
}
