import { BackendTlsPolicy, HttpGateway, HttpRoute, PublicEndpoint } from '../../../src';
import { deployed, lazy, output } from '../later';
import { objectsOf, type Program } from '../support';
import { elsewhere, gatewayClass } from './variants';

type Later = <T>(value: T) => T;
const now: Later = value => value;

const programs: Record<string, (later: Later) => Program> = {
  'a Gateway with addresses and Secrets': later => chart =>
    new HttpGateway(chart, 'gateway', {
      gatewayClass,
      definitions: false,
      listeners: [{ protocol: 'HTTPS', certificates: [{ name: later('tls') }] }],
      tls: { 'a.example.com': { secretName: later('a-tls') } },
      addresses: [{ type: 'IPAddress', value: later('192.168.10.240') }],
      annotations: { a: later('b') },
    }),
  'a route': later => chart =>
    new HttpRoute(chart, 'route', {
      gateway: elsewhere,
      rules: [
        {
          matches: [{ path: { type: 'Exact', value: later('/a') } }],
          timeouts: { request: later('5s') },
          backends: [{ target: { name: later('web'), namespace: 'api', port: later(80) }, weight: later(3) }],
        },
      ],
    }),
  'an endpoint': later => chart => {
    const via = new HttpGateway(chart, 'gateway', { gatewayClass, definitions: false });
    const endpoint = new PublicEndpoint(chart, 'public', {
      via,
      tls: { 'a.example.com': { secretName: later('tls') } },
    });
    endpoint.route(
      'a.example.com/',
      { name: later('web'), port: later(80) },
      { timeouts: { responseSeconds: later(100_000) }, requestHeaders: { set: { a: later('b') } } },
    );
  },
  'a policy': later => chart =>
    new BackendTlsPolicy(chart, 'policy', {
      target: { name: later('api'), port: 8443 },
      hostname: later('api.example.com'),
      caCertificates: [later('ca')],
    }),
};

describe.each(Object.entries(programs))('%s with values that are known later', (_, program) => {
  it('is in the end as with the values themselves: lazy', () => {
    expect(objectsOf(program(lazy))).toEqual(objectsOf(program(now)));
  });

  it('is in the end as with the values themselves: outputs', () => {
    expect(deployed(program(output))).toEqual(objectsOf(program(now)));
  });
});
