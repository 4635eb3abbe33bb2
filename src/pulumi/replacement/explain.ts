import type { JsonObject } from '../../synthesis';
import { changeOf, labelOf } from './change';
import type { Difference } from './compare';
import { outcomeOf } from './effects';
import { kindKey } from './fields';
import { isObject, readable, shortText } from './values';

const MOST_FIELDS = 6;

/** An object that is deleted and made anew. */
export interface Replacement {
  /** Path of the construct. */
  readonly path: string;
  /** The object, as `StatefulSet wordpress/blog-mariadb`. */
  readonly object: string;
  /** What leads to it, with short texts of the values; those of Secrets are hidden. */
  readonly fields: readonly ReplacedField[];
  /** What happens, as one sentence without the final stop. */
  readonly effect: string;
  /** Whether data that nothing else holds would be lost. */
  readonly losesData: boolean;
  /**
   * How to get there without, as one sentence without the final stop.
   * @default - take the change back
   */
  readonly remedy?: string;
}

/** A changed value in a field that can't be changed. */
export interface ReplacedField {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** An object as an update sent it, and as it would be sent now. */
export interface ObjectChange {
  /** Path of the construct. */
  readonly path: string;
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** Tells which objects will be replaced, and what comes of it. Values that are not known yet are no change. */
export function explainReplacements(changes: readonly ObjectChange[]): Replacement[] {
  return changes.flatMap(({ path, before, after }) => {
    const change = isObject(before) && isObject(after) ? changeOf(before, after) : undefined;
    if (!change) return [];
    const { effect, losesData = false, remedy } = outcomeOf(change);
    const texts = remedy === undefined ? {} : { remedy: readable(remedy) };
    const isSecret = [before, after].some(object => kindKey(object) === '/Secret');
    const fields = change.differences.map(difference => fieldOf(difference, isSecret));
    return [{ path, object: labelOf(before), fields, effect: readable(effect), losesData, ...texts }];
  });
}

/** A text of several lines for a log. */
export function describeReplacement({ object, fields, effect, losesData, remedy }: Replacement): string {
  const shown = fields.slice(0, MOST_FIELDS).map(({ path, before, after }) => `${path}: ${before} → ${after}`);
  const rest = fields.length - shown.length;
  const lines = [
    `${object} ${losesData ? 'is to be replaced, which LOSES DATA' : 'is to be replaced'}`,
    ...shown,
    ...(rest > 0 ? [`and ${rest} more`] : []),
    `what happens: ${effect}`,
    ...(remedy === undefined ? [] : [`instead: ${remedy}`]),
  ];
  return lines.join('\n  ');
}

/** Values that say nothing confidential; all others are left out: arguments, environments and contents may hold passwords. */
const SHOWN = new RegExp(
  [
    '^(kind|type|immutable|apiVersion|provisioner|reclaimPolicy|volumeBindingMode|handler|value|preemptionPolicy)$',
    '^metadata\\.(name|namespace)$',
    '^roleRef\\.',
    '^spec\\.(serviceName|podManagementPolicy|revisionHistoryLimit|completions|parallelism|completionMode|clusterIP)$',
    '^spec\\.(accessModes|storageClassName|volumeName|volumeMode|group|scope|controller|names)\\b',
    '^spec\\.selector\\b',
    '\\.(storage|storageClassName|accessModes|volumeMode)(\\[\\d+\\])?$',
    '^spec\\.volumeClaimTemplates\\[\\d+\\]\\.metadata\\.name$',
    '\\.image$',
  ].join('|'),
);

function fieldOf({ path, before, after }: Difference, isSecret: boolean): ReplacedField {
  const isShown = SHOWN.test(path) && (!isSecret || /^(kind|type|immutable|metadata\..*)$/.test(path));
  const text = (value: Difference['before']) => {
    if (value === undefined || value === null) return shortText(value);
    return isShown && !(isSecret && typeof value === 'object') ? shortText(value) : '(hidden)';
  };
  return { path, before: text(before), after: text(after) };
}
