import type { k8s } from 'cdk8s-plus-28';
import type { StringMap } from './labels';

/** On which nodes pods may run. */
export interface Scheduling {
  /**
   * Labels a node must have.
   * @default - any node
   */
  readonly nodeSelector?: StringMap;
  /**
   * Taints of nodes that are put up with.
   * @default - none
   */
  readonly tolerations?: readonly k8s.Toleration[];
  /**
   * Finer rules of affinity.
   * @default - none
   */
  readonly affinity?: k8s.Affinity;
  /**
   * PriorityClass of the pods.
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
}

type SchedulingFields = Pick<k8s.PodSpec, 'nodeSelector' | 'tolerations' | 'affinity' | 'priorityClassName'>;

/** {@link Scheduling} as fields of a pod's spec. */
export function schedulingFields(scheduling?: Scheduling): SchedulingFields {
  const { nodeSelector, tolerations, affinity, priorityClassName } = scheduling ?? {};
  return {
    nodeSelector: nodeSelector ? { ...nodeSelector } : undefined,
    tolerations: tolerations ? [...tolerations] : undefined,
    affinity,
    priorityClassName,
  };
}

/** Spreads the pods of one workload over the nodes as far as there are nodes. */
export function spreadOverNodes(selector: StringMap): k8s.TopologySpreadConstraint[] {
  return [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { ...selector } },
    },
  ];
}
