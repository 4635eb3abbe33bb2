import { k8s } from 'cdk8s-plus-28';
import type { Construct, IConstruct } from 'constructs';
import { type Checks, checkedLater } from '../checks';
import { clusterScoped } from '../cluster-scoped';
import type { StringMap } from '../labels';
import { namespaceOf } from '../namespace-of';
import { quantity } from '../parts';
import { checkExportPath } from './paths';
import type { AccessMode, VolumeMode } from './types';

/** Settings of a volume that somebody made. */
export interface StaticVolumeProps {
  /** Name of the claim. */
  readonly name: string;
  readonly labels: StringMap;
  /** What the volume is, and where. */
  readonly source: Pick<k8s.PersistentVolumeSpec, 'nfs' | 'local' | 'hostPath' | 'nodeAffinity' | 'mountOptions'>;
  readonly accessModes: readonly AccessMode[];
  readonly size: string;
  /**
   * Size that the claim was made with, where `size` has grown since: such a claim can't be changed.
   * @default - `size`
   */
  readonly initialSize?: string;
  readonly volumeMode?: VolumeMode;
  /**
   * StorageClass of both, where something depends on it such as the time of binding.
   * @default - none
   */
  readonly storageClassName?: string;
}

/** A volume that somebody made, and the claim that has it. */
export interface StaticVolume {
  readonly persistentVolume: k8s.KubePersistentVolume;
  readonly claim: k8s.KubePersistentVolumeClaim;
}

/**
 * A volume that somebody made, and the claim that has it. Each names the other, so no third one gets in between, and
 * the volume stays when the claim is deleted.
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume
 */
export function staticVolume(scope: Construct, props: StaticVolumeProps): StaticVolume {
  const namespace = namespaceOf(scope);
  const { name, volumeMode } = props;
  const storageClassName = props.storageClassName ?? '';
  const accessModes = [...props.accessModes];
  const persistentVolume = clusterScoped(
    new k8s.KubePersistentVolume(scope, 'Volume', {
      // a namespace holds no dot, so no other claim's volume has this name
      metadata: { name: `${namespace}.${name}`, labels: { ...props.labels } },
      spec: {
        capacity: { storage: quantity(props.size) },
        accessModes,
        volumeMode,
        persistentVolumeReclaimPolicy: 'Retain',
        storageClassName,
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name },
        ...props.source,
      },
    }),
  );
  const claim = new k8s.KubePersistentVolumeClaim(scope, 'Claim', {
    metadata: { name, namespace, labels: { ...props.labels } },
    spec: {
      accessModes,
      volumeMode,
      storageClassName,
      resources: { requests: { storage: quantity(props.initialSize ?? props.size) } },
      volumeName: persistentVolume.name,
    },
  });
  claim.addDependency(persistentVolume);
  return { persistentVolume, claim };
}

/** An export of an NFS server. */
export function nfsSource(
  scope: IConstruct,
  { server, path }: { readonly server: string; readonly path: string },
  mountOptions?: readonly string[],
): StaticVolumeProps['source'] {
  const checked = (value: string, look: (checks: Checks, known: string) => void) =>
    checkedLater(scope, value, look, known => known);
  const nfs = {
    server: checked(server, (checks, known) => checks.hostOrAddress('server', known)),
    path: checked(path, (checks, known) => checkExportPath(checks, 'path', known)),
  };
  return { nfs, mountOptions: mountOptions?.length ? [...mountOptions] : undefined };
}

/** The one node that a place is on. */
export function onNode(node: string): k8s.VolumeNodeAffinity {
  return {
    required: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] }],
    },
  };
}
