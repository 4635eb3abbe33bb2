import { Chart } from 'cdk8s';
import {
  BackendTlsPolicy,
  GrpcRoute,
  HttpGateway,
  type HttpGatewayProps,
  HttpRoute,
  PublicEndpoint,
  ReferenceGrant,
  TlsRoute,
} from '../../../src';
import type { Program } from '../support';

export const gatewayClass = { controllerName: 'traefik.io/gateway-controller' };
export const elsewhere = { name: 'public', namespace: 'front' };
export const web = { name: 'web', port: 80 };

const gateway =
  (props?: Partial<HttpGatewayProps>): Program =>
  chart =>
    new HttpGateway(chart, 'gateway', { gatewayClass, ...props });

/** A Gateway in a chart of the namespace `front`. */
export function front(chart: Chart, props?: Partial<HttpGatewayProps>): HttpGateway {
  const other = new Chart(chart.node.root as Chart, 'front', { namespace: 'front' });
  return new HttpGateway(other, 'gateway', { gatewayClass, definitions: false, ...props });
}

const without = { definitions: false };

export const gateways = {
  default: gateway(without),
  'a class that is there': gateway({ ...without, gatewayClass: 'traefik' }),
  'certificates by host': gateway({
    ...without,
    tls: {
      'shop.example.com': { secretName: 'shop-tls' },
      '*.example.com': { issuer: { name: 'letsencrypt', kind: 'ClusterIssuer' } },
    },
  }),
  'everything given': gateway({
    ...without,
    name: 'public',
    gatewayClass: { ...gatewayClass, name: 'fast' },
    listeners: [
      { protocol: 'HTTP', name: 'plain', hostname: 'a.example.com', port: 8000, allowedRoutes: 'All' },
      { protocol: 'HTTP', port: 8000, allowedRoutes: { matchLabels: { routes: 'yes' } } },
      { protocol: 'HTTPS', certificates: [{ name: 'tls' }, { name: 'other', namespace: 'certificates' }] },
      { protocol: 'TLS', hostname: '*.db.example.com', allowedRoutes: 'Same' },
      { protocol: 'TLS', name: 'ended', mode: 'Terminate', port: 8883, certificates: [{ name: 'mqtt' }] },
    ],
    tls: { 'shop.example.com': { secretName: 'shop-tls' } },
    redirectToHttps: false,
    ports: { https: 8443 },
    addresses: [{ type: 'IPAddress', value: '192.168.10.240' }],
    infrastructure: { labels: { tier: 'front' }, annotations: { 'metallb.io/address-pool': 'public' } },
    annotations: { 'example.com/owner': 'web' },
    pods: { podLabels: { app: 'traefik' }, namespace: 'traefik' },
  }),
} satisfies Record<string, Program>;

export const routes = {
  HttpRoute: chart =>
    new HttpRoute(chart, 'shop', {
      gateway: [elsewhere, { name: 'internal', sectionName: 'http' }],
      hostnames: ['shop.example.com', '*.shop.example.com'],
      rules: [
        {
          name: 'api',
          matches: [
            {
              path: { type: 'PathPrefix', value: '/api' },
              method: 'GET',
              headers: [{ name: 'X-Version', value: '2' }],
            },
          ],
          filters: [
            { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'X-By', value: 'gateway' }] } },
            { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } },
          ],
          timeouts: { request: '30s', backendRequest: '10s' },
          backends: [
            { target: { name: 'api', namespace: 'api', port: 8080 }, weight: 90 },
            { target: { name: 'next', namespace: 'api', port: 8080 }, weight: 10 },
          ],
        },
        {
          matches: [
            { path: { type: 'RegularExpression', value: '/v[0-9]+' }, queryParams: [{ name: 'debug', value: '1' }] },
            { path: { type: 'Exact', value: '/old' } },
          ],
          filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
        },
        { backends: [{ target: web }] },
      ],
    }),
  GrpcRoute: chart =>
    new GrpcRoute(chart, 'orders', {
      gateway: elsewhere,
      hostnames: ['grpc.example.com'],
      rules: [
        { matches: [{ method: { service: 'shop.Orders', method: 'List' } }], backends: [{ target: web, weight: 2 }] },
        { backends: [{ target: { name: 'other', namespace: 'api', port: 9000 } }] },
      ],
    }),
  TlsRoute: chart =>
    new TlsRoute(chart, 'mail', {
      gateway: { ...elsewhere, sectionName: 'tls' },
      hostnames: ['imap.example.com'],
      rules: [{ backends: [{ target: { name: 'imap', port: 993 } }] }],
    }),
  ReferenceGrant: chart =>
    new ReferenceGrant(chart, 'grant', {
      from: [{ kind: 'HTTPRoute', namespace: 'shop' }],
      to: [{ kind: 'Service', name: 'api' }, { kind: 'Secret' }],
    }),
  BackendTlsPolicy: chart =>
    new BackendTlsPolicy(chart, 'api', { target: { name: 'api', port: 8443 }, hostname: 'api.example.com' }),
  'BackendTlsPolicy with its own authority': chart =>
    new BackendTlsPolicy(chart, 'api', {
      target: { name: 'api', namespace: 'api', port: 8443 },
      sectionName: 'https',
      hostname: 'api.example.com',
      caCertificates: ['internal-ca'],
      subjectAltNames: [{ type: 'Hostname', hostname: 'api.internal' }],
    }),
  'of another namespace': chart => {
    const there = front(chart, { tls: { 'own.example.com': { secretName: 'own-tls' } } });
    new HttpRoute(chart, 'own', {
      gateway: there,
      hostnames: ['own.example.com'],
      rules: [{ backends: [{ target: web }] }],
    });
    new HttpRoute(chart, 'any', { gateway: there, rules: [{ backends: [{ target: web }] }] });
  },
} satisfies Record<string, Program>;

export const endpoints = {
  'PublicEndpoint by a Gateway': chart => {
    const via = new HttpGateway(chart, 'gateway', { gatewayClass, ...without });
    new PublicEndpoint(chart, 'public', { via }).route('shop.example.com/', web);
  },
  'PublicEndpoint with all that a Gateway can': chart => {
    const endpoint = new PublicEndpoint(chart, 'public', {
      via: front(chart, { pods: { podLabels: { app: 'traefik' }, namespace: 'traefik' } }),
      tls: { 'shop.example.com': { secretName: 'shop-tls' }, '*.example.com': { secretName: 'wildcard-tls' } },
      defaultBackend: { name: 'fallback', port: 80 },
    });
    endpoint.route('shop.example.com/', web);
    endpoint.route(
      'shop.example.com/api',
      { name: 'api', namespace: 'api', port: 80 },
      { rewrite: { prefix: '/' }, methods: ['GET', 'PUT'] },
    );
    endpoint.route('shop.example.com/exact', web, { match: 'Exact', rewrite: { prefix: '/other' } });
    endpoint.route('other.example.com/a', web, {
      headers: { 'X-Version': '2' },
      methods: ['GET', 'POST'],
      rewrite: { path: '/b' },
      timeouts: { responseSeconds: 30 },
      canary: [{ target: { name: 'next', port: 80 }, weight: 10 }],
      cors: { allowOrigins: ['https://*.example.com'], allowCredentials: true, maxAgeSeconds: 60 },
      requestHeaders: { set: { 'X-A': '1' }, remove: ['X-B'] },
      responseHeaders: { add: { 'X-C': '2' } },
      websocket: true,
    });
    endpoint.route('*.example.org/', web, { timeouts: { responseSeconds: 100_000 } });
    endpoint.route('/any', web);
    endpoint.redirect('old.example.org/', { host: 'shop.example.com', scheme: 'https', statusCode: 301 });
    endpoint.redirect('old.example.org/a', { path: { prefix: '/b' }, port: 8080 });
  },
  'PublicEndpoint with more rules than a route can hold': chart => {
    const via = new HttpGateway(chart, 'gateway', { gatewayClass, ...without });
    const endpoint = new PublicEndpoint(chart, 'public', { via, defaultBackend: web });
    for (let i = 0; i < 20; i++) endpoint.route(`shop.example.com/${i}`, { name: `service-${i}`, port: 80 });
  },
} satisfies Record<string, Program>;
