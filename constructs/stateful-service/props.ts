import type { Scheduling } from '../common/scheduling';
import type { Storage, VolumeMode } from '../common/storage';
import type { ExtraContainer, StatefulContainer } from './container-props';

/** A claim of each pod. */
export interface PodClaim {
  /** Absolute path at which it is mounted; for a raw device, the path of the device. */
  readonly mountPath: string;
  /**
   * Where the data is kept: of which class and size. A claim that exists, or a place, can't be one of many.
   * @default - a claim of the cluster's default StorageClass
   */
  readonly storage?: Storage;
  /**
   * Size where the storage names none.
   * @default '10Gi'
   */
  readonly size?: string;
  /**
   * A folder, or a raw device.
   * @default 'Filesystem'
   */
  readonly volumeMode?: VolumeMode;
}

/** What becomes of the claims. */
export interface ClaimRetention {
  /**
   * When the StatefulSet is deleted.
   * @default 'Retain'
   */
  readonly whenDeleted?: 'Retain' | 'Delete';
  /**
   * When a pod is gone because there are to be fewer.
   * @default 'Retain'
   */
  readonly whenScaled?: 'Retain' | 'Delete';
}

/** Files for containers to read. A change of them restarts the pods, one after the other. */
export interface ConfigFiles<T> {
  /** Absolute path of the folder. */
  readonly mountPath: string;
  /** Files by name. */
  readonly files: T;
}

/** How far pods are spread. */
export interface Spread {
  /** Label of nodes that tells places apart, such as `topology.kubernetes.io/zone`. */
  readonly topologyKey: string;
  /**
   * By how many pods two places may differ.
   * @default 1
   */
  readonly maxSkew?: number;
  /**
   * What happens to a pod that has no such place.
   * @default 'ScheduleAnyway'
   */
  readonly whenUnsatisfiable?: 'ScheduleAnyway' | 'DoNotSchedule';
}

/** How a change gets to the pods. */
export interface UpdateStrategy {
  /**
   * By itself, from the last pod to the first, or whenever somebody deletes a pod.
   * @default 'RollingUpdate'
   */
  readonly type?: 'RollingUpdate' | 'OnDelete';
  /**
   * Ordinal from which on pods are updated, to try a change on the last ones.
   * @default - all are
   */
  readonly partition?: number;
}

/** Settings of a {@link StatefulService}. */
export interface StatefulServiceProps extends StatefulContainer {
  /** Ports of the program by name, the first one first: at least one. */
  readonly ports: Readonly<Record<string, number>>;
  /**
   * Name of the objects. It is part of the pods' DNS names, which may have 63 characters.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /**
   * Name of the program in the labels, such as `redis`.
   * @default - the name of the objects
   */
  readonly program?: string;
  /**
   * Its part in the system, such as `database`.
   * @default 'service'
   */
  readonly component?: string;
  /**
   * Number of pods.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Ordinal of the first pod.
   * @default 0
   * @see https://github.com/kubernetes/enhancements/tree/master/keps/sig-apps/3335-statefulset-slice
   */
  readonly firstOrdinal?: number;
  /**
   * User and group that the pods run as, and that their claims are handed to.
   * @default 1000
   */
  readonly user?: number;
  /**
   * Claims of each pod, by name: the claim `data` of pod `redis-0` is called `data-redis-0`.
   * @default - none
   */
  readonly claims?: Readonly<Record<string, PodClaim>>;
  /**
   * What becomes of the claims.
   * @default - they are kept
   * @see https://github.com/kubernetes/enhancements/tree/master/keps/sig-apps/1847-autoremove-statefulset-pvcs
   */
  readonly claimRetention?: ClaimRetention;
  /**
   * Files that all pods read.
   * @default - none
   */
  readonly config?: ConfigFiles<Readonly<Record<string, string>>>;
  /**
   * Files that differ from pod to pod, by the pod's ordinal. Since they are in one ConfigMap, another number of pods
   * restarts all of them.
   * @default - none
   */
  readonly podConfig?: ConfigFiles<(ordinal: number) => Readonly<Record<string, string>>>;
  /**
   * Size of `/tmp`, the one folder beside the claims that can be written to.
   * @default '64Mi'
   */
  readonly tmpSize?: string;
  /**
   * Containers that run to their end before the others start.
   * @default - none
   */
  readonly initContainers?: readonly ExtraContainer[];
  /**
   * Containers that run beside the main one.
   * @default - none
   */
  readonly sidecars?: readonly ExtraContainer[];
  /**
   * Whether pods start and stop one after the other, or all at once. It can't be changed later.
   * @default 'OrderedReady'
   */
  readonly podManagementPolicy?: 'OrderedReady' | 'Parallel';
  /**
   * How a change gets to the pods.
   * @default - by itself, one pod after the other
   */
  readonly updateStrategy?: UpdateStrategy;
  /**
   * Whether there is a Service `<name>-read` for any pod that is ready.
   * @default false
   */
  readonly readService?: boolean;
  /**
   * Ordinal of the pod that a Service `<name>-primary` is for.
   * @default - there is no such Service
   */
  readonly primaryOrdinal?: number;
  /**
   * Places that several pods are spread over.
   * @default - nodes
   */
  readonly spread?: readonly Spread[];
  /**
   * Seconds that a pod has for a clean stop.
   * @default 60
   */
  readonly terminationGracePeriodSeconds?: number;
  /**
   * On which nodes the pods may run.
   * @default - any
   */
  readonly scheduling?: Scheduling;
}
