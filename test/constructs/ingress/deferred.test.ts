import { PublicEndpoint } from '../../../constructs/ingress/public-endpoint';
import type { RouteOptions } from '../../../constructs/ingress/routes/types';
import { deployed, lazy, leaves, output, withLater } from '../later';
import { objectsOf, type Program } from '../support';
import { f5, plain } from './variants';

interface Given {
  readonly target: { readonly name: string; readonly port: number };
  readonly tls: { readonly secretName: string };
  readonly options: RouteOptions;
}

const given: Given = {
  target: { name: 'given-shop', port: 80 },
  tls: { secretName: 'given-tls' },
  options: {
    timeouts: { connectSeconds: 5, responseSeconds: 60 },
    maxBodySize: '64m',
    rateLimit: { requests: 10, per: 'second', burst: 5 },
    basicAuth: { secretName: 'given-users', realm: 'Staff' },
    allowClients: ['10.0.0.0/8'],
    requestHeaders: { set: { 'X-A': 'b' } },
    responseHeaders: { add: { 'X-C': 'd' } },
    cors: { allowOrigins: ['https://a.example.com'], allowHeaders: ['X-A'], maxAgeSeconds: 60 },
    rewrite: { prefix: '/basket' },
    websocket: true,
  },
};

/** What decides how a route is rendered. */
const KNOWN = /per$|burst$|rewrite/;
const paths = leaves(given).filter(path => !KNOWN.test(path.join('.')));

const program =
  ({ target, tls, options }: Given, isPlain = false): Program =>
  chart => {
    const host = 'shop.example.com';
    const endpoint = new PublicEndpoint(chart, 'public', { via: isPlain ? plain() : f5(), tls: { [host]: tls } });
    endpoint.route(`${host}/cart`, target, isPlain ? {} : options);
  };

describe.each([
  ['the F5 controller', false],
  ['any controller', true],
])('values known later, for %s', (_, isPlain) => {
  const now = objectsOf(program(given, isPlain));

  it.each(paths.map(path => [path.join('.'), path] as const))('%s', (_name, path) => {
    expect(objectsOf(program(withLater(given, [path], lazy), isPlain))).toEqual(now);
    expect(deployed(program(withLater(given, [path], output), isPlain))).toEqual(now);
  });

  it('all of them', () => {
    expect(objectsOf(program(withLater(given, paths, lazy), isPlain))).toEqual(now);
    expect(deployed(program(withLater(given, paths, output), isPlain))).toEqual(now);
  });
});
