import type { PodGroup, SecretKey, ServiceReference } from '../common/connections';
import type { Resources } from '../common/resources';
import type { Scheduling } from '../common/scheduling';
import type { ClaimReference, Storage } from '../common/storage';

/** Archives of GNU tar on another claim: each a whole copy, which any machine can unpack. */
export interface ArchiveTarget {
  /** Where the archives are kept: rather not on the machine or the server that keeps the source. */
  readonly storage: Storage;
  /**
   * Days after which an archive is removed. The last one always stays, and none is removed while the source is empty.
   * @default 7
   */
  readonly retentionDays?: number;
}

/** A bucket of a server that speaks S3. */
export interface S3Bucket {
  /** URL of the server, without a path: `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;
  /** Name of the bucket, which must be there. */
  readonly bucket: string;
  /**
   * Folder in the bucket.
   * @default - the namespace and the name of the backup, such as `shop/uploads-backup`
   */
  readonly prefix?: string;
  /**
   * Region, for servers that have several.
   * @default - as the server says
   */
  readonly region?: string;
  /** A Secret with the account's keys. */
  readonly credentials: {
    /** Name of the Secret, in the namespace of the backup. */
    readonly name: string;
    /**
     * Key with the ID of the access key.
     * @default 'access-key-id'
     */
    readonly accessKeyIdKey?: string;
    /**
     * Key with the secret access key.
     * @default 'secret-access-key'
     */
    readonly secretAccessKeyKey?: string;
  };
  /**
   * The Service behind the endpoint, where it is in the cluster or in a private network: network policies let the job
   * connect to it and to nothing else.
   * @default - the endpoint is on the internet, or an address
   */
  readonly service?: ServiceReference;
}

/** Snapshots that stay, by age; a snapshot that one of the rules keeps stays. */
export interface KeepRules {
  /** @default 0 */
  readonly last?: number;
  /** @default 0 */
  readonly hourly?: number;
  /** @default 7, if no rule is given */
  readonly daily?: number;
  /** @default 4, if no rule is given */
  readonly weekly?: number;
  /** @default 6, if no rule is given */
  readonly monthly?: number;
  /** @default 0 */
  readonly yearly?: number;
}

/** An encrypted repository of restic in a bucket: each snapshot takes only the room of what changed. */
export interface RepositoryTarget {
  readonly s3: S3Bucket;
  /** The password that encrypts the repository. Who loses it has no backup: keep it outside the cluster, too. */
  readonly password: SecretKey;
  /**
   * Snapshots that stay.
   * @default - one of each of the last 7 days, 4 weeks and 6 months
   */
  readonly keep?: KeepRules;
  /**
   * Share of the stored data that each run reads back and verifies, in percent, besides the repository's structure.
   * @default 1
   */
  readonly checkPercent?: number;
  /**
   * Room for restic's cache and temporary files on the node.
   * @default '2Gi'
   */
  readonly cacheSize?: string;
}

/** Where backups go to. */
export type BackupTarget = ArchiveTarget | RepositoryTarget;

/** A claim to back up, or the volume of one of our constructs, such as `wordpress.volume`. */
export type BackupSource = ClaimReference | { readonly reference?: ClaimReference };

/** Settings of a {@link VolumeBackup}. */
export interface VolumeBackupProps {
  /**
   * Name of the objects.
   * @default - the construct's path below its chart, such as `uploads-backup`
   */
  readonly name?: string;
  /** What is backed up: a claim of the same namespace. The job mounts it for reading only. */
  readonly source: BackupSource;
  /** Where the backups are kept. */
  readonly to: BackupTarget;
  /**
   * The user who owns the files, and so can read and restore all of them: 33 for WordPress, 999 for MariaDB and Redis.
   * root is no choice, since Pod Security "restricted" forbids it.
   */
  readonly user: number;
  /**
   * Group of the files, best the `fsGroup` of the pods that use the source: a restore hands the volume to it.
   * @default - the user's number
   */
  readonly group?: number;
  /**
   * The pods that use the source, where only one node can mount it (it lacks `ReadWriteMany` and `ReadOnlyMany`): the
   * job runs on their node. While none of them runs, the job waits, and fails by its deadline. `false` where no pod uses
   * it, or it is a place on one node, which every pod goes to anyway.
   * @default - none; it must be given where only one node can mount the source
   */
  readonly colocateWith?: PodGroup | false;
  /**
   * When, as cron has it.
   * @default '30 3 * * *', at half past three in the morning
   */
  readonly schedule?: string;
  /**
   * Time zone of the schedule, as the tz database names it.
   * @default - that of the controller manager, UTC as a rule
   */
  readonly timeZone?: string;
  /**
   * Whether the schedule stands still. Jobs can still be made from the CronJob.
   * @default false
   */
  readonly suspend?: boolean;
  /**
   * What is left out: names of files and folders, or ends of their paths, such as `*.log` or `wp-content/cache`. `*`
   * and `?` stand for what is between two `/`.
   * @default - nothing but `lost+found` at the top
   */
  readonly exclude?: readonly string[];
  /**
   * Seconds after which a job is stopped, also one that waits for its volumes.
   * @default 21600, six hours
   */
  readonly activeDeadlineSeconds?: number;
  /**
   * Hours without a successful backup after which the alert fires.
   * @default - the longest time between two runs of the schedule, the deadline, and one hour
   */
  readonly maxAgeHours?: number;
  /**
   * Image of the job: one with GNU tar for archives, one with restic for a repository.
   * @default - `images.debian`, or `images.restic`
   */
  readonly image?: string;
  /**
   * Compute resources of the job.
   * @default - 50m CPU and 64Mi memory, at most 256Mi, for archives; 100m and 128Mi, at most 1Gi, for a repository
   */
  readonly resources?: Resources;
  /**
   * On which nodes the job may run.
   * @default - any, or the one of `colocateWith`
   */
  readonly scheduling?: Scheduling;
}
