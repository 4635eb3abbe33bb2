import type { RouteOptions } from '../../../constructs/ingress';
import { PublicEndpoint } from '../../../constructs/ingress';
import {
  KongClusterPlugin,
  KongConsumer,
  KongIngress,
  KongIngressController,
  type KongIngressControllerProps,
  KongPlugin,
  KongUpstreamPolicy,
} from '../../../constructs/kong';
import type { Program } from '../support';

/** The definitions are long, and looked at by their own tests. */
const controller =
  (props?: KongIngressControllerProps): Program =>
  chart =>
    new KongIngressController(chart, 'kong', { customResources: false, ...props });

export const kongControllers = {
  default: controller(),
  'everything given': controller({
    name: 'edge',
    namespace: 'edge-system',
    image: 'registry.example.com/kong:3.9.2',
    controllerImage: 'registry.example.com/kubernetes-ingress-controller:3.5.12',
    replicas: 3,
    expose: {
      type: 'loadBalancer',
      loadBalancerClass: 'metallb.io/metallb',
      annotations: { 'metallb.io/address-pool': 'edge' },
      loadBalancerSourceRanges: ['192.168.0.0/16'],
      externalTrafficPolicy: 'Cluster',
    },
    ingressClassName: 'edge',
    isDefaultClass: true,
    gatewayApi: true,
    gatewayClassName: 'edge-gateways',
    watchNamespaces: ['shop', 'blog'],
    metrics: false,
    clientAddresses: { from: 'X-Forwarded-For', trustedProxies: ['10.0.0.0/8', '192.168.1.1'], recursive: false },
    configuration: { ssl_protocols: 'TLSv1.3', headers: 'server_tokens' },
    workers: 4,
    externalBackends: true,
    terminationGracePeriodSeconds: 120,
    cacheSize: '4Gi',
    resources: { cpuRequest: '1', memoryLimit: '2Gi' },
    controllerResources: { memoryLimit: '1Gi' },
    scheduling: {
      nodeSelector: { edge: 'true' },
      tolerations: [{ key: 'edge', operator: 'Exists', effect: 'NoSchedule' }],
      priorityClassName: 'system-cluster-critical',
    },
  }),
  'ports of the nodes': controller({
    expose: { type: 'nodePort', httpNodePort: 30080, httpsNodePort: 30443, externalTrafficPolicy: 'Local' },
  }),
  'one pod, inside the cluster': controller({ replicas: 1, expose: { type: 'clusterIp' } }),
  'behind a proxy with the PROXY protocol': controller({
    clientAddresses: { from: 'proxyProtocol', trustedProxies: ['10.0.0.1'] },
  }),
  "the chart's own namespace": controller({ namespace: 'apps' }),
} satisfies Record<string, Program>;

const shop = { name: 'shop', port: 80 };

/** What an endpoint is asked for; the controller is in a chart of the same program. */
export const kongRoutes: Readonly<Record<string, RouteOptions>> = {
  plain: {},
  exact: { match: 'Exact' },
  'methods and headers': { methods: ['GET', 'POST'], headers: { 'X-Version': '2, or 3' } },
  'a prefix taken off': { rewrite: { prefix: '/' } },
  'another path': { rewrite: { path: '/index.php' } },
  'sizes and rates': { maxBodySize: '64m', rateLimit: { requests: 10, per: 'minute' } },
  'any size': { maxBodySize: '0' },
  'users and networks': { basicAuth: { secretName: 'admins', realm: 'Shop' }, allowClients: ['10.0.0.0/8'] },
  'other sites': {
    methods: ['GET'],
    cors: {
      allowOrigins: ['https://a.example.com', 'https://*.b.example.com'],
      allowMethods: ['GET', 'PUT'],
      allowHeaders: ['X-Token'],
      exposeHeaders: ['X-Count'],
      allowCredentials: true,
      maxAgeSeconds: 600,
    },
  },
  'changed headers': {
    requestHeaders: { set: { 'X-From': 'kong' }, add: { Via: 'kong' }, remove: ['X-Debug'] },
    responseHeaders: { set: { 'Cache-Control': 'no-store' }, remove: ['Server'] },
  },
  'a WebSocket': { websocket: true },
};

const withRoute =
  (options: RouteOptions): Program =>
  chart => {
    const kong = new KongIngressController(chart, 'kong', { customResources: false });
    new PublicEndpoint(chart, 'public', { via: kong }).route('shop.example.com/api', shop, options);
  };

export const kongEndpoints = {
  ...Object.fromEntries(Object.entries(kongRoutes).map(([name, options]) => [name, withRoute(options)])),
  'a certificate, a redirect and a default': chart => {
    const kong = new KongIngressController(chart, 'kong', { customResources: false });
    const tls = { 'shop.example.com': { secretName: 'shop-tls' }, '*.example.com': { secretName: 'all-tls' } };
    const endpoint = new PublicEndpoint(chart, 'public', { via: kong, tls, defaultBackend: shop });
    endpoint.route('shop.example.com/', shop);
    endpoint.route('other.example.com/', shop);
    endpoint.redirect('old.example.com/', { host: 'shop.example.com', statusCode: 301 });
    endpoint.redirect('old.example.org/a', {
      scheme: 'http',
      host: 'shop.example.com',
      port: 8080,
      path: { path: '/b' },
    });
  },
  'two endpoints that know the same users': chart => {
    const kong = new KongIngressController(chart, 'kong', { customResources: false });
    const options = { basicAuth: { secretName: 'admins' } };
    new PublicEndpoint(chart, 'one', { via: kong }).route('one.example.com/', shop, options);
    new PublicEndpoint(chart, 'two', { via: kong }).route('two.example.com/', shop, options);
  },
} as Record<string, Program>;

export const kongObjects = {
  'the plugins of the course': chart => {
    const limit = new KongPlugin(chart, 'limit', {
      plugin: 'rate-limiting',
      config: { second: 5, minute: 60, hour: 1000, limit_by: 'header', header_name: 'X-Tenant' },
    });
    new KongPlugin(chart, 'key', { plugin: 'key-auth', config: { key_names: ['apikey'], hide_credentials: true } });
    new KongClusterPlugin(chart, 'metrics', { plugin: 'prometheus', config: { per_consumer: true }, global: true });
    new KongPlugin(chart, 'answer', {
      plugin: 'response-transformer',
      config: {
        remove: { headers: ['Server'] },
        add: { headers: ['X-From:kong'], json: ['a:1'], json_types: ['number'] },
      },
    });
    new KongConsumer(chart, 'partner', {
      username: 'Partner Ltd',
      customId: '42',
      credentials: [{ secretName: 'partner-key' }],
      consumerGroups: ['gold'],
      plugins: [limit],
      ingressClassName: 'edge',
    });
  },
  'plugins with Secrets, and others': chart => {
    new KongPlugin(chart, 'shared-limit', {
      plugin: 'rate-limiting',
      config: { minute: 60, policy: 'redis', redis: { host: 'redis.shop', port: 6379 } },
      configPatches: [{ path: '/redis/password', secret: { name: 'redis', key: 'password-json' } }],
    });
    new KongPlugin(chart, 'from', { plugin: 'hmac-auth', configFrom: { name: 'hmac', key: 'config' } });
    new KongPlugin(chart, 'stop', {
      name: 'closed',
      plugin: 'request-termination',
      otherConfig: { status_code: 503, message: 'closed' },
      protocols: ['http', 'https'],
      disabled: true,
      instanceName: 'closed for repairs',
    });
    new KongClusterPlugin(chart, 'everywhere', {
      plugin: 'ip-restriction',
      config: { deny: ['192.0.2.0/24', '2001:db8::/32'], status: 404 },
      configPatches: [{ path: '/message', secret: { name: 'words', key: 'no' } }],
      secretNamespace: 'kong',
      ingressClassName: 'edge',
    });
  },
  'the other typed plugins': chart => {
    const add = (id: string, props: ConstructorParameters<typeof KongPlugin>[2]) => new KongPlugin(chart, id, props);
    add('basic', { plugin: 'basic-auth', config: { realm: 'Shop' } });
    add('groups', { plugin: 'acl', config: { allow: ['gold'] } });
    add('cors', { plugin: 'cors', config: { origins: ['https://a.example.com'], methods: ['GET'], max_age: 60 } });
    add('size', { plugin: 'request-size-limiting', config: { allowed_payload_size: 8, size_unit: 'megabytes' } });
    add('request', {
      plugin: 'request-transformer',
      config: { replace: { uri: '/b' }, add: { querystring: ['a:b'] }, remove: { body: ['c'] }, http_method: 'GET' },
    });
    add('elsewhere', { plugin: 'redirect', config: { location: 'https://shop.example.com/', status_code: 308 } });
  },
  'how pods are chosen': chart => {
    new KongUpstreamPolicy(chart, 'hashed', {
      algorithm: 'consistent-hashing',
      hashOn: { header: 'X-Tenant' },
      hashOnFallback: { input: 'ip' },
      slots: 100,
      healthchecks: {
        active: {
          type: 'http',
          httpPath: '/healthz',
          healthy: { interval: 5, successes: 2 },
          unhealthy: { interval: 5 },
        },
        passive: { type: 'http', unhealthy: { httpFailures: 3, timeouts: 3 } },
        threshold: 50,
      },
    });
    new KongUpstreamPolicy(chart, 'sticky', {
      algorithm: 'sticky-sessions',
      hashOn: { input: 'none' },
      stickySessions: { cookie: 'pod', cookiePath: '/' },
    });
    new KongIngress(chart, 'old', { upstream: { algorithm: 'consistent-hashing', hash_on: 'ip', slots: 100 } });
  },
} satisfies Record<string, Program>;
