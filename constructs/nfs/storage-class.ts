import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Checks } from '../common/checks';
import { clusterScoped } from '../common/cluster-scoped';
import type { StringMap } from '../common/labels';
import { IS_NAME } from '../common/names';
import {
  type AccessMode,
  type ClaimStorage,
  checkDefaultClass,
  defaultClassAnnotation,
  type StorageClassReference,
  type VolumeMode,
} from '../common/storage';
import { checkClass } from './check-class';
import type { NfsDriver } from './driver';
import type { NfsOnDelete, NfsStorageClassProps } from './props';

/** What a provisioner gives to its classes. */
export interface NfsClassSettings {
  readonly driver: NfsDriver;
  /** Name of the class, unless the props have another. */
  readonly name: string;
  readonly labels: StringMap;
  /** What tells the class from the provisioner's others; none for its first one. */
  readonly id?: string;
  readonly props: NfsStorageClassProps & { readonly server: string; readonly path: string };
}

/** What a claim may say beside its class. */
export type NfsClaimOptions = Omit<ClaimStorage, 'type' | 'storageClass' | 'storageClassName'>;

/**
 * A class of volumes, each a folder of an NFS export. It stands wherever a construct takes storage, and is made by
 * {@link NfsProvisioner}. Whoever has claims of it comes after the provisioner, and goes before it.
 *
 * @example
 * new MariaDb(chart, 'db', { storage: nfs.storageClass.claim({ size: '20Gi' }) });
 */
export class NfsStorageClass extends Construct implements StorageClassReference {
  public readonly storageClassName: string;
  public readonly accessModes: readonly AccessMode[];
  public readonly volumeModes: readonly VolumeMode[] = ['Filesystem'];
  public readonly allowVolumeExpansion: boolean;
  public readonly storageClass: k8s.KubeStorageClass;

  /**
   * Made by {@link NfsProvisioner} and its `addStorageClass`.
   * @throws KubewrightError as they do
   */
  public constructor(scope: Construct, id: string, { driver, name, labels, id: ownId, props }: NfsClassSettings) {
    super(scope, id);
    const checks = new Checks(this)
      .known('storageClassName', props.storageClassName, IS_NAME)
      .dnsSubdomain('storageClassName', props.storageClassName);
    checkClass(checks, driver.name, props);
    if (props.isDefault) checkDefaultClass(checks, this);
    checks.done();

    this.storageClassName = props.storageClassName ?? name;
    this.accessModes = driver.accessModes;
    this.allowVolumeExpansion = props.allowVolumeExpansion ?? driver.canGrow;
    const { provisioner, parameters, by } = driver.serve({ ...props, onDelete: onDeleteOf(props) }, ownId);
    this.storageClass = clusterScoped(
      new k8s.KubeStorageClass(this, 'Resource', {
        metadata: {
          name: this.storageClassName,
          labels: { ...labels },
          annotations: defaultClassAnnotation(props.isDefault ?? false),
        },
        provisioner,
        parameters: { ...parameters },
        reclaimPolicy: props.reclaimPolicy ?? 'Delete',
        volumeBindingMode: props.volumeBindingMode ?? 'Immediate',
        allowVolumeExpansion: this.allowVolumeExpansion,
        mountOptions: props.mountOptions?.length ? [...props.mountOptions] : undefined,
      }),
    );
    this.node.addDependency(...by);
  }

  /** A claim of the class, for a construct's `storage`. */
  public claim(options: NfsClaimOptions = {}): ClaimStorage {
    return { ...options, type: 'claim', storageClass: this };
  }
}

/** A folder of a chosen name is one to come back to, and there can't be two archives of it. */
function onDeleteOf({ onDelete, archiveOnDelete, pathPattern, subDir }: NfsStorageClassProps): NfsOnDelete {
  if (onDelete !== undefined) return onDelete;
  if (archiveOnDelete !== undefined) return archiveOnDelete ? 'archive' : 'delete';
  return pathPattern === undefined && subDir === undefined ? 'archive' : 'retain';
}
