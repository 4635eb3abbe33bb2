import * as pulumi from '@pulumi/pulumi';
import type { JsonObject } from '../synthesis';
import type { KnownObjects } from './known-objects';
import { DEPLOYED } from './types';

/** A Kubernetes object in the state that the last update left. */
export interface FormerObject {
  readonly urn: string;
  /** The object as it was sent. */
  readonly object: JsonObject;
}

/** What the last update of the stack left in its state, as far as it is of one tree. */
export interface FormerState {
  /** The objects by what {@link KnownObjects} knows them by. */
  readonly objects: ReadonlyMap<string, FormerObject>;
  /** The objects by the names of their resources. */
  readonly byName: ReadonlyMap<string, FormerObject>;
  /** For each object that an update set out to make, when it did so first. */
  readonly intended: Readonly<Record<string, string>>;
}

type Resources = Readonly<
  Record<string, { readonly type: string; readonly outputs?: Readonly<Record<string, unknown>> }>
>;

/**
 * Reads the state of the last update; nothing where there is none, or where it can't be read.
 * @param rootUrn URN of the component that the tree hangs from
 * @param rootNames names that the component has, and had before it was renamed; none for the root of a whole stack
 */
export async function readFormerState(
  rootUrn: string,
  rootNames: readonly string[],
  known: KnownObjects,
): Promise<FormerState> {
  const resources = await readResources();
  const root = rootUrn.slice(0, -nameOf(rootUrn).length - 2);
  const objects = new Map<string, FormerObject>();
  const byName = new Map<string, FormerObject>();
  for (const [urn, { type, outputs }] of Object.entries(resources)) {
    const name = nameOf(urn);
    const isOurs =
      urn.startsWith(`${root}$`) && (rootNames.length === 0 || rootNames.some(one => name.startsWith(`${one}/`)));
    if (!isOurs || !type.startsWith('kubernetes:') || !outputs) continue;
    const former = { urn, object: (outputs.__inputs ?? outputs) as JsonObject };
    byName.set(name, former);
    const key = known.keyOf(former.object);
    if (key !== undefined) objects.set(key, former);
  }
  const roots = rootNames.length === 0 ? [rootUrn] : rootNames.map(name => `${root}::${name}`);
  const intended = roots.map(urn => (resources[urn]?.outputs?.[DEPLOYED] ?? {}) as FormerState['intended']);
  return { objects, byName, intended: Object.assign({}, ...intended.reverse()) };
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
