import { Construct } from 'constructs';
import { isDeferred } from '../../../src/values';
import type { Checks } from '../checks';
import { parseQuantity } from '../quantity';
import { backendOf, checkAccessModes, checkVolumeMode } from './access-modes';
import type { ClaimStorage, StorageClassReference } from './types';

/** What a claim is for. */
export interface ClaimUse {
  /**
   * Size where the claim names none.
   * @default - not looked at
   */
  readonly size?: string;
  /**
   * What it is to be to a container.
   * @default - whatever its class has
   */
  readonly volumeMode?: unknown;
}

/** KW2002, KW2003, KW2012, KW2013, KW2014, KW2016, KW2017: looks at a claim of a class, and at what the class can do. */
export function checkClaim(checks: Checks, prop: string, claim: Omit<ClaimStorage, 'type'>, use: ClaimUse): void {
  const { storageClass, storageClassName, size, initialSize } = claim;
  const of = (key: string) => (prop === '' ? key : `${prop}.${key}`);
  checks
    .known(of('storageClass'), storageClass, 'its fields may be known later')
    .dnsSubdomain(of('storageClassName'), storageClassName)
    .quantity(of('size'), size)
    .quantity(of('initialSize'), initialSize);
  const reference = isDeferred(storageClass) ? undefined : checkedClass(checks, of('storageClass'), storageClass);
  if (reference && storageClassName !== undefined) {
    checks.fail('KW2012', `there are both ${of('storageClass')} and ${of('storageClassName')}`, 'give one of the two');
  }
  const backend = reference && backendOf(reference);
  checkAccessModes(checks, of('accessModes'), claim.accessModes, backend);
  checkVolumeMode(checks, of('volumeMode'), use.volumeMode, backend);
  checkGrowth(checks, prop, { ...claim, storageClass: reference });
  checkRoom(checks, of('size'), size ?? initialSize ?? use.size, reference);
}

/** KW2012, KW2013: a reference to a class; it is told where its parts are sound. */
function checkedClass(checks: Checks, prop: string, reference: unknown): StorageClassReference | undefined {
  if (reference === undefined) return undefined;
  if (typeof reference !== 'object' || reference === null) {
    const shown = JSON.stringify(reference);
    checks.fail(
      'KW2012',
      `${prop} is ${shown}`,
      'use a class such as nfs.storageClass, or storageClassName for a name',
    );
    return undefined;
  }
  const { storageClassName, accessModes } = reference as Partial<StorageClassReference>;
  checks.dnsSubdomain(`${prop}.storageClassName`, storageClassName ?? '');
  if (accessModes === undefined) {
    checks.fail(
      'KW2013',
      `${prop} does not say what the class ${storageClassName} can do`,
      `add accessModes, or use { type: 'claim', storageClassName: '${storageClassName}' }`,
    );
  } else checkAccessModes(checks, `${prop}.accessModes`, accessModes);
  return Array.isArray(accessModes) ? (reference as StorageClassReference) : undefined;
}

/** KW2017: a claim that one of the volumes has room for, where all have been made beforehand. */
function checkRoom(
  checks: Checks,
  prop: string,
  size: string | undefined,
  storageClass: StorageClassReference | undefined,
): void {
  const { largest } = storageClass ?? {};
  if (largest === undefined || size === undefined || isDeferred(size)) return;
  const [asked, there] = [parseQuantity(String(size)), parseQuantity(largest)];
  if (asked === undefined || there === undefined || asked <= there) return;
  const place = Construct.isConstruct(storageClass) ? storageClass.node.path : storageClass!.storageClassName;
  checks.fail(
    'KW2017',
    `${prop} is ${size}, but the largest volume of ${place} has ${largest}`,
    'ask for less, or add a volume that is large enough',
  );
}

/** KW2016: storage that can be written to. */
export function checkWritable(checks: Checks, prop: string, accessModes: unknown): void {
  if (!Array.isArray(accessModes) || accessModes.length === 0) return;
  if (!accessModes.every(mode => mode === 'ReadOnlyMany')) return;
  checks.fail('KW2016', `${prop} is for reading only`, 'use storage that can be written to');
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
