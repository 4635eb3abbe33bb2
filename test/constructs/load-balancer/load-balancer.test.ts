import { Chart } from 'cdk8s';
import * as fc from 'fast-check';
import {
  AddressPool,
  BgpAdvertisement,
  BgpPeer,
  L2Advertisement,
  LoadBalancer,
  MetalLb,
} from '../../../constructs/load-balancer';
import { overlaps, parseAddress, parseRange } from '../../../constructs/load-balancer/addresses';
import { App, KubewrightError, NginxProxy } from '../../../src';
import { deployed, lazy, leaves, output, withLater } from '../later';
import { nameViolations, podsOf, restrictedViolations } from '../rules';
import { build, changes, named, objectsOf, only, type Program, refusal, untyped, yamlOf } from '../support';
import { loadBalancers, metalLbObjects } from './variants';

const own = (text: string): string =>
  text
    .split(/^---\n/m)
    .filter(document => !document.includes('kind: CustomResourceDefinition'))
    .join('---\n');
const addresses = ['192.168.10.240-192.168.10.250'];

describe('LoadBalancer', () => {
  it('by default', () => {
    expect(own(yamlOf(loadBalancers.default))).toMatchSnapshot();
  });

  it.each(Object.entries<Program>(loadBalancers).slice(1))('%s: what differs from the default', (_, program) => {
    expect(own(changes(program, loadBalancers.default))).toMatchSnapshot();
  });

  it('objects on their own', () => {
    const kinds = ['IPAddressPool', 'L2Advertisement', 'BGPAdvertisement', 'BGPPeer'];
    expect(only(metalLbObjects['all of them'], ...kinds)).toMatchSnapshot();
  });

  it.each(Object.entries<Program>({ ...loadBalancers, ...metalLbObjects }))('%s: names are good ones', (_, program) => {
    expect(nameViolations(objectsOf(program).filter(o => o.kind !== 'CustomResourceDefinition'))).toEqual([]);
  });

  it('makes pools after MetalLB, and that after its definitions', () => {
    const order = objectsOf(loadBalancers.default).map(o => o.kind);
    const at = ['CustomResourceDefinition', 'DaemonSet', 'IPAddressPool', 'L2Advertisement'].map(k =>
      order.lastIndexOf(k),
    );
    expect(at).toEqual([...at].sort((a, b) => a - b));
  });

  it('only the speaker is more than restricted, by the node’s network, ARP and root', () => {
    const pods = podsOf(objectsOf(loadBalancers.default));
    const violations = Object.fromEntries(
      pods.map(({ owner, template }) => [owner.kind, new Set(restrictedViolations(template.spec))]),
    );
    expect(violations).toEqual({
      Deployment: new Set(),
      DaemonSet: new Set([
        'hostNetwork',
        'runAsUser',
        'speaker: runAsNonRoot',
        'speaker: capabilities.add',
        'speaker: hostPort',
      ]),
    });
  });

  it('may change nothing of the cluster but addresses of Services', () => {
    const rules = objectsOf(loadBalancers.default)
      .filter(o => o.kind === 'ClusterRole')
      .flatMap(o => (o.rules ?? []) as { resources: string[]; verbs: string[] }[]);
    const writes = rules.filter(({ verbs }) => verbs.some(verb => !['get', 'list', 'watch'].includes(verb)));
    expect(new Set(writes.flatMap(rule => rule.resources))).toEqual(new Set(['services/status', 'events']));
    expect(rules.flatMap(rule => rule.resources)).not.toContain('secrets');
  });

  it('serves a Service at an address of its own', () => {
    const objects = objectsOf(chart => {
      const balancer = new LoadBalancer(chart, 'lb', {
        addresses,
        metallb: { loadBalancerClass: 'metallb.io/metallb' },
      });
      new NginxProxy(chart, 'web', { upstream: { name: 'app', port: 80 }, expose: balancer.expose('192.168.10.241') });
    });
    const service = named(objects, 'Service', 'web');
    expect(service.metadata.annotations).toEqual({
      'metallb.io/address-pool': 'lb',
      'metallb.io/loadBalancerIPs': '192.168.10.241',
    });
    expect(untyped<{ loadBalancerClass: string }>(service.spec).loadBalancerClass).toBe('metallb.io/metallb');
  });

  it('of two charts may not have one address', () => {
    const app = new App();
    new AddressPool(new Chart(app, 'one'), 'pool', { addresses: ['10.0.0.0/24'] });
    const two = new Chart(app, 'two');
    expect(() => new AddressPool(two, 'pool', { addresses: ['10.0.0.200-10.0.1.10'] })).toThrow(
      /^KW2004 \[two\/pool\] one\/pool and two\/pool have addresses in common/,
    );
    expect(() => new AddressPool(two, 'more', { addresses: ['10.0.2.0/24', 'fd00::/64'] })).not.toThrow();
  });
});

describe('addresses', () => {
  it.each([
    ['10.0.0.0/24', '10.0.0.255', true],
    ['10.0.0.0/24', '10.0.0.0', true],
    ['10.0.0.9-10.0.0.9', '10.0.0.9', true],
    ['10.0.0.0/24', '10.0.1.0', false],
    ['10.0.0.77/24', '10.0.0.1', true],
    ['10.0.0.1-10.0.0.9', '10.0.0.9', true],
    ['10.0.0.1 - 10.0.0.9', '10.0.0.10', false],
    ['fd00::/112', 'fd00::ffff', true],
    ['fd00::/112', 'fd00::1:0', false],
    ['::ffff:10.0.0.0/120', '::ffff:a00:1', true],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['::/0', '10.0.0.1', false],
  ])('%s and %s', (range, address, isIn) => {
    expect(overlaps(parseRange(range)!, parseAddress(address)!)).toBe(isIn);
  });

  it('overlap as sets of addresses do', () => {
    const range = fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 15 })).map(([a, b]) => {
      const [first, last] = [Math.min(a, b), Math.max(a, b)];
      return { first, last, text: `10.0.0.${first}-10.0.0.${last}` };
    });
    fc.assert(
      fc.property(range, range, (one, other) => {
        const members = Array.from({ length: 256 }, (_, i) => i).filter(i => i >= one.first && i <= one.last);
        const shared = members.some(i => i >= other.first && i <= other.last);
        expect(overlaps(parseRange(one.text)!, parseRange(other.text)!)).toBe(shared);
      }),
    );
  });
});

describe('it refuses', () => {
  type Row = readonly [title: string, props: Record<string, unknown>, code: string];
  const of = (prop: string, values: readonly unknown[], code: string): Row[] =>
    values.map(value => [`${prop} ${JSON.stringify(value) ?? String(value)}`, { [prop]: value }, code]);

  it.each<Row>([
    ...of('addresses', [undefined, null], 'KW2013'),
    ...of('addresses', [[], '10.0.0.0/24', {}], 'KW2012'),
    ...of(
      'addresses',
      ['10.0.0.1', '10.0.0.0/33', '10.0.0.9-10.0.0.1', '10.0.0.1-fd00::1', 'a-b', '', '1-2-3', 5, null].map(a => [a]),
      'KW2004',
    ),
    ...of('addresses', [['10.0.0.0/24', '10.0.0.5-10.0.0.6']], 'KW2004'),
    ...of('addresses', [lazy([])], 'KW2014'),
    ...of('autoAssign', ['yes', null], 'KW2012'),
    ...of('namespace', ['A', ''], 'KW2003'),
    ...of('name', ['A', ''], 'KW2003'),
  ])('AddressPool: %s', (_, props, code) => {
    expect(refusal(chart => new AddressPool(chart, 'pool', untyped({ addresses, ...props }))).code).toBe(code);
  });

  it('an address that is none of the pool', () => {
    expect(refusal(chart => new AddressPool(chart, 'pool', { addresses }).annotations('10.0.0.1')).code).toBe('KW2004');
  });

  it.each<Row>([
    ...of('pools', ['public', {}], 'KW2012'),
    ...of('pools', [['A'], [{}], [null]], 'KW2003'),
    ...of('interfaces', [['eth 0'], [''], 'eth0'], 'KW2012'),
  ])('L2Advertisement: %s', (_, props, code) => {
    expect(refusal(chart => new L2Advertisement(chart, 'l2', untyped(props))).code).toBe(code);
  });

  it.each<Row>([
    ...of('aggregationLength', [0, 33, '24'], 'KW2001'),
    ...of('communities', [['a b'], 'a'], 'KW2012'),
    ...of('peers', [['A']], 'KW2003'),
  ])('BgpAdvertisement: %s', (_, props, code) => {
    expect(refusal(chart => new BgpAdvertisement(chart, 'bgp', untyped(props))).code).toBe(code);
  });

  it.each<Row>([
    ...of('myASN', [undefined], 'KW2013'),
    ...of('peerASN', [0, 2 ** 32, '64512'], 'KW2001'),
    ...of('peerAddress', ['10.0.0', 'bgp://a', ''], 'KW2004'),
    ...of('holdTime', ['90', '90 s'], 'KW2012'),
    ...of('passwordSecretName', ['A', ''], 'KW2007'),
  ])('BgpPeer: %s', (_, props, code) => {
    const given = { myASN: 64512, peerASN: 64513, peerAddress: '10.0.0.1', ...props };
    expect(refusal(chart => new BgpPeer(chart, 'peer', untyped(given))).code).toBe(code);
  });

  it.each<Row>([
    ...of('metallb', [true, 'x', null], 'KW2012'),
    ...of('peers', ['x'], 'KW2012'),
    ['interfaces with BGP', { peers: [{ myASN: 1, peerASN: 2, peerAddress: 'a' }], interfaces: ['eth0'] }, 'KW2012'],
    ['a namespace of what it makes', { namespace: 'a' }, 'KW2012'],
    ...of('metallb', [lazy({})], 'KW2014'),
  ])('LoadBalancer: %s', (_, props, code) => {
    expect(refusal(chart => new LoadBalancer(chart, 'lb', untyped({ addresses, ...props }))).code).toBe(code);
  });

  it.each<Row>([
    ...of('namespace', ['default', 'kube-system', 'A'], 'KW2003'),
    ...of('controllerImage', ['a:latest', 5], 'KW2005'),
    ...of('speakerImage', ['a'], 'KW2005'),
    ...of('loadBalancerClass', ['a b', 5], 'KW2012'),
    ...of('resources', [{ memoryLimit: '1Mi' }], 'KW2002'),
  ])('MetalLb: %s', (_, props, code) => {
    expect(refusal(chart => new MetalLb(chart, 'metallb', untyped(props))).code).toBe(code);
  });

  test('with errors of ours, whatever is given', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('addresses', 'pools', 'peers', 'interfaces', 'name', 'metallb'),
        fc.anything(),
        (key, item) => {
          const programs: Program[] = [
            chart => new AddressPool(chart, 'a', untyped({ addresses, [key]: item })),
            chart => new BgpAdvertisement(chart, 'b', untyped({ [key]: item })),
            chart => new LoadBalancer(chart, 'c', untyped({ addresses, metallb: false, [key]: item })),
          ];
          for (const program of programs) {
            try {
              build(program).synthesize();
            } catch (error) {
              if (!(error instanceof KubewrightError)) throw error;
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('values that are known later make the same', () => {
  const pool = { addresses: ['10.0.0.0/24'] };
  const peer = { myASN: 1, peerASN: 2, peerAddress: '10.0.0.1', peerPort: 179, passwordSecretName: 'given-bgp' };
  const program =
    (later: (value: unknown) => unknown): Program =>
    chart => {
      new AddressPool(chart, 'pool', withLater(pool, leaves(pool), later));
      new BgpPeer(chart, 'peer', withLater(peer, leaves(peer), later));
    };
  const known = objectsOf(program(value => value));
  expect(objectsOf(program(lazy))).toEqual(known);
  expect(deployed(program(output))).toEqual(known);
});
