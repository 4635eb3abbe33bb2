import type { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { ingressOf, KubewrightError, type LiveValue } from '../src';
import { DefinitionsStack } from './crds';
import { GatewayStack } from './gateway';
import { IngressStack } from './ingress';
import { KongStack } from './kong';
import { NfsStack } from './nfs';
import { PublicEndpointStack } from './public-endpoint';
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
    // not the construct, as with the endpoint
    const settings = {
      ...this.settings.wordpressNfs,
      storageClass: { storageClassName, accessModes, volumeModes, allowVolumeExpansion },
    };
    const stack = this.once('wordpress-nfs', id => new WordPressStack(this.scope, id, settings));
    this.outputs.wordpressNfsUrl = stack.site.url;
    return stack;
  }

  public ingress(): IngressStack {
    return this.once('ingress', id => new IngressStack(this.scope, id, this.settings.ingress));
  }

  public publicEndpoint(): PublicEndpointStack {
    const { tlsSecretName, ...settings } = this.settings.publicEndpoint;
    const tls = tlsSecretName === undefined ? undefined : { secretName: tlsSecretName };
    const { ingressClassName, clients } = this.ingress().controller;
    // not the construct: charts that depend on each other have files with numbers before their names
    const via = ingressOf({ dialect: 'nginx', ingressClassName, clients });
    return this.once('public-endpoint', id => new PublicEndpointStack(this.scope, id, { ...settings, tls, via }));
  }

  public crds(): DefinitionsStack {
    return this.once('crds', id => new DefinitionsStack(this.scope, id));
  }

  public gateway(): GatewayStack {
    this.crds();
    const { gatewayClassName, tlsSecretNames, ...settings } = this.settings.gateway;
    const tls = Object.fromEntries(Object.entries(tlsSecretNames).map(([host, secretName]) => [host, { secretName }]));
    const gatewayClass = gatewayClassName;
    return this.once(
      'gateway',
      id => new GatewayStack(this.scope, id, { ...settings, gatewayClass, tls, hasDefinitions: true }),
    );
  }

  public kong(): KongStack {
    this.crds();
    return this.once('kong', id => new KongStack(this.scope, id, this.settings.kong));
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
  ingress: all => all.ingress(),
  'public-endpoint': all => all.publicEndpoint(),
  crds: all => all.crds(),
  gateway: all => all.gateway(),
  kong: all => all.kong(),
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
