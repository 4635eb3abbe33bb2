import {
  NginxIngressController,
  type NginxIngressControllerProps,
  NginxPolicy,
  TransportServer,
  VirtualServer,
  VirtualServerRoute,
} from '../../../constructs/ingress/controller';
import type { Program } from '../support';

const controller =
  (props?: NginxIngressControllerProps): Program =>
  chart =>
    new NginxIngressController(chart, 'ingress', props);

/** Controllers whose pods are "restricted". */
export const controllers = {
  default: controller(),
  'default class, no custom resources, no metrics': controller({
    isDefaultClass: true,
    customResources: false,
    metrics: false,
    ingressClassName: 'public',
  }),
  loadBalancer: controller({
    expose: {
      type: 'loadBalancer',
      loadBalancerClass: 'metallb.io/metallb',
      annotations: { 'metallb.io/address-pool': 'public' },
      loadBalancerSourceRanges: ['192.168.0.0/16'],
    },
    clientAddresses: { from: 'proxyProtocol', trustedProxies: ['10.0.0.0/8'] },
  }),
  'a few namespaces': controller({ watchNamespaces: ['shop', 'blog'], expose: { type: 'clusterIp' } }),
  'everything given': controller({
    name: 'edge',
    namespace: 'edge-system',
    image: 'registry.example.com/nginx-ingress:5.6.1',
    kind: 'DaemonSet',
    expose: { type: 'nodePort', httpNodePort: 30080, httpsNodePort: 30443, externalTrafficPolicy: 'Local' },
    configuration: {
      'client-max-body-size': '64m',
      'proxy-read-timeout': '300s',
      'ssl-protocols': ['TLSv1.3'],
      'server-tokens': true,
      hsts: true,
      'hsts-max-age': 31536000,
      'worker-processes': 4,
      'log-format': '$remote_addr $request',
      'proxy-hide-headers': ['X-Powered-By', 'Via'],
      'external-status-address': '192.168.10.40',
    },
    moreConfiguration: { 'ssl-session-tickets': 'off' },
    clientAddresses: { from: 'X-Forwarded-For', trustedProxies: ['10.0.0.1', 'fd00::/8'], recursive: false },
    defaultTlsSecretName: 'given-default',
    wildcardTlsSecretName: 'given-wildcard',
    listeners: [
      { name: 'redis', port: 6379, nodePort: 30379 },
      { name: 'dns', port: 5353, protocol: 'UDP' },
    ],
    tlsPassthrough: true,
    healthStatus: true,
    healthStatusUri: '/alive',
    allowEmptyHost: true,
    enableSnippets: true,
    certManager: true,
    externalDns: true,
    externalBackends: true,
    terminationGracePeriodSeconds: 300,
    cacheSize: '4Gi',
    resources: { memoryLimit: '1Gi' },
    scheduling: { nodeSelector: { edge: 'true' } },
  }),
} satisfies Record<string, Program>;

/** Controllers that take ports of their nodes, in namespaces that are "privileged" for it. */
export const hostControllers = {
  hostPort: controller({ expose: { type: 'hostPort' } }),
  hostNetwork: controller({ expose: { type: 'hostNetwork' }, kind: 'Deployment', replicas: 2 }),
} satisfies Record<string, Program>;

const [shop, next] = ['shop', 'shop-next'].map(name => ({ name, port: 80 }));

/** Resources of the controller. */
export const nginxResources = {
  'all of them': chart => {
    const ingress = new NginxIngressController(chart, 'ingress', {
      listeners: [{ name: 'redis', port: 6379 }],
      wildcardTlsSecretName: 'given-wildcard',
      tlsPassthrough: true,
    });
    const slow = new NginxPolicy(chart, 'slow', { controller: ingress, rateLimit: { rate: '10r/s', burst: 20 } });
    const own = new NginxPolicy(chart, 'own', { controller: ingress, accessControl: { allow: ['192.168.0.0/16'] } });
    const users = new NginxPolicy(chart, 'users', { basicAuth: { secret: 'given-users', realm: 'Shop' } });
    const cart = new VirtualServerRoute(chart, 'cart', {
      controller: ingress,
      host: 'shop.example.com',
      upstreams: { cart: { name: 'cart', port: 8080 } },
      subroutes: [{ path: '/cart', action: { pass: 'cart' } }],
    });
    new VirtualServer(chart, 'shop', {
      controller: ingress,
      host: 'shop.example.com',
      tls: { secretName: 'given-tls' },
      policies: [slow],
      upstreams: { shop: { target: shop!, 'read-timeout': '30s' }, next: next! },
      routes: [
        {
          path: '/',
          matches: [{ conditions: [{ cookie: 'beta', value: '1' }], action: { pass: 'next' } }],
          splits: [
            { weight: 90, action: { pass: 'shop' } },
            { weight: 10, action: { pass: 'next' } },
          ],
        },
        { path: '/old', action: { proxy: { upstream: 'shop', rewritePath: '/' } } },
        {
          path: '=/admin',
          policies: [own, users, { name: 'given-policy', namespace: 'policies' }],
          action: { pass: 'shop' },
        },
        { path: '~ \\.php$', action: { return: { code: 404, body: 'no' } } },
        { path: '/cart', route: cart.reference },
      ],
    });
    new VirtualServer(chart, 'any', {
      controller: ingress,
      host: '*.example.com',
      tls: { redirect: false },
      routes: [{ path: '/', action: { redirect: { url: 'https://shop.example.com', code: 302 } } }],
    });
    new TransportServer(chart, 'redis', {
      controller: ingress,
      listener: 'redis',
      target: { name: 'redis', port: 6379 },
      upstreamParameters: { connectTimeout: '5s' },
    });
    new TransportServer(chart, 'mail', {
      controller: ingress,
      host: 'mail.example.com',
      target: { name: 'mail', port: 993 },
    });
  },
} satisfies Record<string, Program>;
