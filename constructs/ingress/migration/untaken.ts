/** Annotations that keep requests out. A route without them would let these in, so it is left out. */
const GUARDS: readonly RegExp[] = [
  /^auth-/,
  /^(white|allow|deny|black)list-source-range$/,
  /^satisfy$/,
  /^modsecurity-/,
  /^enable-(modsecurity|owasp-core-rules|global-auth)$/,
  /-snippet$/,
  /^denylist/,
  /^global-rate-limit/,
  /^proxy-ssl-(secret|verify|name)$/,
];

/** Annotations without which requests would go elsewhere, or arrive otherwise than the target expects. */
const WAYS: Readonly<Record<string, string>> = {
  'rewrite-target': 'only a regular expression says it',
  'use-regex': 'only a regular expression says it',
  'backend-protocol': 'a target speaks HTTP, HTTPS or GRPC',
  'permanent-redirect': 'it is no plain URL',
  'temporal-redirect': 'it is no plain URL',
  'canary-by-cookie': 'routes are told apart by headers, and not by cookies',
  'canary-by-header-pattern': 'headers are compared as a whole',
  'ssl-passthrough': 'the controller ends TLS itself; a TLSRoute, or a TransportServer, hands it on',
  'upstream-vhost': 'no option of a route changes the host that the target sees',
  'default-backend': 'an endpoint has one default backend',
};

/** Reasons of annotations that are only worth a word. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^(affinity|session-cookie)/, 'no option of a route keeps clients at one pod'],
  [/^(upstream-hash-by|load-balance)/, 'the controller chooses pods as its own configuration says'],
  [/^limit-(connections|rate|rate-after|whitelist)$/, 'a route limits the rate of requests only'],
  [/^(proxy-buffer|proxy-buffering|proxy-max-temp|client-body-buffer)/, 'buffers are the controller’s own matter'],
  [/^proxy-next-upstream/, 'the controller tries other pods as its own configuration says'],
  [/^(ssl-|proxy-ssl)/, 'ciphers and protocols are the controller’s own matter'],
  [/^(cors-)/, 'CORS is not on'],
  [/^(force-ssl-redirect|preserve-trailing-slash)$/, 'no option of an endpoint says it'],
  [/^from-to-www-redirect$/, 'add it by PublicEndpoint.redirect for the other name'],
  [
    /^(custom-http-errors|mirror-|enable-access-log|enable-rewrite-log|enable-opentelemetry)/,
    'no option of a route says it',
  ],
];

/** What becomes of a route that does without an annotation, and why it has to. */
export function untaken(name: string): { readonly outcome: 'dropped' | 'left out'; readonly detail: string } {
  const way = WAYS[name];
  if (way !== undefined) return { outcome: 'left out', detail: `no equal: ${way}` };
  if (GUARDS.some(guard => guard.test(name))) {
    return { outcome: 'left out', detail: 'no equal, and it may be what keeps requests out' };
  }
  const words = WORDS.find(([form]) => form.test(name))?.[1];
  return { outcome: 'dropped', detail: words ?? 'no option of a route says it' };
}
