import type { Container, KubeObject, Labels, PodSpec, Selector, Template } from './support';

/** The pods that an object makes. */
export interface Pods {
  readonly owner: KubeObject;
  readonly template: Template;
}

export function podsOf(objects: readonly KubeObject[]): Pods[] {
  return objects.flatMap(owner => {
    const template = owner.spec?.jobTemplate?.spec.template ?? owner.spec?.template;
    return template ? [{ owner, template }] : [];
  });
}

export function containersOf(pod: PodSpec): Container[] {
  return [...(pod.initContainers ?? []), ...pod.containers];
}

/** The label that a StatefulSet's controller gives each pod. */
const ONE_POD = 'statefulset.kubernetes.io/pod-name';

export function selects(selector: Selector | undefined, labels: Labels = {}): boolean {
  const { [ONE_POD]: pod, ...matchLabels } = selector?.matchLabels ?? {};
  const isOfSet = pod === undefined || pod.replace(/-\d+$/, '') === labels['app.kubernetes.io/instance'];
  return isOfSet && Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
}

const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];
const HOST = ['hostNetwork', 'hostPID', 'hostIPC'];

/**
 * What Pod Security "restricted" says against a pod.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function restrictedViolations(pod: PodSpec): string[] {
  const of = (value: unknown) => (value ?? {}) as Readonly<Record<string, unknown>>;
  const whole = of(pod.securityContext);
  const found = [
    ...HOST.filter(field => pod[field]).map(field => field),
    ...(pod.volumes ?? []).flatMap(volume =>
      Object.keys(volume)
        .filter(key => key !== 'name' && !VOLUMES.includes(key))
        .map(key => `volume ${volume.name}: ${key}`),
    ),
    ...(whole.sysctls ? ['sysctls'] : []),
    ...(whole.runAsUser === 0 ? ['runAsUser'] : []),
  ];
  for (const container of containersOf(pod)) {
    const own = of(container.securityContext);
    const capabilities = of(own.capabilities);
    const profile = of(own.seccompProfile ?? whole.seccompProfile).type;
    const wrong = {
      runAsNonRoot: (own.runAsNonRoot ?? whole.runAsNonRoot) !== true,
      runAsUser: own.runAsUser === 0,
      seccompProfile: profile !== 'RuntimeDefault' && profile !== 'Localhost',
      allowPrivilegeEscalation: own.allowPrivilegeEscalation !== false,
      privileged: own.privileged === true,
      'capabilities.drop': !(Array.isArray(capabilities.drop) && capabilities.drop.includes('ALL')),
      'capabilities.add': Array.isArray(capabilities.add) && capabilities.add.some(c => c !== 'NET_BIND_SERVICE'),
      procMount: own.procMount !== undefined && own.procMount !== 'Default',
      hostPort: (container.ports ?? []).some(port => port.hostPort),
    };
    for (const [field, isWrong] of Object.entries(wrong)) if (isWrong) found.push(`${container.name}: ${field}`);
  }
  return found;
}

const LABEL = /^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_VALUE = /^(?=.{0,63}$)(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;
/** The controllers append to these names, for pods and for labels of pods. */
const LIMITS: Readonly<Record<string, number>> = { CronJob: 52, StatefulSet: 52, Job: 63, Deployment: 63 };

/** Names and labels that the API server would refuse. */
export function nameViolations(objects: readonly KubeObject[]): string[] {
  return objects.flatMap(object => {
    const { kind, metadata } = object;
    const form = kind in LIMITS || kind === 'Service' || kind === 'Namespace' ? LABEL : SUBDOMAIN;
    const labels = [metadata.labels, ...podsOf([object]).map(p => p.template.metadata.labels)].flatMap(l =>
      Object.entries(l ?? {}),
    );
    return [
      ...(form.test(metadata.name) && metadata.name.length <= (LIMITS[kind] ?? 253) ? [] : [`name ${metadata.name}`]),
      ...(kind === 'Service' && !/^[a-z]/.test(metadata.name) ? [`name ${metadata.name}`] : []),
      ...labels.filter(([, value]) => !LABEL_VALUE.test(value)).map(([key, value]) => `label ${key}: ${value}`),
    ];
  });
}

/** All texts in an object, keys too. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}
