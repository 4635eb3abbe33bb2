import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { isDeferred } from '../../src/values';
import { Checks, checkedLater } from '../common/checks';
import { configHash } from '../common/config-hash';
import {
  DATABASE_NAME,
  type Database,
  type PodGroup,
  type SecretKey,
  type ServiceReference,
} from '../common/connections';
import { orEmpty } from '../common/defaults';
import { GivenSecret } from '../common/given-secret';
import { images } from '../common/images';
import { type StringMap, systemOf, workloadLabels } from '../common/labels';
import { appendName, objectName, SHORT_NAME } from '../common/names';
import { namespaceOf } from '../common/namespace-of';
import { WorkloadPolicy } from '../common/network-policy';
import { execProbe } from '../common/probes';
import { type FullResources, mergeResources, resourceRequirements } from '../common/resources';
import { type Scheduling, schedulingFields } from '../common/scheduling';
import { restrictedContainer, restrictedPod } from '../common/security';
import { checkStorage, claimTemplate, DataVolume, followClass, resolveStorage } from '../common/storage';
import { GeneratedSecret } from '../generated-secret';
import { MariaDbBackup } from './backup';
import { checkCredentials, hasValues } from './credentials';
import type { MariaDbProps, MariaDbSecret } from './props';
import { checkConfiguration, serverConfig } from './server-config';

/** Not root, and as {@link DATABASE_NAME}. */
const ACCOUNT = /^(?!root$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}$/;

/** The user `mysql` of the official image. */
const USER = 999;
const PORT = 3306;
const DEFAULT_RESOURCES: FullResources = {
  cpuRequest: '100m',
  memoryRequest: '512Mi',
  memoryLimit: '1Gi',
};
const HEALTHY = ['healthcheck.sh', '--connect', '--innodb_initialized'];

/**
 * One MariaDB server: a StatefulSet with a claim and a headless Service, a Service for clients, its configuration, a
 * nightly backup, and a NetworkPolicy that lets in nobody but the clients that were connected.
 *
 * Its pod passes Pod Security "restricted" with the official image.
 *
 * @example
 * const database = new MariaDb(chart, 'mariadb', { database: 'shop' });
 * database.allowFrom({ podLabels: { app: 'shop' } });
 */
export class MariaDb extends Construct implements Database {
  public readonly service: ServiceReference;
  public readonly database: string;
  public readonly user: string;
  public readonly password: SecretKey;
  /** Password of root. */
  public readonly rootPassword: SecretKey;
  public readonly statefulSet: k8s.KubeStatefulSet;
  public readonly configMap: k8s.KubeConfigMap;
  /** The Service that clients use. */
  public readonly clientService: k8s.KubeService;
  /** The Service that gives the pod its DNS name. */
  public readonly headlessService: k8s.KubeService;
  /** The backups, unless there are none. */
  public readonly backup?: MariaDbBackup;
  /** The claim or volume, where it is not made from the StatefulSet's template. */
  public readonly volume?: DataVolume;
  /** The Secret that is made of the passwords, where they are given. */
  public readonly secret?: GivenSecret;
  private readonly policy: WorkloadPolicy;

  /**
   * @throws KubewrightError KW2002 for resources and sizes, KW2003 and KW2008 for the name, KW2005 for the image,
   * KW2007 for the Secret, KW2011 for a folder of a node, KW2012 for the database and the user, KW2014 for what has to
   * be known, KW2015 for a password in plain text
   */
  public constructor(scope: Construct, id: string, given?: MariaDbProps) {
    super(scope, id);
    const props = orEmpty(given);
    const name = objectName(this, props.name);
    const image = props.image ?? images.mariadb;
    const storage = props.storage ?? { type: 'claim' };
    this.database = props.database ?? 'app';
    this.user = props.user ?? this.database;
    const configuration = isDeferred(props.configuration) ? {} : (props.configuration ?? {});
    const checks = new Checks(this)
      .allKnown(props, 'configuration', 'backup', 'scheduling')
      .image('image', image)
      .match('database', this.database, DATABASE_NAME, 'up to 64 letters, digits, "_" and "-", not starting with "-"')
      .match('user', this.user, ACCOUNT, 'an account other than root: up to 80 letters, digits, "_", "." and "-"');
    checkConfiguration(checks, configuration);
    checkCredentials(checks, props.credentials);
    checkStorage(checks, 'storage', storage, this, { size: '10Gi' });
    const resources = mergeResources(checks, props.resources, DEFAULT_RESOURCES);
    checks.done();

    const partOf = systemOf(this);
    const { labels, podLabels, selector } = workloadLabels(
      { name: 'mariadb', instance: name, component: 'database', partOf },
      image,
    );
    const config = checkedLater(
      this,
      { memoryLimit: resources.memoryLimit, configuration },
      (later, known) => {
        later.quantity('resources.memoryLimit', known.memoryLimit);
        checkConfiguration(later, known.configuration);
      },
      known => serverConfig(known.memoryLimit, known.configuration),
    );
    if (hasValues(props.credentials)) {
      const { password, rootPassword } = props.credentials.values;
      this.secret = new GivenSecret(this, 'Secrets', {
        name: appendName(this, name, 'secrets'),
        labels,
        values: { password, 'root-password': rootPassword },
      });
    }
    const credentials = this.secretOf(name, props);
    this.password = { name: credentials.name, key: credentials.passwordKey ?? 'password' };
    this.rootPassword = { name: credentials.name, key: credentials.rootPasswordKey ?? 'root-password' };
    this.service = { name, namespace: namespaceOf(this), port: PORT, pods: { podLabels: selector, port: PORT } };

    this.policy = new WorkloadPolicy(this, 'Policy', { name, labels, selector });
    this.configMap = new k8s.KubeConfigMap(this, 'Config', {
      metadata: { name, labels: { ...labels } },
      data: { 'kubewright.cnf': config },
    });
    this.clientService = this.makeService('Service', name, labels, selector);
    this.headlessService = this.makeService('Headless', appendName(this, name, 'headless'), labels, selector, true);
    const kept = resolveStorage(storage);
    const claims =
      kept.type === 'claim'
        ? claimTemplate(this, {
            name: 'data',
            labels: selector,
            claimLabels: labels,
            storage: kept,
            size: '10Gi',
            workload: name,
            ordinals: [0],
          })
        : undefined;
    if (!claims) this.volume = new DataVolume(this, 'Data', { name, labels, storage, size: '10Gi' });
    this.statefulSet = new k8s.KubeStatefulSet(this, 'StatefulSet', {
      metadata: { name, labels: podLabels },
      spec: {
        serviceName: this.headlessService.name,
        replicas: 1,
        selector: { matchLabels: { ...selector } },
        template: {
          metadata: {
            labels: podLabels,
            annotations: configHash({ config }),
          },
          spec: this.podSpec(image, resources, props.scheduling),
        },
        volumeClaimTemplates: claims && [claims.template],
      },
    });
    this.statefulSet.addDependency(this.policy, this.configMap, this.headlessService);
    if (this.volume) this.statefulSet.addDependency(this.volume);
    if (claims) this.statefulSet.addDependency(...claims.grown);
    if (kept.type === 'claim') followClass(this.statefulSet, kept);
    if (this.secret) this.statefulSet.addDependency(this.secret);
    if (props.backup !== false) {
      this.backup = new MariaDbBackup(this, 'Backup', {
        ...props.backup,
        database: this,
        name: appendName(this, name, 'backup', SHORT_NAME),
        restoreName: appendName(this, name, 'restore', SHORT_NAME),
        partOf,
        image,
        scheduling: props.scheduling,
      });
      if (this.secret) this.backup.node.addDependency(this.secret);
    }
  }

  /** Lets pods connect to the server. */
  public allowFrom(client: PodGroup): void {
    this.policy.allowFrom(PORT, client);
  }

  private secretOf(name: string, { credentials, scheduling }: MariaDbProps): MariaDbSecret {
    if (this.secret) return { name: this.secret.secret.name };
    if (credentials && !hasValues(credentials)) return credentials;
    const secret = new GeneratedSecret(this, 'Secrets', {
      name: appendName(this, name, 'secrets', SHORT_NAME),
      keys: { password: 32, 'root-password': 32 },
      scheduling,
    });
    return { name: secret.secretName };
  }

  private makeService(
    id: string,
    name: string,
    labels: StringMap,
    selector: StringMap,
    isHeadless = false,
  ): k8s.KubeService {
    return new k8s.KubeService(this, id, {
      metadata: { name, labels: { ...labels } },
      spec: {
        type: 'ClusterIP',
        clusterIp: isHeadless ? 'None' : undefined,
        // a pod's own name is to resolve before it is ready
        publishNotReadyAddresses: isHeadless || undefined,
        selector: { ...selector },
        ports: [{ name: 'mysql', protocol: 'TCP', port: PORT, targetPort: k8s.IntOrString.fromString('mysql') }],
      },
    });
  }

  private podSpec(image: string, resources: FullResources, scheduling?: Scheduling): k8s.PodSpec {
    return {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      // a clean stop writes all changed pages, and spares the recovery at the next start
      terminationGracePeriodSeconds: 120,
      securityContext: restrictedPod(USER),
      ...schedulingFields(scheduling),
      containers: [
        {
          name: 'mariadb',
          image,
          imagePullPolicy: 'IfNotPresent',
          env: [
            { name: 'MARIADB_DATABASE', value: this.database },
            { name: 'MARIADB_USER', value: this.user },
            { name: 'MARIADB_PASSWORD_FILE', value: '/run/secrets/mariadb/password' },
            { name: 'MARIADB_ROOT_PASSWORD_FILE', value: '/run/secrets/mariadb/root-password' },
            // root is for the pod itself: nobody is to use it over the network
            { name: 'MARIADB_ROOT_HOST', value: 'localhost' },
            // brings the system tables up to a newer image, and makes the account of the health check
            { name: 'MARIADB_AUTO_UPGRADE', value: '1' },
          ],
          ports: [{ name: 'mysql', containerPort: PORT, protocol: 'TCP' }],
          // the first start, an upgrade or a recovery may take its time
          startupProbe: execProbe(HEALTHY, { periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 180 }),
          readinessProbe: execProbe(HEALTHY, { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 }),
          livenessProbe: execProbe(HEALTHY.slice(0, 2), { periodSeconds: 15, timeoutSeconds: 10, failureThreshold: 6 }),
          resources: resourceRequirements(resources),
          securityContext: restrictedContainer,
          volumeMounts: [
            { name: 'data', mountPath: '/var/lib/mysql' },
            { name: 'config', mountPath: '/etc/mysql/conf.d', readOnly: true },
            { name: 'passwords', mountPath: '/run/secrets/mariadb', readOnly: true },
            { name: 'run', mountPath: '/run/mysqld' },
            { name: 'tmp', mountPath: '/tmp' },
          ],
        },
      ],
      volumes: [
        ...(this.volume ? [this.volume.volume('data')] : []),
        { name: 'config', configMap: { name: this.configMap.name } },
        {
          name: 'passwords',
          secret: {
            secretName: this.password.name,
            defaultMode: 0o440,
            items: [
              { key: this.password.key, path: 'password' },
              { key: this.rootPassword.key, path: 'root-password' },
            ],
          },
        },
        { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('16Mi') } },
        { name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('2Gi') } },
      ],
    };
  }
}
