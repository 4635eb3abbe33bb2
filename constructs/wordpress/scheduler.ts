import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { derived } from '../../src/values';
import type { ServiceReference } from '../common/connections';
import { type StringMap, workloadLabels } from '../common/labels';
import { WorkloadPolicy } from '../common/network-policy';
import { resourceRequirements } from '../common/resources';
import { type Scheduling, schedulingFields } from '../common/scheduling';
import { restrictedContainer, restrictedPod } from '../common/security';

/** Settings of a {@link WordPressScheduler}. */
export interface WordPressSchedulerProps {
  /** Name of the objects. */
  readonly name: string;
  /** The system it is part of. */
  readonly partOf: string;
  /** WordPress's Service. */
  readonly service: ServiceReference;
  /** When, as cron has it. */
  readonly schedule: string;
  /** Image with curl. */
  readonly image: string;
  /**
   * On which nodes the job may run.
   * @default - any
   */
  readonly scheduling?: Scheduling;
}

/**
 * Calls WordPress's `wp-cron.php`, which publishes scheduled posts, checks for updates and cleans up. WordPress would
 * do so when a page is viewed, by a request to its own public address, which a pod often can't reach.
 * @see https://developer.wordpress.org/plugins/cron/hooking-wp-cron-into-the-system-task-scheduler/
 */
export class WordPressScheduler extends Construct {
  public readonly cronJob: k8s.KubeCronJob;
  /** Labels of the job's pods. */
  public readonly podLabels: StringMap;

  public constructor(scope: Construct, id: string, props: WordPressSchedulerProps) {
    super(scope, id);
    const { name, service } = props;
    const { partOf } = props;
    const { labels, selector } = workloadLabels({
      name: 'wordpress-cron',
      instance: name,
      component: 'scheduler',
      partOf,
    });
    this.podLabels = selector;
    const { name: host, port } = service;
    const url = derived({ host, port }, known => `http://${known.host}:${known.port}/wp-cron.php?doing_wp_cron`);
    new WorkloadPolicy(this, 'Policy', { name, labels, selector }).allowDns().allowTo(service);
    this.cronJob = new k8s.KubeCronJob(this, 'CronJob', {
      metadata: { name, labels: { ...labels } },
      spec: {
        schedule: props.schedule,
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 120,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 1,
        jobTemplate: {
          spec: {
            // the next call does what this one did not
            backoffLimit: 0,
            activeDeadlineSeconds: 240,
            ttlSecondsAfterFinished: 3600,
            template: {
              metadata: { labels: { ...labels } },
              spec: {
                automountServiceAccountToken: false,
                enableServiceLinks: false,
                restartPolicy: 'Never',
                securityContext: restrictedPod(65534),
                ...schedulingFields(props.scheduling),
                containers: [
                  {
                    name: 'call',
                    image: props.image,
                    imagePullPolicy: 'IfNotPresent',
                    command: [
                      'curl',
                      '--fail',
                      '--silent',
                      '--show-error',
                      '--max-time',
                      '200',
                      '--retry',
                      '3',
                      '--retry-connrefused',
                      '--output',
                      '/dev/null',
                      url,
                    ],
                    resources: resourceRequirements({
                      cpuRequest: '10m',
                      memoryRequest: '16Mi',
                      memoryLimit: '64Mi',
                    }),
                    securityContext: restrictedContainer,
                  },
                ],
              },
            },
          },
        },
      },
    });
  }
}
