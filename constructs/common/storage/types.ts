/**
 * How a volume may be mounted: by the pods of one node, by a single pod (CSI drivers only), by pods of many nodes, or by
 * many for reading only.
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
 */
export type AccessMode = 'ReadWriteOnce' | 'ReadWriteOncePod' | 'ReadWriteMany' | 'ReadOnlyMany';

/** What a volume is to a container: a folder, or a raw device. */
export type VolumeMode = 'Filesystem' | 'Block';

/**
 * A StorageClass and what its volumes can do. Ours are such references; one that the cluster has already is written
 * down: `{ storageClassName: 'fast', accessModes: ['ReadWriteOnce'] }`.
 */
export interface StorageClassReference {
  /** Name of the class. */
  readonly storageClassName: string;
  /** How volumes of the class can be mounted. */
  readonly accessModes: readonly AccessMode[];
  /**
   * What volumes of the class can be to a container.
   * @default ['Filesystem']
   */
  readonly volumeModes?: readonly VolumeMode[];
  /**
   * Whether a claim of the class can grow.
   * @default - not known
   */
  readonly allowVolumeExpansion?: boolean;
  /**
   * Size of the largest volume, where all have been made beforehand.
   * @default - volumes are made as large as claims ask for
   */
  readonly largest?: string;
}

/** A claim that a pod can mount: one of ours, or one that is there already. */
export interface ClaimReference {
  /** Name of the claim. */
  readonly claimName: string;
  /** How the claim may be mounted. */
  readonly accessModes: readonly AccessMode[];
  /**
   * Namespace of the claim, which has to be that of the pods.
   * @default - that of the pods
   */
  readonly namespace?: string;
}

/** A claim that is made for the workload, of a StorageClass. */
export interface ClaimStorage {
  readonly type: 'claim';
  /**
   * StorageClass of the claim, by its name alone.
   * @default - that of `storageClass`, or the cluster's default class
   */
  readonly storageClassName?: string;
  /**
   * StorageClass of the claim with what it can do, such as `nfs.storageClass`: what it can't do is refused.
   * @default - the class that `storageClassName` names
   */
  readonly storageClass?: StorageClassReference;
  /**
   * Size of the claim.
   * @default - see the construct
   */
  readonly size?: string;
  /**
   * Size that the claim was made with, where it has grown since. The claims of a StatefulSet are made of a template
   * that can't be changed, so it stays here, and `size` says what the claims have grown to.
   * @default - `size`
   */
  readonly initialSize?: string;
  /**
   * How the volume may be mounted. Several pods share a volume only by `ReadWriteMany`, which NFS can do.
   * @default - `['ReadWriteMany']` for files that pods share, where `storageClass` can do it, else `['ReadWriteOnce']`
   */
  readonly accessModes?: readonly AccessMode[];
}

/** A claim that exists already, in the namespace of the workload. */
export interface ExistingClaimStorage {
  readonly type: 'existingClaim';
  /** Name of the claim. */
  readonly claimName: string;
  /**
   * How the claim may be mounted.
   * @default ['ReadWriteOnce']
   */
  readonly accessModes?: readonly AccessMode[];
}

/**
 * A folder of one node. It becomes a `local` volume, which ties the pod to the node and has its ownership set by the
 * kubelet, as a `hostPath` volume has not; no pod needs to be privileged for it. The folder must exist.
 */
export interface HostPathStorage {
  readonly type: 'hostPath';
  /** Absolute path of the folder on the node. */
  readonly path: string;
  /** Name of the node (its label `kubernetes.io/hostname`). */
  readonly node: string;
  /**
   * Size that is told to Kubernetes; nobody enforces it.
   * @default - see the construct
   */
  readonly size?: string;
}

/** A folder that an NFS server exports. */
export interface NfsExport {
  /** Name or address of the server, as the nodes reach it. */
  readonly server: string;
  /** Absolute path of the folder on the server, which must exist. */
  readonly path: string;
}

/** An export of an NFS server, mounted as it is: a volume and a claim that nobody else can take. */
export interface NfsStorage {
  readonly nfs: NfsExport & {
    /**
     * Size that is told to Kubernetes; nobody enforces it.
     * @default - see the construct
     */
    readonly size?: string;
    /**
     * Options of the mount, such as `nfsvers=4.1`.
     * @default - those of the node's NFS client
     */
    readonly mountOptions?: readonly string[];
  };
}

/** No storage that outlives the pod: for trying things out. */
export interface NoStorage {
  readonly type: 'none';
}

/** Where a workload's data is kept. */
export type Storage =
  | ClaimStorage
  | ExistingClaimStorage
  | HostPathStorage
  | NoStorage
  | NfsStorage
  | StorageClassReference
  | ClaimReference;
