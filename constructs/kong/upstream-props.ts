/** What requests are told apart by, so that those of one kind reach one pod. One of them is to be given. */
export interface KongHashOn {
  readonly input?: 'ip' | 'consumer' | 'path' | 'none';
  readonly header?: string;
  readonly cookie?: string;
  /** With `cookie`. */
  readonly cookiePath?: string;
  readonly queryArg?: string;
  readonly uriCapture?: string;
}

/** Answers that count as well. */
export interface KongHealthy {
  readonly httpStatuses?: readonly number[];
  /** Seconds between two probes; of active checks only. */
  readonly interval?: number;
  readonly successes?: number;
}

/** Answers that count as ill. */
export interface KongUnhealthy {
  readonly httpStatuses?: readonly number[];
  readonly httpFailures?: number;
  readonly tcpFailures?: number;
  readonly timeouts?: number;
  /** Seconds between two probes; of active checks only. */
  readonly interval?: number;
}

/** How pods that fail are told, and left out. */
export interface KongHealthChecks {
  /** By requests of Kong's own. */
  readonly active?: {
    readonly type?: 'http' | 'https' | 'tcp' | 'grpc' | 'grpcs';
    readonly httpPath?: string;
    readonly httpsSni?: string;
    readonly httpsVerifyCertificate?: boolean;
    readonly concurrency?: number;
    /** In seconds. */
    readonly timeout?: number;
    readonly headers?: Readonly<Record<string, readonly string[]>>;
    readonly healthy?: KongHealthy;
    readonly unhealthy?: KongUnhealthy;
  };
  /** By what clients' requests are answered. */
  readonly passive?: {
    readonly type?: 'http' | 'https' | 'tcp' | 'grpc' | 'grpcs';
    readonly healthy?: Omit<KongHealthy, 'interval'>;
    readonly unhealthy?: Omit<KongUnhealthy, 'interval'>;
  };
  /** Share of the pods, in percent, below which all of them count as ill. */
  readonly threshold?: number;
}

/** Settings of a {@link KongUpstreamPolicy}. */
export interface KongUpstreamPolicyProps {
  /**
   * Name of the object.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /**
   * How a pod is chosen.
   * @default 'round-robin'
   */
  readonly algorithm?: 'round-robin' | 'consistent-hashing' | 'least-connections' | 'latency' | 'sticky-sessions';
  /**
   * With `consistent-hashing` or `sticky-sessions`.
   * @default - Kong's
   */
  readonly hashOn?: KongHashOn;
  /**
   * Where `hashOn` finds nothing; with `consistent-hashing`, and not beside a cookie.
   * @default - none
   */
  readonly hashOnFallback?: KongHashOn;
  /**
   * Slots of the ring of `consistent-hashing`, 10 to 65536.
   * @default 10000
   */
  readonly slots?: number;
  /**
   * The cookie of `sticky-sessions`.
   * @default - none
   */
  readonly stickySessions?: { readonly cookie: string; readonly cookiePath?: string };
  /**
   * @default - none beside Kubernetes' own
   */
  readonly healthchecks?: KongHealthChecks;
}
