import { Construct } from 'constructs';
import { derived, type LiveValue } from '../../src/values';
import { Checks } from '../common/checks';
import type { Database, PodGroup, ServiceReference } from '../common/connections';
import { orEmpty } from '../common/defaults';
import { checkExposure, type Exposure } from '../common/exposure';
import { nameSystem } from '../common/labels';
import { appendName, objectName, SHORT_NAME } from '../common/names';
import type { Scheduling } from '../common/scheduling';
import { checkStorage, resolveStorage, type Storage } from '../common/storage';
import { GeneratedSecret } from '../generated-secret';
import { MariaDb, type MariaDbCredentials, type MariaDbProps } from '../mariadb';
import { NginxProxy, type NginxProxyProps } from '../nginx';
import type { WordPressProps } from './props';
import { WordPress } from './wordpress';
import { secretKeyLengths } from './wordpress-config';

/** Settings of a {@link WordPressSite}. */
export interface WordPressSiteProps {
  /**
   * Name that the objects' names start with.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /**
   * How the site is reached.
   * @default - at a port of every node that the cluster picks
   */
  readonly expose?: Exposure;
  /**
   * Number of WordPress's pods; more than one need storage of `ReadWriteMany`.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Where `wp-content` is kept and, if it is a claim of a class, of which class the database's and the backups'
   * claims are. A folder of a node, or a claim that exists, is for `wp-content` alone: see `database`.
   * @default - claims of 10Gi of the cluster's default StorageClass
   */
  readonly storage?: Storage;
  /**
   * The database.
   * @default - a {@link MariaDb} of its own
   */
  readonly database?: Database | WordPressSiteDatabase;
  /**
   * Secret with WordPress's keys and salts, see {@link WordPressProps.keys}.
   * @default - made once inside the cluster and kept
   */
  readonly keys?: { readonly name: string };
  /**
   * The proxy in front of WordPress; `false` for none.
   * @default - nginx with two pods
   */
  readonly nginx?: WordPressSiteNginx | false;
  /**
   * On which nodes the site's pods may run, where a part says nothing else.
   * @default - any
   */
  readonly scheduling?: Scheduling;
  /**
   * Further settings of WordPress: limits of PHP, image, resources.
   * @default - WordPress's own
   */
  readonly wordpress?: Omit<WordPressProps, 'database' | 'name' | 'expose' | 'replicas' | 'storage' | 'keys'>;
}

/** What the longest suffix of a part's name, `-mariadb-restore`, leaves of a short name. */
const LONGEST_NAME = SHORT_NAME - '-mariadb-restore'.length;

/** Settings of the site's own MariaDB. Database and account are called `wordpress` unless they say otherwise. */
export type WordPressSiteDatabase = Omit<MariaDbProps, 'name'>;

/** Settings of the site's nginx. */
export type WordPressSiteNginx = Omit<NginxProxyProps, 'name' | 'upstream' | 'expose' | 'maxBodySize'>;

/**
 * A whole WordPress site: MariaDB with nightly backups, WordPress, nginx in front, passwords that are in no manifest,
 * and NetworkPolicies that let through the site's traffic and no other.
 *
 * Without props it works on a kubeadm cluster that has a default StorageClass. All its pods pass Pod Security
 * "restricted".
 *
 * @example
 * new WordPressSite(chart, 'blog', {
 *   expose: { type: 'ingress', host: 'blog.example.com', tlsSecretName: 'blog-tls' },
 * });
 */
export class WordPressSite extends Construct {
  /** The database that WordPress uses. */
  public readonly database: Database;
  /** The site's own MariaDB, unless the database is elsewhere. */
  public readonly mariadb?: MariaDb;
  public readonly wordpress: WordPress;
  /** The proxy in front, unless there is none. */
  public readonly nginx?: NginxProxy;
  /** Where the site answers. */
  public readonly url: LiveValue<string>;
  /** The generated passwords and keys, unless all of them come from Secrets that exist already. */
  public readonly secret?: GeneratedSecret;

  /** @throws KubewrightError what {@link MariaDb}, {@link WordPress} and {@link NginxProxy} throw */
  public constructor(scope: Construct, id: string, given?: WordPressSiteProps) {
    super(scope, id);
    const props = orEmpty(given);
    const name = objectName(this, props.name, LONGEST_NAME);
    nameSystem(this, name);
    const expose = props.expose ?? { type: 'nodePort' };
    const checks = new Checks(this).allKnown(props, 'database', 'keys', 'nginx', 'scheduling', 'storage', 'wordpress');
    checkExposure(checks, 'expose', expose);
    if (props.storage !== undefined) checkStorage(checks, 'storage', props.storage, this);
    if (props.database === null || !['undefined', 'object'].includes(typeof props.database)) {
      checks.fail(
        'KW2012',
        'database is no object',
        'give settings of a MariaDb, or { service, database, user, password }',
      );
    }
    checks.done();
    const own = props.database === undefined || !isDatabase(props.database) ? (props.database ?? {}) : undefined;
    const external = props.database && isDatabase(props.database) ? props.database : undefined;

    const passwords: Record<string, number> =
      own && !own.credentials ? { 'mariadb-password': 32, 'mariadb-root-password': 32 } : {};
    const keys = { ...passwords, ...(props.keys ? {} : secretKeyLengths) };
    if (Object.keys(keys).length > 0) {
      this.secret = new GeneratedSecret(this, 'Secrets', {
        name: appendName(this, name, 'secrets', SHORT_NAME),
        keys,
        scheduling: props.scheduling,
      });
    }
    if (own) this.mariadb = this.makeMariaDb(name, { scheduling: props.scheduling, ...own }, props.storage);
    this.database = external ?? this.mariadb!;
    this.wordpress = new WordPress(this, 'WordPress', {
      scheduling: props.scheduling,
      ...props.wordpress,
      name: appendName(this, name, 'wordpress'),
      database: this.database,
      replicas: props.replicas,
      storage: props.storage,
      keys: props.keys ?? { name: this.secret!.secretName },
      expose: props.nginx === false ? expose : { type: 'clusterIp' },
    });
    if (props.nginx !== false) {
      this.nginx = new NginxProxy(this, 'Nginx', {
        scheduling: props.scheduling,
        proxyTimeoutSeconds: derived(this.wordpress.maxExecutionTime, known => Math.max(60, known)),
        ...props.nginx,
        name: appendName(this, name, 'nginx'),
        upstream: this.wordpress.service,
        expose,
        maxBodySize: this.wordpress.maxBodySize,
      });
      this.wordpress.allowFrom({ podLabels: this.nginx.podLabels, namespace: this.nginx.service.namespace });
      this.nginx.node.addDependency(this.wordpress);
    }
    this.url = (this.nginx ?? this.wordpress).url;
    if (this.secret) this.wordpress.node.addDependency(this.secret);
  }

  /** The site's Service, for a proxy or a `PublicEndpoint` to connect to. */
  public get service(): ServiceReference {
    return (this.nginx ?? this.wordpress).service;
  }

  /** Lets anybody connect to the site, where `expose` is `clusterIp`. */
  public allowFromAnywhere(): void {
    (this.nginx ?? this.wordpress).allowFromAnywhere();
  }

  /** Lets pods connect to the site, where `expose` is `clusterIp`. */
  public allowFrom(client: PodGroup): void {
    (this.nginx ?? this.wordpress).allowFrom(client);
  }

  private makeMariaDb(name: string, own: WordPressSiteDatabase, storage?: Storage): MariaDb {
    const mariadb = new MariaDb(this, 'MariaDb', {
      database: 'wordpress',
      storage: databaseStorage(storage),
      ...own,
      backup: own.backup === false ? false : { storage: databaseStorage(storage), ...own.backup },
      credentials: own.credentials ?? this.generatedCredentials(),
      name: appendName(this, name, 'mariadb'),
    });
    if (this.secret) mariadb.node.addDependency(this.secret);
    return mariadb;
  }

  private generatedCredentials(): MariaDbCredentials {
    return {
      name: this.secret!.secretName,
      passwordKey: 'mariadb-password',
      rootPasswordKey: 'mariadb-root-password',
    };
  }
}

function isDatabase(database: Database | WordPressSiteDatabase): database is Database {
  return 'service' in database;
}

/** The database's data, and its backups, are mounted by one pod only, whatever the site's files are. */
function databaseStorage(site: Storage | undefined): Storage | undefined {
  if (!site) return undefined;
  const storage = resolveStorage(site);
  if (storage.type === 'none') return storage;
  if (storage.type !== 'claim') return undefined;
  return { type: 'claim', storageClassName: storage.storageClassName, storageClass: storage.storageClass };
}
