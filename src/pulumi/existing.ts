import * as pulumi from '@pulumi/pulumi';
import { KubewrightError } from '../error';
import { identityOf, type JsonObject, type Manifest } from '../synthesis';
import type { FormerState } from './former';
import type { KnownObjects } from './known-objects';
import type { Kubectl } from './kubectl';
import { isBuiltIn } from './resource-class';
import { isOneOf, templateClaims } from './template-claims';

/** Clocks of two machines may differ by this much. */
const SKEW_MS = 5 * 60_000;

export interface LiveObject extends JsonObject {
  metadata: JsonObject & { creationTimestamp: string; managedFields: { manager: string }[] };
}

/** Objects that are to be made and exist in the cluster already. */
export type Existing = ReadonlyMap<Manifest, LiveObject>;

/**
 * Looks which objects exist in the cluster.
 * @param missing objects that the stack's state does not have
 */
export async function readExisting(
  missing: readonly Manifest[],
  kubectl: Kubectl,
  known: KnownObjects,
): Promise<Existing> {
  // what a definition made can't be asked for before the definition is there
  const isAsked = ({ object }: Manifest) =>
    isBuiltIn(String(object.apiVersion), String(object.kind)) && known.keyOf(object) !== undefined;
  const asked = missing.filter(isAsked);
  if (asked.length === 0) return new Map();
  const live = await readLive(
    asked.map(({ object }) => known.inItsNamespace(object)),
    kubectl,
  );
  const byKey = new Map(live.map(object => [known.keyOf(object), object]));
  return new Map(
    asked.flatMap(manifest => {
      const found = byKey.get(known.keyOf(manifest.object));
      return found ? [[manifest, found] as const] : [];
    }),
  );
}

/**
 * Objects that an update of this stack made, and was ended before it could note it, are taken over; and so are what an
 * earlier `pulumi destroy` kept for its data, and claims that a StatefulSet of this stack made. All others belong to
 * somebody else.
 * @param holdsData whether an object is kept when the stack is destroyed
 * @throws KubewrightError KW4007 for objects of somebody else
 */
export function refuseForeign(
  existing: Existing,
  former: FormerState,
  known: KnownObjects,
  holdsData: (manifest: Manifest) => boolean,
): void {
  const made = [...former.objects.values()].flatMap(({ object }) => templateClaims(known.inItsNamespace(object)));
  const errors = [...existing].flatMap(([manifest, live]) => {
    const { kind, name } = identityOf(manifest.object);
    if (isLeftBehind(live, former.intended[known.keyOf(manifest.object) ?? ''])) return [];
    if (holdsData(manifest) && isOfPulumi(live)) return [];
    if (isOneOf(made, known.inItsNamespace(manifest.object))) return [];
    return new KubewrightError({
      code: 'KW4007',
      place: manifest.path,
      problem: `the ${kind} "${name}" exists already, and this stack did not make it`,
      remedy: 'take it over with `adopt: true`, or choose another name or namespace',
    });
  });
  if (errors.length > 0) throw KubewrightError.all(errors);
}

async function readLive(objects: readonly JsonObject[], kubectl: Kubectl): Promise<LiveObject[]> {
  const items = objects.map(({ apiVersion, kind, metadata }) => {
    const { name, namespace } = metadata as JsonObject;
    return { apiVersion, kind, metadata: { name, namespace } };
  });
  try {
    const answer = await kubectl.json<LiveObject | { items: LiveObject[] }>(
      ['get', '--ignore-not-found', '--show-managed-fields', '-f', '-'],
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
    );
    if (answer === undefined) return [];
    return 'items' in answer ? (answer.items as LiveObject[]) : [answer];
  } catch (error) {
    await pulumi.log.warn(
      `What exists in the cluster already can't be told from what is new: ${(error as Error).message}`,
    );
    return [];
  }
}

function isLeftBehind(live: LiveObject, intended: string | undefined): boolean {
  if (intended === undefined || !isOfPulumi(live)) return false;
  return Date.parse(live.metadata.creationTimestamp) >= Date.parse(intended) - SKEW_MS;
}

function isOfPulumi(live: LiveObject): boolean {
  return (live.metadata.managedFields ?? []).some(({ manager }) => manager.startsWith('pulumi-kubernetes'));
}
