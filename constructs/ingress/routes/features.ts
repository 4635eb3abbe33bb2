import type { RedirectOptions, RouteFeature, RouteOptions } from './types';

/** What a route asks of whoever renders it, each with the words that the program has for it. */
export function featuresOf(options: RouteOptions, redirect?: RedirectOptions): ReadonlyMap<RouteFeature, string> {
  const { rewrite, timeouts } = options;
  const asked: readonly (readonly [RouteFeature, boolean, string])[] = [
    ['paths', true, 'paths'],
    ['redirect', redirect !== undefined, 'a redirect'],
    ['headers', isAny(options.headers), 'headers'],
    ['methods', isAny(options.methods), 'methods'],
    ['rewritePrefix', rewrite !== undefined && 'prefix' in rewrite, 'rewrite.prefix'],
    ['rewritePath', rewrite !== undefined && 'path' in rewrite, 'rewrite.path'],
    ['connectTimeout', timeouts?.connectSeconds !== undefined, 'timeouts.connectSeconds'],
    ['responseTimeout', timeouts?.responseSeconds !== undefined, 'timeouts.responseSeconds'],
    ['maxBodySize', options.maxBodySize !== undefined, 'maxBodySize'],
    ['rateLimit', options.rateLimit !== undefined, 'rateLimit'],
    ['canary', isAny(options.canary), 'canary'],
    ['basicAuth', options.basicAuth !== undefined, 'basicAuth'],
    ['allowClients', options.allowClients !== undefined, 'allowClients'],
    ['cors', options.cors !== undefined, 'cors'],
    ['requestHeaders', options.requestHeaders !== undefined, 'requestHeaders'],
    ['responseHeaders', options.responseHeaders !== undefined, 'responseHeaders'],
    ['backendProtocol', (options.backendProtocol ?? 'HTTP') !== 'HTTP', 'backendProtocol'],
    ['websocket', options.websocket === true, 'websocket'],
  ];
  return new Map(asked.filter(([, is]) => is).map(([feature, , words]) => [feature, words]));
}

function isAny(value: object | undefined): boolean {
  return value !== undefined && Object.keys(value).length > 0;
}
