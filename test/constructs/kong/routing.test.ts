import type { Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { PublicEndpoint, type RedirectOptions, type RouteOptions } from '../../../constructs/ingress';
import type { Route } from '../../../constructs/ingress/routes/types';
import { KongIngressController } from '../../../constructs/kong';
import { misordered } from '../../../constructs/kong/precedence';
import { bytesOf } from '../../../constructs/kong/route-plugins';
import { NginxProxy } from '../../../src';
import { lazy } from '../later';
import { type KubeObject, named, objectsOf, refusal } from '../support';

const shop = { name: 'shop', port: 80 };
const endpointOn = (chart: Chart, tls?: Record<string, { secretName: string }>): PublicEndpoint =>
  new PublicEndpoint(chart, 'public', {
    via: new KongIngressController(chart, 'kong', { customResources: false }),
    tls,
  });

describe('what Kong has no words for', () => {
  const rows: [string, RouteOptions, RegExp][] = [
    ['a time to connect', { timeouts: { connectSeconds: 5 } }, /timeouts\.connectSeconds/],
    ['a time to answer', { timeouts: { responseSeconds: 5 } }, /timeouts\.responseSeconds/],
    ['shares of requests', { canary: [{ target: { name: 'new', port: 80 }, weight: 10 }] }, /canary/],
    ['a protocol', { backendProtocol: 'HTTPS' }, /backendProtocol/],
    ['another prefix', { rewrite: { prefix: '/b' } }, /puts no other one in its place/],
    ['a burst', { rateLimit: { requests: 5, burst: 5 } }, /knows no burst/],
    ['a regular expression by accident', { headers: { 'X-A': '~*b' } }, /reads as something else/],
    ['two values by accident', { headers: { 'X-A': 'a|b' } }, /reads as something else/],
    ['a header that is no key', { headers: { 'X!A': 'b' } }, /name of an annotation/],
    ['a program in a header', { requestHeaders: { set: { 'X-A': '$(os.exit())' } } }, /as a program/],
    ['users of a Secret that is known later', { basicAuth: { secretName: lazy('a') } }, /not known yet/],
  ];
  it.each(rows)('%s', (_, options, message) => {
    const error = refusal(chart => endpointOn(chart).route('a.example.com/', shop, options));
    expect(error.message).toMatch(/KW2102 \[apps\/public\]/);
    expect(error.message).toMatch(message);
  });

  it('a Service of another namespace', () => {
    const error = refusal(chart => endpointOn(chart).route('a.example.com/', { ...shop, namespace: 'shop' }));
    expect(error.message).toMatch(/KW2102 \[apps\/public\].*namespace shop/);
  });

  it('a default backend in another namespace', () => {
    const error = refusal(chart => {
      const kong = new KongIngressController(chart, 'kong', { customResources: false });
      new PublicEndpoint(chart, 'public', { via: kong, defaultBackend: { ...shop, namespace: 'shop' } });
    });
    expect(error.message).toMatch(/KW2102 \[apps\/public\].*namespace shop/);
  });

  const redirects: [string, string, RedirectOptions, RegExp][] = [
    ['a host of its own', '/a', { scheme: 'https' }, /host is not known/],
    ['one of many hosts', '*.example.com/', { scheme: 'https' }, /host is not known/],
    ['the scheme of the request', 'a.example.com/', { host: 'b.example.com' }, /scheme is not known/],
    ['a part of a path', 'a.example.com/a', { scheme: 'http', path: { prefix: '/b' } }, /one path/],
  ];
  it.each(redirects)('a redirect to %s', (_, at, to, message) => {
    const error = refusal(chart => endpointOn(chart).redirect(at, to));
    expect(error.code).toBe('KW2102');
    expect(error.message).toMatch(message);
  });
});

describe('which of two routes Kong prefers', () => {
  const other = { name: 'other', port: 80 };
  const two =
    (one: string, options: RouteOptions, two_: string, more: RouteOptions = {}) =>
    (chart: Chart) => {
      const endpoint = endpointOn(chart);
      endpoint.route(one, shop, options);
      endpoint.route(two_, other, more);
    };

  it.each([
    ['methods before a longer path', two('a.example.com/a', { methods: ['GET'] }, 'a.example.com/a/b')],
    ['headers before a longer path', two('a.example.com/a/b', {}, 'a.example.com/a', { headers: { 'X-A': 'b' } })],
    ['conditions before a host', two('/a', { methods: ['GET'], headers: { 'X-A': 'b' } }, 'a.example.com/a')],
    ['headers before a host by its name', two('*.example.com/', { headers: { 'X-A': 'b' } }, 'a.example.com/')],
    ['a prefix before an exact path', two('a.example.com/a', {}, 'a.example.com/a', { match: 'Exact' })],
    ['either of "/"', two('a.example.com/', {}, 'a.example.com/', { match: 'Exact' })],
  ])('%s: refused', (_, program) => {
    const error = refusal(program);
    expect(error.code).toBe('KW2102');
    expect(error.message).toMatch(/the wrong one gets requests of both/);
  });

  it.each([
    ['other paths', two('a.example.com/a', { methods: ['GET'] }, 'a.example.com/b')],
    ['other hosts', two('a.example.com/', { methods: ['GET'] }, 'b.example.com/a')],
    ['other methods', two('a.example.com/a', { methods: ['GET'] }, 'a.example.com/a/b', { methods: ['PUT'] })],
    ['the same conditions', two('a.example.com/a', { methods: ['GET'] }, 'a.example.com/a/b', { methods: ['GET'] })],
    ['as many conditions as a host has', two('/a', { methods: ['GET'] }, 'a.example.com/a')],
    ['a longer path', two('a.example.com/', {}, 'a.example.com/a')],
    ['a host by its name', two('/', {}, 'a.example.com/')],
    ['a neighbour of a path', two('a.example.com/a', { methods: ['GET'] }, 'a.example.com/ab')],
    ['a header for the same path', two('a.example.com/a', {}, 'a.example.com/a', { headers: { 'X-A': 'b' } })],
  ])('%s: taken', (_, program) => {
    expect(objectsOf(program).filter(({ kind }) => kind === 'Ingress')).toHaveLength(2);
  });

  it('sees the routes of other endpoints', () => {
    const error = refusal(chart => {
      const kong = new KongIngressController(chart, 'kong', { customResources: false });
      new PublicEndpoint(chart, 'one', { via: kong }).route('a.example.com/a', shop, { methods: ['GET'] });
      new PublicEndpoint(chart, 'two', { via: kong }).route('a.example.com/a/b', other);
    });
    expect(error.message).toMatch(/apps\/two and apps\/one/);
  });

  it('does not depend on which of them comes first', () => {
    const route = fc.record({
      host: fc.constantFrom('', 'a.example.com', '*.example.com'),
      path: fc.constantFrom('/', '/a', '/a/b', '/b'),
      match: fc.constantFrom<Route['match']>('Prefix', 'Exact'),
      options: fc.record({
        methods: fc.constantFrom(undefined, ['GET'], ['PUT']),
        headers: fc.constantFrom(undefined, { a: 'b' }),
      }),
      place: fc.constant('x'),
      backends: fc.constant([]),
    });
    fc.assert(
      fc.property(route, route, (a, b) => {
        expect(misordered(a, [b]) === undefined).toBe(misordered(b, [a]) === undefined);
      }),
    );
  });
});

describe('a published target', () => {
  it('lets Kong in', () => {
    const objects = objectsOf(chart => {
      const web = new NginxProxy(chart, 'web', { upstream: shop, expose: { type: 'clusterIp' } });
      endpointOn(chart).route('a.example.com/', web);
    });
    const rules = named(objects, 'NetworkPolicy', 'web').spec.ingress;
    expect(JSON.stringify(rules)).toContain('"kubernetes.io/metadata.name":"kong"');
    expect(JSON.stringify(rules)).toContain('"app.kubernetes.io/name":"kong"');
  });
});

describe('where it answers', () => {
  const urls = (props?: ConstructorParameters<typeof KongIngressController>[2]) => {
    const seen: unknown[] = [];
    objectsOf(chart => {
      const kong = new KongIngressController(chart, 'kong', { customResources: false, ...props });
      const tls = { 'b.example.com': { secretName: 'b' } };
      const endpoint = new PublicEndpoint(chart, 'public', { via: kong, tls });
      for (const at of ['a.example.com/a', 'b.example.com/', '*.c.example.com/'])
        seen.push(endpoint.route(at, shop).url);
    });
    return seen;
  };

  it('at its hosts', () => {
    const expected = ['http://a.example.com/a', 'https://b.example.com/', undefined];
    expect(urls({ expose: { type: 'loadBalancer' } })).toEqual(expected);
  });

  it('at ports of the nodes', () => {
    const expose = { type: 'nodePort', httpNodePort: 30080, httpsNodePort: 30443 } as const;
    expect(urls({ expose })).toEqual(['http://a.example.com:30080/a', 'https://b.example.com:30443/', undefined]);
  });
});

describe('the controller', () => {
  const objects = objectsOf(chart => {
    const kong = new KongIngressController(chart, 'kong', { gatewayApi: true });
    kong.allowMetricsFrom({ podLabels: { app: 'prometheus' }, namespace: 'monitoring' });
  });
  const pod = named(objects, 'Deployment', 'kong').spec.template!.spec;

  it('alone has the token of its account', () => {
    expect(pod.automountServiceAccountToken).toBe(false);
    const withToken = pod.containers.filter(c => c.volumeMounts?.some(mount => mount.name === 'token'));
    expect(withToken.map(c => c.name)).toEqual(['ingress-controller']);
  });

  it('listens for orders on the loopback interface only', () => {
    const admin = pod.containers[0]!.env!.filter(({ name }) => name.startsWith('KONG_ADMIN'));
    expect(admin.find(({ name }) => name === 'KONG_ADMIN_LISTEN')?.value).toBe('127.0.0.1:8001');
    const ports = pod.containers.flatMap(c => c.ports ?? []).map(port => port.containerPort);
    expect(ports).not.toContain(8001);
  });

  it('has ports of the Service by their numbers, which listeners of Gateways are found by', () => {
    const ports = named(objects, 'Service', 'kong').spec.ports!;
    expect(ports.map(port => [port.port, port.targetPort])).toEqual([
      [80, 8000],
      [443, 8443],
    ]);
  });

  it('may write no Secret', () => {
    const rules = objects.filter(o => o.kind === 'ClusterRole').flatMap(o => o.rules as Rule[]);
    const onSecrets = rules.filter(rule => rule.resources.includes('secrets')).flatMap(rule => rule.verbs);
    expect(onSecrets.sort()).toEqual(['get', 'list', 'watch']);
    expect(rules.flatMap(rule => [...rule.verbs, ...rule.resources])).not.toContain('*');
  });

  it('shows its metrics to those that are named', () => {
    const rules = named(objects, 'NetworkPolicy', 'kong').spec.ingress!;
    const open = rules.filter(rule => rule.from === undefined).flatMap(rule => rule.ports!.map(port => port.port));
    expect(open).toEqual([8000, 8443]);
    const named_ = rules.filter(rule => rule.from !== undefined).flatMap(rule => rule.ports!.map(port => port.port));
    expect(named_).toEqual([8100, 10255]);
  });

  it('comes after its definitions', () => {
    const at = (test: (object: KubeObject) => boolean) => objects.findIndex(test);
    const last = objects.length - 1 - [...objects].reverse().findIndex(o => o.kind === 'CustomResourceDefinition');
    expect(at(o => o.kind === 'KongClusterPlugin')).toBeGreaterThan(last);
    expect(at(o => o.kind === 'Deployment')).toBeGreaterThan(last);
    expect(objects.filter(o => o.kind === 'CustomResourceDefinition').length).toBeGreaterThan(6);
  });
});

interface Rule {
  readonly resources: string[];
  readonly verbs: string[];
}

test.each([
  ['0', 0],
  ['5', 5],
  ['2k', 2048],
  ['64m', 67108864],
  ['1G', 1073741824],
])('%s is %d bytes', (size, bytes) => {
  expect(bytesOf(size)).toBe(bytes);
});
