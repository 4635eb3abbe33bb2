import { Construct, type IConstruct } from 'constructs';
import { isDeferred } from '../../../src/values';
import type { Checks } from '../checks';
import { IS_NAME } from '../names';
import { namespaceOf } from '../namespace-of';
import { parseQuantity } from '../quantity';
import { backendOf, checkAccessModes, NFS } from './access-modes';
import { isStorageClass, type ResolvedStorage, resolveStorage } from './resolved';
import type { ClaimReference, ClaimStorage, Storage } from './types';

const FORMS = "{ type: 'claim' }, { type: 'existingClaim' }, { type: 'hostPath' }, { type: 'none' }";
const ABSOLUTE_PATH = /^(?!.*\/\.\.?(\/|$))\/\S+$/;

/** Looks at a storage prop. */
export function checkStorage(checks: Checks, prop: string, storage: Storage, scope: IConstruct): void {
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
  else if (isForm(storage)) checkForm(checks, 'nfs' in storage ? `${prop}.nfs` : prop, resolveStorage(storage), scope);
  else refuse(checks, `${prop}.type`, type);
}

function isForm(storage: Storage): boolean {
  if ('nfs' in storage) return typeof storage.nfs === 'object' && storage.nfs !== null;
  if ('type' in storage) return ['claim', 'existingClaim', 'hostPath', 'none'].includes(storage.type);
  return 'claimName' in storage || isStorageClass(storage);
}

function checkForm(checks: Checks, prop: string, storage: ResolvedStorage, scope: IConstruct): void {
  switch (storage.type) {
    case 'claim':
      checkClaim(checks, prop, storage);
      break;
    case 'existingClaim':
      checkAccessModes(checks, `${prop}.accessModes`, storage.accessModes);
      checks.dnsSubdomain(`${prop}.claimName`, storage.claimName ?? '');
      checkNamespace(checks, prop, storage.reference, scope);
      break;
    case 'hostPath':
      checks.quantity(`${prop}.size`, storage.size).dnsSubdomain(`${prop}.node`, storage.node ?? '');
      checkPath(checks, `${prop}.path`, storage.path);
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

function checkClaim(checks: Checks, prop: string, storage: ClaimStorage): void {
  const { storageClass, storageClassName, size, initialSize } = storage;
  checks
    .known(`${prop}.storageClass`, storageClass, 'its fields may be known later')
    .dnsSubdomain(`${prop}.storageClassName`, storageClassName)
    .quantity(`${prop}.size`, size)
    .quantity(`${prop}.initialSize`, initialSize);
  const reference = isDeferred(storageClass) ? undefined : storageClass;
  if (reference && storageClassName !== undefined) {
    checks.fail('KW2012', `${prop} has both storageClass and storageClassName`, 'give one of the two');
  }
  if (reference) checkClassReference(checks, `${prop}.storageClass`, reference);
  const capable = Array.isArray(reference?.accessModes) ? backendOf(reference!) : undefined;
  checkAccessModes(checks, `${prop}.accessModes`, storage.accessModes, capable);
  checkGrowth(checks, prop, storage);
}

/** KW2003, KW2012: a reference to a class. */
export function checkClassReference(checks: Checks, prop: string, reference: StorageClassLike): void {
  checks.dnsSubdomain(`${prop}.storageClassName`, reference.storageClassName ?? '');
  if (reference.accessModes === undefined) checks.isGiven(`${prop}.accessModes`, undefined);
  else checkAccessModes(checks, `${prop}.accessModes`, reference.accessModes);
}

interface StorageClassLike {
  readonly storageClassName?: unknown;
  readonly accessModes?: unknown;
}

/** KW2017: a claim can grow, if its class can let it, and never shrink. */
export function checkGrowth(checks: Checks, prop: string, claim: Omit<ClaimStorage, 'type'>): void {
  const { size, initialSize, storageClass } = claim;
  const prefix = prop === '' ? '' : `${prop}.`;
  if (initialSize === undefined || isDeferred(initialSize) || isDeferred(size)) return;
  const [now, before] = [parseQuantity(String(size ?? initialSize)), parseQuantity(String(initialSize))];
  if (now === undefined || before === undefined || now === before) return;
  if (now < before) {
    checks.fail(
      'KW2017',
      `${prefix}size is ${size}, less than the ${initialSize} that the claim was made with`,
      'a claim can only grow: leave the size, or copy the data to a new, smaller claim',
    );
  } else if (storageClass?.allowVolumeExpansion === false) {
    checks.fail(
      'KW2017',
      `${prefix}size is more than ${initialSize}, but claims of StorageClass ${storageClass.storageClassName} can't grow`,
      'use a class with allowVolumeExpansion, or copy the data to a new claim',
    );
  }
}

function checkNamespace(checks: Checks, prop: string, reference: ClaimReference | undefined, scope: IConstruct): void {
  const [own, other] = [namespaceOf(scope), reference?.namespace];
  if (other === undefined || isDeferred(other) || isDeferred(own) || other === own) return;
  const place = Construct.isConstruct(reference) ? ` of ${reference.node.path}` : '';
  checks.fail(
    'KW2019',
    `${prop} is the claim ${reference!.claimName}${place} in namespace ${other}, which pods of ${own ?? 'another'} can't mount`,
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

/** KW2012: an absolute path. */
export function checkPath(checks: Checks, prop: string, path: unknown): void {
  checks.match(prop, path ?? '', ABSOLUTE_PATH, 'an absolute path without ".."');
}

/** KW2004, KW2012: an NFS server and a path on it. */
export function checkExport(
  checks: Checks,
  prop: string,
  { server, path }: { server?: unknown; path?: unknown },
): void {
  const prefix = prop === '' ? '' : `${prop}.`;
  checks.hostOrAddress(`${prefix}server`, server ?? '');
  // of version 4, a server has one root above all exports
  if (path !== '/') checkPath(checks, `${prefix}path`, path);
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
  checks.fail('KW2012', `${prop} is ${JSON.stringify(value)}`, `use a StorageClass, a claim, ${FORMS} or { nfs: … }`);
}
