import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { derived } from '../../src/values';
import { Checks } from '../common/checks';
import { type Database, hostOf } from '../common/connections';
import { workloadLabels } from '../common/labels';
import { IS_NAME } from '../common/names';
import { namespaceOf } from '../common/namespace-of';
import { WorkloadPolicy } from '../common/network-policy';
import { type FullResources, mergeResources, type Resources, resourceRequirements } from '../common/resources';
import { type Scheduling, schedulingFields } from '../common/scheduling';
import { restrictedContainer, restrictedPod } from '../common/security';
import { checkStorage, DataVolume, type Storage } from '../common/storage';
import { backupScript, restoreScript } from './backup-script';

/** How a database is backed up. */
export interface MariaDbBackupOptions {
  /**
   * When, as cron has it.
   * @default '0 3 * * *', at three in the morning
   */
  readonly schedule?: string;
  /**
   * Time zone of the schedule, as the tz database names it.
   * @default - that of the controller manager, UTC as a rule
   */
  readonly timeZone?: string;
  /**
   * Days after which a backup is removed. The last one always stays.
   * @default 7
   */
  readonly retentionDays?: number;
  /**
   * Where the backups are kept: rather not on the machine that keeps the database.
   * @default - a claim of 10Gi of the cluster's default StorageClass
   */
  readonly storage?: Storage;
  /**
   * Compute resources of the job.
   * @default - 50m CPU and 64Mi memory, at most 512Mi
   */
  readonly resources?: Resources;
}

/** Settings of a {@link MariaDbBackup}. */
export interface MariaDbBackupProps extends MariaDbBackupOptions {
  /** The database, and an account that may read all of it. */
  readonly database: Database;
  /** Name of the objects. */
  readonly name: string;
  /** Name of the suspended CronJob. */
  readonly restoreName: string;
  /** The system that the backup is part of. */
  readonly partOf: string;
  /** Image with `mariadb-dump`, best the server's own. */
  readonly image: string;
  /**
   * On which nodes the job may run.
   * @default - any
   */
  readonly scheduling?: Scheduling;
}

const USER = 999;
const DEFAULT_RESOURCES: FullResources = {
  cpuRequest: '50m',
  memoryRequest: '64Mi',
  memoryLimit: '512Mi',
};

/**
 * A CronJob that dumps one database into a compressed file on a claim, and removes old ones.
 *
 * A dump appears under its name only when it is complete, so an interrupted job leaves no half backup. Beside it is a
 * suspended CronJob that never runs by itself; a Job made from it restores the last dump:
 * `kubectl create job restore --from=cronjob/blog-mariadb-restore`.
 */
export class MariaDbBackup extends Construct {
  public readonly cronJob: k8s.KubeCronJob;
  /** The suspended CronJob that Jobs are made from to restore a dump. */
  public readonly restoreCronJob: k8s.KubeCronJob;
  public readonly volume: DataVolume;

  /** @throws KubewrightError KW2001 for retentionDays, KW2010 for the schedule, and what the storage may throw */
  public constructor(scope: Construct, id: string, props: MariaDbBackupProps) {
    super(scope, id);
    const { name, database } = props;
    const schedule = props.schedule ?? '0 3 * * *';
    const retentionDays = props.retentionDays ?? 7;
    const storage = props.storage ?? { type: 'claim' };
    const checks = new Checks(this)
      .known('backup.name', name, IS_NAME)
      .known('backup.restoreName', props.restoreName, IS_NAME)
      .schedule('backup.schedule', schedule)
      .integer('backup.retentionDays', retentionDays, 1)
      .match(
        'backup.timeZone',
        props.timeZone,
        /^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/,
        'a name such as Asia/Shanghai',
      );
    checkStorage(checks, 'backup.storage', storage, this, { size: '10Gi' });
    const resources = mergeResources(checks, props.resources, DEFAULT_RESOURCES);
    checks.done();

    const { partOf } = props;
    const { labels, podLabels, selector } = workloadLabels(
      { name: 'mariadb-backup', instance: name, component: 'backup', partOf },
      props.image,
    );
    new WorkloadPolicy(this, 'Policy', { name, labels, selector }).allowDns().allowTo(database.service);
    database.allowFrom?.({ podLabels: selector, namespace: namespaceOf(this) });
    this.volume = new DataVolume(this, 'Data', { name, labels, storage, size: '10Gi' });
    const jobTemplate = (script: string, container: string): k8s.JobTemplateSpec => ({
      spec: {
        backoffLimit: 3,
        activeDeadlineSeconds: 6 * 3600,
        template: {
          metadata: { labels: podLabels },
          spec: this.podSpec(props, retentionDays, resources, script, container),
        },
      },
    });
    const metadata = { labels: podLabels };
    this.cronJob = new k8s.KubeCronJob(this, 'CronJob', {
      metadata: { name, ...metadata },
      spec: {
        schedule,
        timeZone: props.timeZone,
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: jobTemplate(backupScript, 'dump'),
      },
    });
    this.restoreCronJob = new k8s.KubeCronJob(this, 'Restore', {
      metadata: { name: props.restoreName, ...metadata },
      spec: {
        // a day that never comes, should somebody resume it
        schedule: '0 0 31 2 *',
        suspend: true,
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 3600,
        jobTemplate: jobTemplate(restoreScript, 'restore'),
      },
    });
    if (this.volume.claim) {
      this.cronJob.addDependency(this.volume.claim);
      this.restoreCronJob.addDependency(this.volume.claim);
    }
  }

  private podSpec(
    props: MariaDbBackupProps,
    retentionDays: number,
    resources: FullResources,
    script: string,
    container: string,
  ): k8s.PodSpec {
    const { service, database, user, password } = props.database;
    return {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      restartPolicy: 'Never',
      securityContext: restrictedPod(USER),
      ...schedulingFields(props.scheduling),
      containers: [
        {
          name: container,
          image: props.image,
          imagePullPolicy: 'IfNotPresent',
          command: ['/bin/bash', '-c', script],
          env: [
            { name: 'DB_HOST', value: hostOf(service, namespaceOf(this)) },
            { name: 'DB_PORT', value: derived(service.port, String) },
            { name: 'DB_NAME', value: database },
            { name: 'DB_USER', value: user },
            { name: 'RETENTION_DAYS', value: derived(retentionDays, String) },
          ],
          resources: resourceRequirements(resources),
          securityContext: restrictedContainer,
          volumeMounts: [
            { name: 'backups', mountPath: '/backups' },
            { name: 'password', mountPath: '/run/secrets/mariadb', readOnly: true },
            { name: 'tmp', mountPath: '/tmp' },
          ],
        },
      ],
      volumes: [
        this.volume.volume('backups'),
        {
          name: 'password',
          secret: { secretName: password.name, defaultMode: 0o440, items: [{ key: password.key, path: 'password' }] },
        },
        { name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('16Mi') } },
      ],
    };
  }
}
