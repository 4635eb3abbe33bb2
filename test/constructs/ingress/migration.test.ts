import * as fc from 'fast-check';
import { HttpGateway } from '../../../constructs/gateway';
import {
  type ClusterObject,
  type FromIngressNginxProps,
  fromIngressNginx,
  type Migration,
} from '../../../constructs/ingress/migration';
import { PublicEndpoint } from '../../../constructs/ingress/public-endpoint';
import { KubewrightError } from '../../../src';
import { objectsOf, type Program, yamlOf } from '../support';
import { f5 } from './variants';

const PREFIX = 'nginx.ingress.kubernetes.io/';

interface Given {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly pathType?: string;
  readonly service?: string;
  readonly port?: { readonly number?: number; readonly name?: string };
  readonly tls?: readonly object[];
}

function ingress({
  annotations = {},
  path = '/',
  pathType = 'Prefix',
  service = 'web',
  port,
  tls,
}: Given = {}): ClusterObject {
  const prefixed = Object.entries(annotations).map(([name, value]) => [
    name.includes('/') ? name : PREFIX + name,
    value,
  ]);
  const backend = { service: { name: service, port: port ?? { number: 80 } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: service, namespace: 'apps', annotations: Object.fromEntries(prefixed) },
    spec: { tls, rules: [{ host: 'shop.example.com', http: { paths: [{ path, pathType, backend }] } }] },
  };
}

const migrated = (given: Given, props?: FromIngressNginxProps): Migration => fromIngressNginx([ingress(given)], props);
const withAnnotations = (annotations: Given['annotations'], props?: FromIngressNginxProps) =>
  migrated({ annotations }, props);
const optionsOf = ({ routes }: Migration) => routes[0]?.options;
const outcomes = ({ report }: Migration) => Object.fromEntries(report.map(({ what, outcome }) => [what, outcome]));

describe('annotations that are options of a route', () => {
  it.each<[string, Readonly<Record<string, string>>, object]>([
    ['body size', { 'proxy-body-size': '64m' }, { maxBodySize: '64m' }],
    [
      'timeouts',
      { 'proxy-connect-timeout': '5', 'proxy-read-timeout': '300', 'proxy-send-timeout': '60' },
      { timeouts: { connectSeconds: 5, responseSeconds: 300 } },
    ],
    ['rate', { 'limit-rps': '10' }, { rateLimit: { requests: 10, per: 'second', burst: 50 } }],
    [
      'rate of minutes',
      { 'limit-rpm': '30', 'limit-burst-multiplier': '2' },
      { rateLimit: { requests: 30, per: 'minute', burst: 60 } },
    ],
    [
      'passwords',
      { 'auth-type': 'basic', 'auth-secret': 'users', 'auth-realm': 'Staff' },
      { basicAuth: { secretName: 'users', realm: 'Staff' } },
    ],
    ['clients', { 'whitelist-source-range': '10.0.0.0/8, 192.0.2.1' }, { allowClients: ['10.0.0.0/8', '192.0.2.1'] }],
    [
      'CORS',
      { 'enable-cors': 'true', 'cors-allow-origin': 'https://a.example.com', 'cors-allow-methods': 'GET, PUT' },
      {
        cors: {
          allowOrigins: ['https://a.example.com'],
          allowMethods: ['GET', 'PUT'],
          allowCredentials: true,
          maxAgeSeconds: 1728000,
        },
      },
    ],
    ['TLS to the target', { 'backend-protocol': 'HTTPS' }, { backendProtocol: 'HTTPS' }],
  ])('%s', (_, annotations, options) => {
    const migration = withAnnotations(annotations);
    expect(optionsOf(migration)).toEqual({ match: 'Prefix', ...options });
    for (const { outcome } of migration.report) expect(outcome).toMatch(/taken|changed/);
  });
});

describe('paths and rewrites', () => {
  const rewritten = (path: string, target: string, pathType = 'ImplementationSpecific') => {
    const { routes } = migrated({ path, pathType, annotations: { 'rewrite-target': target } });
    return routes.map(({ at, options }) => [at.replace('shop.example.com', ''), options?.rewrite]);
  };

  it.each<[string, string, unknown[]]>([
    ['/shop', '/', [['/shop', { path: '/' }]]],
    ['/shop(/|$)(.*)', '/$2', [['/shop', { prefix: '/' }]]],
    ['/shop/(.*)', '/$1', [['/shop', { prefix: '/' }]]],
    ['/shop/?(.*)', '/$1', [['/shop', { prefix: '/' }]]],
    ['/v1.0/(.*)', '/api/$1', [['/v1.0', { prefix: '/api' }]]],
    ['/(.*)', '/$1', [['/', undefined]]],
    ['/(.*)', '/app/$1', [['/', { prefix: '/app' }]]],
    ['/shop(/|$)(.*)', '/shop/$2', [['/shop', undefined]]],
    ['/shop(/|$)(.*)', '/$1', []],
    ['/shop(/|$)(.*)', '/x$2', []],
    ['/(a|b)/(.*)', '/$2', []],
    ['/shop/[0-9]+', '/', []],
    ['/shop', 'https://example.com/', []],
  ])('%s to %s', (path, target, expected) => {
    expect(rewritten(path, target)).toEqual(expected);
  });

  it('tells of paths that it leaves out', () => {
    const { routes, report } = migrated({ path: '/a[0-9]', annotations: { 'use-regex': 'true' } });
    expect(routes).toEqual([]);
    expect(report).toEqual([
      expect.objectContaining({ what: 'spec.rules', value: 'shop.example.com/a[0-9]', outcome: 'left out' }),
      expect.objectContaining({ what: 'use-regex', outcome: 'left out' }),
    ]);
  });
});

describe('routes that are left out', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['snippets', { 'configuration-snippet': 'deny all;' }],
    ['passwords by another service', { 'auth-url': 'https://auth.example.com' }],
    ['certificates of clients', { 'auth-tls-secret': 'apps/ca' }],
    ['passwords of another kind', { 'auth-type': 'digest', 'auth-secret': 'users' }],
    ['lists of clients that are not let in', { 'denylist-source-range': '10.0.0.0/8' }],
    ['another host', { 'upstream-vhost': 'internal.example.com' }],
    ['another protocol', { 'backend-protocol': 'FCGI' }],
  ])('%s', (_, annotations) => {
    const migration = withAnnotations(annotations);
    expect(migration.routes).toEqual([]);
    expect(Object.values(outcomes(migration))).toContain('left out');
    const accepted = withAnnotations(annotations, { accept: Object.keys(annotations) });
    expect(accepted.routes).toHaveLength(1);
    expect(Object.values(outcomes(accepted))).not.toContain('left out');
  });

  it('what the publisher can’t express, each with its name', () => {
    const { routes, report } = withAnnotations({ 'permanent-redirect': 'https://www.example.com/new' }, { via: f5() });
    expect(routes).toEqual([]);
    expect(report.at(-1)).toMatchObject({ what: 'a redirect', outcome: 'left out' });
  });

  it('ports by names of Services that are not there', () => {
    const named = { port: { name: 'http' } };
    expect(migrated(named).routes).toEqual([]);
    const service = { kind: 'Service', metadata: { name: 'web', namespace: 'apps' } };
    const spec = { ports: [{ name: 'http', port: 8080 }] };
    const { routes } = fromIngressNginx([ingress(named), { ...service, spec }]);
    expect(routes[0]?.target).toMatchObject({ name: 'web', port: 8080 });
  });
});

describe('TLS and redirects', () => {
  const tls = [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }];

  it.each<[Readonly<Record<string, string>>, boolean]>([
    [{}, true],
    [{ 'ssl-redirect': 'false' }, false],
    [{ 'ssl-redirect': 'false', 'force-ssl-redirect': 'true' }, true],
  ])('%j', (annotations, redirectToHttps) => {
    const migration = migrated({ annotations, tls });
    expect(migration.tls).toEqual({ 'shop.example.com': { secretName: 'shop-tls' } });
    expect(migration.redirectToHttps).toBe(redirectToHttps);
  });

  it('of an issuer', () => {
    const migration = migrated({ annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' }, tls });
    expect(migration.tls['shop.example.com']).toEqual({
      issuer: { name: 'letsencrypt', kind: 'ClusterIssuer' },
      secretName: 'shop-tls',
    });
  });

  it('to a URL', () => {
    const { routes } = withAnnotations({ 'permanent-redirect': 'https://www.example.com:8443/new' });
    expect(routes).toEqual([
      {
        source: 'Ingress apps/web',
        at: 'shop.example.com/',
        redirect: {
          scheme: 'https',
          host: 'www.example.com',
          port: 8443,
          path: { path: '/new' },
          statusCode: 301,
          match: 'Prefix',
        },
      },
    ]);
  });
});

describe('canaries', () => {
  const both = (annotations: Readonly<Record<string, string>>) =>
    fromIngressNginx([
      ingress({ annotations: { 'proxy-body-size': '1m' } }),
      ingress({ service: 'next', annotations: { canary: 'true', ...annotations } }),
    ]);

  it('by weight are shares of the route', () => {
    const { routes, report } = both({ 'canary-weight': '20' });
    expect(routes).toHaveLength(1);
    expect(routes[0]?.options).toMatchObject({ maxBodySize: '1m', canary: [{ target: { name: 'next' }, weight: 20 }] });
    for (const { outcome } of report) expect(outcome).toBe('taken');
  });

  it('by header are routes with the header', () => {
    const { routes } = both({ 'canary-by-header': 'X-Next', 'canary-by-header-value': 'yes' });
    expect(routes.map(({ target, options }) => [target, options])).toEqual([
      [expect.objectContaining({ name: 'web' }), { match: 'Prefix', maxBodySize: '1m' }],
      [expect.objectContaining({ name: 'next' }), { match: 'Prefix', maxBodySize: '1m', headers: { 'X-Next': 'yes' } }],
    ]);
  });

  it('by cookie are left out', () => {
    const migration = both({ 'canary-by-cookie': 'next' });
    expect(migration.routes).toHaveLength(1);
    expect(outcomes(migration)['canary-by-cookie']).toBe('left out');
  });
});

const objects = [
  ingress({
    path: '/shop(/|$)(.*)',
    pathType: 'ImplementationSpecific',
    annotations: { 'rewrite-target': '/$2', 'proxy-body-size': '64m', affinity: 'cookie' },
    tls: [{ hosts: ['shop.example.com'], secretName: 'given-tls' }],
  }),
  ingress({ service: 'blog', path: '/blog', annotations: { 'limit-rps': '5', 'ssl-redirect': 'true' } }),
  ingress({ service: 'admin', path: '/admin', annotations: { 'server-snippet': 'deny all;' } }),
];

it('is published, by who is to take over', () => {
  const program: Program = chart => {
    const via = f5();
    const migration = fromIngressNginx(objects, { via });
    const { tls, redirectToHttps } = migration;
    new PublicEndpoint(chart, 'public', { via, tls, redirectToHttps }).add(migration);
  };
  expect(yamlOf(program)).toMatchSnapshot();
  expect(fromIngressNginx(objects, { via: f5() }).report).toMatchSnapshot();
});

it('is published by a Gateway, without what that has not', () => {
  const program: Program = chart => {
    const via = new HttpGateway(chart, 'gateway', { gatewayClass: 'given', definitions: false });
    new PublicEndpoint(chart, 'public', { via }).add(
      fromIngressNginx([ingress({ annotations: { 'app-root': '/home' } })], { via }),
    );
  };
  expect(objectsOf(program).some(({ kind }) => kind === 'HTTPRoute')).toBe(true);
});

const KNOWN = [
  ...['rewrite-target', 'ssl-redirect', 'force-ssl-redirect', 'permanent-redirect', 'proxy-body-size', 'limit-rps'],
  ...['proxy-connect-timeout', 'proxy-read-timeout', 'proxy-send-timeout', 'limit-rpm', 'auth-type', 'auth-secret'],
  ...['auth-realm', 'whitelist-source-range', 'enable-cors', 'cors-allow-origin', 'canary', 'canary-weight'],
  ...['canary-by-header', 'backend-protocol', 'use-regex', 'app-root', 'configuration-snippet', 'server-snippet'],
  ...['affinity', 'upstream-vhost', 'server-alias', 'auth-url', 'temporal-redirect', 'cors-max-age', 'limit-rate'],
];

it('says of each annotation what came of it, whatever it holds', () => {
  const value = fc.oneof(
    fc.constantFrom('true', 'false', '/', '/$1', '5', '0', '64m', 'basic', 'users', 'HTTPS', '10.0.0.0/8'),
    fc.string(),
  );
  const name = fc.oneof(fc.constantFrom(...KNOWN), fc.stringMatching(/^[a-z-]{1,12}$/));
  const annotations = fc.dictionary(name, value, { maxKeys: 6, noNullPrototype: true });
  const path = fc.oneof(fc.constantFrom('/', '/a', '/a(/|$)(.*)', '/a/?(.*)', '/[a'), fc.string());
  fc.assert(
    fc.property(annotations, path, fc.boolean(), (given, at, isForF5) => {
      const input = ingress({ annotations: given, path: at });
      const migration = fromIngressNginx([input], isForF5 ? { via: f5() } : {});
      const told = migration.report.map(({ what }) => what);
      for (const annotation of Object.keys(given)) expect(told).toContain(annotation);
      const isLeftOut = migration.report.some(({ outcome }) => outcome === 'left out');
      if (migration.routes.length === 0) expect(isLeftOut).toBe(true);
      try {
        objectsOf(chart => new PublicEndpoint(chart, 'public', { via: f5() }).add(migration));
      } catch (error) {
        expect(error).toBeInstanceOf(KubewrightError);
      }
    }),
    { numRuns: 500 },
  );
});

describe('a route that is left out', () => {
  const ingressAt = (name: string, path: string, annotations?: Record<string, string> | null) => ({
    kind: 'Ingress',
    metadata: { name, annotations: annotations as Record<string, string> },
    spec: {
      rules: [
        {
          host: 'a.example.com',
          http: { paths: [{ path, pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }] },
        },
      ],
    },
  });
  const guarded = { 'nginx.ingress.kubernetes.io/auth-url': 'https://login.example.com' };
  const pathsOf = (...objects: Parameters<typeof fromIngressNginx>[0][number][]) =>
    fromIngressNginx(objects).routes.map(({ at }) => at);

  it('takes those with it that would get its requests', () => {
    const objects = [ingressAt('open', '/'), ingressAt('other', '/shop'), ingressAt('admin', '/admin', guarded)];
    expect(pathsOf(...objects)).toEqual(['a.example.com/shop']);
    expect(fromIngressNginx(objects).report).toContainEqual(
      expect.objectContaining({
        source: 'Ingress open',
        outcome: 'left out',
        detail: expect.stringContaining('/admin'),
      }),
    );
    expect(fromIngressNginx(objects, { accept: ['auth-url'] }).routes).toHaveLength(3);
  });

  it('is read out of the lists that kubectl writes, and without annotations', () => {
    const list = { kind: 'List', items: [ingressAt('one', '/a', null), ingressAt('two', '/b')] };
    expect(pathsOf(list)).toEqual(['a.example.com/a', 'a.example.com/b']);
  });

  it.each(['ssl-passthrough', 'proxy-ssl-verify', 'proxy-ssl-secret'])('is one with %s', name => {
    expect(pathsOf(ingressAt('one', '/', { [`nginx.ingress.kubernetes.io/${name}`]: 'true' }))).toEqual([]);
  });
});
