import type { k8s } from 'cdk8s-plus-28';

/** Something that a pod can mount: a claim, an empty folder. */
export interface PodVolume {
  /** The entry of the pod's `volumes`. */
  volume(name: string): k8s.Volume;
}
