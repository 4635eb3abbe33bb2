import type { Resources } from '../common/resources';
import type { Scheduling } from '../common/scheduling';

/** The program that makes the volumes: nfs-subdir-external-provisioner, or csi-driver-nfs. */
export type NfsDriverName = 'subdir' | 'csi';

/** What becomes of a folder when its volume is deleted. */
export type NfsOnDelete = 'archive' | 'delete' | 'retain';

/** Settings of a class of volumes, each a folder of an export. */
export interface NfsStorageClassOptions {
  /**
   * Name of the StorageClass.
   * @default - the provisioner's name for its first class, `NAME-ID` for another, such as `nfs-archive`
   */
  readonly storageClassName?: string;
  /**
   * Whether claims that name no class are given this one. A cluster has one such class.
   * @default false
   */
  readonly isDefault?: boolean;
  /**
   * What becomes of a folder when its volume is deleted: `archive` renames it to `archived-…`, `delete` removes it with
   * all that is in it, `retain` leaves it as it is. A volume whose folder can't be archived, since there is an archive
   * of that name, is not deleted.
   * @default 'archive'; with `pathPattern` or `subDir` 'retain', so that the next claim of the name finds its data
   */
  readonly onDelete?: NfsOnDelete;
  /**
   * The same in the older words of the subdir driver: `true` is `onDelete: 'archive'`, `false` is `onDelete: 'delete'`.
   * Driver `subdir` only.
   * @default - as `onDelete` says
   */
  readonly archiveOnDelete?: boolean;
  /**
   * Name of a volume's folder below the export, in which `${.PVC.name}`, `${.PVC.namespace}`, `${.PVC.labels.KEY}` and
   * `${.PVC.annotations.KEY}` of the claim are filled in. Whoever may make claims chooses labels and annotations, and
   * by them the folder, that of another claim too. Driver `subdir` only.
   * @default - namespace and name of the claim and name of the volume, with "-" between them
   */
  readonly pathPattern?: string;
  /**
   * Name of a volume's folder below the export, in which `${pvc.metadata.name}`, `${pvc.metadata.namespace}` and
   * `${pv.metadata.name}` are filled in. Driver `csi` only.
   * @default - name of the volume
   */
  readonly subDir?: string;
  /**
   * Permissions that a folder is given, in octal digits such as `0777`, and the exported folder itself with it; `0`
   * leaves what the server made (usually `0755` of root, which a pod can write to by its `fsGroup`). Driver `csi` only:
   * the other one always sets `0777`, on the folder alone.
   * @default '0'
   */
  readonly mountPermissions?: string;
  /**
   * Options of the mounts of volumes, such as `nfsvers=4.1`. Driver `csi` deletes folders through a mount without them.
   * @default - those of the node's NFS client
   */
  readonly mountOptions?: readonly string[];
  /**
   * Whether a volume is deleted with its claim. With `Retain` nothing becomes of the folder until somebody deletes the
   * volume, and then nothing either.
   * @default 'Delete'
   */
  readonly reclaimPolicy?: 'Delete' | 'Retain';
  /**
   * Whether a claim can be told a larger size later. The size of a folder is enforced by nobody. Driver `csi` only.
   * @default - true with driver `csi`, false with `subdir`
   */
  readonly allowVolumeExpansion?: boolean;
  /**
   * Whether a volume is made at once, or when the first pod that uses the claim is scheduled.
   * @default 'Immediate', since every node reaches the server
   */
  readonly volumeBindingMode?: 'Immediate' | 'WaitForFirstConsumer';
}

/** Settings of a further class: of the provisioner's own export, or of another one. */
export interface NfsStorageClassProps extends NfsStorageClassOptions {
  /**
   * Name or address of the server, as the nodes reach it.
   * @default - the provisioner's own
   */
  readonly server?: string;
  /**
   * Absolute path of the exported folder, which must exist.
   * @default - the provisioner's own
   */
  readonly path?: string;
}

/** Images of what stands beside the driver in its pods. */
export interface NfsSidecarImages {
  /** csi-provisioner. */
  readonly provisioner?: string;
  /** csi-resizer. */
  readonly resizer?: string;
  /** csi-snapshotter. */
  readonly snapshotter?: string;
  /** livenessprobe. */
  readonly livenessProbe?: string;
  /** csi-node-driver-registrar. */
  readonly nodeDriverRegistrar?: string;
}

/** Settings of an {@link NfsProvisioner}. */
export interface NfsProvisionerProps extends NfsStorageClassOptions {
  /**
   * Name of the objects.
   * @default - the construct's path below its chart, such as `nfs`
   */
  readonly name?: string;
  /** Name or address of the server, as the nodes reach it. */
  readonly server: string;
  /** Absolute path of the exported folder, which must exist. */
  readonly path: string;
  /**
   * The program that makes the volumes. The README has a table of what each can do.
   * @default 'subdir'
   */
  readonly driver?: NfsDriverName;
  /**
   * Namespace of the program. It is made, with the level of Pod Security that the program needs, unless it is the
   * chart's own, which has to admit the program's pods then.
   * @default 'nfs-provisioner' with driver `subdir`, 'csi-driver-nfs' with `csi`
   */
  readonly namespace?: string;
  /**
   * Image of the driver.
   * @default - the release that `images` names
   */
  readonly image?: string;
  /**
   * Compute resources of each container of the driver.
   * @default - 10m CPU and 32Mi memory, at most 128Mi; with driver `csi` at most 256Mi
   */
  readonly resources?: Resources;
  /**
   * On which nodes the provisioner (with driver `csi`: its controller) may run.
   * @default - any without a taint
   */
  readonly scheduling?: Scheduling;
  /**
   * User that makes the folders. Driver `subdir` only; anybody but root must be allowed to write by the export, and can
   * archive folders but not remove what pods have put there.
   * @default 0, since an export belongs to root where nobody has changed it
   */
  readonly runAsUser?: number;
  /**
   * Pods of the controller, of which one works and the others wait. Driver `csi` only.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * On which nodes volumes can be mounted. Driver `csi` only.
   * @default - on all, whatever their taints
   */
  readonly nodeScheduling?: Scheduling;
  /**
   * Images of the sidecars. Driver `csi` only.
   * @default - the releases that `images` names
   */
  readonly sidecarImages?: NfsSidecarImages;
  /**
   * Folder of the kubelet on the nodes. Driver `csi` only.
   * @default '/var/lib/kubelet'
   */
  readonly kubeletPath?: string;
  /**
   * Whether VolumeSnapshots can be made, each an archive on the export. The cluster must have the CRDs of
   * `snapshot.storage.k8s.io` and the snapshot controller. Driver `csi` only.
   * @default false
   */
  readonly snapshots?: boolean;
}
