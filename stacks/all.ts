import type { Construct } from 'constructs';
import { KubewrightError, type LiveValue } from '../src';
import type { Settings } from './settings';
import { WordPressStack } from './wordpress';

/** What only a running cluster can tell of stacks; the outputs under Pulumi. */
export type StackOutputs = Record<string, LiveValue<string>>;

/** Makes one stack; its id is also the name of its file in `dist/`. */
type MakeStack = (scope: Construct, id: string, settings: Settings) => StackOutputs;

const stacks: Readonly<Record<string, MakeStack>> = {
  wordpress: (scope, id, settings) => ({ wordpressUrl: new WordPressStack(scope, id, settings.wordpress).site.url }),
};

/**
 * Makes stacks.
 * @param names which ones; all, where none is named
 * @param place where the names come from
 * @throws KubewrightError KW3004 for a name that no stack has
 */
export function makeStacks(
  scope: Construct,
  settings: Settings,
  names: readonly string[],
  place = 'CDK8S_STACKS',
): StackOutputs {
  const unknown = names.filter(name => !Object.hasOwn(stacks, name));
  if (unknown.length > 0) {
    throw new KubewrightError({
      code: 'KW3004',
      place,
      problem: `there is no stack ${unknown.map(name => `"${name}"`).join(' or ')}`,
      remedy: `choose from ${Object.keys(stacks).join(', ')}`,
    });
  }
  const outputs: StackOutputs = {};
  for (const [name, make] of Object.entries(stacks)) {
    if (names.length === 0 || names.includes(name)) Object.assign(outputs, make(scope, name, settings));
  }
  return outputs;
}
