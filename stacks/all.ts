import type { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { KubewrightError, type LiveValue } from '../src';
import { NfsStack } from './nfs';
import { RedisStack } from './redis';
import type { Settings } from './settings';
import { WordPressStack } from './wordpress';

/** What only a running cluster can tell of stacks; the outputs under Pulumi. */
export type StackOutputs = Record<string, LiveValue<string>>;

/** Makes stacks, each once: one that another one needs is made with it. */
class Stacks {
  public readonly outputs: Record<string, LiveValue<string>> = {};
  private readonly made = new Map<string, Chart>();

  public constructor(
    private readonly scope: Construct,
    private readonly settings: Settings,
  ) {}

  public nfs(): NfsStack {
    return this.once('nfs', id => new NfsStack(this.scope, id, this.settings.nfs));
  }

  public redis(): RedisStack {
    return this.once('redis', id => new RedisStack(this.scope, id, this.settings.redis));
  }

  public wordpress(): WordPressStack {
    const stack = this.once('wordpress', id => new WordPressStack(this.scope, id, this.settings.wordpress));
    this.outputs.wordpressUrl = stack.site.url;
    return stack;
  }

  public wordpressNfs(): WordPressStack {
    const { storageClassName, accessModes, volumeModes, allowVolumeExpansion } = this.nfs().provisioner.storageClass;
    // the class by its name: charts that depend on each other have files with numbers before their names
    const settings = {
      ...this.settings.wordpressNfs,
      storageClass: { storageClassName, accessModes, volumeModes, allowVolumeExpansion },
    };
    const stack = this.once('wordpress-nfs', id => new WordPressStack(this.scope, id, settings));
    this.outputs.wordpressNfsUrl = stack.site.url;
    return stack;
  }

  /** The id of a stack is also the name of its file in `dist/`. */
  private once<T extends Chart>(id: string, make: (id: string) => T): T {
    const made = (this.made.get(id) as T | undefined) ?? make(id);
    this.made.set(id, made);
    return made;
  }
}

const stacks: Readonly<Record<string, (all: Stacks) => Chart>> = {
  wordpress: all => all.wordpress(),
  nfs: all => all.nfs(),
  'wordpress-nfs': all => all.wordpressNfs(),
  redis: all => all.redis(),
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
  const all = new Stacks(scope, settings);
  for (const [name, make] of Object.entries(stacks)) {
    if (names.length === 0 || names.includes(name)) make(all);
  }
  return all.outputs;
}
