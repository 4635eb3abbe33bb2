import type { k8s } from 'cdk8s-plus-28';
import type { StringMap } from '../common/labels';

/** The files of the pods as one ConfigMap, and how each pod finds its own. */
export interface PodConfigData {
  readonly data: StringMap;
  readonly items: readonly k8s.KeyToPath[];
}

/**
 * Puts files that differ from pod to pod into one ConfigMap: each lies in a folder of its pod's name, of which the pod
 * mounts only its own.
 */
export function podConfigData(pods: ReadonlyMap<string, StringMap>): PodConfigData {
  const files = [...pods].flatMap(([pod, own]) =>
    Object.entries(own).map(([name, text]) => ({ key: `${pod}.${name}`, path: `${pod}/${name}`, text })),
  );
  return {
    data: Object.fromEntries(files.map(({ key, text }) => [key, text])),
    items: files.map(({ key, path }) => ({ key, path })),
  };
}
