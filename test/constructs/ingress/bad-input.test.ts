import * as fc from 'fast-check';
import { ingressOf } from '../../../constructs/ingress/ingress-of';
import { nodePorts } from '../../../constructs/ingress/node-ports';
import type { PublicEndpointProps } from '../../../constructs/ingress/props';
import { PublicEndpoint } from '../../../constructs/ingress/public-endpoint';
import type { RedirectOptions, RouteOptions, RouteTarget } from '../../../constructs/ingress/routes/types';
import { KubewrightError, NginxProxy } from '../../../src';
import { lazy } from '../later';
import { objectsOf, type Program, refusal, untyped } from '../support';
import { f5, plain, shop } from './variants';

const HOST = 'shop.example.com';

const endpoint =
  (props: unknown): Program =>
  chart =>
    new PublicEndpoint(chart, 'public', untyped<PublicEndpointProps>(Object.assign({ via: f5() }, props)));
const route =
  (at: unknown, target: unknown = shop, options?: unknown): Program =>
  chart =>
    new PublicEndpoint(chart, 'public', { via: f5() }).route(
      untyped<string>(at),
      untyped<RouteTarget>(target),
      untyped<RouteOptions>(options),
    );
const option = (options: unknown): Program => route(`${HOST}/a`, shop, options);
const redirect =
  (to: unknown): Program =>
  chart =>
    new PublicEndpoint(chart, 'public', { via: f5() }).redirect(`${HOST}/a`, untyped<RedirectOptions>(to));
const options = (code: string, ...all: unknown[]): [string, Program, string][] =>
  all.map(one => [JSON.stringify(one) ?? 'none', option(one), code]);
const props = (code: string, ...all: unknown[]): [string, Program, string][] =>
  all.map(one => [JSON.stringify(one) ?? 'none', endpoint(one), code]);

it.each<[string, Program, string]>([
  ...props('KW2003', { name: 'A b' }),
  ...props('KW2013', { via: undefined }, { via: {} }, { via: 'nginx' }),
  ...props('KW2014', { via: lazy(1) }, { tls: lazy({}) }, { redirectToHttps: lazy(true) }, { defaultBackend: lazy(1) }),
  ...props('KW2103', { tls: { [HOST]: {} } }, { tls: { [HOST]: null } }, { redirectToHttps: true }),
  ...props('KW2105', { tls: { 'a.*.com': { secretName: 'a' } } }),
  ...props('KW2004', { tls: { 'a b': { secretName: 'a' } } }),
  ...props('KW2007', { tls: { [HOST]: { secretName: 'A B' } } }, { tls: { [HOST]: { secretName: 5 } } }),
  ...props('KW2012', { tls: { [HOST]: { issuer: { name: 'a', kind: 'Signer' } } } }, { defaultBackend: 'shop' }),
  ...props('KW2013', { tls: { [HOST]: { issuer: {} } } }),
  ['a host without a path', route('shop.example.com'), 'KW2012'],
  ['nothing', route(''), 'KW2012'],
  ['no text', route(undefined), 'KW2012'],
  ['a number', route(5), 'KW2012'],
  ['a path known later', route(lazy('/')), 'KW2014'],
  ['a path with a space', route(`${HOST}/a b`), 'KW2012'],
  ['a path with two slashes', route(`${HOST}//a`), 'KW2012'],
  ['a path with dots', route(`${HOST}/a/../b`), 'KW2012'],
  ['a path with a semicolon', route(`${HOST}/a;b`), 'KW2012'],
  ['a path with an encoded letter', route(`${HOST}/a%20b`), 'KW2012'],
  ['a path that ends a line', route(`${HOST}/a\n`), 'KW2012'],
  ['a port', route(`${HOST}:80/`), 'KW2004'],
  ['an address', route('192.168.0.1/'), 'KW2004'],
  ['a scheme', route(`http://${HOST}/`), 'KW1000'],
  ['a wildcard within', route('shop.*.com/'), 'KW2105'],
  ['a wildcard in a name', route('sh*.example.com/'), 'KW2105'],
  ['a wildcard alone', route('*/'), 'KW2105'],
  ['two wildcards', route('*.*.example.com/'), 'KW2105'],
  ['no target', route(`${HOST}/`, null), 'KW2013'],
  ['a target without a port', route(`${HOST}/`, { name: 'a' }), 'KW2013'],
  ['a target with a port that is none', route(`${HOST}/`, { name: 'a', port: 0 }), 'KW2001'],
  ['a target that is a text', route(`${HOST}/`, 'shop'), 'KW2012'],
  ['a target known later', route(`${HOST}/`, lazy(shop)), 'KW2014'],
  ['options known later', route(`${HOST}/`, shop, lazy({})), 'KW2014'],
  ...options(
    'KW2012',
    { rewriteTo: '/' },
    { match: 'Regex' },
    { methods: [] },
    { methods: ['get'] },
    { methods: 'GET' },
  ),
  ...options('KW2012', { headers: 'a' }, { headers: { 'a b': 'c' } }, { headers: { a: 'b\nc' } }),
  ...options('KW2012', { rewrite: {} }, { rewrite: '/' }, { rewrite: { prefix: 'a' } }, { rewrite: { path: '/$1' } }),
  ...options('KW2012', { rewrite: { path: '/a', prefix: '/b' } }, { rewrite: null }),
  ...options('KW2001', { timeouts: { connectSeconds: 0 } }, { timeouts: { responseSeconds: '5s' } }),
  ...options('KW2012', { maxBodySize: '5Mi' }, { maxBodySize: 5 }, { maxBodySize: '1m;' }),
  ...options('KW2013', { rateLimit: {} }),
  ...options('KW2001', { rateLimit: { requests: 0 } }, { rateLimit: { requests: 1, burst: -1 } }),
  ...options('KW2012', { rateLimit: { requests: 1, per: 'hour' } }),
  ...options('KW2007', { basicAuth: {} }, { basicAuth: { secretName: 'A' } }, { basicAuth: null }),
  ...options('KW2012', { basicAuth: { secretName: 'a', realm: '"' } }),
  ...options('KW2012', { allowClients: [] }, { allowClients: ['a'] }, { allowClients: ['10.0.0.0/33'] }),
  ...options('KW2012', { allowClients: '10.0.0.0/8' }, { allowClients: [5] }, { allowClients: ['10.0.0.0/8/8'] }),
  ...options('KW2012', { cors: {} }, { cors: { allowOrigins: [] } }, { cors: { allowOrigins: ['shop.example.com'] } }),
  ...options('KW2012', { cors: { allowOrigins: ['*'], allowCredentials: true } }),
  ...options('KW2012', { requestHeaders: { set: { 'a:': 'b' } } }, { requestHeaders: { set: { a: 'b\r' } } }),
  ...options('KW2012', { responseHeaders: { remove: [] } }, { backendProtocol: 'AJP' }, { websocket: 'yes' }),
  ...options('KW2014', { match: lazy('Exact') }, { rewrite: { path: lazy('/') } }, { headers: { a: lazy('b') } }),
  ['canary without a target', option({ canary: [{ weight: 5 }] }), 'KW2013'],
  ['canary without a weight', option({ canary: [{ target: shop }] }), 'KW2013'],
  [
    'canary over 100',
    option({
      canary: [
        { target: shop, weight: 60 },
        { target: shop, weight: 60 },
      ],
    }),
    'KW2012',
  ],
  ['a redirect to nowhere', redirect({}), 'KW2013'],
  ['a redirect by 200', redirect({ host: HOST, statusCode: 200 }), 'KW2012'],
  ['a redirect to a scheme', redirect({ scheme: 'ftp' }), 'KW2012'],
  ['no redirect', redirect(undefined), 'KW2013'],
])('refuses %s', (_, program, code) => {
  const error = refusal(program);
  expect([error.code, error.message]).toEqual([code, expect.stringContaining('apps/public')]);
});

describe('what a rendering can’t express', () => {
  const via = (rendering: PublicEndpointProps['via'], given: RouteOptions, target: RouteTarget = shop): Program => {
    return chart => new PublicEndpoint(chart, 'public', { via: rendering }).route(`${HOST}/a`, target, given);
  };
  const canary = [{ target: { name: 'new', port: 80 }, weight: 10 }];

  it.each<[string, Program]>([
    ['canary', via(f5(), { canary })],
    ['methods', via(f5(), { methods: ['GET'] })],
    ['headers', via(f5(), { headers: { a: 'b' } })],
    ['a redirect', redirect({ host: 'www.example.com' })],
    ['gRPC and a rewrite', via(f5(), { backendProtocol: 'GRPC', rewrite: { prefix: '/' } })],
    ['a header with a comma', via(f5(), { requestHeaders: { set: { a: 'b,c' } } })],
    ['a header of nginx’s own', via(f5(), { requestHeaders: { set: { Host: 'a' } } })],
    ['a header that is added to', via(f5(), { requestHeaders: { add: { a: 'b' } } })],
    ['an answer’s header that is taken off', via(f5(), { responseHeaders: { remove: ['a'] } })],
    ['CORS with TRACE', via(f5(), { cors: { allowOrigins: ['*'], allowMethods: ['TRACE'] } })],
    ['a rewrite with =', via(f5(), { rewrite: { path: '/a=b' } })],
    ['a path of an expression', route(`${HOST}/a(b`)],
    ['a path that the controller forbids', route(`${HOST}/etc/passwd`)],
    ['any host', route('/')],
    ['another namespace', via(f5(), {}, { ...shop, namespace: 'other' })],
    ['a host outside', via(plain(), {}, { name: 'shop.example.org', port: 80 })],
    ['an option without annotations', via(plain(), { maxBodySize: '1m' })],
    ['a host at a NodePort', via(nodePorts(), {})],
    ['TLS at a NodePort', endpoint({ via: nodePorts(), tls: { [HOST]: { secretName: 'a' } } })],
    ['a default backend at a NodePort', endpoint({ via: nodePorts(), defaultBackend: shop })],
    [
      'HTTPS only, without annotations',
      endpoint({ via: plain(), redirectToHttps: true, tls: { [HOST]: { secretName: 'a' } } }),
    ],
  ])('%s', (_, program) => {
    const error = refusal(program);
    expect([error.code, error.message]).toEqual(['KW2102', expect.stringContaining('apps/public')]);
  });

  it('of an Exact and a Prefix with a slash at the end, which the F5 controller takes for one', () => {
    const both = (first: string, second: string): Program => {
      return chart => {
        const made = new PublicEndpoint(chart, 'public', { via: f5() });
        for (const at of [first, second]) made.route(at, shop, { match: at.endsWith('!') ? 'Exact' : 'Prefix' });
      };
    };
    expect(() => objectsOf(both(`${HOST}/a`, `${HOST}/b`))).not.toThrow();
    const pair: Program = chart => {
      const made = new PublicEndpoint(chart, 'public', { via: f5() });
      made.route(`${HOST}/`, shop);
      made.route(`${HOST}/`, shop, { match: 'Exact' });
    };
    expect(refusal(pair).code).toBe('KW2102');
  });

  it('of one host in two endpoints of the F5 controller', () => {
    const error = refusal(chart => {
      new PublicEndpoint(chart, 'one', { via: f5() }).route(`${HOST}/a`, shop);
      new PublicEndpoint(chart, 'two', { via: f5() }).route(`${HOST}/b`, shop);
    });
    expect(error.code).toBe('KW2102');
    expect(error.message).toMatch(/apps\/two.*apps\/one/);
  });
});

describe('two routes for the same requests', () => {
  const two = (first: string, second: string, more: RouteOptions = {}, others: RouteOptions = {}): Program => {
    return chart => {
      const via = { ...plain(), features: new Set(['paths', 'headers', 'methods'] as const) };
      new PublicEndpoint(chart, 'one', { via }).route(first, shop, more);
      new PublicEndpoint(chart, 'two', { via: { ...via } }).route(second, shop, others);
    };
  };
  const at = `${HOST}/a`;

  it.each<[string, Program]>([
    ['one path', two(at, at)],
    ['a slash at the end', two(at, `${at}/`)],
    ['both exact', two(at, at, { match: 'Exact' }, { match: 'Exact' })],
    ['the same headers', two(at, at, { headers: { A: 'b', c: 'd' } }, { headers: { C: 'd', a: 'b' } })],
    ['a method in common', two(at, at, { methods: ['GET'] }, { methods: ['POST', 'GET'] })],
  ])('%s: both places are told', (_, program) => {
    const error = refusal(program);
    expect([error.code, error.message]).toEqual(['KW2101', expect.stringContaining('apps/one and apps/two')]);
  });

  it.each<[string, Program]>([
    ['Exact and Prefix', two(at, at, { match: 'Exact' })],
    ['other hosts', two(at, 'other.example.com/a')],
    ['other headers', two(at, at, { headers: { a: 'b' } }, { headers: { a: 'c' } })],
    ['other methods', two(at, at, { methods: ['GET'] }, { methods: ['POST'] })],
    ['one with a method, one without', two(at, at, { methods: ['GET'] })],
  ])('%s are no collision', (_, program) => {
    expect(objectsOf(program)).toHaveLength(2);
  });

  it('of two publishers are none', () => {
    const program: Program = chart => {
      const rendering = (ingressClassName: string) => ingressOf({ ingressClassName });
      new PublicEndpoint(chart, 'one', { via: rendering('a') }).route(at, shop);
      new PublicEndpoint(chart, 'two', { via: rendering('b') }).route(at, shop);
    };
    expect(objectsOf(program)).toHaveLength(2);
  });
});

describe('targets', () => {
  const web = (chart: Parameters<Program>[0]) =>
    new NginxProxy(chart, 'web', { upstream: shop, expose: { type: 'clusterIp' } });

  it('with a port that their Service has not are refused', () => {
    const error = refusal(chart => {
      const { service } = web(chart);
      new PublicEndpoint(chart, 'public', { via: f5() }).route(`${HOST}/`, { ...service, port: 81 });
    });
    expect(error.code).toBe('KW2104');
    expect(error.message).toContain('apps/web/Exposed/Service has 80');
    expect(() =>
      objectsOf(chart => new PublicEndpoint(chart, 'public', { via: f5() }).route(`${HOST}/`, web(chart).service)),
    ).not.toThrow();
  });

  it('that let in only whom they know need the publisher’s pods', () => {
    const via = ingressOf({ ingressClassName: 'a' });
    const error = refusal(chart => new PublicEndpoint(chart, 'public', { via }).route(`${HOST}/`, web(chart)));
    expect(error.code).toBe('KW2013');
  });

  it('are opened once', () => {
    const objects = objectsOf(chart => {
      const made = new PublicEndpoint(chart, 'public', { via: f5() });
      const target = web(chart);
      made.route(`${HOST}/`, target);
      made.route(`${HOST}/a`, target);
    });
    const policy = objects.find(({ kind }) => kind === 'NetworkPolicy')!;
    expect(policy.spec.ingress).toHaveLength(1);
  });
});

it('takes any text as a route, or refuses it with an error of its own', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[a-z*.]{0,12}(\/[a-zA-Z0-9._~;%$ -]{0,8}){0,3}$/));
  fc.assert(
    fc.property(text, fc.string(), (at, value) => {
      try {
        const objects = objectsOf(route(at, shop, { requestHeaders: { set: { 'X-A': value } }, maxBodySize: '1m' }));
        expect(JSON.stringify(objects)).not.toMatch(/"path":"(?!\/)/);
      } catch (error) {
        expect(error).toBeInstanceOf(KubewrightError);
      }
    }),
    { numRuns: 300 },
  );
});
