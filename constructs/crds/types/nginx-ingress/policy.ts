// Made by `npm run crds`; don't change it by hand.
// F5 NGINX Ingress Controller 5.6.0, Apache-2.0.

export interface PolicySpec {
  readonly accessControl?: PolicySpecAccessControl;
  readonly apiKey?: PolicySpecApiKey;
  readonly basicAuth?: PolicySpecBasicAuth;
  readonly cache?: PolicySpecCache;
  readonly cors?: PolicySpecCors;
  readonly egressMTLS?: PolicySpecEgressMTLS;
  readonly externalAuth?: PolicySpecExternalAuth;
  readonly hsts?: PolicySpecHsts;
  readonly ingressClassName?: string;
  readonly ingressMTLS?: PolicySpecIngressMTLS;
  readonly jwt?: PolicySpecJwt;
  readonly oidc?: PolicySpecOidc;
  readonly rateLimit?: PolicySpecRateLimit;
  readonly waf?: PolicySpecWaf;
}

export interface PolicySpecAccessControl {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
}

export interface PolicySpecApiKey {
  readonly clientSecret?: string;
  readonly suppliedIn?: PolicySpecApiKeySuppliedIn;
}

export interface PolicySpecApiKeySuppliedIn {
  readonly header?: readonly string[];
  readonly query?: readonly string[];
}

export interface PolicySpecBasicAuth {
  readonly realm?: string;
  readonly secret?: string;
}

export interface PolicySpecCache {
  readonly allowedCodes?: readonly (number | string)[];
  readonly allowedMethods?: readonly string[];
  readonly cacheBackgroundUpdate?: boolean;
  readonly cacheKey?: string;
  readonly cacheMinUses?: number;
  readonly cachePurgeAllow?: readonly string[];
  readonly cacheRevalidate?: boolean;
  readonly cacheUseStale?: readonly string[];
  readonly cacheZoneName: string;
  readonly cacheZoneSize: string;
  readonly conditions?: PolicySpecCacheConditions;
  readonly inactive?: string;
  readonly levels?: string;
  readonly lock?: PolicySpecCacheLock;
  readonly manager?: PolicySpecCacheManager;
  readonly maxSize?: string;
  readonly minFree?: string;
  readonly overrideUpstreamCache?: boolean;
  readonly time?: string;
  readonly useTempPath?: boolean;
}

export interface PolicySpecCacheConditions {
  readonly bypass?: readonly string[];
  readonly noCache?: readonly string[];
}

export interface PolicySpecCacheLock {
  readonly age?: string;
  readonly enable?: boolean;
  readonly timeout?: string;
}

export interface PolicySpecCacheManager {
  readonly files?: number;
  readonly sleep?: string;
  readonly threshold?: string;
}

export interface PolicySpecCors {
  readonly allowCredentials?: boolean;
  readonly allowHeaders?: readonly string[];
  readonly allowMethods?: readonly string[];
  readonly allowOrigin: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly maxAge?: number;
}

export interface PolicySpecEgressMTLS {
  readonly ciphers?: string;
  readonly protocols?: string;
  readonly serverName?: boolean;
  readonly sessionReuse?: boolean;
  readonly sslName?: string;
  readonly tlsSecret?: string;
  readonly trustedCertSecret?: string;
  readonly verifyDepth?: number;
  readonly verifyServer?: boolean;
}

export interface PolicySpecExternalAuth {
  readonly authServiceName: string;
  readonly authServicePorts?: readonly number[];
  readonly authSigninRedirectBasePath?: string;
  readonly authSigninURI?: string;
  readonly authSnippets?: string;
  readonly authURI: string;
  readonly sniName?: string;
  readonly sslEnabled?: boolean;
  readonly sslVerify?: boolean;
  readonly sslVerifyDepth?: number;
  readonly trustedCertSecret?: string;
}

export interface PolicySpecHsts {
  readonly behindProxy?: boolean;
  readonly includeSubDomains?: boolean;
  readonly maxAge: number;
  readonly preload?: boolean;
}

export interface PolicySpecIngressMTLS {
  readonly clientCertSecret?: string;
  readonly crlFileName?: string;
  readonly verifyClient?: string;
  readonly verifyDepth?: number;
}

export interface PolicySpecJwt {
  readonly jwksURI?: string;
  readonly keyCache?: string;
  readonly realm?: string;
  readonly secret?: string;
  readonly sniEnabled?: boolean;
  readonly sniName?: string;
  readonly sslVerify?: boolean;
  readonly sslVerifyDepth?: number;
  readonly token?: string;
  readonly trustedCertSecret?: string;
}

export interface PolicySpecOidc {
  readonly accessTokenEnable?: boolean;
  readonly authEndpoint?: string;
  readonly authExtraArgs?: readonly string[];
  readonly clientID?: string;
  readonly clientSecret?: string;
  readonly endSessionEndpoint?: string;
  readonly jwksURI?: string;
  readonly pkceEnable?: boolean;
  readonly postLogoutRedirectURI?: string;
  readonly redirectURI?: string;
  readonly scope?: string;
  readonly sslVerify?: boolean;
  readonly sslVerifyDepth?: number;
  readonly tokenEndpoint?: string;
  readonly trustedCertSecret?: string;
  readonly zoneSyncLeeway?: number;
}

export interface PolicySpecRateLimit {
  readonly burst?: number;
  readonly condition?: PolicySpecRateLimitCondition;
  readonly delay?: number;
  readonly dryRun?: boolean;
  readonly key?: string;
  readonly logLevel?: string;
  readonly noDelay?: boolean;
  readonly rate?: string;
  readonly rejectCode?: number;
  readonly scale?: boolean;
  readonly zoneSize?: string;
}

export interface PolicySpecRateLimitCondition {
  readonly default?: boolean;
  readonly jwt?: PolicySpecRateLimitConditionJwt;
  readonly variables?: readonly PolicySpecRateLimitConditionVariables[];
}

export interface PolicySpecRateLimitConditionJwt {
  readonly claim: string;
  readonly match: string;
}

export interface PolicySpecRateLimitConditionVariables {
  readonly match: string;
  readonly name: string;
}

export interface PolicySpecWaf {
  readonly apBundle?: string;
  readonly apBundleSource?: PolicySpecWafApBundleSource;
  readonly apPolicy?: string;
  readonly enable?: boolean;
  readonly securityLog?: PolicySpecWafSecurityLog;
  readonly securityLogs?: readonly PolicySpecWafSecurityLog[];
}

export interface PolicySpecWafApBundleSource {
  readonly enablePolling?: boolean;
  readonly insecureSkipVerify?: boolean;
  readonly name?: string;
  readonly namespace?: string;
  readonly pollInterval?: string;
  readonly retryAttempts?: number;
  readonly secret?: string;
  readonly timeout?: string;
  readonly trustedCertSecret?: string;
  readonly type?: 'HTTPS' | 'NIM' | 'N1C';
  readonly url: string;
  readonly verifyChecksum?: boolean;
}

export interface PolicySpecWafSecurityLog {
  readonly apLogBundle?: string;
  readonly apLogBundleSource?: PolicySpecWafApBundleSource;
  readonly apLogConf?: string;
  readonly enable?: boolean;
  readonly logDest?: string;
}
