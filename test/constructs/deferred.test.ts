import { Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { configHash } from '../../constructs/common/config-hash';
import { hostOf } from '../../constructs/common/connections';
import { roomFor } from '../../constructs/common/room';
import {
  App,
  type Exposure,
  GeneratedSecret,
  MariaDb,
  type MariaDbProps,
  NginxProxy,
  type NginxProxyProps,
  RestrictedNamespace,
  type Storage,
  WordPress,
  type WordPressProps,
  WordPressSite,
  type WordPressSiteProps,
} from '../../src';
import { deployed, inTheEnd, lazy, leaves, output, withLater } from './later';
import { objectsOf, type Program, refusal, untyped } from './support';
import { externalDatabase as database, shared, sharedClass } from './variants';

const resources = {
  cpuRequest: '200m',
  cpuLimit: '2',
  memoryRequest: '300Mi',
  memoryLimit: '2Gi',
  ephemeralStorageRequest: '1Gi',
  ephemeralStorageLimit: '2Gi',
};
const scheduling = {
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'web', effect: 'NoSchedule' }],
  priorityClassName: 'business',
};
const claim: Storage = { ...shared, size: '20Gi' };
const folder: Storage = { type: 'hostPath', path: '/srv/data', node: 'worker-1', size: '30Gi' };
const nfs: Storage = { nfs: { server: 'nas', path: '/srv/data', size: '30Gi', mountOptions: ['hard'] } };
const exposures: Exposure[] = [
  { type: 'nodePort', nodePort: 30080 },
  { type: 'loadBalancer', loadBalancerClass: 'metallb.io/metallb', annotations: { 'metallb.io/address-pool': 'a' } },
  {
    type: 'ingress',
    host: 'a.example.com',
    ingressClassName: 'nginx',
    tlsSecretName: 'a-tls',
    annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' },
  },
];
const pods = { podLabels: { app: 'app' }, port: 8000, namespace: 'backend' };
const upstream = { name: 'app', namespace: 'shop', port: 8080, pods };
const credentials = { name: 'given', passwordKey: 'user', rootPasswordKey: 'root' };

const mariadb: MariaDbProps = {
  image: 'mariadb:11.4.2',
  database: 'shop',
  user: 'seller',
  credentials,
  storage: folder,
  configuration: { max_connections: 250, 'sql-mode': 'ANSI' },
  resources,
  backup: { schedule: '@daily', timeZone: 'Asia/Shanghai', retentionDays: 9, storage: claim, resources },
  scheduling,
};
const nginx: NginxProxyProps = {
  upstream,
  image: 'nginx:1.28.0-alpine',
  replicas: 3,
  maxBodySize: '700m',
  proxyTimeoutSeconds: 90,
  cacheSeconds: 30,
  resources,
  scheduling,
};
const wordpress = {
  image: 'wordpress:7.0.0-apache',
  php: { memoryLimit: '512M', uploadMaxFilesize: '1G', maxExecutionTime: 300, maxInputVars: 5000 },
  workers: 20,
  tablePrefix: 'n_',
  configExtra: " define('A', 1);",
  schedule: '@hourly',
  resources,
  scheduling,
};
const keys = { name: 'given-keys' };
const fullWordPress: WordPressProps = { ...wordpress, database, keys, replicas: 2, storage: claim };
const site: WordPressSiteProps = {
  expose: exposures[0],
  replicas: 2,
  storage: claim,
  keys,
  database: { ...mariadb, storage: { type: 'claim', storageClassName: 'local', size: '50Gi' } },
  nginx: { image: nginx.image, replicas: 3, cacheSeconds: 600, resources, scheduling },
  wordpress,
  scheduling,
};

/** Title, props, and what makes the construct of them. */
type Row = readonly [title: string, props: object, make: (chart: Chart, props: object) => unknown];

const ofMariaDb: Row[2] = (chart, props) => new MariaDb(chart, 'x', props);
const ofNginx: Row[2] = (chart, props) => new NginxProxy(chart, 'x', untyped(props));
const ofWordPress: Row[2] = (chart, props) => new WordPress(chart, 'x', untyped(props));
const rows: readonly Row[] = [
  ['MariaDb on a folder of a node', mariadb, ofMariaDb],
  ['MariaDb on a claim', { ...mariadb, storage: claim, backup: { storage: folder } }, ofMariaDb],
  ['MariaDb on a claim that exists', { storage: { type: 'existingClaim', claimName: 'data' } }, ofMariaDb],
  ['MariaDb on an export', { storage: nfs }, ofMariaDb],
  ['NginxProxy', nginx, ofNginx],
  ['NginxProxy before an address', { upstream: { name: '192.0.2.7', port: 80 } }, ofNginx],
  ['NginxProxy before its own namespace', { upstream: { ...upstream, namespace: 'apps', pods: undefined } }, ofNginx],
  ...exposures.map((expose): Row => [`NginxProxy by ${expose.type}`, { upstream, expose }, ofNginx]),
  ['WordPress', fullWordPress, ofWordPress],
  ['WordPress on an export', { ...fullWordPress, storage: nfs }, ofWordPress],
  ...exposures.map((expose): Row => [`WordPress by ${expose.type}`, { database, expose }, ofWordPress]),
  ['WordPressSite', site, (chart, props) => new WordPressSite(chart, 'x', props)],
  [
    'WordPressSite, by default',
    { expose: exposures[2], replicas: 3, storage: claim },
    (chart, props) => {
      return new WordPressSite(chart, 'x', props);
    },
  ],
];

describe.each(rows)('%s', (_, props, make) => {
  const of =
    (given: object): Program =>
    chart =>
      make(chart, given);
  const plain = objectsOf(of(props));
  const all = leaves(props);

  it('is the same with each value known later', () => {
    for (const path of all) {
      expect([path, objectsOf(of(withLater(props, [path], lazy)))]).toEqual([path, plain]);
    }
  });

  it('is the same with any values known later, or later still', () => {
    fc.assert(
      fc.property(fc.subarray(all), fc.boolean(), (paths, isTwice) => {
        expect(objectsOf(of(withLater(props, paths, value => (isTwice ? lazy(lazy(value)) : lazy(value)))))).toEqual(
          plain,
        );
      }),
      { numRuns: 20 },
    );
  });

  it('is the same with outputs, once they are known', () => {
    // whether an output is an address, or the namespace of its own, decides on rules, so these are tested alone
    const paths = all.filter(path => !['192.0.2.7', 'apps'].includes(String(path.reduce(get, props))));
    for (const path of paths) {
      expect([path, deployed(of(withLater(props, [path], output)))]).toEqual([path, plain]);
      expect([path, deployed(of(withLater(props, [path], value => lazy(output(value)))))]).toEqual([path, plain]);
    }
    expect(deployed(of(withLater(props, paths, output)))).toEqual(plain);
  });
});

function get(value: unknown, key: string): unknown {
  return (value as Record<string, unknown>)[key];
}

describe('calculation with outputs', () => {
  it('gives an output of what it gives without', () => {
    const service = { name: 'db', namespace: 'data', port: 1 };
    expect(inTheEnd(hostOf({ ...service, name: output('x') }, 'apps'))).toBe('x.data');
    expect(inTheEnd(hostOf({ ...service, namespace: output('apps') }, 'apps'))).toBe('db');
    expect(inTheEnd(roomFor(output('1g'), 16))).toBe(roomFor('1g', 16));
    const data = { b: 'two', a: 'one' };
    const hash = configHash({ b: output('two'), a: output('one') })['checksum/config'];
    expect(inTheEnd(hash)).toBe(configHash(data)['checksum/config']);
  });

  it('composes: size of a file, of a body, and the room for it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.constantFrom('', 'k', 'M', 'g'), (size, unit) => {
        const of = (value: string) => new WordPress(chartOf(), 'x', { database, php: { uploadMaxFilesize: value } });
        const known = of(`${size}${unit}`).maxBodySize;
        const later = of(output(`${size}${unit}`)).maxBodySize;
        expect(inTheEnd(later)).toBe(known);
        expect(inTheEnd(roomFor(later, 8))).toBe(roomFor(known, 8));
      }),
      { numRuns: 30 },
    );
  });

  it('waits for the longer of two times', () => {
    const make = (seconds: number) => (chart: Chart) =>
      new WordPressSite(chart, 'x', { wordpress: { php: { maxExecutionTime: seconds } } });
    for (const seconds of [5, 500]) expect(deployed(make(output(seconds)))).toEqual(objectsOf(make(seconds)));
  });
});

function chartOf(): Chart {
  return new Chart(new App(), 'apps', { namespace: 'apps' });
}

describe('a number of pods that is not known yet', () => {
  it.each([lazy, output])('counts as several', later => {
    const proxy = new NginxProxy(chartOf(), 'x', { upstream, replicas: later<number>(1) });
    expect(proxy.disruptionBudget).toBeDefined();
    const objects = deployed(chart => new NginxProxy(chart, 'x', { upstream, replicas: later<number>(1) }));
    const deployment = objects.find(o => o.kind === 'Deployment')!;
    expect(deployment.spec.replicas).toBe(1);
    expect(deployment.spec.template!.spec.topologySpreadConstraints).toHaveLength(1);
  });

  it.each([lazy, output])('needs storage that can be shared', later => {
    const error = refusal(chart => new WordPress(chart, 'x', { database, replicas: later<number>(1) }));
    expect([error.code, error.problem]).toEqual(['KW2009', expect.stringContaining('not known yet')]);
    const wordpress = new WordPress(chartOf(), 'x', { database, storage: shared, replicas: later<number>(1) });
    expect(wordpress.disruptionBudget).toBeDefined();
  });
});

describe.each<[string, <T>(value: T) => T]>([
  ['Lazy', lazy],
  ['Output', output],
])('KW2014: a %s in the place of', (_, later) => {
  const type = later('claim') as 'claim';
  it.each<[string, Program]>([
    ['name', c => new MariaDb(c, 'x', { name: later('db') })],
    ['name', c => new NginxProxy(c, 'x', { name: later('a'), upstream })],
    ['name', c => new WordPress(c, 'x', { name: later('a'), database })],
    ['name', c => new WordPressSite(c, 'x', { name: later('a') })],
    ['name', c => new RestrictedNamespace(c, 'x', { name: later('kube-system') })],
    ['name', c => new GeneratedSecret(c, 'x', { name: later('a'), keys: { a: 16 } })],
    ['image', c => new GeneratedSecret(c, 'x', { image: later('nginx:1.30'), keys: { a: 16 } })],
    ['keys', c => new GeneratedSecret(c, 'x', { keys: later({ a: 16 }) })],
    ['keys.a', c => new GeneratedSecret(c, 'x', { keys: { a: later(16) } })],
    [
      'scheduling.priorityClassName',
      c => new GeneratedSecret(c, 'x', { keys: { a: 16 }, scheduling: { priorityClassName: later('a') } }),
    ],
    ['expose', c => new NginxProxy(c, 'x', { upstream, expose: later({ type: 'nodePort' }) })],
    ['expose.type', c => new WordPressSite(c, 'x', { expose: { type: later('nodePort') } })],
    ['upstream', c => new NginxProxy(c, 'x', { upstream: later(upstream) })],
    ['trustForwarded', c => new NginxProxy(c, 'x', { upstream, trustForwarded: later(true) })],
    ['resources', c => new NginxProxy(c, 'x', { upstream, resources: later(resources) })],
    ['storage', c => new MariaDb(c, 'x', { storage: later(claim) })],
    ['storage.type', c => new MariaDb(c, 'x', { storage: { type } })],
    ['storage.nfs', c => new MariaDb(c, 'x', { storage: { nfs: later({ server: 'a', path: '/b' }) } })],
    [
      'storage.storageClass',
      c => new MariaDb(c, 'x', { storage: { type: 'claim', storageClass: later(sharedClass) } }),
    ],
    ['storage.accessModes', c => new MariaDb(c, 'x', { storage: { type: 'claim', accessModes: later([]) } })],
    ['backup', c => new MariaDb(c, 'x', { backup: later<false>(false) })],
    ['backup.storage.type', c => new MariaDb(c, 'x', { backup: { storage: { type } } })],
    ['configuration', c => new MariaDb(c, 'x', { configuration: later({ a: 1 }) })],
    ['credentials', c => new MariaDb(c, 'x', { credentials: later(credentials) })],
    ['database', c => new WordPress(c, 'x', { database: later(database) })],
    ['database.service', c => new WordPress(c, 'x', { database: { ...database, service: later(database.service) } })],
    ['php', c => new WordPress(c, 'x', { database, php: later({}) })],
    ['internet', c => new WordPress(c, 'x', { database, internet: later(false) })],
    ['nginx', c => new WordPressSite(c, 'x', { nginx: later<false>(false) })],
    ['database', c => new WordPressSite(c, 'x', { database: later(database) })],
  ])('%s', (prop, program) => {
    const error = refusal(program);
    expect([error.code, error.problem]).toEqual(['KW2014', `${prop} is not known yet`]);
    expect(error.remedy).toMatch(/^give a plain value; /);
    expect(error.place).toMatch(/^apps\/x/);
  });
});

describe('a bad value that was not known when the construct was made is refused when it is', () => {
  it.each<[string, Program]>([
    ['KW2012', c => new NginxProxy(c, 'x', { upstream, maxBodySize: lazy('64m; evil') })],
    ['KW2001', c => new NginxProxy(c, 'x', { upstream, cacheSeconds: lazy(-1) })],
    ['KW2004', c => new NginxProxy(c, 'x', { upstream: { name: lazy('a"; evil'), port: 80 } })],
    ['KW2012', c => new WordPress(c, 'x', { database, php: { uploadMaxFilesize: lazy('64M\nevil') } })],
    ['KW2012', c => new WordPress(c, 'x', { database, php: { memoryLimit: lazy('64M\nevil') } })],
    ['KW2001', c => new WordPress(c, 'x', { database, workers: lazy(0) })],
    ['KW2002', c => new MariaDb(c, 'x', { resources: { memoryLimit: lazy('much') } })],
    ['KW2012', c => new MariaDb(c, 'x', { configuration: { 'sql-mode': lazy('a\n[client]') } })],
  ])('%s %#', (code, program) => {
    expect(() => objectsOf(program)).toThrow(`${code} [apps/x]`);
  });
});
