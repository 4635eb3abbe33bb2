import { ApiObject, Chart } from 'cdk8s';
import {
  NginxIngressController,
  NginxPolicy,
  TransportServer,
  VirtualServer,
  VirtualServerRoute,
} from '../../../constructs/ingress/controller';
import { App, KubewrightError } from '../../../src';
import { lazy } from '../later';
import { objectsIn, refusal, untyped } from '../support';

/** Title, props as somebody without types may write them, code. */
type Row = readonly [title: string, props: Record<string, unknown>, code: string];

const each = (prop: string, values: readonly unknown[], code: string, more: object = {}): Row[] =>
  values.map(value => [`${prop} ${JSON.stringify(value) ?? String(value)}`, { ...more, [prop]: value }, code]);

const setting = (key: string, values: readonly unknown[], code: string) =>
  each(
    'configuration',
    values.map(value => ({ [key]: value })),
    code,
  );
const listener = { name: 'redis', port: 6379 };

const controllerRows: Row[] = [
  ...each('name', ['Nic', '', 'a.b', '1'], 'KW2003'),
  ...each('name', ['x'.repeat(53)], 'KW2008'),
  ...each('namespace', ['default', 'kube-system', 'A', '', 5], 'KW2003'),
  ...each('image', ['nginx', 'a:latest', 5], 'KW2005'),
  ...each('kind', ['StatefulSet', 5], 'KW2012'),
  ...each('replicas', [-1, 1.5, '2'], 'KW2001'),
  ['replicas of a DaemonSet', { kind: 'DaemonSet', replicas: 2 }, 'KW2012'],
  ...each('expose', ['nodePort', {}, { type: 'port' }, null], 'KW2012'),
  ...each(
    'expose',
    [
      { type: 'nodePort', httpNodePort: 80 },
      { type: 'nodePort', httpsNodePort: '30443' },
    ],
    'KW2006',
  ),
  ...each('expose', [{ type: 'nodePort', httpNodePort: 30080, httpsNodePort: 30080 }], 'KW2006'),
  ...each('expose', [{ type: 'nodePort', externalTrafficPolicy: 'local' }], 'KW2012'),
  ...each('expose', [{ type: 'loadBalancer', loadBalancerSourceRanges: ['10.0.0.0/33'] }], 'KW2004'),
  ...each('ingressClassName', ['', 'A', 5], 'KW2003'),
  ...each('watchNamespaces', [['A'], [''], [null]], 'KW2003'),
  ...each('watchNamespaces', ['shop'], 'KW2012'),
  ...['isDefaultClass', 'customResources', 'metrics', 'healthStatus', 'enableSnippets', 'externalBackends'].flatMap(
    flag => each(flag, ['true', 1, null], 'KW2012'),
  ),
  ...setting('proxy-read-timeout', ['', '60 seconds', 60], 'KW2012'),
  ...setting('client-max-body-size', ['64Mi', ''], 'KW2012'),
  ...setting('keepalive', ['16', -1], 'KW2001'),
  ...setting('http2', ['true'], 'KW2012'),
  ...setting('ssl-protocols', ['TLSv1.2', ['SSLv3']], 'KW2012'),
  ...setting('set-real-ip-from', [['10.0.0']], 'KW2004'),
  ...setting('external-status-address', ['http://a'], 'KW2004'),
  ...setting('http-redirect-code', [303], 'KW2001'),
  ...setting('proxy-read-timout', ['60s'], 'KW2012'),
  ...setting('constructor', ['60s'], 'KW2012'),
  ...each('configuration', [[], 'a', null], 'KW2012'),
  ...each('moreConfiguration', [{ http2: 'true' }, { a: 5 }, 'a'], 'KW2012'),
  ...each('clientAddresses', ['X-Forwarded-For', { from: 'Forwarded', trustedProxies: [] }], 'KW2012'),
  ...each('clientAddresses', [{ from: 'X-Forwarded-For' }], 'KW2013'),
  ...each('clientAddresses', [{ from: 'X-Forwarded-For', trustedProxies: ['10.0.0.0/a'] }], 'KW2004'),
  ...each('defaultTlsSecretName', ['', 'A B', 5], 'KW2007'),
  ...each('wildcardTlsSecretName', ['', 'nginx/a'], 'KW2007'),
  ...each('listeners', [[{ ...listener, name: 'Redis' }], [{ port: 1 }]], 'KW2003'),
  ...each('listeners', [[{ ...listener, port: 0 }], [{ name: 'a' }]], 'KW2001'),
  ...each(
    'listeners',
    [[listener, { ...listener, port: 1 }], [{ name: 'a', port: 443 }], [{ name: 'http', port: 1 }]],
    'KW2012',
  ),
  ...each('listeners', [[{ ...listener, protocol: 'SCTP' }], {}], 'KW2012'),
  ...each('listeners', [[{ ...listener, nodePort: 80 }]], 'KW2006'),
  ...['tlsPassthrough', 'certManager', 'externalDns'].flatMap(flag =>
    each(flag, [true], 'KW2012', { customResources: false }),
  ),
  ...each('healthStatusUri', ['health', '/a b'], 'KW2012'),
  ...each('terminationGracePeriodSeconds', [0, '60'], 'KW2001'),
  ...each('cacheSize', ['1GB', 5], 'KW2002'),
  ...each('resources', [{ memoryLimit: '1Mi' }], 'KW2002'),
  ...[
    'name',
    'namespace',
    'kind',
    'expose',
    'ingressClassName',
    'isDefaultClass',
    'watchNamespaces',
    'customResources',
  ].flatMap(prop => each(prop, [lazy('x')], 'KW2014')),
  ...['configuration', 'moreConfiguration', 'clientAddresses', 'listeners', 'metrics', 'scheduling'].flatMap(prop =>
    each(prop, [lazy('x')], 'KW2014'),
  ),
];

it.each(controllerRows)('NginxIngressController: %s is refused', (_, props, code) => {
  const error = refusal(chart => new NginxIngressController(chart, 'nic', untyped(props)));
  expect(error.code).toBe(code);
  expect(error.message).toContain('[apps/nic');
});

describe('two default classes', () => {
  const stranger = (chart: Chart) =>
    new ApiObject(chart, 'stranger', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: 'other', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } },
    });
  const ours = (chart: Chart, id = 'nic') =>
    new NginxIngressController(chart, id, { namespace: id, ingressClassName: id, isDefaultClass: true });

  it('of two controllers', () => {
    expect(refusal(chart => [ours(chart), ours(chart, 'more')]).message).toMatch(
      /^KW2106 .*apps\/more\/IngressClass .*apps\/nic\/IngressClass/,
    );
  });

  it("of a stranger's that comes later", () => {
    const app = new App();
    const chart = new Chart(app, 'apps');
    ours(chart);
    stranger(chart);
    expect(() => objectsIn(app)).toThrow(KubewrightError);
    expect(() => objectsIn(app)).toThrow(/^KW2106 .*apps\/stranger/);
  });
});

const server = {
  host: 'shop.example.com',
  upstreams: { shop: { name: 'shop', port: 80 } },
  routes: [{ path: '/', action: { pass: 'shop' } }],
};
const route = (more: object) => ({ routes: [{ path: '/', ...more }] });
const pass = { action: { pass: 'shop' } };
const share = (...weights: unknown[]) => route({ splits: weights.map(weight => ({ weight, ...pass })) });

const serverRows: Row[] = [
  ...each('host', ['', 'a/b', 'http://a', '10.0.0.1', 5], 'KW2004'),
  ...each('host', ['shop.*.com', '*', '**.a'], 'KW2105'),
  ...each('host', [undefined, null], 'KW2013'),
  ...each('routes', [undefined, null], 'KW2013'),
  ...each('routes', ['/', {}], 'KW2012'),
  ['a path without a slash', route({ path: 'shop', ...pass }), 'KW2012'],
  ['a path with text of nginx', route({ path: '/a { return 200; }', ...pass }), 'KW2012'],
  ['no path', { routes: [pass] }, 'KW2013'],
  ['a route that leads nowhere', route({}), 'KW2013'],
  ['a route with two ends', route({ ...pass, route: 'cart' }), 'KW2012'],
  ['an action of two', route({ action: { pass: 'shop', return: { body: 'a' } } }), 'KW2012'],
  ['an upstream that is none', route({ action: { pass: 'shpo' } }), 'KW2012'],
  ['a rewrite to nowhere', route({ action: { proxy: { rewritePath: '/' } } }), 'KW2013'],
  ['one path twice', { routes: [server.routes[0], server.routes[0]] }, 'KW2101'],
  ['shares of 90', share(50, 40), 'KW2001'],
  ['one share', share(100), 'KW2001'],
  ['shares that are text', share('50', 50), 'KW2001'],
  ['a match without conditions', route({ ...pass, matches: [pass] }), 'KW2013'],
  ['a policy without a name', { policies: [{}] }, 'KW2013'],
  ['a Service of another namespace', { upstreams: { shop: { name: 'shop', namespace: 'other', port: 80 } } }, 'KW2102'],
  ['a Service without a port', { upstreams: { shop: { name: 'shop' } } }, 'KW2013'],
  ['an upstream that is text', { upstreams: { shop: 'shop' } }, 'KW2012'],
  ['a name of an upstream', { upstreams: { ...server.upstreams, 'my shop': { name: 'shop', port: 80 } } }, 'KW2003'],
  ...each('tls', [{}], 'KW2103'),
  ...each('tls', [{ secretName: 'A' }], 'KW2007'),
  ...each('tls', [{ secretName: 'a', redirect: 'yes' }], 'KW2012'),
  ...each('routes', [lazy([])], 'KW2014'),
  ...each('upstreams', [lazy({})], 'KW2014', route({ action: { return: { body: 'a' } } })),
];

it.each(serverRows)('VirtualServer: %s is refused', (_, props, code) => {
  expect(refusal(chart => new VirtualServer(chart, 'shop', untyped({ ...server, ...props }))).code).toBe(code);
});

it('VirtualServer: a host that is taken is refused, with both places', () => {
  const error = refusal(chart => [new VirtualServer(chart, 'one', server), new VirtualServer(chart, 'two', server)]);
  expect(error.message).toMatch(/^KW2101 .*apps\/one and apps\/two claim shop\.example\.com/);
});

it('VirtualServer: the host of another class is not taken', () => {
  const app = new App();
  const chart = new Chart(app, 'apps');
  new VirtualServer(chart, 'one', { ...server, controller: { ingressClassName: 'one' } });
  new VirtualServer(chart, 'two', { ...server, controller: { ingressClassName: 'two' } });
  expect(objectsIn(app)).toHaveLength(2);
});

it.each<Row>([
  ['a path that it hands on', { subroutes: [{ path: '/', route: 'a' }] }, 'KW2013'],
  ['no host', { host: undefined }, 'KW2013'],
  ['no subroutes', { subroutes: undefined }, 'KW2013'],
])('VirtualServerRoute: %s is refused', (_, props, code) => {
  const { host, upstreams, routes: subroutes } = server;
  const given = { host, upstreams, subroutes, ...props };
  expect(refusal(chart => new VirtualServerRoute(chart, 'shop', untyped(given))).code).toBe(code);
});

it.each<Row>([
  ['nothing to tell its connections by', { listener: undefined }, 'KW2013'],
  ['a listener that is none', { controller: { ingressClassName: 'a', listeners: [] } }, 'KW2012'],
  ['another protocol', { controller: { ingressClassName: 'a', listeners: [listener] }, protocol: 'UDP' }, 'KW2012'],
  ['TLS without a host', { tlsSecretName: 'a' }, 'KW2012'],
  ['no target', { target: undefined }, 'KW2013'],
  ['a target elsewhere', { target: { name: 'a', namespace: 'b', port: 1 } }, 'KW2102'],
  ['a host with a scheme', { host: 'tcp://a' }, 'KW2004'],
])('TransportServer: %s is refused', (_, props, code) => {
  const given = { listener: 'redis', target: { name: 'redis', port: 6379 }, ...props };
  expect(refusal(chart => new TransportServer(chart, 'redis', untyped(given))).code).toBe(code);
});

it.each<Row>([
  ['nothing', {}, 'KW2013'],
  ['two things', { rateLimit: { rate: '1r/s' }, cors: { allowOrigin: ['*'] } }, 'KW2012'],
  ['text', { rateLimit: '1r/s' }, 'KW2012'],
  ['no rate', { rateLimit: {} }, 'KW2013'],
  ...['0r/s', '1', '1r/h', 5].map((rate): Row => [`rate ${rate}`, { rateLimit: { rate } }, 'KW2012']),
  ['a code of success', { rateLimit: { rate: '1r/s', rejectCode: 200 } }, 'KW2001'],
  ['no burst', { rateLimit: { rate: '1r/s', burst: 0 } }, 'KW2001'],
  ['nobody', { accessControl: {} }, 'KW2012'],
  ['both', { accessControl: { allow: [], deny: [] } }, 'KW2012'],
  ['no network', { accessControl: { allow: ['10.0.0.0/40'] } }, 'KW2004'],
  ['no Secret', { basicAuth: {} }, 'KW2007'],
  ['a Secret of another namespace', { ingressMTLS: { clientCertSecret: 'a/b' } }, 'KW2007'],
])('NginxPolicy: %s is refused', (_, props, code) => {
  expect(refusal(chart => new NginxPolicy(chart, 'policy', untyped(props))).code).toBe(code);
});
