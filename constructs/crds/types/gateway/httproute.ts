// Made by `npm run crds`; don't change it by hand.
// Kubernetes Gateway API, standard channel v1.7.0, Apache-2.0.

export interface HTTPRouteSpec {
  readonly hostnames?: readonly string[];
  readonly parentRefs?: readonly HTTPRouteSpecParentRefs[];
  readonly rules?: readonly HTTPRouteSpecRules[];
}

export interface HTTPRouteSpecParentRefs {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
  readonly sectionName?: string;
}

export interface HTTPRouteSpecRules {
  readonly backendRefs?: readonly HTTPRouteSpecRulesBackendRefs[];
  readonly filters?: readonly HTTPRouteSpecRulesFilters[];
  readonly matches?: readonly HTTPRouteSpecRulesMatches[];
  readonly name?: string;
  readonly retry?: HTTPRouteSpecRulesRetry;
  readonly timeouts?: HTTPRouteSpecRulesTimeouts;
}

export interface HTTPRouteSpecRulesBackendRefs {
  readonly filters?: readonly HTTPRouteSpecRulesFilters[];
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
  readonly weight?: number;
}

export interface HTTPRouteSpecRulesFilters {
  readonly cors?: HTTPRouteSpecRulesFiltersCors;
  readonly extensionRef?: HTTPRouteSpecRulesFiltersExtensionRef;
  readonly requestHeaderModifier?: HTTPRouteSpecRulesFiltersRequestHeaderModifier;
  readonly requestMirror?: HTTPRouteSpecRulesFiltersRequestMirror;
  readonly requestRedirect?: HTTPRouteSpecRulesFiltersRequestRedirect;
  readonly responseHeaderModifier?: HTTPRouteSpecRulesFiltersRequestHeaderModifier;
  readonly type:
    | 'RequestHeaderModifier'
    | 'ResponseHeaderModifier'
    | 'RequestMirror'
    | 'RequestRedirect'
    | 'URLRewrite'
    | 'ExtensionRef'
    | 'CORS';
  readonly urlRewrite?: HTTPRouteSpecRulesFiltersUrlRewrite;
}

export interface HTTPRouteSpecRulesFiltersCors {
  readonly allowCredentials?: boolean;
  readonly allowHeaders?: readonly string[];
  readonly allowMethods?: readonly (
    | 'GET'
    | 'HEAD'
    | 'POST'
    | 'PUT'
    | 'DELETE'
    | 'CONNECT'
    | 'OPTIONS'
    | 'TRACE'
    | 'PATCH'
    | '*'
  )[];
  readonly allowOrigins?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly maxAge?: number;
}

export interface HTTPRouteSpecRulesFiltersExtensionRef {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

export interface HTTPRouteSpecRulesFiltersRequestHeaderModifier {
  readonly add?: readonly HTTPRouteSpecRulesFiltersRequestHeaderModifierAdd[];
  readonly remove?: readonly string[];
  readonly set?: readonly HTTPRouteSpecRulesFiltersRequestHeaderModifierAdd[];
}

export interface HTTPRouteSpecRulesFiltersRequestHeaderModifierAdd {
  readonly name: string;
  readonly value: string;
}

export interface HTTPRouteSpecRulesFiltersRequestMirror {
  readonly backendRef: HTTPRouteSpecRulesFiltersRequestMirrorBackendRef;
  readonly fraction?: HTTPRouteSpecRulesFiltersRequestMirrorFraction;
  readonly percent?: number;
}

export interface HTTPRouteSpecRulesFiltersRequestMirrorBackendRef {
  readonly group?: string;
  readonly kind?: string;
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
}

export interface HTTPRouteSpecRulesFiltersRequestMirrorFraction {
  readonly denominator?: number;
  readonly numerator: number;
}

export interface HTTPRouteSpecRulesFiltersRequestRedirect {
  readonly hostname?: string;
  readonly path?: HTTPRouteSpecRulesFiltersUrlRewritePath;
  readonly port?: number;
  readonly scheme?: 'http' | 'https';
  readonly statusCode?: 301 | 302 | 303 | 307 | 308;
}

export interface HTTPRouteSpecRulesFiltersUrlRewritePath {
  readonly replaceFullPath?: string;
  readonly replacePrefixMatch?: string;
  readonly type: 'ReplaceFullPath' | 'ReplacePrefixMatch';
}

export interface HTTPRouteSpecRulesFiltersUrlRewrite {
  readonly hostname?: string;
  readonly path?: HTTPRouteSpecRulesFiltersUrlRewritePath;
}

export interface HTTPRouteSpecRulesMatches {
  readonly headers?: readonly HTTPRouteSpecRulesMatchesHeaders[];
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'CONNECT' | 'OPTIONS' | 'TRACE' | 'PATCH';
  readonly path?: HTTPRouteSpecRulesMatchesPath;
  readonly queryParams?: readonly HTTPRouteSpecRulesMatchesHeaders[];
}

export interface HTTPRouteSpecRulesMatchesHeaders {
  readonly name: string;
  readonly type?: 'Exact' | 'RegularExpression';
  readonly value: string;
}

export interface HTTPRouteSpecRulesMatchesPath {
  readonly type?: 'Exact' | 'PathPrefix' | 'RegularExpression';
  readonly value?: string;
}

export interface HTTPRouteSpecRulesRetry {
  readonly attempts?: number;
  readonly backoff?: string;
  readonly codes?: readonly number[];
}

export interface HTTPRouteSpecRulesTimeouts {
  readonly backendRequest?: string;
  readonly request?: string;
}

/** As v1beta1 has it. */
export type HTTPRouteV1beta1Spec = HTTPRouteSpec;
