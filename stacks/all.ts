import type { Construct } from 'constructs';
import { KubewrightError } from '../src';
import type { Settings } from './settings';
import { WordPressStack } from './wordpress';

/** Makes one stack; its id is also the name of its file in `dist/`. */
type MakeStack = (scope: Construct, id: string, settings: Settings) => void;

const stacks: Readonly<Record<string, MakeStack>> = {
  wordpress: (scope, id, settings) => new WordPressStack(scope, id, settings.wordpress),
};

/**
 * Makes stacks.
 * @param names which ones; all, where none is named
 * @throws KubewrightError KW3004 for a name that no stack has
 */
export function makeStacks(scope: Construct, settings: Settings, names: readonly string[]): void {
  const unknown = names.filter(name => !Object.hasOwn(stacks, name));
  if (unknown.length > 0) {
    throw new KubewrightError({
      code: 'KW3004',
      place: 'CDK8S_STACKS',
      problem: `there is no stack ${unknown.map(name => `"${name}"`).join(' or ')}`,
      remedy: `choose from ${Object.keys(stacks).join(', ')}`,
    });
  }
  for (const [name, make] of Object.entries(stacks)) {
    if (names.length === 0 || names.includes(name)) make(scope, name, settings);
  }
}
