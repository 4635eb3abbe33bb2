import {
  GeneratedSecret,
  type GeneratedSecretProps,
  KubewrightError,
  MariaDb,
  type MariaDbProps,
  NginxProxy,
  type NginxProxyProps,
  RestrictedNamespace,
  WordPress,
  type WordPressProps,
  WordPressSite,
  type WordPressSiteProps,
} from '../../src';
import { type Program, refusal, untyped } from './support';
import { externalDatabase as database, shared } from './variants';

/** Title, props as somebody without types may write them, code. */
type Row = readonly [title: string, props: unknown, code: string];

const quotes = ["x'; DROP TABLE users; --", 'a"b', 'a\nb', '$(WORDPRESS_DB_PASSWORD)', 'a;b', 'a`b', '', 'a b'];
const quantities = ['', ' 1Gi', '1 Gi', '-1Gi', '1gi', '1K', 'ten', '1e', 'NaN', '0x10', '1Gi\n', '1,5Gi', '1.2.3'];
const names = ['Blog', '-a', 'a-', 'a_b', 'a.b', 'a b', 'a\n', '', 'ä', '1blog', 'a"b', '$(x)', 'a/b'];
const images = ['mariadb', 'mariadb:', 'mariadb:latest', 'x/mariadb:latest', ':1', 'a b:1', 'a:1\n', 'a:1;b', '$(x):1'];
const counts = [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '2', true, [1], Number.MAX_SAFE_INTEGER + 1];
const hosts = ['', 'http://a.b', 'a.b:80', 'a.b/c', 'a_b.c', '::1', 'A.b', 'a..b', '-a.b', 'a b', 'a\n', '.'];

const rows = (title: string, values: readonly unknown[], props: (value: unknown) => unknown, code: string): Row[] =>
  values.map(value => [`${title} ${JSON.stringify(value) ?? String(value)}`, props(value), code]);

const storage = (value: unknown) => ({ storage: value });
const node = { type: 'hostPath', node: 'worker-1' };
const nfs = (more: object) => storage({ nfs: { server: '192.168.10.208', path: '/srv/nfs', ...more } });
const nfsClass = { storageClassName: 'nfs', accessModes: ['ReadWriteMany'] };
const claim = (more: object) => storage({ type: 'claim', ...more });
const badStorage: Row[] = [
  ['storage of no known type', storage({ type: 'nfs' }), 'KW2012'],
  ['storage that is a string', storage('claim'), 'KW2012'],
  ...rows('size', [...quantities, 10], size => storage({ type: 'claim', size }), 'KW2002'),
  ...rows('class', ['a b', 'Nfs', ''], c => storage({ type: 'claim', storageClassName: c }), 'KW2003'),
  ...rows('claim', ['a b', '', undefined], claimName => storage({ type: 'existingClaim', claimName }), 'KW2003'),
  ...rows(
    'path',
    ['', 'srv', './srv', '/', '/a/..', '/../a', '/a/../b', 5],
    path => storage({ ...node, path }),
    'KW2012',
  ),
  ['storage without any form', storage({}), 'KW2012'],
  ['no export', storage({ nfs: undefined }), 'KW2012'],
  ...rows(
    'server',
    ['', 'http://a', 'a:/b', 'a b', '10.0.0.256', '10.0.0', 'a_b', undefined, 5],
    s => nfs({ server: s }),
    'KW2004',
  ),
  ...rows('export', ['', 'srv', '/a b', '/a/../b', 'a:/b', undefined, 5], path => nfs({ path }), 'KW2012'),
  ...rows('option', ['', 'a b', 'a,b', '--help', 'a\nb', 5], option => nfs({ mountOptions: [option] }), 'KW2012'),
  ['options as a text', nfs({ mountOptions: 'hard,ro' }), 'KW2012'],
  ['size of an export', nfs({ size: '1 Gi' }), 'KW2002'],
  ['a mode that an export has not', nfs({ accessModes: ['ReadWriteOncePod'] }), 'KW2016'],
  ['a class with a bad name', storage({ ...nfsClass, storageClassName: 'a b' }), 'KW2003'],
  ['a class of no known modes', storage({ storageClassName: 'nfs' }), 'KW2013'],
  ['a class with a mode that is none', storage({ ...nfsClass, accessModes: ['RWX'] }), 'KW2012'],
  ['a mode that the class has not', claim({ storageClass: nfsClass, accessModes: ['ReadWriteOncePod'] }), 'KW2016'],
  ['sharing of a folder of a node', storage({ ...node, path: '/srv', accessModes: ['ReadWriteMany'] }), 'KW2016'],
  ['storage for reading', storage({ claimName: 'a', accessModes: ['ReadOnlyMany'] }), 'KW2016'],
  ['a class that is a name', claim({ storageClass: 'fast' }), 'KW2012'],
  ['a class twice', claim({ storageClass: nfsClass, storageClassName: 'b' }), 'KW2012'],
  ['a claim that shrinks', claim({ size: '5Gi', initialSize: '10Gi' }), 'KW2017'],
  [
    'a claim that can not grow',
    claim({ storageClass: { ...nfsClass, allowVolumeExpansion: false }, size: '5Gi', initialSize: '1Gi' }),
    'KW2017',
  ],
  ...rows('initial size', quantities, initialSize => claim({ initialSize, size: '9Pi' }), 'KW2002'),
  [
    'a claim of another namespace',
    storage({ claimName: 'a', accessModes: ['ReadWriteMany'], namespace: 'b' }),
    'KW2019',
  ],
  ['a claim without a name', storage({ claimName: '', accessModes: ['ReadWriteMany'] }), 'KW2003'],
  ...rows('node', ['', 'a b', undefined], name => storage({ ...node, path: '/srv', node: name }), 'KW2003'),
];
const exposures: Row[] = [
  ['exposure of no known type', { expose: { type: 'gateway' } }, 'KW2012'],
  ['exposure that is a string', { expose: 'nodePort' }, 'KW2012'],
  ...rows(
    'node port',
    [0, 80, 29999, 32768, 30080.5, '30080'],
    p => ({ expose: { type: 'nodePort', nodePort: p } }),
    'KW2006',
  ),
  ...rows('host', [...hosts, '10.0.0.1', undefined, 5], host => ({ expose: { type: 'ingress', host } }), 'KW2004'),
  ...rows('class', ['', 'a b', 5], c => ({ expose: { type: 'ingress', host: 'a.b', ingressClassName: c } }), 'KW2003'),
  ...rows('TLS', ['', 'a b', 5], t => ({ expose: { type: 'ingress', host: 'a.b', tlsSecretName: t } }), 'KW2007'),
];
const resources = (keys: readonly string[]): Row[] =>
  keys.flatMap(key => rows(key, [...quantities, 1], value => ({ resources: { [key]: value } }), 'KW2002'));

const mariadb: Row[] = [
  ...rows('name', names, name => ({ name }), 'KW2003'),
  ['a name that is too long', { name: 'x'.repeat(53) }, 'KW2008'],
  ['a name with no room for -secrets', { name: 'x'.repeat(45) }, 'KW2008'],
  ...rows('image', [...images, 5], image => ({ image }), 'KW2005'),
  ...rows('database', [...quotes, 'x'.repeat(65), 5], name => ({ database: name, user: 'app' }), 'KW2012'),
  ...rows('user', [...quotes, 'root', 'x'.repeat(81), 5], user => ({ user }), 'KW2012'),
  ...rows(
    'option',
    ['A', 'a b', 'a\n[x]', 'a=b', '[a]', '', '!include'],
    k => ({ configuration: { [String(k)]: 1 } }),
    'KW2012',
  ),
  ...rows('value', ['1\n[client]', '1\r2'], value => ({ configuration: { 'max-connections': value } }), 'KW2012'),
  ...rows('Secret', [{}, { name: '' }, { name: 5 }, { name: 'a b' }, 'x'], c => ({ credentials: c }), 'KW2007'),
  ...resources(['cpuRequest', 'cpuLimit', 'memoryRequest', 'memoryLimit', 'ephemeralStorageRequest']),
  ...badStorage,
];
const backup: Row[] = [
  ...rows(
    'schedule',
    ['', 'daily', '* * * *', '* * * * * *', '@reboot', '0 3 * * $(x)', 5],
    s => ({ schedule: s }),
    'KW2010',
  ),
  ...rows('retention', [0, ...counts], retentionDays => ({ retentionDays }), 'KW2001'),
  ...rows('time zone', ['', 'a b', 'Asia/', '../etc', 8], timeZone => ({ timeZone }), 'KW2012'),
  ...badStorage,
];
const nginx: Row[] = [
  ...rows('name', names, name => ({ name }), 'KW2003'),
  ['a name that is too long', { name: 'x'.repeat(53) }, 'KW2008'],
  ...rows('image', images, image => ({ image }), 'KW2005'),
  ...rows('replicas', counts, replicas => ({ replicas }), 'KW2001'),
  ...rows('timeout', [0, ...counts], proxyTimeoutSeconds => ({ proxyTimeoutSeconds }), 'KW2001'),
  ...rows('cache', counts, cacheSeconds => ({ cacheSeconds }), 'KW2001'),
  ...rows('body size', ['', '64M;', '1t', '-1', '1m\n', '1 m', '$x', 64], maxBodySize => ({ maxBodySize }), 'KW2012'),
  ...rows('upstream port', [0, 65536, ...counts], port => ({ upstream: { name: 'a', port } }), 'KW2001'),
  ...rows('upstream', [...hosts, 5], name => ({ upstream: { name, port: 80 } }), 'KW2004'),
  ...exposures,
  ...resources(['memoryLimit']),
];
const wordpress: Row[] = [
  ...rows('name', names, name => ({ name }), 'KW2003'),
  ['a name that is too long', { name: 'x'.repeat(53) }, 'KW2008'],
  ...rows('image', images, image => ({ image }), 'KW2005'),
  ...rows('replicas', counts, replicas => ({ replicas, storage: shared }), 'KW2001'),
  ...rows('workers', [0, 1001, ...counts], workers => ({ workers }), 'KW2001'),
  ['two replicas of one node', { replicas: 2 }, 'KW2009'],
  ['two replicas without storage', { replicas: 2, storage: { type: 'none' } }, 'KW2009'],
  ['two replicas on a folder', { replicas: 2, storage: { ...node, path: '/srv' } }, 'KW2009'],
  ['two replicas on an unshared claim', { replicas: 2, storage: { type: 'existingClaim', claimName: 'a' } }, 'KW2009'],
  ...rows('schedule', ['', '* * * *', true, 5], schedule => ({ schedule }), 'KW2010'),
  ...rows('prefix', [...quotes, 'x'.repeat(33), 5], tablePrefix => ({ tablePrefix }), 'KW2012'),
  ...rows('memory', [...quotes, '0', '-1', '1T', '1.5G', 256], v => ({ php: { memoryLimit: v } }), 'KW2012'),
  ...rows('upload', [...quotes, '64M\nphp_flag x On'], v => ({ php: { uploadMaxFilesize: v } }), 'KW2012'),
  ...rows('seconds', [0, ...counts], v => ({ php: { maxExecutionTime: v } }), 'KW2001'),
  ...rows('fields', [0, ...counts], v => ({ php: { maxInputVars: v } }), 'KW2001'),
  ...rows('keys', [{}, { name: '' }, { name: 'a b' }, 'keys'], keys => ({ keys }), 'KW2007'),
  ['no Secret of the database', { database: { ...database, password: undefined } }, 'KW2007'],
  ['no key of the database', { database: { ...database, password: { name: 'a' } } }, 'KW2007'],
  ...rows('host', hosts, name => ({ database: { ...database, service: { name, port: 1 } } }), 'KW2004'),
  ...rows('port', counts, port => ({ database: { ...database, service: { name: 'a', port } } }), 'KW2001'),
  ...exposures,
  ...badStorage,
  ...resources(['memoryRequest']),
];
const generated: Row[] = [
  ...rows('name', names, name => ({ keys: { a: 16 }, name }), 'KW2003'),
  ...rows('image', images, image => ({ keys: { a: 16 }, image }), 'KW2005'),
  ...rows('length', [15, 129, ...counts], length => ({ keys: { a: length } }), 'KW2001'),
  ...rows(
    'key',
    ['a b', '', 'a=b', 'a/b', '$(a)', '*', 'x'.repeat(254)],
    key => ({ keys: { [String(key)]: 16 } }),
    'KW2012',
  ),
  ['no keys', { keys: {} }, 'KW2001'],
];

function expectRefusal(program: Program, code: string, place: string): void {
  const error = refusal(program);
  expect(error).toBeInstanceOf(KubewrightError);
  expect(`${error.code}: ${error.message}`).toMatch(new RegExp(`^${code}: `));
  expect(error.message).toContain(`[${place}`);
  expect(error.remedy).not.toBe('');
  expect(error.message).toContain(`To mend it: ${error.remedy}.`);
}

describe('when it is made, with the construct and the remedy in the message', () => {
  it.each(mariadb)('MariaDb refuses %s', (_, props, code) => {
    expectRefusal(chart => new MariaDb(chart, 'db', untyped<MariaDbProps>(props)), code, 'apps/db');
  });

  it.each(backup)('a backup refuses %s', (_, props, code) => {
    const given = untyped<MariaDbProps>({ backup: props });
    expectRefusal(chart => new MariaDb(chart, 'db', given), code, 'apps/db/Backup');
  });

  it.each(nginx)('NginxProxy refuses %s', (_, props, code) => {
    const given = { upstream: { name: 'app', port: 80 }, ...untyped<Partial<NginxProxyProps>>(props) };
    expectRefusal(chart => new NginxProxy(chart, 'proxy', given), code, 'apps/proxy');
  });

  it.each(wordpress)('WordPress refuses %s', (_, props, code) => {
    const given = { database, ...untyped<Partial<WordPressProps>>(props) };
    expectRefusal(chart => new WordPress(chart, 'blog', given), code, 'apps/blog');
  });

  it.each([...exposures, ...badStorage])('WordPressSite refuses %s', (_, props, code) => {
    expectRefusal(chart => new WordPressSite(chart, 'blog', untyped<WordPressSiteProps>(props)), code, 'apps/blog');
  });

  it.each(generated)('GeneratedSecret refuses %s', (_, props, code) => {
    expectRefusal(chart => new GeneratedSecret(chart, 'x', untyped<GeneratedSecretProps>(props)), code, 'apps/x');
  });

  it.each(names.filter(name => name !== '1blog'))('RestrictedNamespace refuses %j', name => {
    expectRefusal(chart => new RestrictedNamespace(chart, 'ns', { name }), 'KW2003', 'apps/ns');
  });
});
