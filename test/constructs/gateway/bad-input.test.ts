import * as fc from 'fast-check';
import {
  BackendTlsPolicy,
  GrpcRoute,
  HttpGateway,
  HttpRoute,
  KubewrightError,
  PublicEndpoint,
  ReferenceGrant,
  TlsRoute,
} from '../../../src';
import { lazy, output } from '../later';
import { objectsOf, type Program, refusal, untyped } from '../support';
import { elsewhere, gatewayClass, web } from './variants';

const gateway =
  (props: unknown): Program =>
  chart =>
    new HttpGateway(chart, 'gateway', untyped({ gatewayClass, definitions: false, ...untyped<object>(props) }));
const http =
  (props: unknown): Program =>
  chart =>
    new HttpRoute(chart, 'gateway', untyped({ gateway: elsewhere, rules: [rule()], ...untyped<object>(props) }));
const rule = (more: object = {}) => ({ backends: [{ target: web }], ...more });
const rules = (more: object) => ({ rules: [rule(more)] });
const listeners = (...given: unknown[]) => ({ listeners: given });
const tls = { 'a.example.com': { secretName: 'a' } };
const https = { protocol: 'HTTPS', certificates: [{ name: 'a' }] };
const path = (value: unknown) => rules({ matches: [{ path: { type: 'PathPrefix', value } }] });

type Row = readonly [what: string, program: Program, code: string];

const gatewayRows: Row[] = (
  [
    ['no class', { gatewayClass: undefined }, 'KW2013'],
    ['a class that is no name', { gatewayClass: 'A b' }, 'KW2003'],
    ['a class without a controller', { gatewayClass: {} }, 'KW2013'],
    ['a controller without a domain', { gatewayClass: { controllerName: 'traefik' } }, 'KW2012'],
    ['a class that is known later', { gatewayClass: lazy('a') }, 'KW2014'],
    ['no listener', listeners(), 'KW2012'],
    ['a listener of another protocol', listeners({ protocol: 'TCP' }), 'KW2012'],
    ['a listener without props', listeners(null), 'KW2013'],
    ['a port that is none', listeners({ protocol: 'HTTP', port: 70_000 }), 'KW2001'],
    ['a port that is known later', listeners({ protocol: 'HTTP', port: output(80) }), 'KW2014'],
    ['a wildcard in the middle', listeners({ protocol: 'HTTP', hostname: 'a.*.com' }), 'KW2105'],
    ['a host that is none', listeners({ protocol: 'HTTP', hostname: 'a b' }), 'KW2004'],
    ['HTTPS without a certificate', listeners({ protocol: 'HTTPS' }), 'KW2103'],
    ['a certificate without a name', listeners({ protocol: 'HTTPS', certificates: [{}] }), 'KW2007'],
    ['TLS that ends without a certificate', listeners({ protocol: 'TLS', mode: 'Terminate' }), 'KW2103'],
    ['TLS that goes on with a certificate', listeners({ protocol: 'TLS', certificates: [{ name: 'a' }] }), 'KW2012'],
    ['routes of nobody', listeners({ protocol: 'HTTP', allowedRoutes: 'None' }), 'KW2012'],
    ['routes of no label', listeners({ protocol: 'HTTP', allowedRoutes: { matchLabels: {} } }), 'KW2012'],
    ['a name twice', listeners({ ...https, name: 'a' }, { ...https, name: 'a', port: 8443 }), 'KW2012'],
    ['a host twice', listeners({ ...https, name: 'a' }, { ...https, name: 'b' }), 'KW2012'],
    ['plain HTTP at a port of HTTPS', listeners({ protocol: 'HTTP', port: 443 }, https), 'KW2012'],
    ['one host in listeners and in tls', { ...listeners({ ...https, hostname: 'a.example.com' }), tls }, 'KW2012'],
    ['TLS without a Secret', { tls: { 'a.example.com': {} } }, 'KW2103'],
    ['TLS for a path', { tls: { 'a.example.com/': { secretName: 'a' } } }, 'KW2004'],
    ['a port of ours that is known later', { ports: { https: lazy(443) } }, 'KW2014'],
    ['a name that is none', { name: 'A' }, 'KW2003'],
    ['a name that is too long', { name: 'a'.repeat(60) }, 'KW2008'],
  ] as const
).map(([what, props, code]) => [what, gateway(props), code]);

const routeRows: Row[] = (
  [
    ['no Gateway', { gateway: undefined }, 'KW2013'],
    ['a Gateway without a name', { gateway: {} }, 'KW2013'],
    ['no Gateways', { gateway: [] }, 'KW2013'],
    ['a Gateway that is known later', { gateway: lazy(elsewhere) }, 'KW2014'],
    ['no rules', { rules: undefined }, 'KW2013'],
    ['an empty list of rules', { rules: [] }, 'KW2001'],
    ['too many rules', { rules: Array.from({ length: 17 }, () => rule()) }, 'KW2001'],
    ['a rule that is none', { rules: [null] }, 'KW2013'],
    ['a wildcard at the end', { hostnames: ['a.*'] }, 'KW2105'],
    ['a host with a port', { hostnames: ['a.example.com:80'] }, 'KW2004'],
    ['a host that is known later', { hostnames: [output('a')] }, 'KW2014'],
    ['no hosts', { hostnames: [] }, 'KW2001'],
    ['a path without a slash', path('a'), 'KW2012'],
    ['a path with two slashes', path('/a//b'), 'KW2012'],
    ['a path that goes up', path('/a/../b'), 'KW2012'],
    ['a duration without a unit', rules({ timeouts: { request: '30' } }), 'KW2012'],
    [
      'a prefix that is replaced for two matches',
      rules({
        matches: [{ path: { type: 'PathPrefix', value: '/a' } }, { path: { type: 'PathPrefix', value: '/b' } }],
        filters: [
          { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } },
        ],
      }),
      'KW2012',
    ],
    ['no target', { rules: [{}] }, 'KW2013'],
    ['a target without a port', { rules: [{ backends: [{ target: { name: 'a' } }] }] }, 'KW2013'],
    ['a target that is a host', { rules: [{ backends: [{ target: { name: 'a.com', port: 80 } }] }] }, 'KW2003'],
    ['a weight below nothing', { rules: [{ backends: [{ target: web, weight: -1 }] }] }, 'KW2001'],
    ['a redirect with targets', rules({ filters: [{ type: 'RequestRedirect' }] }), 'KW2012'],
    [
      'a namespace that is known later',
      { rules: [{ backends: [{ target: { ...web, namespace: output('a') } }] }] },
      'KW2014',
    ],
  ] as const
).map(([what, props, code]) => [what, http(props), code]);

const otherRows: Row[] = [
  [
    'a GrpcRoute without targets',
    chart => new GrpcRoute(chart, 'gateway', untyped({ gateway: elsewhere, rules: [{}] })),
    'KW2013',
  ],
  [
    'a GrpcRoute by nothing',
    chart => new GrpcRoute(chart, 'gateway', { gateway: elsewhere, rules: [{ ...rule(), matches: [{ method: {} }] }] }),
    'KW2013',
  ],
  [
    'a TlsRoute without targets',
    chart => new TlsRoute(chart, 'gateway', untyped({ gateway: elsewhere, rules: [{}] })),
    'KW2013',
  ],
  ['a grant to nobody', chart => new ReferenceGrant(chart, 'gateway', untyped({ to: [{ kind: 'Secret' }] })), 'KW2013'],
  [
    'a grant to a namespace without a name',
    chart => new ReferenceGrant(chart, 'gateway', untyped({ from: [{ kind: 'Gateway' }], to: [{ kind: 'Secret' }] })),
    'KW2013',
  ],
  ['a policy without a host', chart => new BackendTlsPolicy(chart, 'gateway', untyped({ target: web })), 'KW2013'],
  [
    'a policy with unknown authorities',
    chart => new BackendTlsPolicy(chart, 'gateway', untyped({ target: web, hostname: 'a', caCertificates: 'mine' })),
    'KW2012',
  ],
];

it.each([...gatewayRows, ...routeRows, ...otherRows])('%s is refused', (_, program, code) => {
  const error = refusal(program);
  expect(error).toBeInstanceOf(KubewrightError);
  expect(`${error.code}: ${error.message}`).toMatch(new RegExp(`^${code}: `));
  expect(error.message).toContain('[apps/gateway');
  expect(error.message).toContain(`To mend it: ${error.remedy}.`);
});

it.each([undefined, null, 5, 'text'])('props that are %s are told as what is missing', props => {
  for (const Class of [HttpGateway, HttpRoute, GrpcRoute, TlsRoute, ReferenceGrant, BackendTlsPolicy]) {
    expect(refusal(chart => new Class(chart, 'gateway', untyped(props)))).toBeInstanceOf(KubewrightError);
  }
});

describe('an endpoint by a Gateway', () => {
  const endpoint = (use: (made: PublicEndpoint) => unknown, given: object = {}, props: object = {}): Program => {
    return chart => {
      const via = new HttpGateway(chart, 'gateway', { gatewayClass, definitions: false, ...props });
      use(new PublicEndpoint(chart, 'public', { via, ...given }));
    };
  };

  it.each([
    ['a rate limit', { rateLimit: { requests: 5 } }],
    ['basic auth', { basicAuth: { secretName: 'users' } }],
    ['clients by address', { allowClients: ['10.0.0.0/8'] }],
    ['a size of bodies', { maxBodySize: '1m' }],
    ['a time to connect', { timeouts: { connectSeconds: 5 } }],
    ['another protocol', { backendProtocol: 'GRPC' as const }],
    ['a browser that asks each time', { cors: { allowOrigins: ['https://a.com'], maxAgeSeconds: 0 } }],
    ['a header that is compared with nothing', { headers: { a: '' } }],
  ])('cannot express %s', (_, options) => {
    const error = refusal(endpoint(made => made.route('a.example.com/', web, options)));
    expect(error.code).toBe('KW2102');
    expect(error.message).toContain('[apps/public]');
  });

  it('goes to Services only', () => {
    const error = refusal(endpoint(made => made.route('a.example.com/', { name: 'example.com', port: 80 })));
    expect(error.code).toBe('KW2102');
  });

  it('needs a listener that takes the host', () => {
    const only = listeners({ protocol: 'HTTP', hostname: '*.example.org' });
    expect(refusal(endpoint(made => made.route('a.example.com/', web), {}, only)).code).toBe('KW2102');
    objectsOf(endpoint(made => made.route('a.example.org/', web), {}, only));
    objectsOf(endpoint(made => made.route('a.example.com/', web), { tls }, only));
  });

  it('can have no other certificate for a host of the Gateway, and the same one', () => {
    const other = { tls: { 'a.example.com': { secretName: 'other' } } };
    expect(refusal(endpoint(() => {}, other, { tls })).code).toBe('KW2102');
    objectsOf(endpoint(() => {}, { tls }, { tls }));
  });

  it('has as many certificates as the Gateway has room for', () => {
    const hosts = (count: number) => ({
      tls: Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}.example.com`, { secretName: 'a' }])),
    });
    objectsOf(endpoint(() => {}, hosts(63)));
    expect(refusal(endpoint(() => {}, hosts(64))).code).toBe('KW2102');
  });
});

it('whatever is given for a listener or a rule is taken, or refused by an error of ours', () => {
  const anything = fc.anything({ maxDepth: 3 });
  const keys = ['protocol', 'hostname', 'port', 'name', 'certificates', 'mode', 'allowedRoutes'];
  const listener = fc.dictionary(fc.constantFrom(...keys), anything);
  const someRule = fc.dictionary(fc.constantFrom('matches', 'filters', 'backends', 'timeouts'), anything);
  const isOurs = (program: Program) => {
    try {
      refusal(program);
    } catch (error) {
      if (!String(error).includes('nothing was refused')) throw error;
    }
  };
  fc.assert(fc.property(fc.array(fc.oneof(listener, anything)), given => isOurs(gateway({ listeners: given }))));
  fc.assert(fc.property(fc.array(fc.oneof(someRule, anything)), given => isOurs(http({ rules: given }))));
});
