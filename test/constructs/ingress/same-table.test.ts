import * as fc from 'fast-check';
import { HttpGateway } from '../../../constructs/gateway';
import type { PublicEndpointProps } from '../../../constructs/ingress/props';
import { PublicEndpoint } from '../../../constructs/ingress/public-endpoint';
import type { RouteOptions } from '../../../constructs/ingress/routes/types';
import { KubewrightError } from '../../../src';
import { type KubeObject, objectsOf, type Program } from '../support';
import { byLetters, bySegments, choose, inOrder, type Row, tableOf } from './tables';
import { f5, plain } from './variants';

interface Given {
  readonly host: string;
  readonly path: string;
  readonly match: 'Prefix' | 'Exact';
  readonly service: string;
  readonly canary: number;
}

const HOSTS = ['a.example.com', 'b.example.com', '*.example.com', 'example.org'];
const path = fc
  .array(fc.constantFrom('a', 'b', 'ab', 'c-d'), { maxLength: 3 })
  .map(segments => `/${segments.join('/')}`);
const given = fc.record({
  host: fc.constantFrom(...HOSTS),
  path,
  match: fc.constantFrom('Prefix' as const, 'Exact' as const),
  service: fc.constantFrom('one', 'two', 'three'),
  canary: fc.constantFrom(0, 0, 1, 25, 50),
});
const routes = fc.uniqueArray(given, {
  minLength: 1,
  maxLength: 8,
  selector: ({ host, path: at, match }) => `${match} ${host}${at}`,
});
const request = fc.record({
  host: fc.constantFrom('a.example.com', 'b.example.com', 'c.example.com', 'example.org', 'example.net'),
  path: fc.tuple(path, fc.constantFrom('', '/', 'x')).map(([at, end]) => `${at}${end}`.replace('//', '/')),
});

const publish =
  (via: (chart: Parameters<Program>[0]) => PublicEndpointProps['via'], all: readonly Given[], tls = false): Program =>
  chart => {
    const secrets = Object.fromEntries(HOSTS.map(host => [host, { secretName: 'given-tls' }]));
    const endpoint = new PublicEndpoint(chart, 'public', { via: via(chart), tls: tls ? secrets : undefined });
    for (const { host, path: at, match, service, canary } of all) {
      const options: RouteOptions = {
        match,
        ...(canary > 0 ? { canary: [{ target: { name: 'new', port: 80 }, weight: canary }] } : {}),
      };
      endpoint.route(`${host}${at}`, { name: service, port: 80 }, options);
    }
  };
const gateway: Parameters<typeof publish>[0] = chart =>
  new HttpGateway(chart, 'gateway', { gatewayClass: 'given-class', definitions: false });

/** The table that was asked for. */
const asked = (all: readonly Given[]): Row[] =>
  inOrder(
    all.map(({ host, path: at, match, service, canary }) => ({
      host,
      match,
      path: at,
      backends: canary > 0 ? [[service, 100 - canary] as const, ['new', canary] as const] : [[service, 100] as const],
    })),
  );
const withoutCanary = (all: readonly Given[]) => all.map(route => ({ ...route, canary: 0 }));

it('is one table as an Ingress and as HTTPRoutes, with certificates or without', () => {
  fc.assert(
    fc.property(routes, fc.boolean(), (all, tls) => {
      const single = withoutCanary(all);
      const expected = asked(single);
      expect(tableOf(objectsOf(publish(plain, single, tls)))).toEqual(expected);
      expect(tableOf(objectsOf(publish(gateway, single, tls)))).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});

it('has the shares that were asked for in HTTPRoutes, and in no Ingress', () => {
  fc.assert(
    fc.property(routes, all => {
      expect(tableOf(objectsOf(publish(gateway, all)))).toEqual(asked(all));
      const hasCanary = all.some(({ canary }) => canary > 0);
      if (hasCanary) expect(() => objectsOf(publish(plain, all))).toThrow(/canary/);
    }),
    { numRuns: 100 },
  );
});

it('sends each request to the same Service by the F5 controller, which compares letters', () => {
  let compared = 0;
  fc.assert(
    fc.property(routes, fc.array(request, { minLength: 5, maxLength: 20 }), (all, requests) => {
      const single = withoutCanary(all);
      const objects = unlessRefused(() => objectsOf(publish(f5, single)));
      if (!objects) {
        expect(hasRootTwice(single)).toBe(true);
        return;
      }
      const table = tableOf(objects);
      for (const { host, path: at } of requests) {
        compared++;
        expect(choose(table, host, at, byLetters)).toEqual(choose(asked(single), host, at, bySegments));
      }
    }),
    { numRuns: 300 },
  );
  expect(compared).toBeGreaterThan(1000);
});

/** The F5 controller takes "/" of a host once, as Exact or as Prefix. */
function hasRootTwice(all: readonly Given[]): boolean {
  return HOSTS.some(name => all.filter(({ host, path: at }) => host === name && at === '/').length === 2);
}

function unlessRefused(make: () => KubeObject[]): KubeObject[] | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof KubewrightError && error.code === 'KW2102') return undefined;
    throw error;
  }
}
