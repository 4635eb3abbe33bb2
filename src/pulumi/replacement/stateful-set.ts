import { identityOf, type JsonObject, type JsonValue } from '../../synthesis';
import { type Change, isChanged, isMoved, labelOf, type Outcome } from './change';
import { compareQuantities } from './quantity';
import { isUnknown, textAt, valueAt } from './values';

const SIZE = 'spec.resources.requests.storage';

/** What comes of the replacement of a StatefulSet: its claims outlive it, unless it says otherwise. */
export function explainStatefulSet(change: Change): Outcome {
  const { before } = change;
  const claims = claimsOf(before);
  if (claims === '') return withoutClaims(change);
  if (textAt(before, 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted') === 'Delete') {
    return {
      effect: `it is deleted with its pods and its claims ${claims}, since its persistentVolumeClaimRetentionPolicy says so; the data in their volumes goes with them where the reclaim policy is Delete`,
      losesData: true,
      remedy: 'set persistentVolumeClaimRetentionPolicy.whenDeleted to Retain in an update of its own, before this one',
    };
  }
  if (isMoved(change)) {
    return {
      effect: `it is deleted with its pods before ${labelOf(change.after)} is made, which starts with empty claims; the data stays behind in the claims ${claims}`,
      remedy: 'keep name and namespace, or copy the data from the old claims',
    };
  }
  const effect = `it is deleted with its pods and made anew, and the pods are away meanwhile; the claims ${claims} stay, with their data, size and class`;
  return { effect: `${effect}${effectOnTemplates(change)}`, remedy: remedyFor(change) };
}

function withoutClaims(change: Change): Outcome {
  if (isMoved(change)) return { effect: `it is deleted with its pods before ${labelOf(change.after)} is made` };
  return {
    effect: `it is deleted with its pods and made anew, and the pods are away meanwhile${effectOnTemplates(change)}`,
    remedy: remedyFor(change),
  };
}

/** The names of the claims that a StatefulSet has made, as far as they can be told. */
function claimsOf(object: JsonObject): string {
  const { name } = identityOf(object);
  const [start, replicas] = [numberAt(object, 'spec.ordinals.start', 0), numberAt(object, 'spec.replicas', 1)];
  const last = start + replicas - 1;
  const claims = templatesOf(object).map(template => {
    const stem = `${textAt(template, 'metadata.name')}-${name}`;
    if (replicas === 0) return `${stem}-<ordinal>`;
    return replicas === 1 ? `${stem}-${start}` : `${stem}-${start} to ${stem}-${last}`;
  });
  return claims.join(', ');
}

function effectOnTemplates(change: Change): string {
  const [before, after] = [templatesByName(change.before), templatesByName(change.after)];
  const added = missing(after, before);
  const notes: string[] = [];
  if (added.length > 0) notes.push(`the claims of ${added.join(', ')} are new and empty`);
  const others = /\.spec\.(accessModes|storageClassName|volumeMode|selector|volumeName|dataSource)/;
  if (isChangedIn(change, others))
    notes.push('only claims for pods that are added later are made as the template says now');
  return notes.map(note => `; ${note}`).join('');
}

/** The names of templates that one object has and another has not. */
function missing(from: Map<string, JsonValue>, other: Map<string, JsonValue>): string[] {
  // one whose name is not known yet may be any
  if ([...other.keys()].some(isUnknown)) return [];
  return [...from.keys()].filter(name => name !== '' && !isUnknown(name) && !other.has(name));
}

function remedyFor(change: Change): string | undefined {
  const dropped = missing(templatesByName(change.before), templatesByName(change.after));
  if (dropped.length > 0) {
    return `keep the templates ${dropped.join(', ')}, since their claims are no longer mounted otherwise, and their data is out of sight`;
  }
  if (isChanged(change, 'spec.selector')) return undefined;
  const { namespace, name } = identityOf(change.before);
  const where = namespace ? ` -n ${namespace}` : '';
  const onlySizes = change.differences.every(
    ({ path }) => path.startsWith('spec.volumeClaimTemplates[') && path.endsWith(`].${SIZE}`),
  );
  if (onlySizes) return remedyForSizes(change, where);
  return `to keep the pods running, delete the StatefulSet alone before the update: kubectl delete statefulset ${name}${where} --cascade=orphan`;
}

function remedyForSizes({ before, after, differences }: Change, where: string): string {
  if (differences.some(difference => (compareQuantities(difference.after, difference.before) ?? 0) < 0)) {
    return 'keep the size, since a claim can not be made smaller';
  }
  const now = templatesByName(after);
  const template = templatesOf(before).find(old => {
    const size = valueAt(now.get(textAt(old, 'metadata.name')), SIZE);
    return (compareQuantities(size, valueAt(old, SIZE)) ?? 0) > 0;
  });
  const name = template ? textAt(template, 'metadata.name') : '';
  const size = valueAt(now.get(name), SIZE) ?? '<size>';
  const claim = `${name || '<template>'}-${identityOf(before).name}-${numberAt(before, 'spec.ordinals.start', 0)}`;
  const patch = JSON.stringify({ spec: { resources: { requests: { storage: size } } } });
  return `the claims keep their size, so enlarge each of them before the update, where its class allows expansion: kubectl patch pvc ${claim}${where} -p '${patch}'`;
}

function isChangedIn({ differences }: Change, pattern: RegExp): boolean {
  return differences.some(({ path }) => path.startsWith('spec.volumeClaimTemplates') && pattern.test(path));
}

function templatesOf(object: JsonObject): JsonValue[] {
  const templates = valueAt(object, 'spec.volumeClaimTemplates');
  return Array.isArray(templates) ? templates : [];
}

function templatesByName(object: JsonObject): Map<string, JsonValue> {
  return new Map(templatesOf(object).map(template => [textAt(template, 'metadata.name'), template]));
}

function numberAt(object: JsonObject, path: string, otherwise: number): number {
  const value = valueAt(object, path);
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : otherwise;
}
