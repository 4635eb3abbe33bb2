import type { k8s } from 'cdk8s-plus-28';
import type { SecretKey } from '../common/connections';
import type { PodVolume } from '../common/pod-volume';
import type { Resources } from '../common/resources';

/** A variable's value: text, a key of a Secret, or a field of the pod such as `{ fieldPath: 'metadata.name' }`. */
export type EnvironmentValue = string | SecretKey | { readonly fieldPath: string };

/** A volume in a container. */
export interface Mount {
  /**
   * What is mounted: one of our volumes, or a volume of Kubernetes without its name.
   * @default - the claim of that name, `config`, `pod-config`, or what another container mounts by that name
   */
  readonly volume?: PodVolume | Omit<k8s.Volume, 'name'>;
  /** Absolute path in the container. */
  readonly mountPath: string;
  /** @default false */
  readonly readOnly?: boolean;
}

/** How often a check runs, and how often it may fail. */
export interface CheckTiming {
  /**
   * Seconds between two runs.
   * @default - 5 for the start, 10 for readiness, 15 for liveness
   */
  readonly periodSeconds?: number;
  /**
   * Seconds after which one run counts as failed.
   * @default 5
   */
  readonly timeoutSeconds?: number;
  /**
   * Failed runs in a row before something is done about it.
   * @default - 60 for the start, 3 for readiness, 6 for liveness
   */
  readonly failureThreshold?: number;
}

/** A check of a container: a command in it, a page of it, or a port of it by name. */
export type Check = CheckTiming &
  (
    | { readonly exec: readonly string[] }
    | { readonly httpGet: { readonly path: string; readonly port: string } }
    | { readonly tcpSocket: { readonly port: string } }
  );

/**
 * The checks of a container. Of one that stands beside the program, only its liveness is checked unless it is said how:
 * a pod that serves is not to be left out because of it.
 */
export interface ContainerChecks {
  /**
   * Whether it has started: until then the others wait.
   * @default - the first port takes connections; every 5 seconds, for 5 minutes
   */
  readonly startup?: Check;
  /**
   * Whether it can serve: if not, Services leave it out.
   * @default - the first port takes connections; every 10 seconds
   */
  readonly readiness?: Check;
  /**
   * Whether it is alive: if not, it is restarted.
   * @default - the first port takes connections; every 15 seconds, six times in a row
   */
  readonly liveness?: Check;
}

/** A container of a {@link StatefulService}. */
export interface StatefulContainer {
  /** Image with a tag or digest. */
  readonly image: string;
  /**
   * Program and its arguments, in place of the image's own.
   * @default - the image's
   */
  readonly command?: readonly string[];
  /**
   * Arguments of the program.
   * @default - the image's
   */
  readonly args?: readonly string[];
  /**
   * Environment.
   * @default - none
   */
  readonly env?: Readonly<Record<string, EnvironmentValue>>;
  /**
   * Ports by name: up to 15 lower-case letters, digits and "-".
   * @default - none
   */
  readonly ports?: Readonly<Record<string, number>>;
  /**
   * Volumes by name, each seen by all containers that mount one of that name.
   * @default - none
   */
  readonly mounts?: Readonly<Record<string, Mount>>;
  /**
   * Checks of its health.
   * @default - whether the first port takes connections
   */
  readonly checks?: ContainerChecks;
  /**
   * What runs after its start and before its stop.
   * @default - nothing
   */
  readonly lifecycle?: k8s.Lifecycle;
  /**
   * Compute resources.
   * @default - 50m CPU and 64Mi memory, at most 256Mi
   */
  readonly resources?: Resources;
}

/** A container beside the main one. It mounts the claims and the configuration that its own mounts name. */
export interface ExtraContainer extends StatefulContainer {
  /** Name of the container. */
  readonly name: string;
}
