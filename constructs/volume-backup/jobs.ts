import type { k8s } from 'cdk8s-plus-28';
import type { PodGroup } from '../common/connections';
import type { StringMap } from '../common/labels';
import { type FullResources, resourceRequirements } from '../common/resources';
import { type Scheduling, schedulingFields } from '../common/scheduling';
import { restrictedContainer, restrictedPod } from '../common/security';
import type { Method } from './method';

/** What the jobs of a backup are made of. */
export interface JobParts {
  readonly name: string;
  readonly podLabels: StringMap;
  readonly image: string;
  readonly user: number;
  readonly group: number;
  readonly claimName: string;
  /** Name of the ConfigMap. */
  readonly configName: string;
  readonly activeDeadlineSeconds: number;
  readonly resources: FullResources;
  readonly scheduling: Scheduling | undefined;
  readonly colocateWith: PodGroup | undefined;
  readonly method: Method;
}

/** The jobs that back up: next to the pods that have the source mounted, where that is needed. */
export function backupJob(parts: JobParts): k8s.JobTemplateSpec {
  const { colocateWith, scheduling } = parts;
  const affinity = colocateWith ? withPods(scheduling?.affinity, colocateWith) : scheduling?.affinity;
  return job(parts, { ...scheduling, affinity }, { name: 'backup', retries: 2, isRestore: false });
}

/** The jobs that restore: wherever the volume can go, since the pods that use it are to be stopped. */
export function restoreJob(parts: JobParts): k8s.JobTemplateSpec {
  // a second attempt would meet the files of the first one
  return job(parts, parts.scheduling, { name: 'restore', retries: 0, isRestore: true });
}

interface Kind {
  readonly name: string;
  readonly retries: number;
  readonly isRestore: boolean;
}

function job(parts: JobParts, scheduling: Scheduling | undefined, kind: Kind): k8s.JobTemplateSpec {
  return {
    metadata: { labels: { ...parts.podLabels } },
    spec: {
      backoffLimit: kind.retries,
      activeDeadlineSeconds: parts.activeDeadlineSeconds,
      // the next attempt waits until nobody reads or writes any more
      podReplacementPolicy: 'Failed',
      template: { metadata: { labels: { ...parts.podLabels } }, spec: podSpec(parts, scheduling, kind) },
    },
  };
}

function podSpec(parts: JobParts, scheduling: Scheduling | undefined, { name, isRestore }: Kind): k8s.PodSpec {
  const { method } = parts;
  const volumes = method.volumes.map(({ volume, keeps, ...mount }) => ({
    volume: keeps && isRestore ? readOnly(volume) : volume,
    mount: { ...mount, name: volume.name, readOnly: (keeps && isRestore) || mount.readOnly },
  }));
  const source = { name: 'source', persistentVolumeClaim: { claimName: parts.claimName } };
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 60,
    securityContext: restrictedPod(parts.user, parts.group),
    ...schedulingFields(scheduling),
    containers: [
      {
        name,
        image: parts.image,
        imagePullPolicy: 'IfNotPresent',
        command: ['/bin/sh', '-c', isRestore ? method.restoreScript : method.backupScript],
        env: [
          { name: 'NAME', value: parts.name },
          { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          ...method.env,
        ],
        resources: resourceRequirements(parts.resources),
        securityContext: restrictedContainer,
        volumeMounts: [
          { name: 'source', mountPath: '/source', readOnly: isRestore ? undefined : true },
          { name: 'config', mountPath: '/config', readOnly: true },
          ...volumes.map(({ mount }) => mount),
        ],
      },
    ],
    volumes: [
      isRestore ? source : readOnly(source),
      { name: 'config', configMap: { name: parts.configName } },
      ...volumes.map(({ volume }) => volume),
    ],
  };
}

/** A claim that the kubelet mounts for reading only: so it hands the files to no other group, either. */
function readOnly(volume: k8s.Volume): k8s.Volume {
  const { persistentVolumeClaim } = volume;
  if (!persistentVolumeClaim) return volume;
  return { ...volume, persistentVolumeClaim: { ...persistentVolumeClaim, readOnly: true } };
}

function withPods(affinity: k8s.Affinity | undefined, { podLabels }: PodGroup): k8s.Affinity {
  const term: k8s.PodAffinityTerm = {
    topologyKey: 'kubernetes.io/hostname',
    labelSelector: { matchLabels: { ...podLabels } },
  };
  const given = affinity?.podAffinity;
  return {
    ...affinity,
    podAffinity: {
      ...given,
      requiredDuringSchedulingIgnoredDuringExecution: [
        ...(given?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
        term,
      ],
    },
  };
}
