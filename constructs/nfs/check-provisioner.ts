import { isDeferred } from '../../src/values';
import type { Checks } from '../common/checks';
import { IS_NAME } from '../common/names';
import { checkFlag } from '../common/prop-forms';
import { checkNamespaceName } from '../common/secured-namespace';
import { checkPath } from '../common/storage';
import type { NfsDriverName, NfsProvisionerProps } from './props';

/** Props that only one driver has, with what to do about one of the other. */
const OWN: Readonly<Record<NfsDriverName, Readonly<Record<string, string>>>> = {
  subdir: { runAsUser: 'leave it out: a program that mounts has to be root' },
  csi: {
    replicas: 'leave it out: one pod serves an export',
    nodeScheduling: 'leave it out: nothing of it runs on the nodes',
    sidecarImages: 'leave it out: it has no sidecars',
    kubeletPath: 'leave it out: the kubelet mounts by itself',
    snapshots: 'leave it out: it makes none',
  },
};

/** KW2001, KW2003, KW2005, KW2012, KW2014: looks at the props of a provisioner that are no matter of a class. */
export function checkProvisioner(
  checks: Checks,
  driver: NfsDriverName,
  props: NfsProvisionerProps,
  chartNamespace: string | undefined,
): void {
  const { sidecarImages, namespace } = props;
  checks
    .known('driver', props.driver)
    .match('driver', props.driver, /^(subdir|csi)$/, 'subdir or csi')
    .known('storageClassName', props.storageClassName, IS_NAME)
    .dnsSubdomain('storageClassName', props.storageClassName)
    .known('runAsUser', props.runAsUser, 'the Pod Security of the namespace depends on it')
    .integer('runAsUser', props.runAsUser, 0, 2 ** 31 - 1)
    .integer('replicas', props.replicas, 1)
    .allKnown(props, 'scheduling', 'nodeScheduling', 'snapshots');
  checkFlag(checks, 'snapshots', props.snapshots);
  // the chart's own may be "default"; it is not made here
  if (namespace !== undefined && namespace !== chartNamespace) checkNamespaceName(checks, 'namespace', namespace);
  if (props.kubeletPath !== undefined) checkPath(checks, 'kubeletPath', props.kubeletPath);
  checks.known('sidecarImages', sidecarImages, 'its fields may be known later');
  for (const prop of ['scheduling', 'nodeScheduling', 'sidecarImages'] as const) checkMap(checks, prop, props[prop]);
  if (!isDeferred(sidecarImages)) {
    for (const [name, image] of Object.entries(sidecarImages ?? {})) checks.image(`sidecarImages.${name}`, image);
  }
  const other: NfsDriverName = driver === 'subdir' ? 'csi' : 'subdir';
  for (const [prop, remedy] of Object.entries(OWN[other])) {
    if (props[prop as keyof NfsProvisionerProps] === undefined) continue;
    checks.fail('KW2012', `${prop} is nothing that driver ${driver} knows`, `${remedy}, or use driver: '${other}'`);
  }
}

function checkMap(checks: Checks, prop: string, value: unknown): void {
  if (value === undefined || isDeferred(value)) return;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  checks.fail('KW2012', `${prop} is ${JSON.stringify(value)}`, 'use an object, or leave it out');
}
