import { k8s } from 'cdk8s-plus-28';

/** When a probe runs and how often it may fail. */
export interface ProbeTiming {
  /** Seconds between two runs. */
  readonly periodSeconds: number;
  /** Seconds after which one run counts as failed. */
  readonly timeoutSeconds: number;
  /** Failed runs in a row before something is done about it. */
  readonly failureThreshold: number;
}

/** A probe that runs a program in the container. */
export function execProbe(command: readonly string[], timing: ProbeTiming): k8s.Probe {
  return { exec: { command: [...command] }, ...timing };
}

/** A probe that asks by HTTP and takes 200 to 399 for well. */
export function httpProbe(path: string, port: string, timing: ProbeTiming): k8s.Probe {
  return { httpGet: { path, port: k8s.IntOrString.fromString(port) }, ...timing };
}

/** A probe that connects to a port. */
export function tcpProbe(port: string, timing: ProbeTiming): k8s.Probe {
  return { tcpSocket: { port: k8s.IntOrString.fromString(port) }, ...timing };
}

/**
 * Waits before the stop signal, until the pod has left the endpoints everywhere and no new request comes in.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
 */
export const leaveEndpointsFirst: k8s.Lifecycle = { preStop: { exec: { command: ['sleep', '5'] } } };
