import * as fc from 'fast-check';
import {
  NginxIngressController,
  type NginxIngressControllerProps,
  NginxPolicy,
  TransportServer,
  VirtualServer,
} from '../../../constructs/ingress/controller';
import { KubewrightError } from '../../../src';
import { deployed, lazy, leaves, output, withLater } from '../later';
import { build, objectsOf, type Program, untyped } from '../support';

const make =
  (props: NginxIngressControllerProps = {}): Program =>
  chart =>
    new NginxIngressController(chart, 'ingress', props);

describe('values that are known later', () => {
  const props: NginxIngressControllerProps = {
    image: 'registry.example.com/nginx-ingress:5.6.1',
    replicas: 3,
    configuration: { 'client-max-body-size': '64m', 'worker-connections': 2048, 'set-real-ip-from': ['10.0.0.0/8'] },
    moreConfiguration: { 'ssl-session-tickets': 'off' },
    defaultTlsSecretName: 'given-default',
    healthStatus: true,
    healthStatusUri: '/alive',
    cacheSize: '2Gi',
    terminationGracePeriodSeconds: 90,
    resources: { memoryLimit: '1Gi' },
  };

  it('make the same as known ones', () => {
    const known = objectsOf(make(props));
    expect(objectsOf(make(withLater(props, leaves(props), lazy)))).toEqual(known);
    const [later] = [deployed(make(withLater(props, leaves(props), output)))];
    expect(later).toEqual(known);
  });

  it('are looked at then', () => {
    const program = make({ configuration: { 'client-max-body-size': lazy('64Mi') } });
    expect(() => objectsOf(program)).toThrow(/KW2012 \[apps\/ingress\] configuration.client-max-body-size is "64Mi"/);
  });

  it('of a VirtualServer', () => {
    const server =
      (later: <T>(value: T) => T): Program =>
      chart =>
        new VirtualServer(chart, 'shop', {
          host: later('shop.example.com'),
          tls: { secretName: later('given-tls') },
          upstreams: { shop: { name: later('shop'), port: later(80) } },
          routes: [{ path: later('/'), action: { pass: 'shop' } }],
        });
    const known = objectsOf(server(value => value));
    expect(objectsOf(server(lazy))).toEqual(known);
    expect(deployed(server(output))).toEqual(known);
  });
});

test('whatever is given, an error is one of ours', () => {
  const value = fc.oneof(
    fc.anything(),
    fc.constantFrom<unknown>([], {}, null, '', 0, -1, NaN, true, [null], [{}], { type: 'nodePort' }, lazy('x')),
  );
  const keys = Object.keys({
    ...{ name: 0, namespace: 0, image: 0, kind: 0, replicas: 0, expose: 0, ingressClassName: 0, isDefaultClass: 0 },
    ...{ watchNamespaces: 0, customResources: 0, configuration: 0, moreConfiguration: 0, clientAddresses: 0 },
    ...{ defaultTlsSecretName: 0, listeners: 0, tlsPassthrough: 0, metrics: 0, cacheSize: 0, resources: 0 },
  });
  fc.assert(
    fc.property(fc.constantFrom(...keys), value, (key, item) => {
      try {
        build(make(untyped({ customResources: false, [key]: item }))).synthesize();
      } catch (error) {
        if (!(error instanceof KubewrightError)) throw error;
      }
    }),
    { numRuns: 300 },
  );
  const resource = (given: object): Program[] => [
    chart => new VirtualServer(chart, 'a', untyped({ host: 'a.b', routes: [], ...given })),
    chart => new TransportServer(chart, 'b', untyped({ listener: 'a', target: { name: 'a', port: 1 }, ...given })),
    chart => new NginxPolicy(chart, 'c', untyped({ hsts: { maxAge: 1 }, ...given })),
  ];
  fc.assert(
    fc.property(
      fc.constantFrom('host', 'routes', 'upstreams', 'tls', 'policies', 'target', 'listener', 'rateLimit', 'hsts'),
      value,
      (key, item) => {
        for (const program of resource({ [key]: item, ...(key === 'rateLimit' && { hsts: undefined }) })) {
          try {
            build(program).synthesize();
          } catch (error) {
            if (!(error instanceof KubewrightError)) throw error;
          }
        }
      },
    ),
    { numRuns: 500 },
  );
});
