import { nodePorts } from '../../../constructs/ingress/node-ports';
import type { PublishedRoute } from '../../../constructs/ingress/props';
import { PublicEndpoint } from '../../../constructs/ingress/public-endpoint';
import { NginxProxy } from '../../../src';
import { build, type KubeObject, named, objectsOf, type Program } from '../support';
import { tableOf } from './tables';
import { f5, other, plain, shop } from './variants';

const HOST = 'shop.example.com';
const names = (objects: readonly KubeObject[]) => objects.map(({ metadata }) => metadata.name);

describe('where a route answers', () => {
  const urlOf = (publish: (chart: Parameters<Program>[0]) => PublishedRoute): PublishedRoute['url'] => {
    let url: PublishedRoute['url'];
    build(chart => {
      url = publish(chart).url;
    });
    return url;
  };
  const tls = { '*.example.com': { secretName: 'given-tls' } };

  it.each([
    ['without a certificate', `${HOST}/`, {}, `http://${HOST}/`],
    ['with a path', `${HOST}/cart/`, {}, `http://${HOST}/cart`],
    ['with a certificate of all hosts', `${HOST}/cart`, { tls }, `https://${HOST}/cart`],
    ['without one, a level below', 'a.shop.example.com/', { tls }, 'http://a.shop.example.com/'],
    ['at any name', '*.example.com/', { tls }, undefined],
    ['at any host', '/', {}, undefined],
  ])('%s', (_, at, props, url) => {
    expect(urlOf(chart => new PublicEndpoint(chart, 'public', { via: plain(), ...props }).route(at, shop))).toBe(url);
  });

  it('at a port that the cluster picks', () => {
    const url = urlOf(chart => new PublicEndpoint(chart, 'public', { via: nodePorts() }).route('/', shop));
    if (typeof url !== 'object') throw new Error('no live value');
    expect(url.source.name).toBe('public-given-shop');
    const live = { spec: { ports: [{ nodePort: 31234 }] } };
    expect(url.read(live, { nodeAddress: '192.168.10.5' })).toBe('http://192.168.10.5:31234/');
    expect(url.read({}, {})).toBeUndefined();
  });
});

describe('the F5 controller', () => {
  type Asked = readonly [path: string, match: 'Prefix' | 'Exact', prefix?: string];
  const program =
    (...routes: readonly Asked[]): Program =>
    chart => {
      const endpoint = new PublicEndpoint(chart, 'public', { via: f5(), defaultBackend: other });
      for (const [path, match, prefix] of routes) {
        const rewrite = prefix === undefined ? undefined : { prefix };
        endpoint.route(`${HOST}${path}`, shop, { match, ...(rewrite ? { rewrite } : {}) });
      }
    };
  const paths = (...routes: readonly Asked[]) =>
    tableOf(objectsOf(program(...routes))).map(({ match, path, backends }) => `${match} ${path} ${backends[0]?.[0]}`);

  it('gets the default backend at each host, unless a route is for all paths', () => {
    expect(paths(['/a', 'Exact'])).toEqual(['Exact /a given-shop', 'Prefix / given-other']);
    expect(paths(['/', 'Prefix'])).toEqual(['Prefix / given-shop']);
  });

  const prefix: Asked = ['/a', 'Prefix'];
  const exact: Asked = ['/a', 'Exact', '/x'];

  it.each([
    ['first', [exact, prefix]],
    ['last', [prefix, exact]],
  ])('gets a path of its own before that of a prefix, when it comes %s', (_, routes) => {
    const objects = objectsOf(program(...routes));
    const own = named(objects, 'Ingress', 'public-shop-example-com-exact-a');
    expect(own.metadata.annotations).toMatchObject({ 'nginx.org/rewrites': 'serviceName=given-shop rewrite=/x' });
    expect(tableOf(objects).filter(({ path }) => path === '/a')).toHaveLength(1);
  });

  it('gets no Ingress whose only path is another route’s', () => {
    const objects = objectsOf(program(['/a', 'Prefix', '/x/y'], ['/a', 'Exact']));
    expect(names(objects)).not.toContain('public-shop-example-com-itself-a');
  });

  it('gets names without dots, of which it makes names of variables', () => {
    const dotted = objectsOf(program(['/v1.0/a_b', 'Prefix', '/'], ['/A', 'Prefix', '/'], ['/a', 'Prefix', '/']));
    expect(names(dotted).filter(name => name.includes('.'))).toEqual([]);
    expect(new Set(names(dotted)).size).toBe(dotted.length);
  });
});

it('opens a target for both of two endpoints', () => {
  const objects = objectsOf(chart => {
    const web = new NginxProxy(chart, 'web', { upstream: shop, expose: { type: 'clusterIp' } });
    new PublicEndpoint(chart, 'one', { via: f5() }).route(`${HOST}/`, web);
    new PublicEndpoint(chart, 'two', { via: plain() }).route(`${HOST}/`, web, { match: 'Exact' });
  });
  expect(named(objects, 'NetworkPolicy', 'web').spec.ingress).toHaveLength(2);
});
