import { Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { PublicEndpoint } from '../../../constructs/ingress';
import {
  KongClusterPlugin,
  KongConsumer,
  KongIngress,
  KongIngressController,
  KongPlugin,
  KongUpstreamPolicy,
} from '../../../constructs/kong';
import { App, KubewrightError } from '../../../src';
import { lazy } from '../later';
import { objectsOf, type Program, refusal, untyped } from '../support';

/** Title, props as somebody without types may write them, code. */
type Row = readonly [title: string, props: unknown, code: string];

const each = (prop: string, values: readonly unknown[], code: string, more: object = {}): Row[] =>
  values.map(value => [`${prop} ${JSON.stringify(value) ?? String(value)}`, { ...more, [prop]: value }, code]);

const proxy = { from: 'X-Real-IP', trustedProxies: ['10.0.0.1'] };

const controllers: Row[] = [
  ...each('name', ['Kong', '-a', 'a b', '1kong'], 'KW2003'),
  ['a name that is too long', { name: 'x'.repeat(53) }, 'KW2008'],
  ...each('namespace', ['default', 'kube-system', 'A', '', 5], 'KW2003'),
  ...each('image', ['kong', 'kong:latest', '', 5], 'KW2005'),
  ...each('controllerImage', ['kong', 'a:latest'], 'KW2005'),
  ...each('replicas', [-1, 1.5, '2'], 'KW2001'),
  ...each('workers', [0, 'auto'], 'KW2001'),
  ...each('terminationGracePeriodSeconds', [0], 'KW2001'),
  ...each('cacheSize', ['much', 5], 'KW2002'),
  ...each('resources', [{ memoryLimit: '1Mi' }], 'KW2002'),
  ...each('controllerResources', [{ cpuRequest: 'much' }], 'KW2002'),
  ...each('ingressClassName', ['Kong', 'a b', '', 5], 'KW2003'),
  ...each('gatewayClassName', ['A'], 'KW2003', { gatewayApi: true }),
  ...each('gatewayClassName', ['kong'], 'KW2012'),
  ...['isDefaultClass', 'customResources', 'gatewayApi', 'metrics', 'externalBackends'].flatMap(flag =>
    each(flag, ['yes', 1], 'KW2012'),
  ),
  ...each('watchNamespaces', [['A'], [''], [null]], 'KW2003'),
  ...each('watchNamespaces', ['shop'], 'KW2012'),
  ...each('expose', [{ type: 'hostPort' }, { type: 'hostNetwork' }, { type: 'ingress' }, {}, null], 'KW2012'),
  ...each('expose', [{ type: 'nodePort', httpNodePort: 80 }], 'KW2006'),
  ...each('expose', [{ type: 'loadBalancer', loadBalancerSourceRanges: ['all'] }], 'KW2004'),
  ...each(
    'configuration',
    [{ 'A-B': 'x' }, { database: 'postgres' }, { pg_host: 'a' }, { headers: 'a\nb' }, 'x'],
    'KW2012',
  ),
  ...each('clientAddresses', ['x', { ...proxy, from: 'Via' }, { ...proxy, recursive: 'on' }], 'KW2012'),
  ...each('clientAddresses', [{ ...proxy, trustedProxies: ['kong'] }], 'KW2004'),
  ...each('clientAddresses', [{ from: 'X-Real-IP' }], 'KW2013'),
  ...[
    'name',
    'namespace',
    'ingressClassName',
    'gatewayApi',
    'metrics',
    'expose',
    'scheduling',
    'watchNamespaces',
  ].flatMap(prop => each(prop, [lazy('x')], 'KW2014')),
];

it.each(controllers)('KongIngressController: %s is refused', (_, props, code) => {
  const error = refusal(chart => new KongIngressController(chart, 'kong', untyped(props)));
  expect(error.code).toBe(code);
  expect(error.message).toContain('[apps/kong');
});

it('tells of everything at once', () => {
  const error = refusal(
    chart => new KongIngressController(chart, 'kong', untyped({ workers: 0, image: 'x', expose: {} })),
  );
  expect(error.message.match(/KW\d+/g)).toEqual(['KW1000', 'KW2005', 'KW2001', 'KW2012']);
});

it('takes no second default class', () => {
  const error = refusal(chart => {
    new KongIngressController(chart, 'one', { isDefaultClass: true, namespace: 'one', ingressClassName: 'one' });
    new KongIngressController(chart, 'two', { isDefaultClass: true, namespace: 'two', ingressClassName: 'two' });
  });
  expect(error.code).toBe('KW2106');
  expect(error.message).toMatch(/apps\/two.*apps\/one/s);
});

const rates = (config: unknown) => ({ plugin: 'rate-limiting', config });
const plugins: Row[] = [
  ['nothing', undefined, 'KW2012'],
  ...each('plugin', ['', 'Key Auth', 5], 'KW2012'),
  ...each('name', ['A', ''], 'KW2003', { plugin: 'cors' }),
  ['a rate of nothing', rates({}), 'KW2013'],
  ['no configuration where there must be one', { plugin: 'rate-limiting' }, 'KW2013'],
  ['a rate below one', rates({ minute: 0 }), 'KW2001'],
  ['less for longer', rates({ second: 10, minute: 5 }), 'KW2012'],
  ['an unknown field', rates({ minute: 5, minutes: 5 }), 'KW2012'],
  ['the cluster policy, which takes a database', rates({ minute: 5, policy: 'cluster' }), 'KW2012'],
  ['Redis without a host', rates({ minute: 5, policy: 'redis' }), 'KW2013'],
  ['a header of no name', rates({ minute: 5, limit_by: 'header' }), 'KW2013'],
  ['a path of no name', rates({ minute: 5, limit_by: 'path' }), 'KW2013'],
  ['a configuration that is text', rates('minute: 5'), 'KW2012'],
  ['keys by no header', { plugin: 'key-auth', config: { key_names: ['a b'] } }, 'KW2012'],
  ['a flag that is text', { plugin: 'key-auth', config: { hide_credentials: 'yes' } }, 'KW2012'],
  ['nobody', { plugin: 'ip-restriction', config: {} }, 'KW2013'],
  ['no network', { plugin: 'ip-restriction', config: { allow: ['10.0.0.0/33'] } }, 'KW2004'],
  ['both lists of groups', { plugin: 'acl', config: { allow: ['a'], deny: ['b'] } }, 'KW2012'],
  ['a header without value', { plugin: 'response-transformer', config: { add: { headers: ['X-A'] } } }, 'KW2012'],
  ['a part of no request', { plugin: 'request-transformer', config: { add: { json: ['a:b'] } } }, 'KW2012'],
  ['no method', { plugin: 'cors', config: { methods: ['get'] } }, 'KW2012'],
  ['nowhere', { plugin: 'redirect' }, 'KW2013'],
  ['no URL', { plugin: 'redirect', config: { location: 'shop' } }, 'KW2012'],
  ['no size', { plugin: 'request-size-limiting', config: { allowed_payload_size: '8m' } }, 'KW2001'],
  ['a typed configuration of another plugin', { plugin: 'jwt', config: { a: 1 } }, 'KW2012'],
  ['otherConfig that is text', { plugin: 'jwt', otherConfig: 'x' }, 'KW2012'],
  ['two configurations', { plugin: 'jwt', otherConfig: {}, configFrom: { name: 'a', key: 'b' } }, 'KW2012'],
  ['a Secret without key', { plugin: 'jwt', configFrom: { name: 'a' } }, 'KW2007'],
  ['a patch of nothing', { plugin: 'jwt', configPatches: [{ path: 'a', secret: { name: 'a', key: 'b' } }] }, 'KW2012'],
  ['a patch of no Secret', { plugin: 'jwt', configPatches: [{ path: '/a' }] }, 'KW2007'],
  ['no protocol', { plugin: 'jwt', protocols: ['ftp'] }, 'KW2012'],
  ['a plugin that is known later', { plugin: lazy('jwt') }, 'KW2014'],
  ['a configuration that is known later', { plugin: 'cors', config: lazy({}) }, 'KW2014'],
];

it.each(plugins)('KongPlugin: %s is refused', (_, props, code) => {
  const error = refusal(chart => new KongPlugin(chart, 'plugin', untyped(props)));
  expect(error.message).toContain(code);
  expect(error.message).toContain('[apps/plugin');
});

it('KongClusterPlugin: Secrets of no namespace', () => {
  const app = new App();
  const make = () =>
    new KongClusterPlugin(new Chart(app, 'apps'), 'plugin', { plugin: 'jwt', configFrom: { name: 'a', key: 'b' } });
  expect(make).toThrow(/KW2013 \[apps\/plugin\]/);
});

const others: [string, Program, string][] = [
  ['a credential of no Secret', chart => new KongConsumer(chart, 'x', { credentials: [untyped('a')] }), 'KW2007'],
  ['credentials that are no list', chart => new KongConsumer(chart, 'x', { credentials: untyped('a') }), 'KW2012'],
  ['an empty name', chart => new KongConsumer(chart, 'x', { username: '' }), 'KW2012'],
  ['a plugin that is a name', chart => new KongConsumer(chart, 'x', { plugins: [untyped('a')] }), 'KW2013'],
  ['no class', chart => new KongConsumer(chart, 'x', { ingressClassName: 'A' }), 'KW2003'],
  ['slots', chart => new KongUpstreamPolicy(chart, 'x', { slots: 1 }), 'KW2001'],
  ['no algorithm', chart => new KongUpstreamPolicy(chart, 'x', { algorithm: untyped('random') }), 'KW2012'],
  ['a hash nobody asked for', chart => new KongUpstreamPolicy(chart, 'x', { hashOn: { input: 'ip' } }), 'KW2012'],
  [
    'two hashes',
    chart =>
      new KongUpstreamPolicy(chart, 'x', { algorithm: 'consistent-hashing', hashOn: { input: 'ip', header: 'a' } }),
    'KW2012',
  ],
  [
    'a cookie without a path',
    chart => new KongUpstreamPolicy(chart, 'x', { algorithm: 'consistent-hashing', hashOn: { cookie: 'a' } }),
    'KW2012',
  ],
  [
    'a sticky session of nothing',
    chart => new KongUpstreamPolicy(chart, 'x', { algorithm: 'sticky-sessions' }),
    'KW2012',
  ],
  ['the former part proxy', chart => new KongIngress(chart, 'x', untyped({ proxy: {}, upstream: {} })), 'KW2012'],
  ['the former part route', chart => new KongIngress(chart, 'x', untyped({ route: {}, upstream: {} })), 'KW2012'],
  ['a KongIngress of nothing', chart => new KongIngress(chart, 'x', untyped({})), 'KW2013'],
];

it.each(others)('%s is refused', (_, program, code) => {
  const error = refusal(program);
  expect(error.message).toContain(code);
  expect(error.message).toContain('[apps/x');
});

describe('free input', () => {
  const refusedOrMade = (program: Program): boolean => {
    try {
      return objectsOf(program).length > 0;
    } catch (error) {
      if (error instanceof KubewrightError) return true;
      throw error;
    }
  };
  const anything = fc.anything({ withNullPrototype: false });
  const keys = ['plugin', 'config', 'otherConfig', 'configFrom', 'configPatches', 'protocols', 'disabled', 'name'];
  const props = fc.dictionary(fc.constantFrom(...keys), anything);
  const known = fc.constantFrom('rate-limiting', 'key-auth', 'acl', 'cors', 'response-transformer', 'redirect');

  it('never ends in an error of another kind', () => {
    fc.assert(
      fc.property(props, known, (given, plugin) =>
        refusedOrMade(chart => new KongPlugin(chart, 'x', untyped({ plugin, ...given }))),
      ),
    );
    fc.assert(fc.property(anything, given => refusedOrMade(chart => new KongConsumer(chart, 'x', untyped(given)))));
    const settings = ['expose', 'configuration', 'clientAddresses', 'watchNamespaces', 'replicas', 'resources'];
    const some = fc.dictionary(fc.constantFrom(...settings), anything);
    const make = (given: object) => (chart: Chart) =>
      new KongIngressController(chart, 'x', untyped({ customResources: false, ...given }));
    fc.assert(fc.property(some, given => refusedOrMade(make(given))));
  });

  it('has names that Kubernetes takes, each once', () => {
    const segment = fc.stringMatching(/^[A-Za-z0-9._~-]{1,20}$/).filter(text => !/^\.\.?$/.test(text));
    const paths = fc.uniqueArray(
      fc.array(segment, { maxLength: 3 }).map(parts => `/${parts.join('/')}`),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(paths, given => {
        const objects = objectsOf(chart => {
          const kong = new KongIngressController(chart, 'kong', { customResources: false });
          const endpoint = new PublicEndpoint(chart, 'public', { via: kong });
          for (const path of given) endpoint.route(`a.example.com${path}`, { name: 'a', port: 80 });
        });
        const names = objects.filter(({ kind }) => kind === 'Ingress').map(({ metadata }) => metadata.name);
        expect(new Set(names).size).toBe(given.length);
        for (const name of names) expect(name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
      }),
      { numRuns: 30 },
    );
  });
});
