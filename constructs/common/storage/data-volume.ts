import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { StringMap } from '../labels';
import { namespaceOf } from '../namespace-of';
import { quantity } from '../parts';
import { claimSpec, followClass } from './claim-spec';
import { accessModesOf, type ResolvedStorage, resolveStorage } from './resolved';
import { nfsSource, onNode, type StaticVolumeProps, staticVolume } from './static-volume';
import type { ClaimReference, Storage } from './types';

/** Settings of a {@link DataVolume}. */
export interface DataVolumeProps {
  /** Name of the claim. */
  readonly name: string;
  /** Labels of the claim. */
  readonly labels: StringMap;
  readonly storage: Storage;
  /** Size where the storage names none. */
  readonly size: string;
  /**
   * Whether pods on several nodes share it, now or once there are several.
   * @default false
   */
  readonly shares?: boolean;
}

/** The volume of a pod that keeps data, with the claim (and the volume, where it is a given place) that it takes. */
export class DataVolume extends Construct {
  /** The claim, where one is made. */
  public readonly claim?: k8s.KubePersistentVolumeClaim;
  /** The claim, for whoever else mounts it: none where there is no storage. */
  public readonly reference?: ClaimReference;
  private readonly emptyDir?: k8s.EmptyDirVolumeSource;

  public constructor(scope: Construct, id: string, props: DataVolumeProps) {
    super(scope, id);
    const storage = resolveStorage(props.storage);
    const { name } = props;
    const namespace = namespaceOf(this);
    if (storage.type === 'none') {
      this.emptyDir = { sizeLimit: quantity(props.size) };
      return;
    }
    if (storage.type === 'existingClaim') {
      const { claimName, accessModes, reference } = storage;
      this.reference = { claimName, accessModes: accessModes ?? ['ReadWriteOnce'], namespace };
      if (Construct.isConstruct(reference)) this.node.addDependency(reference);
      return;
    }
    const shares = props.shares ?? false;
    if (storage.type === 'claim') {
      this.claim = new k8s.KubePersistentVolumeClaim(this, 'Claim', {
        metadata: { name, namespace, labels: { ...props.labels } },
        spec: claimSpec(storage, { size: props.size, shares }),
      });
      followClass(this.claim, storage);
      this.reference = { claimName: name, accessModes: accessModesOf(storage, shares), namespace };
      return;
    }
    const place = placeOf(this, storage);
    const { labels } = props;
    this.claim = staticVolume(this, { ...place, name, labels, size: storage.size ?? props.size }).claim;
    this.reference = { claimName: name, accessModes: place.accessModes, namespace };
  }

  /** The entry of the pod's `volumes`. */
  public volume(name: string): k8s.Volume {
    if (this.emptyDir) return { name, emptyDir: this.emptyDir };
    return { name, persistentVolumeClaim: { claimName: this.reference!.claimName } };
  }
}

function placeOf(
  scope: Construct,
  storage: Extract<ResolvedStorage, { type: 'hostPath' | 'nfs' }>,
): Pick<StaticVolumeProps, 'source' | 'accessModes'> {
  if (storage.type === 'nfs') {
    return { source: nfsSource(scope, storage, storage.mountOptions), accessModes: ['ReadWriteMany'] };
  }
  return {
    source: { local: { path: storage.path }, nodeAffinity: onNode(storage.node) },
    accessModes: ['ReadWriteOnce'],
  };
}
