import { derived } from '../../src/values';
import type { StringMap } from '../common/labels';
import { longestGap } from './longest-gap';

/**
 * An alerting rule of Prometheus.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
 */
export interface AlertRule {
  /** Name of the alert. */
  readonly alert: string;
  /** The PromQL expression that finds what is wrong. */
  readonly expr: string;
  /** How long it has to be so. */
  readonly for: string;
  readonly labels: StringMap;
  readonly annotations: StringMap;
}

/** What the rules of a {@link VolumeBackup} are made of. */
export interface BackupAlertsProps {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly schedule: string;
  readonly activeDeadlineSeconds: number;
  readonly maxAgeHours?: number;
}

/** The rules for one backup, over the metrics of kube-state-metrics. */
export function backupAlerts(props: BackupAlertsProps): AlertRule[] {
  const expr = (make: (known: BackupAlertsProps) => string): string => derived(props, make);
  const { name } = props;
  return [
    {
      alert: 'VolumeBackupFailed',
      expr: expr(failed),
      for: '1m',
      labels: { severity: 'warning', backup: name },
      annotations: {
        summary: `A job of the backup ${name} failed`,
        description: 'Job {{ $labels.namespace }}/{{ $labels.job_name }} failed, and none has succeeded since.',
      },
    },
    {
      alert: 'VolumeBackupTooOld',
      expr: expr(tooOld),
      for: '15m',
      labels: { severity: 'critical', backup: name },
      annotations: {
        summary: `The backup ${name} is too old`,
        description:
          'CronJob {{ $labels.namespace }}/{{ $labels.cronjob }} has not succeeded for {{ $value | humanizeDuration }}.',
      },
    },
  ];
}

/** Series of one namespace, as far as that is known. */
function select(metric: string, namespace: string | undefined, ...labels: readonly string[]): string {
  const all = [...(namespace === undefined ? [] : [`namespace="${namespace}"`]), ...labels];
  return `${metric}{${all.join(',')}}`;
}

/** The one value of the CronJob, from however many scrapers. */
function ofCronJob(metric: string, { name, namespace }: BackupAlertsProps): string {
  return `max by (namespace, cronjob) (${select(metric, namespace, `cronjob="${name}"`)})`;
}

/** A failed Job stays for its logs' sake, so one that began before the last success is of the past. */
function failed(props: BackupAlertsProps): string {
  const { name, namespace } = props;
  const job = (metric: string, ...labels: readonly string[]) =>
    `max by (namespace, job_name) (${select(metric, namespace, ...labels)})`;
  return [
    `${job('kube_job_failed', 'condition="true"')} == 1`,
    `and on (namespace, job_name) ${select('kube_job_owner', namespace, 'owner_kind="CronJob"', `owner_name="${name}"`)}`,
    `unless on (namespace, job_name) (${job('kube_job_status_start_time')}`,
    `  < on (namespace) group_left () ${ofCronJob('kube_cronjob_status_last_successful_time', props)})`,
  ].join('\n');
}

/** A CronJob that never succeeded is as old as itself. */
function tooOld(props: BackupAlertsProps): string {
  const last = ofCronJob('kube_cronjob_status_last_successful_time', props);
  const made = ofCronJob('kube_cronjob_created', props);
  return `time() - (${last} or ${made}) > ${maxAge(props)}`;
}

function maxAge({ maxAgeHours, schedule, activeDeadlineSeconds }: BackupAlertsProps): number {
  if (maxAgeHours !== undefined) return maxAgeHours * 3600;
  const YEAR = 366 * 86_400;
  return (longestGap(schedule) ?? YEAR) + activeDeadlineSeconds + 3600;
}
