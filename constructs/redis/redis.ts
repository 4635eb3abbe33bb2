import { Construct } from 'constructs';
import { Checks, checkedLater } from '../common/checks';
import type { PodGroup, SecretKey, ServiceReference } from '../common/connections';
import { orEmpty } from '../common/defaults';
import { GivenSecret } from '../common/given-secret';
import { images } from '../common/images';
import { systemOf, workloadLabels } from '../common/labels';
import { appendName, objectName, SHORT_NAME } from '../common/names';
import { isSeveral } from '../common/replicas';
import { GeneratedSecret } from '../generated-secret';
import { StatefulService } from '../stateful-service';
import { checkPolicy, checkProps, metricsOf } from './check-props';
import { hasValues } from './credentials';
import { METRICS_PORT, redisPods } from './pods';
import type { RedisProps, RedisSecret } from './props';
import { CONFIG, configureScript, healthScript } from './scripts';
import { checkConfiguration, serverConfig } from './server-config';

/**
 * Redis: one server, or a primary and replicas that follow it, each with a claim of its own and a name that stays. Clients
 * write to the primary and may read from any; a NetworkPolicy lets in nobody but who was connected.
 *
 * There is no automatic failover. The primary is the pod of one ordinal: when it is gone, Kubernetes starts it anew under
 * its name and with its data, and the replicas find it again. Until then they answer reads, and writes fail.
 *
 * Its pods pass Pod Security "restricted" with the official image.
 *
 * @example
 * const redis = new Redis(chart, 'redis', { replicas: 3, storage: nfs.storageClass });
 * redis.allowFrom({ podLabels: { app: 'shop' } });
 */
export class Redis extends Construct {
  /** Where clients write, and read what was written: the primary. */
  public readonly service: ServiceReference;
  /** Where clients may read what can be a moment old: any pod that is ready. There is none with a single pod. */
  public readonly reads?: ServiceReference;
  /** Password of all clients. */
  public readonly password: SecretKey;
  /** The pods, their claims and Services. */
  public readonly statefulService: StatefulService;
  /** The Secret that is made of the password, where it is given. */
  public readonly secret?: GivenSecret;
  private readonly hasMetrics: boolean;

  /**
   * @throws KubewrightError KW2001 for replicas and the primary's ordinal, KW2002 for resources and sizes, KW2003 and
   * KW2008 for names, KW2005 for images, KW2007 for the Secret, KW2012 for options, and for what would lose data, KW2014
   * for what has to be known, KW2015 for a password in plain text
   */
  public constructor(scope: Construct, id: string, given?: RedisProps) {
    super(scope, id);
    const props = orEmpty(given);
    const name = objectName(this, props.name);
    const image = props.image ?? images.redis;
    const resources = checkProps(this, props);
    const { replicas = 1, primaryOrdinal = 0, persistence = 'aof', maxmemoryPolicy = 'noeviction' } = props;
    const metrics = metricsOf(props);
    this.hasMetrics = metrics !== false;
    if (hasValues(props.credentials)) {
      const labelled = { name: 'redis', instance: name, component: 'database', partOf: systemOf(this) };
      this.secret = new GivenSecret(this, 'Secrets', {
        name: appendName(this, name, 'secrets'),
        labels: workloadLabels(labelled, image).labels,
        values: { password: props.credentials.values.password },
      });
    }
    const { name: secretName, passwordKey = 'password' } = this.secretOf(name, props);
    this.password = { name: secretName, key: passwordKey };
    const config = checkedLater(
      this,
      {
        memoryLimit: resources.server.memoryLimit,
        maxmemoryPolicy,
        configuration: props.configuration ?? {},
      },
      (later, known) => {
        later.quantity('resources.memoryLimit', known.memoryLimit);
        checkPolicy(later, known.maxmemoryPolicy);
        checkConfiguration(later, known.configuration);
      },
      known => serverConfig({ ...known, persistence }),
    );
    this.statefulService = new StatefulService(this, 'Server', {
      name,
      program: 'redis',
      component: 'database',
      replicas,
      primaryOrdinal,
      readService: isSeveral(replicas),
      // a replica that starts anew must not wait for a primary that is away; each waits for it by its readiness
      podManagementPolicy: 'Parallel',
      scheduling: props.scheduling,
      ...redisPods({ ...props, image, resources, metrics, password: this.password }),
      config: {
        mountPath: CONFIG,
        files: {
          'redis.conf': config,
          'configure.sh': configureScript({
            name,
            primaryOrdinal,
            primaryService: appendName(this, name, 'primary'),
            persistence,
            hasMetrics: this.hasMetrics,
          }),
          'health.sh': healthScript,
        },
      },
    });
    this.service = this.statefulService.service;
    this.reads = this.statefulService.reads;
    if (this.secret) this.statefulService.statefulSet.addDependency(this.secret);
  }

  /** Lets pods connect to Redis. */
  public allowFrom(client: PodGroup): void {
    this.statefulService.allowFrom(client);
  }

  /**
   * Lets pods, such as those of Prometheus, read the metrics.
   * @throws KubewrightError KW2013 where there is no exporter
   */
  public allowMetricsFrom(client: PodGroup): void {
    if (!this.hasMetrics) new Checks(this).fail('KW2013', 'metrics is missing', 'set metrics to true').done();
    this.statefulService.allowFrom(client, METRICS_PORT);
  }

  /**
   * The name of a pod in DNS, such as `redis-0.redis.cache.svc`.
   * @throws KubewrightError KW2001 for an ordinal that no pod has
   */
  public podHost(ordinal: number): string {
    return this.statefulService.podHost(ordinal);
  }

  private secretOf(name: string, { credentials, scheduling }: RedisProps): RedisSecret {
    if (this.secret) return { name: this.secret.secret.name };
    if (credentials && !hasValues(credentials)) return credentials;
    const secret = new GeneratedSecret(this, 'Secrets', {
      name: appendName(this, name, 'secrets', SHORT_NAME),
      keys: { password: 32 },
      scheduling,
    });
    return { name: secret.secretName };
  }
}
