import type { Resources } from '../common/resources';
import type { Scheduling } from '../common/scheduling';
import type { Storage } from '../common/storage';
import type { MariaDbBackupOptions } from './backup';
import type { MariaDbConfiguration } from './server-config';

/** A Secret with MariaDB's passwords that is there already. */
export interface MariaDbSecret {
  /** Name of the Secret, in the namespace of the database. */
  readonly name: string;
  /**
   * Key with the password of the application's account.
   * @default 'password'
   */
  readonly passwordKey?: string;
  /**
   * Key with the password of root.
   * @default 'root-password'
   */
  readonly rootPasswordKey?: string;
}

/** MariaDB's passwords themselves, as values that are known later: no password stands in a program. */
export interface MariaDbPasswords {
  readonly values: {
    /** Password of the application's account: an output. */
    readonly password: string;
    /** Password of root: an output. */
    readonly rootPassword: string;
  };
}

/** Where MariaDB's passwords come from. */
export type MariaDbCredentials = MariaDbSecret | MariaDbPasswords;

/** Settings of a {@link MariaDb}. */
export interface MariaDbProps {
  /**
   * Name of the objects.
   * @default - the construct's path below its chart, such as `blog-mariadb`
   */
  readonly name?: string;
  /**
   * The server's image: an official `mariadb` image, or one laid out like it.
   * @default - the release of long-term support that `images.mariadb` names
   */
  readonly image?: string;
  /**
   * Name of the database that is made at the first start.
   * @default 'app'
   */
  readonly database?: string;
  /**
   * Name of the account that is made at the first start, with all rights in the database.
   * @default - the name of the database
   */
  readonly user?: string;
  /**
   * The passwords: a Secret, or outputs of which one is made. MariaDB reads them at its first start only: a later
   * change has to be made in SQL too.
   * @default - random values, made once inside the cluster and kept, see {@link GeneratedSecret}
   */
  readonly credentials?: MariaDbCredentials;
  /**
   * Where the data is kept.
   * @default - a claim of 10Gi of the cluster's default StorageClass
   */
  readonly storage?: Storage;
  /**
   * Options of the server, over the defaults: `{ 'max-connections': 200 }`.
   * @default - see the README
   */
  readonly configuration?: MariaDbConfiguration;
  /**
   * Compute resources.
   * @default - 100m CPU and 512Mi memory, at most 1Gi
   */
  readonly resources?: Resources;
  /**
   * Backups of the database.
   * @default - every night to a claim of 10Gi, kept for 7 days; `false` for none
   */
  readonly backup?: MariaDbBackupOptions | false;
  /**
   * On which nodes it may run.
   * @default - any
   */
  readonly scheduling?: Scheduling;
}
