import type { Construct } from 'constructs';
import { isDeferred } from '../../src/values';
import type { Checks } from '../common/checks';
import { namespaceOf } from '../common/namespace-of';
import { checkFlag } from '../common/prop-forms';
import { type ClaimReference, checkStorage } from '../common/storage';
import { checkArchive } from './archive';
import type { ArchiveTarget, BackupSource, BackupTarget, RepositoryTarget, VolumeBackupProps } from './props';
import { checkRepository } from './repository';

const TIME_ZONE = /^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/;
/** What GNU tar and restic both take as it is meant: no comment, negation, variable or escape. */
const PATTERN = /^(?![#!/\s])(?!.*\*\*)(?!(.*\/)?\.{1,2}(\/|$))[^\p{Cc}$\\[\]]+(?<![/\s])$/u;

/** Looks at the props of a backup. */
export function checkProps(checks: Checks, props: VolumeBackupProps, scope: Construct): void {
  checks
    .allKnown(props, 'source', 'to', 'colocateWith', 'suspend', 'scheduling')
    .schedule('schedule', props.schedule)
    .match('timeZone', props.timeZone, TIME_ZONE, 'a name such as Asia/Shanghai')
    .integer('user', props.user, 1, 2 ** 31 - 1)
    .integer('group', props.group, 1, 2 ** 31 - 1)
    .integer('activeDeadlineSeconds', props.activeDeadlineSeconds, 60)
    .integer('maxAgeHours', props.maxAgeHours, 1)
    .image('image', props.image);
  checks.isGiven('user', props.user);
  checkFlag(checks, 'suspend', props.suspend);
  checkExclude(checks, props.exclude);
  const source = isDeferred(props.source) ? undefined : checkSource(checks, props.source, scope);
  checkColocation(checks, props, source, scope);
  checkTarget(checks, props.to, source, scope);
}

/** The claim that is backed up. */
export function claimOf(source: BackupSource): ClaimReference | undefined {
  if (typeof source !== 'object' || source === null) return undefined;
  return 'claimName' in source ? source : (source as { reference?: ClaimReference }).reference;
}

/** Whether a target is a repository. */
export function isRepository(to: BackupTarget): to is RepositoryTarget {
  return typeof to === 'object' && to !== null && 's3' in to;
}

function checkSource(checks: Checks, given: BackupSource, scope: Construct): ClaimReference | undefined {
  const source = claimOf(given);
  if (isDeferred(source)) {
    checks.known('source', source, 'its fields may be known later');
    return undefined;
  }
  if (!checks.isGiven(given ? 'claim of source' : 'source', source) || typeof source !== 'object') return undefined;
  checkStorage(checks, 'source', { ...source, claimName: source.claimName }, scope);
  if (!checks.isGiven('source.accessModes', source.accessModes) || !Array.isArray(source.accessModes)) return source;
  if (source.accessModes.every(mode => mode === 'ReadWriteOncePod')) {
    checks.fail(
      'KW2016',
      `source can be mounted by a single pod (ReadWriteOncePod), so no job can read it while it is used`,
      'use a claim of ReadWriteOnce or ReadWriteMany',
    );
  }
  return source;
}

function checkColocation(
  checks: Checks,
  { colocateWith, scheduling }: VolumeBackupProps,
  source: ClaimReference | undefined,
  scope: Construct,
): void {
  if (isDeferred(colocateWith) || colocateWith === false) return;
  if (colocateWith === undefined) {
    if (!isOfOneNode(source)) return;
    checks.fail(
      'KW2009',
      `source ${source!.claimName} can be mounted by one node only, and the job may come to another one`,
      'give the pods that use it as colocateWith, or false where none does or all pods go to its node anyway',
    );
    return;
  }
  const labels = (colocateWith as { podLabels?: object } | null)?.podLabels;
  checks.known('colocateWith.podLabels', labels, 'its values may be known later');
  checks.known('scheduling.affinity', isDeferred(scheduling) ? undefined : scheduling?.affinity);
  if (isDeferred(labels)) return;
  if (typeof labels !== 'object' || labels === null || Object.keys(labels).length === 0) {
    checks.fail('KW2013', 'colocateWith.podLabels is missing', 'give the labels of the pods that use the source');
    return;
  }
  const [own, other] = [namespaceOf(scope), colocateWith.namespace];
  if (other === undefined || isDeferred(other) || isDeferred(own) || other === own) return;
  checks.fail(
    'KW2019',
    `colocateWith is in namespace ${other}, whose pods can't mount a claim of ${own ?? 'another'}`,
    'give the pods of the source’s own namespace',
  );
}

function isOfOneNode(source: ClaimReference | undefined): boolean {
  const modes: unknown = source?.accessModes;
  return Array.isArray(modes) && modes.includes('ReadWriteOnce') && !modes.some(mode => /Many$/.test(String(mode)));
}

function checkTarget(checks: Checks, to: BackupTarget, source: ClaimReference | undefined, scope: Construct): void {
  if (isDeferred(to) || !checks.isGiven('to', to)) return;
  const forms = { storage: typeof to === 'object' && 'storage' in to, s3: typeof to === 'object' && 's3' in to };
  if (forms.storage === forms.s3) {
    checks.fail('KW2012', `to is ${JSON.stringify(Object.keys(to))}`, 'use either { storage } or { s3, password }');
  } else if (forms.s3) checkRepository(checks, to as RepositoryTarget);
  else checkArchive(checks, to as ArchiveTarget, source, scope);
}

function checkExclude(checks: Checks, exclude: unknown): void {
  if (exclude === undefined) return;
  checks.known('exclude', exclude, 'its items may be known later');
  if (isDeferred(exclude)) return;
  if (!Array.isArray(exclude)) {
    checks.fail('KW2012', `exclude is ${JSON.stringify(exclude)}`, "use a list such as ['*.log', 'wp-content/cache']");
    return;
  }
  for (const [i, pattern] of exclude.entries()) checkPattern(checks, `exclude[${i}]`, pattern);
}

/** KW2012: one pattern. */
export function checkPattern(checks: Checks, prop: string, pattern: unknown): void {
  checks.match(prop, pattern ?? '', PATTERN, 'a name or the end of a path, with "*" and "?", such as wp-content/cache');
}
