import type { k8s } from 'cdk8s-plus-28';
import { isDeferred } from '../../src/values';
import { withDefaults } from '../common/defaults';
import { execProbe, httpProbe, type ProbeTiming, tcpProbe } from '../common/probes';
import { type FullResources, resourceRequirements } from '../common/resources';
import { restrictedContainer } from '../common/security';
import type { Check, ContainerChecks, EnvironmentValue, ExtraContainer } from './container-props';

export const TMP = 'tmp';

/** What a container of the pod is made of. */
export interface ContainerOptions {
  readonly container: ExtraContainer;
  readonly resources: FullResources;
  /** Mounts beside those of its own. */
  readonly mounts: readonly k8s.VolumeMount[];
  /** Raw devices. */
  readonly devices?: readonly k8s.VolumeDevice[];
  /** Whether it runs to its end, and is not checked. */
  readonly ends?: boolean;
  /** Whether it stands beside the program: while it is not ready, the pod still serves. */
  readonly isSidecar?: boolean;
}

const STARTUP: ProbeTiming = { periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 60 };
const READINESS: ProbeTiming = { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 };
const LIVENESS: ProbeTiming = { periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 6 };

/** A container as Kubernetes has it, without privileges and with a root file system that nobody can write to. */
export function containerOf(options: ContainerOptions): k8s.Container {
  const { container, mounts, devices = [] } = options;
  const { name, image, command, args, env = {}, ports = {} } = container;
  const own = Object.entries(container.mounts ?? {}).map(([volume, { mountPath, readOnly }]) => ({
    name: volume,
    mountPath,
    readOnly: readOnly || undefined,
  }));
  const variables = Object.entries(env).map(([key, value]) => variable(key, value));
  const containerPorts = Object.entries(ports).map(([key, port]) => ({
    name: key,
    containerPort: port,
    protocol: 'TCP',
  }));
  return {
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    command: command && [...command],
    args: args && [...args],
    env: variables.length > 0 ? variables : undefined,
    ports: containerPorts.length > 0 ? containerPorts : undefined,
    ...(options.ends ? {} : probes(container.checks ?? {}, Object.keys(ports)[0], options.isSidecar)),
    lifecycle: options.ends ? undefined : container.lifecycle,
    resources: resourceRequirements(options.resources),
    securityContext: restrictedContainer,
    volumeMounts: [...mounts, ...own, { name: TMP, mountPath: '/tmp' }],
    volumeDevices: devices.length > 0 ? [...devices] : undefined,
  };
}

function variable(name: string, value: EnvironmentValue): k8s.EnvVar {
  if (typeof value === 'string' || isDeferred(value)) return { name, value: value as string };
  if ('fieldPath' in value) return { name, valueFrom: { fieldRef: { fieldPath: value.fieldPath } } };
  return { name, valueFrom: { secretKeyRef: { name: value.name, key: value.key } } };
}

function probes(
  { startup, readiness, liveness }: ContainerChecks,
  port: string | undefined,
  isSidecar = false,
): Pick<k8s.Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe'> {
  const usual: Check | undefined = port === undefined ? undefined : { tcpSocket: { port } };
  const gate = isSidecar ? undefined : usual;
  return {
    startupProbe: probe(startup ?? gate, STARTUP),
    readinessProbe: probe(readiness ?? gate, READINESS),
    livenessProbe: probe(liveness ?? usual, LIVENESS),
  };
}

function probe(check: Check | undefined, usual: ProbeTiming): k8s.Probe | undefined {
  if (!check) return undefined;
  const { periodSeconds, timeoutSeconds, failureThreshold } = check;
  const timing = withDefaults(usual, { periodSeconds, timeoutSeconds, failureThreshold });
  if ('exec' in check && check.exec) return execProbe(check.exec, timing);
  if ('httpGet' in check && check.httpGet) return httpProbe(check.httpGet.path, check.httpGet.port, timing);
  return tcpProbe((check as { tcpSocket: { port: string } }).tcpSocket.port, timing);
}
