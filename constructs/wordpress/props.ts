import type { Database } from '../common/connections';
import type { Exposure } from '../common/exposure';
import type { Resources } from '../common/resources';
import type { Scheduling } from '../common/scheduling';
import type { Storage } from '../common/storage';
import type { PhpLimits } from './apache-config';

/** Settings of a {@link WordPress}. */
export interface WordPressProps {
  /** The database: a {@link MariaDb}, or one elsewhere by its host and Secret. */
  readonly database: Database;
  /**
   * Name of the objects.
   * @default - the construct's path below its chart, such as `blog-wordpress`
   */
  readonly name?: string;
  /**
   * An official `wordpress` image of the Apache flavour, or one laid out like it.
   * @default - the release that `images.wordpress` names
   */
  readonly image?: string;
  /**
   * Number of pods. More than one need storage of `ReadWriteMany`, since all of them show the same uploads.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Where `wp-content` (uploads, plugins, themes) is kept. WordPress itself comes from the image at every start.
   * @default - a claim of 10Gi of the cluster's default StorageClass
   */
  readonly storage?: Storage;
  /**
   * How WordPress is reached, where no nginx is in front of it.
   * @default - by the pods that {@link allowFrom} names
   */
  readonly expose?: Exposure;
  /**
   * Secret with the keys and salts that sign cookies: `auth-key`, `secure-auth-key`, `logged-in-key`, `nonce-key`,
   * `auth-salt`, `secure-auth-salt`, `logged-in-salt`, `nonce-salt`.
   * @default - random values, made once inside the cluster and kept, see {@link GeneratedSecret}
   */
  readonly keys?: { readonly name: string };
  /**
   * Limits of PHP.
   * @default - uploads of 64M, 256M memory and 60 seconds for a request
   */
  readonly php?: PhpLimits;
  /**
   * Requests a pod serves at once. Each is a process that takes 30 to 60 MB.
   * @default 12
   */
  readonly workers?: number;
  /**
   * What the names of WordPress's tables start with.
   * @default 'wp_'
   */
  readonly tablePrefix?: string;
  /**
   * PHP to add to `wp-config.php`, such as `define('WP_POST_REVISIONS', 5);`.
   * @default - none
   */
  readonly configExtra?: string;
  /**
   * Whether WordPress may connect to ports 80 and 443 on the internet: to install plugins and look for updates.
   * Private addresses stay closed either way.
   * @default true
   */
  readonly internet?: boolean;
  /**
   * When WordPress's own timed tasks run, as cron has it; `false` leaves them to visits of pages.
   * @default every five minutes
   */
  readonly schedule?: string | false;
  /**
   * Compute resources.
   * @default - 100m CPU and 256Mi memory, at most 1Gi
   */
  readonly resources?: Resources;
  /**
   * On which nodes it may run.
   * @default - any
   */
  readonly scheduling?: Scheduling;
}
