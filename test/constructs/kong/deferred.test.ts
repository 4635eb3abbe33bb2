import * as fc from 'fast-check';
import { PublicEndpoint } from '../../../constructs/ingress';
import {
  KongClusterPlugin,
  KongConsumer,
  KongIngress,
  KongIngressController,
  KongPlugin,
  KongUpstreamPolicy,
} from '../../../constructs/kong';
import { deployed, lazy, leaves, output, withLater } from '../later';
import { objectsOf, type Program, untyped } from '../support';

type Make = (props: object) => Program;

const controller: Make = props => chart => new KongIngressController(chart, 'x', untyped(props));
const plugin: Make = props => chart => new KongPlugin(chart, 'x', untyped(props));
const clusterPlugin: Make = props => chart => new KongClusterPlugin(chart, 'x', untyped(props));
const consumer: Make = props => chart => new KongConsumer(chart, 'x', untyped(props));
const policy: Make = props => chart => new KongUpstreamPolicy(chart, 'x', untyped(props));
const kongIngress: Make = props => chart => new KongIngress(chart, 'x', untyped(props));
const route: Make = options => chart => {
  const kong = new KongIngressController(chart, 'kong', { customResources: false });
  const endpoint = new PublicEndpoint(chart, 'x', { via: kong });
  endpoint.route('a.example.com/a', { name: 'a', port: 80 }, untyped(options));
};

/** Decides what is made, or is part of a name. */
const FIXED =
  /[nN]amespace|lassName|plugin$|\.from$|basicAuth\.secretName|algorithm|hashOn|sticky|^(match|methods|rewrite|maxBodySize)|per$/;

describe.each<[string, object, Make]>([
  [
    'KongIngressController',
    {
      customResources: false,
      image: 'kong:3.9.2',
      controllerImage: 'kong/kubernetes-ingress-controller:3.5.12',
      replicas: 3,
      workers: 4,
      expose: { type: 'nodePort', httpNodePort: 30080, httpsNodePort: 30443, externalTrafficPolicy: 'Local' },
      clientAddresses: { from: 'X-Forwarded-For', trustedProxies: ['10.0.0.0/8', '192.168.1.1'] },
      configuration: { ssl_protocols: 'TLSv1.3', headers: 'off' },
      terminationGracePeriodSeconds: 120,
      cacheSize: '4Gi',
      resources: { cpuRequest: '1', memoryRequest: '1Gi', memoryLimit: '2Gi' },
      controllerResources: { cpuRequest: '50m', memoryLimit: '1Gi' },
      scheduling: { nodeSelector: { edge: 'true' }, priorityClassName: 'edge' },
    },
    controller,
  ],
  [
    'KongIngressController by a load balancer',
    {
      customResources: false,
      expose: {
        type: 'loadBalancer',
        loadBalancerClass: 'a/b',
        annotations: { a: 'b' },
        loadBalancerSourceRanges: ['10.0.0.0/8'],
      },
    },
    controller,
  ],
  [
    'KongPlugin',
    {
      plugin: 'rate-limiting',
      config: { second: 1, minute: 60, limit_by: 'ip', policy: 'redis', redis: { host: 'redis', port: 6379 } },
      otherConfig: { sync_rate: -1 },
      configPatches: [{ path: '/redis/password', secret: { name: 'redis', key: 'password' } }],
      protocols: ['http'],
      instanceName: 'limit',
    },
    plugin,
  ],
  ['KongClusterPlugin', { plugin: 'hmac-auth', configFrom: { name: 'a', key: 'b' } }, clusterPlugin],
  [
    'KongConsumer',
    {
      username: 'a',
      customId: 'b',
      credentials: [{ secretName: 'c' }],
      consumerGroups: ['d'],
      plugins: [{ pluginName: 'e' }],
    },
    consumer,
  ],
  ['KongUpstreamPolicy', { slots: 100, healthchecks: { threshold: 50 } }, policy],
  ['KongIngress', { upstream: { hash_on: 'ip', slots: 100 } }, kongIngress],
  [
    'a route',
    {
      maxBodySize: '64m',
      rateLimit: { requests: 10, per: 'minute' },
      basicAuth: { secretName: 'admins', realm: 'Shop' },
      allowClients: ['10.0.0.0/8'],
      cors: { allowOrigins: ['https://*.example.com'], allowHeaders: ['X-A'], maxAgeSeconds: 60 },
      requestHeaders: { set: { 'X-A': 'b' }, add: { 'X-C': 'd' } },
      responseHeaders: { set: { 'X-A': 'b' } },
    },
    route,
  ],
])('%s', (_, props, make) => {
  const plain = objectsOf(make(props));
  const all = leaves(props).filter(path => !FIXED.test(path.join('.')));

  it('is the same with each value known later', () => {
    expect(all.length).toBeGreaterThan(0);
    for (const path of all) {
      expect([path, objectsOf(make(withLater(props, [path], lazy)))]).toEqual([path, plain]);
      expect([path, deployed(make(withLater(props, [path], output)))]).toEqual([path, plain]);
    }
  });

  it('is the same with any values known later, or later still', () => {
    fc.assert(
      fc.property(fc.subarray(all), paths => {
        expect(objectsOf(make(withLater(props, paths, value => lazy(lazy(value)))))).toEqual(plain);
      }),
      { numRuns: 20 },
    );
  });
});
