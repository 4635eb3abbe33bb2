/** Where requests are counted: in each pod by itself, or in a Redis server for all pods. */
export type RateLimitingPolicy = 'local' | 'redis';

/** Configuration of the plugin `rate-limiting`. At least one of the periods is to be given. */
export interface RateLimitingConfig {
  /** Requests in a second. */
  readonly second?: number;
  readonly minute?: number;
  readonly hour?: number;
  readonly day?: number;
  readonly month?: number;
  readonly year?: number;
  /**
   * Whose requests are counted together.
   * @default 'consumer'; addresses, where nobody is known
   */
  readonly limit_by?: 'consumer' | 'credential' | 'ip' | 'service' | 'header' | 'path';
  /** The header, with `limit_by: 'header'`. */
  readonly header_name?: string;
  /** The path, with `limit_by: 'path'`. */
  readonly path?: string;
  /** @default 'local' */
  readonly policy?: RateLimitingPolicy;
  /**
   * Whether requests pass while the counters can't be reached.
   * @default true
   */
  readonly fault_tolerant?: boolean;
  /** @default false */
  readonly hide_client_headers?: boolean;
  /** @default 429 */
  readonly error_code?: number;
  /** @default 'API rate limit exceeded' */
  readonly error_message?: string;
  /** The Redis server, with `policy: 'redis'`; its password goes into `configPatches` as `/redis/password`. */
  readonly redis?: RateLimitingRedis;
}

/** A Redis server that counts requests. Kong needs `externalBackends` for one outside the cluster. */
export interface RateLimitingRedis {
  readonly host: string;
  /** @default 6379 */
  readonly port?: number;
  readonly username?: string;
  /** @default 0 */
  readonly database?: number;
  /** In milliseconds. @default 2000 */
  readonly timeout?: number;
  /** @default false */
  readonly ssl?: boolean;
  /** @default false */
  readonly ssl_verify?: boolean;
}

/** Configuration of the plugin `key-auth`. */
export interface KeyAuthConfig {
  /** Headers and parameters that a key is looked for in. @default ['apikey'] */
  readonly key_names?: readonly string[];
  /** Whether the target does not see the key. @default false */
  readonly hide_credentials?: boolean;
  /** Name of the consumer that requests without a key are taken for. @default - they are refused */
  readonly anonymous?: string;
  /** @default true */
  readonly key_in_header?: boolean;
  /** @default true */
  readonly key_in_query?: boolean;
  /** @default false */
  readonly key_in_body?: boolean;
  /** @default true */
  readonly run_on_preflight?: boolean;
  readonly realm?: string;
}

/** Configuration of the plugin `basic-auth`. */
export interface BasicAuthConfig {
  /** Whether the target does not see the password. @default false */
  readonly hide_credentials?: boolean;
  /** Name of the consumer that requests without a password are taken for. @default - they are refused */
  readonly anonymous?: string;
  /** @default 'service' */
  readonly realm?: string;
}

/** Configuration of the plugin `acl`: groups of consumers, of which one list is to be given. */
export interface AclConfig {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  /** @default false */
  readonly hide_groups_header?: boolean;
}

/** Configuration of the plugin `prometheus`: what is counted beside connections and memory. */
export interface PrometheusConfig {
  /** @default false */
  readonly per_consumer?: boolean;
  /** @default false */
  readonly status_code_metrics?: boolean;
  /** @default false */
  readonly latency_metrics?: boolean;
  /** @default false */
  readonly bandwidth_metrics?: boolean;
  /** @default false */
  readonly upstream_health_metrics?: boolean;
}

/** What a transformer works on, each as `name:value`; those to remove by their names. */
export interface TransformedParts {
  readonly headers?: readonly string[];
}

/** Parts of an answer. */
export interface TransformedAnswer extends TransformedParts {
  readonly json?: readonly string[];
  /** Types of the values of `json`, in its order. */
  readonly json_types?: readonly ('boolean' | 'number' | 'string')[];
}

/** Parts of a request. */
export interface TransformedRequest extends TransformedParts {
  readonly querystring?: readonly string[];
  readonly body?: readonly string[];
}

/** Configuration of the plugin `response-transformer`; it works in the order of these props. */
export interface ResponseTransformerConfig {
  readonly remove?: TransformedAnswer;
  readonly rename?: TransformedAnswer;
  /** Only what is there. */
  readonly replace?: TransformedAnswer;
  /** Only what is not there. */
  readonly add?: TransformedAnswer;
  /** To what is there, or else new. */
  readonly append?: TransformedAnswer;
}

/** Configuration of the plugin `request-transformer`; it works in the order of these props. */
export interface RequestTransformerConfig {
  readonly http_method?: string;
  readonly remove?: TransformedRequest;
  readonly rename?: TransformedRequest;
  /** Only what is there; `uri` is the whole path. */
  readonly replace?: TransformedRequest & { readonly uri?: string };
  /** Only what is not there. */
  readonly add?: TransformedRequest;
  /** To what is there, or else new. */
  readonly append?: TransformedRequest;
}

/** Configuration of the plugin `cors`. */
export interface CorsConfig {
  /** Origins, or regular expressions of them. @default - any */
  readonly origins?: readonly string[];
  /** @default - all that Kong knows */
  readonly methods?: readonly string[];
  readonly headers?: readonly string[];
  readonly exposed_headers?: readonly string[];
  /** @default false */
  readonly credentials?: boolean;
  /** In seconds. */
  readonly max_age?: number;
  /** @default false */
  readonly preflight_continue?: boolean;
  /** @default false */
  readonly private_network?: boolean;
}

/** Configuration of the plugin `ip-restriction`: addresses and networks, of which at least one list is to be given. */
export interface IpRestrictionConfig {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  /** @default 403 */
  readonly status?: number;
  readonly message?: string;
}

/** Configuration of the plugin `request-size-limiting`. */
export interface RequestSizeLimitingConfig {
  /** @default 128 */
  readonly allowed_payload_size?: number;
  /** By powers of 1024. @default 'megabytes' */
  readonly size_unit?: 'megabytes' | 'kilobytes' | 'bytes';
  /** @default false */
  readonly require_content_length?: boolean;
}

/** Configuration of the plugin `redirect`. */
export interface RedirectConfig {
  /** @default 301 */
  readonly status_code?: number;
  /** Whole URL. */
  readonly location: string;
  /** Whether the request's path and query replace those of the URL. @default false */
  readonly keep_incoming_path?: boolean;
}

/**
 * Plugins with a typed configuration, in Kong's own words.
 * @see https://developer.konghq.com/plugins/
 */
export interface KongPluginConfigs {
  readonly 'rate-limiting': RateLimitingConfig;
  readonly 'key-auth': KeyAuthConfig;
  readonly 'basic-auth': BasicAuthConfig;
  readonly acl: AclConfig;
  readonly prometheus: PrometheusConfig;
  readonly 'response-transformer': ResponseTransformerConfig;
  readonly 'request-transformer': RequestTransformerConfig;
  readonly cors: CorsConfig;
  readonly 'ip-restriction': IpRestrictionConfig;
  readonly 'request-size-limiting': RequestSizeLimitingConfig;
  readonly redirect: RedirectConfig;
}

/** Name of a plugin with a typed configuration. */
export type KongPluginName = keyof KongPluginConfigs;
