import * as pulumi from '@pulumi/pulumi';
import { KubewrightError } from '../error';
import { hasToken, identityOf, type JsonObject, type Manifest } from '../synthesis';
import { type FormerState, identityKey } from './former';
import type { Kubectl } from './kubectl';
import { isBuiltIn } from './resource-class';

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
 * @param namespace namespace of objects that name none
 */
export async function readExisting(
  missing: readonly Manifest[],
  kubectl: Kubectl,
  namespace: string | undefined,
): Promise<Existing> {
  // what a definition made can't be asked for before the definition is there
  const isAsked = ({ object }: Manifest) =>
    isBuiltIn(String(object.apiVersion), String(object.kind)) && isKnown(object);
  const asked = missing.filter(isAsked);
  const live = asked.length > 0 ? await readLive(asked, kubectl, namespace) : new Map<string, LiveObject>();
  return new Map(
    asked.flatMap(manifest => {
      const found = live.get(liveKey(manifest.object, namespace));
      return found ? [[manifest, found] as const] : [];
    }),
  );
}

/**
 * Objects that an update of this stack made, and was ended before it could note it, are taken over; and so is what an
 * earlier `pulumi destroy` kept for its data. All others belong to somebody else.
 * @param holdsData whether an object is kept when the stack is destroyed
 * @throws KubewrightError KW4007 for objects of somebody else
 */
export function refuseForeign(
  existing: Existing,
  former: FormerState,
  holdsData: (manifest: Manifest) => boolean,
): void {
  const errors = [...existing].flatMap(([manifest, live]) => {
    const identity = identityOf(manifest.object);
    if (isLeftBehind(live, former.intended[identityKey(identity)])) return [];
    if (holdsData(manifest) && isOfPulumi(live)) return [];
    return new KubewrightError({
      code: 'KW4007',
      place: manifest.path,
      problem: `the ${identity.kind} "${identity.name}" exists already, and this stack did not make it`,
      remedy: 'take it over with `adopt: true`, or choose another name or namespace',
    });
  });
  if (errors.length > 0) throw KubewrightError.all(errors);
}

/** Whether an object is named, by what is known already. */
function isKnown(object: JsonObject): boolean {
  const { namespace, name } = identityOf(object);
  return name !== '' && !hasToken(name) && !hasToken(namespace);
}

async function readLive(
  manifests: readonly Manifest[],
  kubectl: Kubectl,
  namespace: string | undefined,
): Promise<Map<string, LiveObject>> {
  const items = manifests.map(({ object }) => {
    const { name, namespace: own } = identityOf(object);
    return { apiVersion: object.apiVersion, kind: object.kind, metadata: { name, ...(own ? { namespace: own } : {}) } };
  });
  const args = [
    'get',
    '--ignore-not-found',
    '--show-managed-fields',
    ...(namespace ? ['-n', namespace] : []),
    '-f',
    '-',
  ];
  try {
    const answer = await kubectl.json<LiveObject | { items: LiveObject[] }>(
      args,
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
    );
    const found = answer === undefined ? [] : 'items' in answer ? (answer.items as LiveObject[]) : [answer];
    return new Map(found.map(object => [liveKey(object, namespace), object]));
  } catch (error) {
    await pulumi.log.warn(
      `What exists in the cluster already can't be told from what is new: ${(error as Error).message}`,
    );
    return new Map();
  }
}

/** Without the version, in which the API server may answer another one, and whether or not a namespace is named. */
function liveKey(object: JsonObject, defaultNamespace = 'default'): string {
  const { group, kind, namespace, name } = identityOf(object);
  return identityKey({ group, kind, namespace: namespace === defaultNamespace ? '' : namespace, name });
}

function isLeftBehind(live: LiveObject, intended: string | undefined): boolean {
  if (intended === undefined || !isOfPulumi(live)) return false;
  return Date.parse(live.metadata.creationTimestamp) >= Date.parse(intended) - SKEW_MS;
}

function isOfPulumi(live: LiveObject): boolean {
  return (live.metadata.managedFields ?? []).some(({ manager }) => manager.startsWith('pulumi-kubernetes'));
}
