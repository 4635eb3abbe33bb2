import { isDeferred } from '../../src/values';
import type { Checks } from '../common/checks';
import { checkFlag } from '../common/prop-forms';
import { checkExport, checkMountOptions } from '../common/storage';
import type { NfsDriverName, NfsStorageClassProps } from './props';

const VARIABLE = /\$\{\.PVC\.((labels|annotations)\..*?|.*?)\}/g;
const CSI_VARIABLE = /\$\{(pvc\.metadata\.name|pvc\.metadata\.namespace|pv\.metadata\.name)\}/g;
const FOLDER = /^(?!\/)(?!.*(^|\/)\.\.?(\/|$))[^\s#]+$/;
const A_FOLDER = 'the name of a folder below the export, without ".." and without "/" in front';

/** Options that only one driver has, and what the other has in their stead. */
const OWN: Readonly<Record<NfsDriverName, Readonly<Record<string, string>>>> = {
  subdir: { archiveOnDelete: "use onDelete: 'archive' or 'delete'", pathPattern: 'use subDir' },
  csi: { subDir: 'use pathPattern', mountPermissions: 'leave it out: folders are made with 0777' },
};

/** KW2004, KW2012, KW2014, KW2017: looks at the options of a class. */
export function checkClass(checks: Checks, driver: NfsDriverName, props: NfsStorageClassProps): void {
  checkExport(checks, '', props);
  checkMountOptions(checks, 'mountOptions', props.mountOptions);
  checks
    .allKnown(props, 'isDefault', 'archiveOnDelete', 'onDelete', 'allowVolumeExpansion', 'volumeBindingMode')
    .known('pathPattern', props.pathPattern, 'whether folders can be archived depends on it')
    .match('onDelete', props.onDelete, /^(archive|delete|retain)$/, 'archive, delete or retain')
    .match('reclaimPolicy', props.reclaimPolicy, /^(Delete|Retain)$/, 'Delete or Retain')
    .match(
      'volumeBindingMode',
      props.volumeBindingMode,
      /^(Immediate|WaitForFirstConsumer)$/,
      'Immediate or WaitForFirstConsumer',
    )
    .match('subDir', props.subDir, FOLDER, A_FOLDER)
    .match('mountPermissions', props.mountPermissions, /^(0|0?[0-7]{3}|[0-7]{4})$/, 'octal digits such as 0777');
  for (const flag of ['isDefault', 'archiveOnDelete', 'allowVolumeExpansion'] as const) {
    checkFlag(checks, flag, props[flag]);
  }
  const other: NfsDriverName = driver === 'subdir' ? 'csi' : 'subdir';
  for (const [option, remedy] of Object.entries(OWN[other])) {
    if (props[option as keyof NfsStorageClassProps] === undefined) continue;
    checks.fail('KW2012', `${option} is nothing that driver ${driver} knows`, `${remedy}, or driver: '${other}'`);
  }
  if (driver === 'subdir') checkSubdir(checks, props);
  else checkCsi(checks, props);
}

function checkSubdir(
  checks: Checks,
  { allowVolumeExpansion, onDelete, archiveOnDelete, pathPattern }: NfsStorageClassProps,
): void {
  if (allowVolumeExpansion === true) {
    checks.fail(
      'KW2017',
      "allowVolumeExpansion is true, but driver subdir can't let a claim grow",
      "leave it out (nobody enforces the size), or use driver: 'csi'",
    );
  }
  if (onDelete !== undefined && archiveOnDelete !== undefined) {
    checks.fail('KW2012', 'both onDelete and archiveOnDelete are given', 'give onDelete only');
  }
  if (pathPattern === undefined || isDeferred(pathPattern)) return;
  checks.match('pathPattern', pathPattern, FOLDER, A_FOLDER);
  if (typeof pathPattern !== 'string' || !FOLDER.test(pathPattern)) return;
  for (const [variable, inner] of pathPattern.matchAll(VARIABLE)) {
    if (/^(name|namespace|(labels|annotations)\..+)$/.test(inner!)) continue;
    checks.fail(
      'KW2012',
      `pathPattern has ${variable}, for which nothing is filled in`,
      `use \${.PVC.name}, \${.PVC.namespace}, \${.PVC.labels.KEY} or \${.PVC.annotations.KEY}`,
    );
  }
  if (
    pathPattern
      .replace(VARIABLE, (_, inner: string) => (/^name(space)?$/.test(inner) ? 'x' : ''))
      .replace(/\//g, '') === ''
  ) {
    checks.fail(
      'KW2012',
      `pathPattern is "${pathPattern}", and a claim without these labels would be given the whole export`,
      `put \${.PVC.name}, \${.PVC.namespace} or plain text into it`,
    );
  }
  if (isNested(pathPattern) && (archiveOnDelete !== undefined || (onDelete !== undefined && onDelete !== 'retain'))) {
    checks.fail(
      'KW2012',
      `pathPattern is "${pathPattern}", of which driver subdir would find another folder when it archives or deletes`,
      'use onDelete: \'retain\', or "-" instead of "/" and no annotations',
    );
  }
}

/**
 * Whether a pattern names a folder in a folder. The released driver looks for the last part of such a path right below
 * the export when it deletes a volume, where another claim's folder of that name may be.
 * @see https://github.com/kubernetes-sigs/nfs-subdir-external-provisioner/blob/v4.0.2/cmd/nfs-subdir-external-provisioner/provisioner.go
 */
function isNested(pathPattern: string): boolean {
  // an annotation may hold a "/"
  return pathPattern
    .replace(VARIABLE, (_, inner: string) => (inner.startsWith('annotations.') ? '/' : ''))
    .includes('/');
}

function checkCsi(checks: Checks, { path, subDir }: NfsStorageClassProps): void {
  if (typeof path === 'string' && path.includes('#')) {
    checks.fail(
      'KW2012',
      `path is ${JSON.stringify(path)}`,
      'use a path without "#", which parts the names of volumes',
    );
  }
  if (typeof subDir !== 'string' || !subDir.replace(CSI_VARIABLE, '').includes('$')) return;
  checks.fail(
    'KW2012',
    `subDir is ${JSON.stringify(subDir)}, of which not all can be filled in`,
    `use \${pvc.metadata.name}, \${pvc.metadata.namespace} and \${pv.metadata.name}`,
  );
}
