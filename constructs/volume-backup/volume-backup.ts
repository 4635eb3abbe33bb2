import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Checks, checkedLater } from '../common/checks';
import { orEmpty } from '../common/defaults';
import { systemOf, workloadLabels } from '../common/labels';
import { appendName, objectName, SHORT_NAME } from '../common/names';
import { namespaceOf } from '../common/namespace-of';
import { WorkloadPolicy } from '../common/network-policy';
import { mergeResources } from '../common/resources';
import { DataVolume } from '../common/storage';
import { type AlertRule, backupAlerts } from './alerts';
import { archiveDefaults, archives } from './archive';
import { checkPattern, checkProps, claimOf, isRepository } from './check-props';
import { backupJob, type JobParts, restoreJob } from './jobs';
import type { VolumeBackupProps } from './props';
import { repository, repositoryDefaults } from './repository';

/**
 * A CronJob that backs a claim up: as archives of tar on another claim, or into an encrypted repository of restic in a
 * bucket. A backup appears only when it is whole, and old ones are removed by age.
 *
 * Beside it is a suspended CronJob that never runs by itself; a Job made from it restores the last backup:
 * `kubectl create job restore --from=cronjob/uploads-backup-restore`. It refuses a volume with files in it until it is
 * told what is to become of them.
 *
 * Files are copied one after another while they are in use, which is no way to back a database up: for those there is
 * {@link MariaDbBackup}.
 *
 * @example
 * new VolumeBackup(chart, 'uploads-backup', {
 *   source: site.wordpress.volume,
 *   to: { storage: nfs.storageClass },
 *   user: 33,
 * });
 */
export class VolumeBackup extends Construct {
  public readonly cronJob: k8s.KubeCronJob;
  /** The suspended CronJob that Jobs are made from to restore a backup. */
  public readonly restoreCronJob: k8s.KubeCronJob;
  /** What is left out. */
  public readonly configMap: k8s.KubeConfigMap;
  /** Where the archives are, if they are kept on a claim. */
  public readonly volume?: DataVolume;
  /** Rules of Prometheus for this backup, over the metrics of kube-state-metrics. */
  public readonly alerts: readonly AlertRule[];

  /**
   * @throws KubewrightError KW2001 for numbers, KW2002 for quantities, KW2003 and KW2008 for the name, KW2004, KW2012
   * and KW2013 for the endpoint, KW2005 for the image, KW2007 for Secrets, KW2009 for a source of one node without
   * `colocateWith`, KW2010 for the schedule, KW2012 for text and patterns, KW2014 for what has to be known, KW2016 for
   * claims that can't be read or written, KW2019 for a claim of another namespace, and what the storage may throw
   */
  public constructor(scope: Construct, id: string, given: VolumeBackupProps) {
    super(scope, id);
    const props = orEmpty(given);
    const name = objectName(this, props.name);
    const restoreName = appendName(this, name, 'restore', SHORT_NAME);
    const namespace = namespaceOf(this);
    const checks = new Checks(this);
    checkProps(checks, props, this);
    const defaults = isRepository(props.to) ? repositoryDefaults : archiveDefaults;
    const resources = mergeResources(checks, props.resources, defaults.resources);
    checks.done();

    const { to, user } = props;
    const source = claimOf(props.source)!;
    const image = props.image ?? defaults.image;
    const schedule = props.schedule ?? '30 3 * * *';
    const activeDeadlineSeconds = props.activeDeadlineSeconds ?? 6 * 3600;
    const { labels, podLabels, selector } = workloadLabels(
      { name: 'volume-backup', instance: name, component: 'backup', partOf: systemOf(this) },
      image,
    );
    if (!isRepository(to)) {
      this.volume = new DataVolume(this, 'Data', { name, labels, storage: to.storage, size: '10Gi' });
    }
    const method = isRepository(to) ? repository(to, name, namespace) : archives(to, this.volume!);
    const policy = new WorkloadPolicy(this, 'Policy', { name, labels, selector });
    method.connect(policy);
    this.configMap = new k8s.KubeConfigMap(this, 'Config', {
      metadata: { name, namespace, labels: { ...labels } },
      data: { exclude: this.patterns(props.exclude ?? []) },
    });
    const parts: JobParts = {
      name,
      podLabels,
      image,
      user,
      group: props.group ?? user,
      claimName: source.claimName,
      configName: this.configMap.name,
      activeDeadlineSeconds,
      resources,
      scheduling: props.scheduling,
      colocateWith: props.colocateWith || undefined,
      method,
    };
    this.cronJob = new k8s.KubeCronJob(this, 'CronJob', {
      metadata: { name, namespace, labels: { ...podLabels } },
      spec: {
        schedule,
        timeZone: props.timeZone,
        suspend: props.suspend,
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: backupJob(parts),
      },
    });
    this.restoreCronJob = new k8s.KubeCronJob(this, 'Restore', {
      metadata: { name: restoreName, namespace, labels: { ...podLabels } },
      spec: {
        // a day that never comes, should somebody resume it
        schedule: '0 0 31 2 *',
        suspend: true,
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 3600,
        jobTemplate: restoreJob(parts),
      },
    });
    for (const job of [this.cronJob, this.restoreCronJob]) {
      job.addDependency(policy);
      if (Construct.isConstruct(props.source)) job.addDependency(props.source);
    }
    const { maxAgeHours } = props;
    this.alerts = backupAlerts({ name, namespace, schedule, activeDeadlineSeconds, maxAgeHours });
  }

  private patterns(exclude: readonly string[]): string {
    return checkedLater(
      this,
      exclude,
      (later, known) => {
        for (const [i, pattern] of known.entries()) checkPattern(later, `exclude[${i}]`, pattern);
      },
      known => known.map(pattern => `${pattern}\n`).join(''),
    );
  }
}
