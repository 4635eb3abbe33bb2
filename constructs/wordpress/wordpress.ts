import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { derived, type LiveValue } from '../../src/values';
import { checkedLater } from '../common/checks';
import { configHash } from '../common/config-hash';
import { type Database, hostOf, type PodGroup, type SecretKey, type ServiceReference } from '../common/connections';
import { orEmpty, withDefaults } from '../common/defaults';
import { disruptionBudget } from '../common/disruption-budget';
import { ExposedService } from '../common/exposed-service';
import { isBehindProxy } from '../common/exposure';
import { images } from '../common/images';
import { type StringMap, systemOf, workloadLabels } from '../common/labels';
import { appendName, objectName, SHORT_NAME } from '../common/names';
import { namespaceOf } from '../common/namespace-of';
import { WorkloadPolicy } from '../common/network-policy';
import { quantity } from '../common/parts';
import { httpProbe, leaveEndpointsFirst } from '../common/probes';
import { isSeveral } from '../common/replicas';
import { type FullResources, resourceRequirements } from '../common/resources';
import { roomFor } from '../common/room';
import { type Scheduling, schedulingFields, spreadOverNodes } from '../common/scheduling';
import { restrictedContainer, restrictedPod } from '../common/security';
import { DataVolume, isShared } from '../common/storage';
import { GeneratedSecret } from '../generated-secret';
import { apacheConfig, type FullPhpLimits, PORT, postMaxSize } from './apache-config';
import { checkApache, checkProps, checkUploadSize } from './check-props';
import { installScript } from './install-script';
import type { WordPressProps } from './props';
import { WordPressScheduler } from './scheduler';
import { secretKeyLengths, secretKeys, wordPressConfig } from './wordpress-config';

/** The user `www-data` of Debian's images. */
const USER = 33;
const CONTENT = '/var/www/html/wp-content';
const SECRETS = '/run/secrets/wordpress';
const DEFAULT_PHP: FullPhpLimits = {
  memoryLimit: '256M',
  uploadMaxFilesize: '64M',
  maxExecutionTime: 60,
  maxInputVars: 3000,
};

/**
 * WordPress under Apache: a Deployment, its Service, a claim for `wp-content`, a CronJob for WordPress's timed tasks,
 * and a NetworkPolicy that lets in nobody but who was connected.
 *
 * Its pods pass Pod Security "restricted" with the official image: Apache runs as `www-data` and listens at 8080.
 *
 * @example
 * const database = new MariaDb(chart, 'mariadb');
 * const wordpress = new WordPress(chart, 'wordpress', { database, expose: { type: 'nodePort' } });
 */
export class WordPress extends Construct {
  /** WordPress's Service, for a proxy to connect to. */
  public readonly service: ServiceReference;
  public readonly deployment: k8s.KubeDeployment;
  public readonly configMap: k8s.KubeConfigMap;
  /** The Service object and, where it is exposed so, the Ingress. */
  public readonly exposed: ExposedService;
  /** Where WordPress answers, where no proxy is in front of it. */
  public readonly url: LiveValue<string>;
  /** The volume that keeps `wp-content`. */
  public readonly volume: DataVolume;
  /** The CronJob for timed tasks, unless there is none. */
  public readonly scheduler?: WordPressScheduler;
  /** The budget of disruptions, with more than one pod. */
  public readonly disruptionBudget?: k8s.KubePodDisruptionBudget;
  /** Largest request body that PHP takes, such as `65m`. */
  public readonly maxBodySize: string;
  /** Seconds that PHP lets a request calculate. */
  public readonly maxExecutionTime: number;
  private readonly policy: WorkloadPolicy;
  private readonly podLabels: StringMap;

  /**
   * @throws KubewrightError KW2001 for numbers, KW2002 for resources and sizes, KW2003 and KW2008 for the name, KW2004
   * and KW2006 for the exposure, KW2005 for the image, KW2007 for Secrets, KW2009 for several pods without shared
   * storage, KW2010 for the schedule, KW2011 for a folder of a node, KW2012 for PHP's limits and the prefix,
   * KW2014 for what has to be known
   */
  public constructor(scope: Construct, id: string, given: WordPressProps) {
    super(scope, id);
    const props = orEmpty(given);
    const name = objectName(this, props.name);
    const image = props.image ?? images.wordpress;
    const replicas = props.replicas ?? 1;
    const storage = props.storage ?? { type: 'claim' };
    const expose = props.expose ?? { type: 'clusterIp' };
    const php = withDefaults(DEFAULT_PHP, props.php);
    const resources = checkProps(this, props, { ...props, image, replicas, storage, expose, php });

    const partOf = systemOf(this);
    const { labels, podLabels, selector } = workloadLabels(
      { name: 'wordpress', instance: name, component: 'web', partOf },
      image,
    );
    this.podLabels = selector;
    this.maxBodySize = checkedLater(this, php.uploadMaxFilesize, checkUploadSize, postMaxSize);
    this.maxExecutionTime = php.maxExecutionTime;
    this.service = { name, namespace: namespaceOf(this), port: 80, pods: { podLabels: selector, port: PORT } };

    const internet = props.internet ?? true;
    this.policy = new WorkloadPolicy(this, 'Policy', { name, labels, selector }).allowDns();
    if (internet) this.policy.allowInternet(80, 443);
    if (expose.type !== 'clusterIp') this.policy.allowFromAnywhere(PORT);
    const schedule = props.schedule ?? '*/5 * * * *';
    const apache = { php, workers: props.workers ?? 12 };
    const config = {
      'apache.conf': checkedLater(this, apache, checkApache, known =>
        apacheConfig(known.php, known.workers, isBehindProxy(expose)),
      ),
      'wp-config-extra.php': wordPressConfig(internet, schedule !== false, props.configExtra ?? ''),
    };
    this.configMap = new k8s.KubeConfigMap(this, 'Config', { metadata: { name, labels: { ...labels } }, data: config });
    this.volume = new DataVolume(this, 'Data', { name, labels, storage, size: '10Gi', shares: true });
    this.exposed = new ExposedService(this, 'Exposed', {
      name,
      labels,
      selector,
      exposure: expose,
      maxBodySize: this.maxBodySize,
    });
    this.url = this.exposed.url;
    const keys = props.keys?.name ?? this.generateKeys(name, props.scheduling);
    this.deployment = new k8s.KubeDeployment(this, 'Deployment', {
      metadata: { name, labels: podLabels },
      spec: {
        replicas,
        selector: { matchLabels: { ...selector } },
        // a volume of one node can't be mounted by the new pod while the old one has it
        strategy: isShared(storage)
          ? {
              type: 'RollingUpdate',
              rollingUpdate: {
                maxSurge: k8s.IntOrString.fromNumber(1),
                maxUnavailable: k8s.IntOrString.fromNumber(0),
              },
            }
          : { type: 'Recreate' },
        template: {
          metadata: { labels: podLabels, annotations: configHash(config) },
          spec: {
            ...this.podSpec(props, image, resources, keys),
            topologySpreadConstraints: isSeveral(replicas) ? spreadOverNodes(selector) : undefined,
          },
        },
      },
    });
    this.deployment.addDependency(this.policy, this.configMap, this.volume);
    if (isSeveral(replicas)) this.disruptionBudget = disruptionBudget(this, name, labels, selector);
    this.connectTo(props.database);
    if (schedule !== false) {
      this.scheduler = new WordPressScheduler(this, 'Scheduler', {
        name: appendName(this, name, 'cron', SHORT_NAME),
        partOf: partOf,
        service: this.service,
        schedule,
        image: images.nginx,
        scheduling: props.scheduling,
      });
      this.allowFrom({ podLabels: this.scheduler.podLabels, namespace: this.service.namespace });
    }
  }

  /** Lets pods connect to WordPress. */
  public allowFrom(client: PodGroup): void {
    this.policy.allowFrom(PORT, client);
  }

  /** Lets anybody connect to WordPress. */
  public allowFromAnywhere(): void {
    this.policy.allowFromAnywhere(PORT);
  }

  private connectTo(database: Database): void {
    this.policy.allowTo(database.service);
    database.allowFrom?.({ podLabels: this.podLabels, namespace: this.service.namespace });
    if (Construct.isConstruct(database)) this.deployment.addDependency(database);
  }

  private generateKeys(name: string, scheduling?: Scheduling): string {
    return new GeneratedSecret(this, 'Secrets', {
      name: appendName(this, name, 'keys', SHORT_NAME),
      keys: secretKeyLengths,
      scheduling,
    }).secretName;
  }

  private podSpec(props: WordPressProps, image: string, resources: FullResources, keys: string): k8s.PodSpec {
    const { database } = props;
    const address = { host: hostOf(database.service, this.service.namespace), port: database.service.port };
    return {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 60,
      securityContext: restrictedPod(USER),
      ...schedulingFields(props.scheduling),
      initContainers: [
        {
          name: 'install',
          image,
          imagePullPolicy: 'IfNotPresent',
          command: ['/bin/sh', '-c', installScript],
          resources: resourceRequirements(resources),
          securityContext: restrictedContainer,
          volumeMounts: [
            { name: 'program', mountPath: '/program' },
            { name: 'content', mountPath: '/content' },
          ],
        },
      ],
      containers: [
        {
          name: 'wordpress',
          image,
          imagePullPolicy: 'IfNotPresent',
          args: ['apache2-foreground', '-f', '/etc/apache2/kubewright/apache.conf'],
          env: [
            { name: 'WORDPRESS_DB_HOST', value: derived(address, ({ host, port }) => `${host}:${port}`) },
            { name: 'WORDPRESS_DB_NAME', value: database.database },
            { name: 'WORDPRESS_DB_USER', value: database.user },
            { name: 'WORDPRESS_DB_PASSWORD_FILE', value: `${SECRETS}/database-password` },
            { name: 'WORDPRESS_TABLE_PREFIX', value: props.tablePrefix ?? 'wp_' },
            ...secretKeys.map(({ key, variable }) => ({ name: variable, value: `${SECRETS}/${key}` })),
            {
              name: 'WORDPRESS_CONFIG_EXTRA',
              valueFrom: { configMapKeyRef: { name: this.configMap.name, key: 'wp-config-extra.php' } },
            },
          ],
          ports: [{ name: 'http', containerPort: PORT, protocol: 'TCP' }],
          // a page that needs PHP and the database tells that the pod can serve; a file that needs neither tells that
          // Apache is alive, and a database that is down restarts no pod
          startupProbe: httpProbe('/wp-includes/images/blank.gif', 'http', {
            periodSeconds: 5,
            timeoutSeconds: 5,
            failureThreshold: 60,
          }),
          readinessProbe: httpProbe('/wp-login.php', 'http', {
            periodSeconds: 10,
            timeoutSeconds: 10,
            failureThreshold: 3,
          }),
          livenessProbe: httpProbe('/wp-includes/images/blank.gif', 'http', {
            periodSeconds: 15,
            timeoutSeconds: 10,
            failureThreshold: 6,
          }),
          lifecycle: leaveEndpointsFirst,
          resources: resourceRequirements(resources),
          securityContext: restrictedContainer,
          volumeMounts: [
            // nobody who gets into PHP can change the program
            { name: 'program', mountPath: '/var/www/html', readOnly: true },
            { name: 'content', mountPath: CONTENT },
            { name: 'secrets', mountPath: SECRETS, readOnly: true },
            { name: 'config', mountPath: '/etc/apache2/kubewright', readOnly: true },
            { name: 'run', mountPath: '/var/run/apache2' },
            { name: 'lock', mountPath: '/var/lock/apache2' },
            { name: 'tmp', mountPath: '/tmp' },
          ],
        },
      ],
      volumes: [
        { name: 'program', emptyDir: { sizeLimit: k8s.Quantity.fromString('1Gi') } },
        this.volume.volume('content'),
        { name: 'secrets', projected: { defaultMode: 0o440, sources: secretSources(database.password, keys) } },
        {
          name: 'config',
          configMap: { name: this.configMap.name, items: [{ key: 'apache.conf', path: 'apache.conf' }] },
        },
        { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('16Mi') } },
        { name: 'lock', emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('16Mi') } },
        // PHP puts uploads here before it looks at them
        { name: 'tmp', emptyDir: { sizeLimit: quantity(roomFor(this.maxBodySize, 8)) } },
      ],
    };
  }
}

/** Password and keys as files: the environment of a process is shown by phpinfo() and in many an error report. */
function secretSources(password: SecretKey, keys: string): k8s.VolumeProjection[] {
  return [
    { secret: { name: password.name, items: [{ key: password.key, path: 'database-password' }] } },
    { secret: { name: keys, items: secretKeys.map(({ key }) => ({ key, path: key })) } },
  ];
}
