import { Chart } from 'cdk8s';
import { App, HttpGateway, HttpRoute, NginxProxy, PublicEndpoint } from '../../../src';
import { build, type KubeObject, named, objectsIn, objectsOf, type Program, refusal } from '../support';
import { endpoints, front, gatewayClass, web } from './variants';

interface RouteSpec {
  readonly hostnames?: readonly string[];
  readonly parentRefs: readonly { readonly name: string; readonly namespace?: string; readonly sectionName?: string }[];
  readonly rules: readonly {
    readonly matches?: readonly { readonly path: { readonly value: string } }[];
    readonly backendRefs?: readonly { readonly name: string; readonly weight?: number }[];
  }[];
}

const specOf = (object: KubeObject) => object.spec as unknown as RouteSpec;
const routesIn = (objects: readonly KubeObject[]) => objects.filter(({ kind }) => kind === 'HTTPRoute');
const via = (chart: Chart, props: object = {}) =>
  new HttpGateway(chart, 'gateway', { gatewayClass, definitions: false, ...props });

it('an endpoint splits the routes of a host when one HTTPRoute is full, and loses none', () => {
  const routes = routesIn(objectsOf(endpoints['PublicEndpoint with more rules than a route can hold']));
  const ofHost = routes.filter(object => specOf(object).hostnames?.[0] === 'shop.example.com').map(specOf);
  expect(ofHost.map(({ rules }) => rules.length)).toEqual([16, 5]);
  const paths = ofHost.flatMap(({ rules }) => rules.map(({ matches }) => matches![0]!.path.value));
  expect(new Set(paths)).toEqual(new Set(['/', ...Array.from({ length: 20 }, (_, i) => `/${i}`)]));
});

it('an HTTPRoute has no more matches than it may', () => {
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];
  const routes = routesIn(
    objectsOf(chart => {
      const endpoint = new PublicEndpoint(chart, 'public', { via: via(chart) });
      for (let i = 0; i < 30; i++) endpoint.route(`a.example.com/${i}`, web, { methods });
    }),
  );
  const counts = routes.map(object => specOf(object).rules.reduce((sum, { matches }) => sum + matches!.length, 0));
  expect(counts.reduce((sum, count) => sum + count)).toBe(270);
  for (const count of counts) expect(count).toBeLessThanOrEqual(128);
});

it('a default backend takes what no route of a host does, unless one takes all', () => {
  const objects = objectsOf(chart => {
    const endpoint = new PublicEndpoint(chart, 'public', {
      via: via(chart),
      defaultBackend: { name: 'last', port: 80 },
    });
    endpoint.route('some.example.com/a', web);
    endpoint.route('all.example.com/', web);
    endpoint.route('conditional.example.com/', web, { headers: { a: 'b' } });
  });
  const targets = (name: string) =>
    specOf(named(objects, 'HTTPRoute', name)).rules.map(({ backendRefs }) => backendRefs![0]!.name);
  expect(targets('public')).toEqual(['last']);
  expect(targets('public.some.example.com')).toEqual(['web', 'last']);
  expect(targets('public.all.example.com')).toEqual(['web']);
  expect(targets('public.conditional.example.com')).toEqual(['web', 'last']);
});

it('routes for any host stay away from listeners with a host name', () => {
  const own = { tls: { 'own.example.com': { secretName: 'own' } } };
  const objects = objectsOf(chart => {
    const endpoint = new PublicEndpoint(chart, 'public', {
      via: via(chart, own),
      tls: { 'shop.example.com': { secretName: 'shop' } },
      defaultBackend: { name: 'last', port: 80 },
    });
    endpoint.route('/any', web);
    endpoint.route('own.example.com/', web);
  });
  const route = (name: string) => specOf(named(objects, 'HTTPRoute', name));
  const sections = (name: string) => route(name).parentRefs.map(({ sectionName }) => sectionName);
  expect(sections('public')).toEqual(['http']);
  expect(sections('public.shop.example.com')).toEqual(['https.shop.example.com']);
  expect(route('public.shop.example.com').rules.map(({ backendRefs }) => backendRefs![0]!.name)).toEqual(['last']);
  // the Gateway itself sends plain HTTP of its hosts to HTTPS
  expect(sections('public.own.example.com')).toEqual(['https.own.example.com']);
});

it('a default backend of a Gateway that takes single hosts only is for those', () => {
  const one = { listeners: [{ protocol: 'HTTP', hostname: 'a.example.com' }] };
  const program =
    (at: string): Program =>
    chart =>
      new PublicEndpoint(chart, 'public', { via: via(chart, one), defaultBackend: web }).route(at, web);
  expect(routesIn(objectsOf(program('a.example.com/b'))).map(({ metadata }) => metadata.name)).toEqual([
    'public.a.example.com',
  ]);
  expect(refusal(program('/b')).code).toBe('KW2102');
});

it('listeners let in the namespaces of the routes, and no other', () => {
  const allowed = (program: Program) => {
    const spec = named(objectsOf(program), 'Gateway', 'gateway').spec as unknown as {
      readonly listeners: readonly { readonly allowedRoutes: { readonly namespaces: unknown } }[];
    };
    return spec.listeners.map(({ allowedRoutes }) => allowedRoutes.namespaces);
  };
  const values = ['apps', 'front'];
  const selector = { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values }] };
  expect(allowed(chart => new PublicEndpoint(chart, 'public', { via: front(chart) }))).toEqual([{ from: 'Same' }]);
  const route: Program = chart => new PublicEndpoint(chart, 'public', { via: front(chart) }).route('/', web);
  expect(allowed(route)).toEqual([{ from: 'Selector', selector }]);
  const one: Program = chart => {
    const gateway = front(chart, {
      listeners: [
        { protocol: 'HTTP' },
        { protocol: 'HTTP', name: 'other', port: 8080 },
        { protocol: 'HTTP', name: 'all', port: 8081, allowedRoutes: 'All' },
      ],
    });
    const { name, namespace } = gateway;
    const reference = {
      ...{ name, namespace, sectionName: 'other' },
      allowRoutesFrom: (from: string | undefined, section?: string) => gateway.allowRoutesFrom(from, section),
    };
    new HttpRoute(chart, 'route', { gateway: reference, rules: [{ backends: [{ target: web }] }] });
  };
  expect(allowed(one)).toEqual([{ from: 'Same' }, { from: 'Selector', selector }, { from: 'All' }]);
});

it('a route of hosts that are sent to HTTPS stays away from plain HTTP; a mixed one is refused', () => {
  const hosts =
    (...hostnames: string[]): Program =>
    chart => {
      const gateway = via(chart, { tls: { 'a.example.com': { secretName: 'a' } } });
      new HttpRoute(chart, 'route', { gateway, hostnames, rules: [{ backends: [{ target: web }] }] });
    };
  const sections = (program: Program) => specOf(named(objectsOf(program), 'HTTPRoute', 'route')).parentRefs;
  expect(sections(hosts('a.example.com'))).toEqual([{ name: 'gateway', sectionName: 'https.a.example.com' }]);
  expect(sections(hosts('b.example.com'))).toEqual([{ name: 'gateway' }]);
  expect(refusal(hosts('a.example.com', 'b.example.com')).code).toBe('KW2012');
});

it('grants stand before the routes that need them, and definitions before all', () => {
  const app = build(chart => {
    const gateway = new HttpGateway(chart, 'gateway', { gatewayClass });
    const endpoint = new PublicEndpoint(chart, 'public', { via: gateway });
    endpoint.route('a.example.com/', { name: 'api', namespace: 'api', port: 80 });
  });
  const kinds = objectsIn(app).map(({ kind }) => kind);
  expect(kinds.slice(0, 10)).toEqual(Array(10).fill('CustomResourceDefinition'));
  expect(kinds.slice(10)).toEqual(['GatewayClass', 'Gateway', 'ReferenceGrant', 'HTTPRoute']);
});

it('a Gateway without a namespace takes no routes of others', () => {
  const app = new App();
  const gateway = via(new Chart(app, 'front'));
  const attach = () =>
    new PublicEndpoint(new Chart(app, 'apps', { namespace: 'apps' }), 'public', { via: gateway }).route('/', web);
  expect(attach).toThrow(/KW2013.*the namespace of the Gateway's chart/);
});

it("targets let in the controller's pods", () => {
  const objects = objectsOf(chart => {
    const pods = { podLabels: { app: 'traefik' }, namespace: 'traefik' };
    const proxy = new NginxProxy(chart, 'proxy', { upstream: web, expose: { type: 'clusterIp' } });
    new HttpRoute(chart, 'route', {
      gateway: via(chart, { pods }),
      rules: [{ backends: [{ target: { service: proxy.service, allowFrom: client => proxy.allowFrom(client) } }] }],
    });
  });
  const policy = named(objects, 'NetworkPolicy', 'proxy');
  expect(JSON.stringify(policy.spec.ingress)).toContain('"app":"traefik"');
});

it.each([
  [{}, 'a.example.com', 'http://a.example.com/x'],
  [{ tls: { 'a.example.com': { secretName: 'a' } } }, 'a.example.com', 'https://a.example.com/x'],
  [{ ports: { http: 8080 } }, 'a.example.com', 'http://a.example.com:8080/x'],
  [{}, '*.example.com', undefined],
])('a route of a Gateway with %j tells where it answers', (props, host, url) => {
  let told: unknown;
  build(chart => {
    told = new PublicEndpoint(chart, 'public', { via: via(chart, props) }).route(`${host}/x`, web).url;
  });
  expect(told).toBe(url);
});

it('the address is what the controller reports', () => {
  let gateway: HttpGateway | undefined;
  build(chart => {
    gateway = via(chart);
  });
  const { read } = gateway!.address;
  expect(read({ status: { addresses: [{ value: '192.168.10.240' }] } }, {})).toBe('192.168.10.240');
  for (const live of [{}, { status: null }, { status: { addresses: [] } }, { status: { addresses: [{ value: 5 }] } }]) {
    expect(read(live, {})).toBeUndefined();
  }
});
