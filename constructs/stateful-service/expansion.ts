import type { IConstruct } from 'constructs';
import { Checks } from '../common/checks';
import { parseQuantity } from '../common/quantity';
import { checkGrowth, type StorageClassReference } from '../common/storage';

/** One step on the way to larger claims. */
export interface ExpansionStep {
  /** What to do. */
  readonly text: string;
  /** A command for it, where there is one. */
  readonly command?: string;
}

/** Claims of one template that are to grow. */
export interface Expansion {
  readonly scope: IConstruct;
  /** Name of the template. */
  readonly claim: string;
  readonly namespace: string | undefined;
  /** Names of the claims. */
  readonly claimNames: readonly string[];
  /** Size that the template says. */
  readonly initialSize: string;
  /** Size that the claims have. */
  readonly currentSize: string;
  readonly size: string;
  readonly storageClassName?: string;
  readonly storageClass?: StorageClassReference;
}

/**
 * What to do for larger claims: a StatefulSet's template can't be changed, so the claims are made objects of their own.
 * @throws KubewrightError KW2002 for what is no size, KW2017 for one that is not larger, or a class that can't grow
 */
export function expansionSteps(expansion: Expansion): ExpansionStep[] {
  const { scope, claim, size, initialSize, currentSize, storageClass, storageClassName } = expansion;
  const checks = new Checks(scope);
  if (checks.isGiven('size', size)) checks.quantity('size', size);
  checkGrowth(checks, `claims.${claim}`, { size, initialSize: currentSize, storageClass });
  if (parseQuantity(size) === parseQuantity(currentSize)) {
    checks.fail('KW2017', `the claims have ${size} already`, 'choose a larger size');
  }
  checks.done();
  const inNamespace = expansion.namespace === undefined ? '' : ` -n ${expansion.namespace}`;
  const names = expansion.claimNames.join(' ');
  const className = storageClass?.storageClassName ?? storageClassName;
  return [
    {
      text: `Look whether the class${className ? '' : ', the default one,'} lets claims grow: ALLOWVOLUMEEXPANSION is to be "true".`,
      command: ['kubectl get storageclasses', className].filter(Boolean).join(' '),
    },
    {
      text:
        `Set the storage of claims.${claim} to { type: 'claim', size: '${size}', initialSize: '${initialSize}', … }: ` +
        'the template stays as it is, and each claim becomes an object of its own.',
    },
    {
      text: 'Apply the manifests. The claims were made by the StatefulSet controller, from which the size is taken over.',
      command: 'kubectl apply --server-side --force-conflicts -f dist/',
    },
    {
      text: `Wait until each claim has ${size}. Some drivers enlarge the file system only when its pod starts anew.`,
      command: `kubectl${inNamespace} get persistentvolumeclaims ${names} -w`,
    },
  ];
}
