import * as pulumi from '@pulumi/pulumi';
import { type Identity, identityOf, type JsonObject } from '../synthesis';
import { DEPLOYED } from './types';

/** A Kubernetes object in the state that the last update left. */
export interface FormerObject {
  readonly urn: string;
  /** The object as it was sent. */
  readonly object: JsonObject;
}

/** What the last update of the stack left in its state, as far as it is of one tree. */
export interface FormerState {
  /** The objects by what {@link identityKey} makes of them. */
  readonly objects: ReadonlyMap<string, FormerObject>;
  /** For each object that an update set out to make, when it did so first. */
  readonly intended: Readonly<Record<string, string>>;
}

/** What an object is known by, as one text. */
export function identityKey({ group, kind, namespace, name }: Identity): string {
  return [group, kind, namespace, name].join('/');
}

type Resources = Readonly<
  Record<string, { readonly type: string; readonly outputs?: Readonly<Record<string, unknown>> }>
>;

/**
 * Reads the state of the last update; nothing where there is none, or where it can't be read.
 * @param rootUrn URN of the component that the tree hangs from
 * @param prefix what the names of the tree's resources start with
 */
export async function readFormerState(rootUrn: string, prefix: string): Promise<FormerState> {
  const resources = await readResources();
  const below = `${rootUrn.slice(0, -nameOf(rootUrn).length - 2)}$`;
  const objects = new Map<string, FormerObject>();
  for (const [urn, { type, outputs }] of Object.entries(resources)) {
    const isOurs = urn.startsWith(below) && nameOf(urn).startsWith(prefix);
    if (!isOurs || !type.startsWith('kubernetes:') || !outputs) continue;
    const object = (outputs.__inputs ?? outputs) as JsonObject;
    objects.set(identityKey(identityOf(object)), { urn, object });
  }
  // the provider fills in the namespace of an object that names none
  for (const former of [...objects.values()]) {
    const bare = identityKey({ ...identityOf(former.object), namespace: '' });
    if (!objects.has(bare)) objects.set(bare, former);
  }
  const intended = (resources[rootUrn]?.outputs?.[DEPLOYED] ?? {}) as FormerState['intended'];
  return { objects, intended };
}

/** The name in a URN. */
export function nameOf(urn: string): string {
  return urn.split('::').slice(3).join('::');
}

async function readResources(): Promise<Resources> {
  for (const nameOfStack of [fullStackName, pulumi.getStack]) {
    try {
      const stackName = nameOfStack();
      const answer = await pulumi.runtime.invoke('pulumi:pulumi:readStackResourceOutputs', { stackName });
      return (answer?.outputs as Resources | undefined) ?? {};
    } catch (error) {
      await pulumi.log.debug(`the state can't be read: ${(error as Error).message}`);
    }
  }
  return {};
}

function fullStackName(): string {
  return `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
}
