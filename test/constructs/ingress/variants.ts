import { ingressOf } from '../../../constructs/ingress/ingress-of';
import { nodePorts } from '../../../constructs/ingress/node-ports';
import { PublicEndpoint } from '../../../constructs/ingress/public-endpoint';
import type { RouteRendering } from '../../../constructs/ingress/routes/rendering';
import type { RouteOptions } from '../../../constructs/ingress/routes/types';
import { NginxProxy } from '../../../src';
import type { Program } from '../support';

export const shop = { name: 'given-shop', port: 80, pods: { podLabels: { app: 'shop' }, port: 8080 } };
export const other = { name: 'given-other', port: 8080 };
const clients = { podLabels: { app: 'nginx-ingress' }, namespace: 'nginx-ingress' };

export const plain = (): RouteRendering => ingressOf({ ingressClassName: 'given-class', clients });
export const f5 = (): RouteRendering => ingressOf({ ingressClassName: 'given-nginx', dialect: 'nginx', clients });

const withRoutes =
  (via: RouteRendering): Program =>
  chart => {
    const endpoint = new PublicEndpoint(chart, 'public', {
      via,
      tls: { 'shop.example.com': { secretName: 'given-tls' } },
      defaultBackend: other,
    });
    endpoint.route('shop.example.com/', shop);
    endpoint.route('shop.example.com/cart', other);
    endpoint.route('shop.example.com/cart', shop, { match: 'Exact' });
    endpoint.route('*.example.org/', other);
  };

/** One route with some options. */
export const withOptions =
  (options: RouteOptions, via = f5()): Program =>
  chart =>
    new PublicEndpoint(chart, 'public', { via }).route('shop.example.com/cart', shop, options);

export const endpoints = {
  default: chart => new PublicEndpoint(chart, 'public', { via: plain() }).route('shop.example.com/', shop),
  'hosts, paths, TLS and a default': withRoutes(plain()),
  'any host, no class': chart => new PublicEndpoint(chart, 'public', { via: ingressOf() }).route('/', shop),
  'a target behind a policy': chart => {
    const web = new NginxProxy(chart, 'web', { upstream: shop, expose: { type: 'clusterIp' } });
    new PublicEndpoint(chart, 'public', { via: plain() }).route('shop.example.com/', web);
  },
} satisfies Record<string, Program>;

export const f5Endpoints = {
  default: chart => new PublicEndpoint(chart, 'public', { via: f5() }).route('shop.example.com/', shop),
  'hosts, paths, TLS and a default': withRoutes(f5()),
  'plain HTTP beside TLS': chart =>
    new PublicEndpoint(chart, 'public', {
      via: f5(),
      tls: { '*.example.com': { secretName: 'given-tls' } },
      redirectToHttps: false,
    }).route('shop.example.com/', shop),
  'any host': chart =>
    new PublicEndpoint(chart, 'public', {
      via: ingressOf({ dialect: 'nginx', anyHost: true }),
    }).route('/', shop),
  'rewritten prefix': withOptions({ rewrite: { prefix: '/' } }),
  'rewritten path': withOptions({ rewrite: { path: '/basket' } }),
  'rewritten exact path': withOptions({ match: 'Exact', rewrite: { path: '/basket' } }),
  'timeouts and body size': withOptions({
    timeouts: { connectSeconds: 5, responseSeconds: 300 },
    maxBodySize: '64m',
  }),
  'rate limit': withOptions({ rateLimit: { requests: 10, per: 'minute', burst: 20 } }),
  'basic auth': withOptions({ basicAuth: { secretName: 'given-users' } }),
  'clients and CORS': withOptions({
    allowClients: ['192.168.0.0/16', '10.0.0.1'],
    cors: {
      allowOrigins: ['https://www.example.com'],
      allowHeaders: ['X-Version'],
      exposeHeaders: ['X-Total'],
      allowCredentials: true,
      maxAgeSeconds: 600,
    },
  }),
  headers: withOptions({
    requestHeaders: { set: { 'X-Shop': 'one' }, remove: ['X-Debug'] },
    responseHeaders: { add: { 'X-Frame-Options': 'DENY' } },
  }),
  'TLS to the target': withOptions({ backendProtocol: 'HTTPS' }),
  gRPC: withOptions({ backendProtocol: 'GRPC' }),
  WebSocket: withOptions({ websocket: true }),
} satisfies Record<string, Program>;

export const certificates = {
  'an issuer': chart =>
    new PublicEndpoint(chart, 'public', {
      via: plain(),
      tls: { 'shop.example.com': { issuer: { name: 'given-letsencrypt', kind: 'ClusterIssuer' } } },
    }).route('shop.example.com/', shop),
  'self-signed': chart =>
    new PublicEndpoint(chart, 'public', {
      via: plain(),
      tls: { '*.example.com': { selfSigned: true, secretName: 'given-tls' }, 'shop.example.com': { selfSigned: true } },
    }).route('shop.example.com/', shop),
} satisfies Record<string, Program>;

export const nodePortEndpoints = {
  default: chart => new PublicEndpoint(chart, 'public', { via: nodePorts() }).route('/', shop),
  'a given port': chart => {
    const endpoint = new PublicEndpoint(chart, 'public', { via: nodePorts({ ports: { 'given-shop': 30080 } }) });
    endpoint.route('/', shop);
    endpoint.route('/', { ...shop, name: 'given-second' });
  },
} satisfies Record<string, Program>;
