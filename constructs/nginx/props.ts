import type { ServiceReference } from '../common/connections';
import type { Exposure } from '../common/exposure';
import type { Resources } from '../common/resources';
import type { Scheduling } from '../common/scheduling';

/** Settings of an {@link NginxProxy}. */
export interface NginxProxyProps {
  /** What requests go on to. */
  readonly upstream: ServiceReference;
  /**
   * Name of the objects.
   * @default - the construct's path below its chart, such as `blog-nginx`
   */
  readonly name?: string;
  /**
   * An official `nginx` image, or one with nginx, a shell and awk.
   * @default - the stable release that `images.nginx` names
   */
  readonly image?: string;
  /**
   * Number of pods.
   * @default 2
   */
  readonly replicas?: number;
  /**
   * How nginx is reached.
   * @default - at a port of every node that the cluster picks
   */
  readonly expose?: Exposure;
  /**
   * Largest request body, as nginx writes sizes; `0` for no limit.
   * @default '64m'
   */
  readonly maxBodySize?: string;
  /**
   * Seconds that the upstream may take between two reads or writes.
   * @default 60
   */
  readonly proxyTimeoutSeconds?: number;
  /**
   * Seconds that nginx keeps static files (pictures, styles, scripts, fonts) instead of asking for them anew.
   * @default 0, no cache
   */
  readonly cacheSeconds?: number;
  /**
   * Whether to believe what a proxy in front says of the client: `X-Forwarded-For` and `X-Forwarded-Proto`. Set it
   * where a load balancer that sets them is in front of the port.
   * @default - true behind an Ingress and inside the cluster, else false, since clients could say anything
   */
  readonly trustForwarded?: boolean;
  /**
   * Compute resources.
   * @default - 20m CPU and 32Mi memory, at most 128Mi
   */
  readonly resources?: Resources;
  /**
   * On which nodes it may run.
   * @default - any
   */
  readonly scheduling?: Scheduling;
}
