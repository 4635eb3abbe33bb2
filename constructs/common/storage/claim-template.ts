import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { StringMap } from '../labels';
import { namespaceOf } from '../namespace-of';
import { type ClaimOptions, claimSpec, followClass } from './claim-spec';
import type { ClaimStorage } from './types';

/** Keeps Argo CD and Flux from deleting what is no longer among the manifests. */
const NOT_PRUNED = {
  'argocd.argoproj.io/sync-options': 'Prune=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
} as const;

/** Settings of the claims of a StatefulSet's pods. */
export interface ClaimTemplateProps extends ClaimOptions {
  /** Name of the template. */
  readonly name: string;
  /** Labels in the template. They can't be changed later. */
  readonly labels: StringMap;
  /** Labels of claims that are objects of their own. */
  readonly claimLabels: StringMap;
  readonly storage: ClaimStorage;
  /** Name of the StatefulSet. */
  readonly workload: string;
  /** Ordinals of its pods. */
  readonly ordinals: readonly number[];
}

/** A StatefulSet's template of claims and, where the claims have grown since it was made, the claims themselves. */
export interface ClaimTemplate {
  readonly template: k8s.KubePersistentVolumeClaimProps;
  /** The claims by name that are larger than the template says. */
  readonly grown: readonly k8s.KubePersistentVolumeClaim[];
}

/**
 * Makes the template of a StatefulSet's claims.
 *
 * The template can't be changed. A claim can grow, though, and one of the name that a pod will look for is taken as it
 * is: so claims that have grown are objects of their own, and the template stays as it was.
 * @see https://github.com/kubernetes/enhancements/issues/4650
 */
export function claimTemplate(scope: Construct, props: ClaimTemplateProps): ClaimTemplate {
  const { name, storage, workload } = props;
  const initial = { ...storage, size: storage.initialSize ?? storage.size };
  const hasGrown = storage.initialSize !== undefined && storage.size !== undefined && storage.size !== initial.size;
  const ordinals = hasGrown ? props.ordinals : [];
  const grown = ordinals.map(ordinal => {
    const claim = new k8s.KubePersistentVolumeClaim(scope, `Claim-${name}-${ordinal}`, {
      metadata: {
        name: claimNameOf(name, workload, ordinal),
        namespace: namespaceOf(scope),
        labels: { ...props.claimLabels },
        // fewer pods leave their claims out of the manifests, and in the cluster
        annotations: { ...NOT_PRUNED },
      },
      spec: claimSpec(storage, props),
    });
    followClass(claim, storage);
    return claim;
  });
  return { template: { metadata: { name, labels: { ...props.labels } }, spec: claimSpec(initial, props) }, grown };
}

/** The name of the claim that a StatefulSet makes for one of its pods. */
export function claimNameOf(template: string, workload: string, ordinal: number): string {
  return `${template}-${workload}-${ordinal}`;
}
