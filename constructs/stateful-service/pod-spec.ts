import type { k8s } from 'cdk8s-plus-28';
import type { StringMap } from '../common/labels';
import { quantity } from '../common/parts';
import { type Scheduling, schedulingFields } from '../common/scheduling';
import { restrictedPod } from '../common/security';
import type { ContainerResources } from './check-props';
import { containerOf, TMP } from './container';
import type { ExtraContainer, Mount } from './container-props';
import type { PodConfigData } from './pod-config';
import type { Spread, StatefulServiceProps } from './props';

const POD_NAME = 'POD_NAME';

/** What pods are made of beside the props. */
export interface PodOptions {
  readonly props: StatefulServiceProps;
  /** Name of the main container. */
  readonly main: string;
  readonly resources: ContainerResources;
  /** Name of the ConfigMap with the files that all pods read. */
  readonly configName?: string;
  /** Name of the ConfigMap with the files of each pod, and what is in it. */
  readonly podConfig?: { readonly name: string } & Pick<PodConfigData, 'items'>;
}

/** The pods of a stateful service. */
export function podSpec(options: PodOptions): k8s.PodSpec {
  const { props, main, resources, configName, podConfig } = options;
  const { initContainers = [], sidecars = [], config, scheduling } = props;
  const claims = Object.entries(props.claims ?? {});
  const mounts: k8s.VolumeMount[] = claims
    .filter(([, claim]) => claim.volumeMode !== 'Block')
    .map(([name, { mountPath }]) => ({ name, mountPath }));
  const devices = claims
    .filter(([, claim]) => claim.volumeMode === 'Block')
    .map(([name, { mountPath }]) => ({ name, devicePath: mountPath }));
  if (config) mounts.push({ name: 'config', mountPath: config.mountPath, readOnly: true });
  if (props.podConfig) {
    const { mountPath } = props.podConfig;
    mounts.push({ name: 'pod-config', mountPath, subPathExpr: `$(${POD_NAME})`, readOnly: true });
  }
  const env = podConfig ? { [POD_NAME]: { fieldPath: 'metadata.name' }, ...props.env } : props.env;
  const of = (container: ExtraContainer, ends: boolean) =>
    containerOf({ container, resources: resources.get(container.name)!, mounts: [], ends, isSidecar: !ends });
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: props.terminationGracePeriodSeconds ?? 60,
    securityContext: restrictedPod(props.user ?? 1000),
    ...schedulingFields(scheduling as Scheduling | undefined),
    initContainers: initContainers.length > 0 ? initContainers.map(container => of(container, true)) : undefined,
    containers: [
      containerOf({ container: { ...props, env, name: main }, resources: resources.get(main)!, mounts, devices }),
      ...sidecars.map(container => of(container, false)),
    ],
    volumes: [
      ...(configName ? [{ name: 'config', configMap: { name: configName } }] : []),
      ...(podConfig ? [{ name: 'pod-config', configMap: { name: podConfig.name, items: [...podConfig.items] } }] : []),
      ...mountedVolumes([props, ...initContainers, ...sidecars].map(container => container.mounts)),
      { name: TMP, emptyDir: { sizeLimit: quantity(props.tmpSize ?? '64Mi') } },
    ],
  };
}

/** The volumes that containers bring along, each once. */
function mountedVolumes(mounts: readonly (Readonly<Record<string, Mount>> | undefined)[]): k8s.Volume[] {
  const volumes = new Map<string, k8s.Volume>();
  for (const [name, { volume }] of mounts.flatMap(own => Object.entries(own ?? {}))) {
    if (volume === undefined || volumes.has(name)) continue;
    volumes.set(name, 'volume' in volume ? volume.volume(name) : { ...volume, name });
  }
  return [...volumes.values()];
}

/** Spreads pods over places. */
export function spreadConstraints(
  spread: readonly Spread[] = [{ topologyKey: 'kubernetes.io/hostname' }],
  selector: StringMap,
): k8s.TopologySpreadConstraint[] {
  return spread.map(({ topologyKey, maxSkew, whenUnsatisfiable }) => ({
    maxSkew: maxSkew ?? 1,
    topologyKey,
    whenUnsatisfiable: whenUnsatisfiable ?? 'ScheduleAnyway',
    labelSelector: { matchLabels: { ...selector } },
  }));
}
