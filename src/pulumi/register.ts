import * as pulumi from '@pulumi/pulumi';
import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { KubewrightError } from '../error';
import { identityOf, type Manifest } from '../synthesis';
import { inputsOf, withoutAwait, withUnknowns } from './inputs';
import { deployedObject, type TreeOptions } from './options';
import type { Plan } from './plan';
import { formerPath, urnInTree } from './renamed';
import { immutableFields } from './replacement';
import { resourceClass, typeOf } from './resource-class';
import { CONSTRUCT } from './types';

/** The changed fields for which objects will be replaced, by the names of the resources. */
export type ReplacedFields = ReadonlyMap<string, readonly string[]>;

/** What is registered, and below what. */
export interface Registration {
  readonly plan: Plan;
  readonly options: TreeOptions;
  /** The component that the tree hangs from. */
  readonly root: pulumi.ComponentResource;
  readonly rootUrn: string;
  /** The construct that the root stands for. */
  readonly rootConstruct: IConstruct;
  readonly provider: pulumi.ProviderResource;
  /** Objects that stay in the cluster when they leave the stack. */
  readonly retained: ReadonlySet<Manifest>;
  readonly replaced: ReplacedFields;
  /** Objects that are not awaited, whatever the options say. */
  readonly notAwaited: ReadonlySet<Manifest>;
  /** Former URNs of the objects. */
  readonly moved: ReadonlyMap<Manifest, string>;
}

/** The name of a manifest's resource: its construct's path, or what it is where no construct made it. */
export function resourceName({ path, construct, object }: Manifest): string {
  if (construct) return path;
  const { kind, namespace, name } = identityOf(object);
  return [path, kind, namespace, name].filter(Boolean).join('/');
}

/** Makes a resource of each object, after those that it depends on, below components that mirror the tree. */
export function register(registration: Registration): Map<Manifest, pulumi.CustomResource> {
  const { dependencies } = registration.plan;
  const resources = new Map<Manifest, pulumi.CustomResource>();
  const components = new Components(registration);
  for (const manifest of inOrder(registration.plan)) {
    const dependsOn = [...dependencies.get(manifest)!].map(target => resources.get(target)!);
    const parent = components.parentOf(manifest);
    resources.set(manifest, registerOne(registration, manifest, parent, dependsOn));
  }
  return resources;
}

function registerOne(
  registration: Registration,
  manifest: Manifest,
  parent: pulumi.Resource,
  dependsOn: pulumi.Resource[],
): pulumi.CustomResource {
  const { plan, options, provider, retained, replaced, notAwaited, moved } = registration;
  const name = resourceName(manifest);
  const { apiVersion, kind } = manifest.object as { apiVersion: string; kind: string };
  const seen = deployedObject(manifest, name);
  const given = inputsOf(manifest.object, plan.tokens);
  const inputs = pulumi.runtime.isDryRun() ? withUnknowns(given, replaced.get(name) ?? []) : given;
  const skips = typeof options.skipAwait === 'function' ? options.skipAwait(seen) : options.skipAwait;
  const isAwaited = !skips && !notAwaited.has(manifest);
  const former = moved.get(manifest) ?? formerUrn(registration, name, typeOf(apiVersion, kind));
  const opts: pulumi.CustomResourceOptions = {
    parent,
    provider,
    dependsOn,
    // an object has the name it has: its successor can't be made before it is gone
    deleteBeforeReplace: seen.name !== '',
    replaceOnChanges: [...immutableFields(manifest.object)],
    retainOnDelete: retained.has(manifest) || undefined,
    customTimeouts: options.timeouts,
    aliases: former === undefined ? undefined : [former],
    transformations: [keepAll(inputs)],
  };
  try {
    const Class = resourceClass(apiVersion, kind);
    return new Class(
      name,
      isAwaited ? inputs : withoutAwait(inputs),
      pulumi.mergeOptions(opts, options.resource?.(seen)),
    );
  } catch (cause) {
    throw new KubewrightError({
      code: 'KW4008',
      place: manifest.path,
      problem: `the ${kind} can't be registered: ${(cause as Error).message}`,
      remedy: 'complete the object as its kind demands',
      cause,
    });
  }
}

/** The URN of a resource before a construct above it was renamed. */
function formerUrn({ options, rootUrn, rootConstruct }: Registration, path: string, type: string): string | undefined {
  const former = formerPath(path, options.renamed);
  if (former === undefined) return undefined;
  const components = former.split('/').length - 1 - rootConstruct.node.scopes.length + 1;
  return urnInTree(rootUrn, components, type, former);
}

/** Classes of the SDK pass on the fields that they know, and drop all others. */
function keepAll(inputs: Record<string, unknown>): pulumi.ResourceTransformation {
  return ({ props, opts }) => {
    const dropped = Object.keys(inputs).filter(key => !Object.hasOwn(props, key));
    if (dropped.length === 0) return undefined;
    return { props: { ...props, ...Object.fromEntries(dropped.map(key => [key, inputs[key]])) }, opts };
  };
}

/** The manifests, each after those it depends on. */
function inOrder({ manifests, dependencies }: Plan): Manifest[] {
  const ordered = new Set<Manifest>();
  for (const manifest of manifests) {
    const stack = [manifest];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const open = [...dependencies.get(top)!].filter(target => !ordered.has(target));
      if (open.length > 0) stack.push(...open);
      else {
        ordered.add(top);
        stack.pop();
      }
    }
  }
  return [...ordered];
}

/** A component for each construct that has objects below it. */
class Components {
  private readonly known = new Map<IConstruct, pulumi.ComponentResource>();

  public constructor(private readonly registration: Registration) {
    this.known.set(registration.rootConstruct, registration.root);
  }

  public parentOf({ path, construct }: Manifest): pulumi.Resource {
    const root = this.registration.rootConstruct.node.root;
    return this.of(construct?.node.scope ?? root.node.findChild(path.split('/')[0]!));
  }

  private of(construct: IConstruct): pulumi.Resource {
    // an object below another object hangs from what that one hangs from
    if (construct instanceof ApiObject) return this.of(construct.node.scope!);
    const known = this.known.get(construct);
    if (known) return known;
    const path = construct.node.path;
    const former = formerUrn(this.registration, path, CONSTRUCT);
    const component = new pulumi.ComponentResource(
      CONSTRUCT,
      path,
      {},
      { parent: this.of(construct.node.scope!), aliases: former === undefined ? undefined : [former] },
    );
    this.known.set(construct, component);
    return component;
  }
}
