import { Construct, type IConstruct } from 'constructs';
import { isDeferred } from '../../../src/values';
import type { Checks } from '../checks';
import { IS_NAME } from '../names';
import { namespaceOf } from '../namespace-of';
import { checkAccessModes, LOCAL, NFS } from './access-modes';
import { type ClaimUse, checkClaim, checkWritable } from './check-claim';
import { checkExportPath, checkPath } from './paths';
import { isStorageClass, type ResolvedStorage, resolveStorage } from './resolved';
import type { ClaimReference, Storage } from './types';

const FORMS = "{ type: 'claim' }, { type: 'existingClaim' }, { type: 'hostPath' }, { type: 'none' }";

/**
 * Looks at a storage prop.
 * @param use what the storage is for, where it is to be more than a folder to write to
 */
export function checkStorage(
  checks: Checks,
  prop: string,
  storage: Storage,
  scope: IConstruct,
  use: ClaimUse = {},
): void {
  checks.known(prop, storage);
  if (isDeferred(storage)) return;
  if (typeof storage !== 'object' || storage === null) {
    refuse(checks, prop, storage);
    return;
  }
  const type = 'type' in storage ? storage.type : undefined;
  checks.known(`${prop}.type`, type);
  if (isDeferred(type)) return;
  const nfs = 'nfs' in storage ? storage.nfs : undefined;
  if (isDeferred(nfs)) checks.known(`${prop}.nfs`, nfs, 'its fields may be known later');
  else if (isForm(storage))
    checkForm(checks, 'nfs' in storage ? `${prop}.nfs` : prop, resolveStorage(storage), scope, use);
  else refuse(checks, type === undefined ? prop : `${prop}.type`, type ?? storage);
}

function isForm(storage: Storage): boolean {
  if ('nfs' in storage) return typeof storage.nfs === 'object' && storage.nfs !== null;
  if ('type' in storage) return ['claim', 'existingClaim', 'hostPath', 'none'].includes(storage.type);
  return 'claimName' in storage || isStorageClass(storage);
}

function checkForm(checks: Checks, prop: string, storage: ResolvedStorage, scope: IConstruct, use: ClaimUse): void {
  switch (storage.type) {
    case 'claim':
      checkClaim(checks, prop, storage, { volumeMode: 'Filesystem', ...use });
      checkWritable(checks, prop, storage.accessModes ?? storage.storageClass?.accessModes);
      break;
    case 'existingClaim':
      checkAccessModes(checks, `${prop}.accessModes`, storage.accessModes);
      checkWritable(checks, prop, storage.accessModes);
      checks.dnsSubdomain(`${prop}.claimName`, storage.claimName ?? '');
      checkNamespace(checks, prop, storage.reference, scope);
      break;
    case 'hostPath':
      checks.quantity(`${prop}.size`, storage.size).dnsSubdomain(`${prop}.node`, storage.node ?? '');
      checkPath(checks, `${prop}.path`, storage.path);
      checkAccessModes(checks, `${prop}.accessModes`, (storage as { accessModes?: unknown }).accessModes, LOCAL);
      checkReserved(checks, prop, 'a folder of a node', scope);
      break;
    case 'nfs':
      checkExport(checks, prop, storage);
      checks.quantity(`${prop}.size`, storage.size);
      checkMountOptions(checks, `${prop}.mountOptions`, storage.mountOptions);
      checkAccessModes(checks, `${prop}.accessModes`, (storage as { accessModes?: unknown }).accessModes, NFS);
      checkReserved(checks, prop, 'an export', scope);
  }
}

/** KW2019: a claim of the pods' own namespace. */
export function checkNamespace(
  checks: Checks,
  prop: string,
  reference: ClaimReference | undefined,
  scope: IConstruct,
): void {
  const [own, other] = [namespaceOf(scope), reference?.namespace];
  if (other === undefined || isDeferred(other) || isDeferred(own) || other === own) return;
  const place = Construct.isConstruct(reference) ? ` of ${reference.node.path}` : '';
  checks.fail(
    'KW2019',
    `${prop} is the claim ${reference!.claimName}${place} in namespace ${other}, which pods of ${own ?? 'the default one'} can't mount`,
    'put both in one namespace',
  );
}

/** KW2011, KW2014: a static volume is held for one claim, of a known namespace. */
export function checkReserved(checks: Checks, prop: string, what: string, scope: IConstruct): void {
  const namespace = namespaceOf(scope);
  checks.known('namespace of the chart', namespace, IS_NAME);
  if (namespace !== undefined) return;
  checks.fail(
    'KW2011',
    `${prop} is ${what}, but the chart has no namespace to reserve it for`,
    'give the chart a namespace, so that no other claim can take the volume',
  );
}

/** KW2004, KW2012: an NFS server and a path on it. */
export function checkExport(
  checks: Checks,
  prop: string,
  { server, path }: { server?: unknown; path?: unknown },
): void {
  const prefix = prop === '' ? '' : `${prop}.`;
  checks.hostOrAddress(`${prefix}server`, server ?? '');
  checkExportPath(checks, `${prefix}path`, path);
}

/** KW2012: options of a mount, each a word. */
export function checkMountOptions(checks: Checks, prop: string, options: unknown): void {
  if (options === undefined) return;
  checks.known(prop, options, 'its items may be known later');
  if (isDeferred(options)) return;
  if (!Array.isArray(options)) {
    checks.fail('KW2012', `${prop} is ${JSON.stringify(options)}`, "use a list such as ['nfsvers=4.1', 'hard']");
    return;
  }
  options.forEach((option, i) => {
    checks.match(`${prop}[${i}]`, option, /^[A-Za-z0-9_]+(=[A-Za-z0-9_.:/-]+)?$/, 'an option such as nfsvers=4.1');
  });
}

function refuse(checks: Checks, prop: string, value: unknown): void {
  const shown = Construct.isConstruct(value) ? `the construct ${value.node.path}` : JSON.stringify(value);
  checks.fail('KW2012', `${prop} is ${shown}`, `use a StorageClass, a claim, ${FORMS} or { nfs: { server, path } }`);
}
