import { Chart } from 'cdk8s';
import { DataVolume } from '../../../constructs/common/storage';
import { VolumeBackup, type VolumeBackupProps } from '../../../constructs/volume-backup';
import { App, MariaDb } from '../../../src';
import { refusal, untyped } from '../support';
import { archive, plain, repository } from './variants';

type Row = readonly [title: string, props: object, code: string];
const rows = (title: string, values: readonly unknown[], props: (value: unknown) => object, code: string): Row[] =>
  values.map(value => [`${title} ${JSON.stringify(value) ?? String(value)}`, props(value), code]);

const s3 = (change: object) => ({ to: { ...repository, s3: { ...repository.s3, ...change } } });
const claim = (accessModes: unknown) => ({ claimName: 'uploads', accessModes });
const texts = ['', 'a b', 'a\nb', '$(x)', 'a"b', "a'b", 'a;b', 5, {}];

const table: Row[] = [
  ...rows('name', ['Blog', 'a_b', '', 'a\n'], name => ({ name }), 'KW2003'),
  ['a name without room for -restore', { name: 'x'.repeat(45) }, 'KW2008'],
  ...rows('source', [undefined, null, 'uploads', {}, []], source => ({ source }), 'KW2013'),
  ...rows('modes', [undefined], modes => ({ source: claim(modes) }), 'KW2013'),
  ...rows('modes', [[], 'ReadWriteMany', ['rw']], modes => ({ source: claim(modes) }), 'KW(2012|1000)'),
  ...rows('modes', [['ReadWriteOncePod'], ['ReadOnlyMany']], modes => ({ source: claim(modes) }), 'KW2016'),
  ['a claim of no name', { source: { claimName: '', accessModes: ['ReadWriteMany'] } }, 'KW2003'],
  ['a claim of another namespace', { source: { ...plain.source, namespace: 'other' } }, 'KW2019'],
  ['a source of one node alone', { source: claim(['ReadWriteOnce']) }, 'KW2009'],
  ...rows('pods', [{}, { podLabels: {} }, true, null, 'app'], colocateWith => ({ colocateWith }), 'KW2013'),
  ['pods of another namespace', { colocateWith: { podLabels: { a: 'b' }, namespace: 'other' } }, 'KW2019'],
  ...rows('user', [0, -1, 1.5, '33', 2 ** 31, true], user => ({ user }), 'KW2001'),
  ['no user', { user: undefined }, 'KW2013'],
  ...rows('group', [0, 'www-data'], group => ({ group }), 'KW2001'),
  ...rows('schedule', ['', '* * * *', '60 * * * *', '@reboot', 5], schedule => ({ schedule }), 'KW2010'),
  ...rows('time zone', ['', 'a b', '../x', 5], timeZone => ({ timeZone }), 'KW2012'),
  ...rows('suspend', ['yes', 1, null], suspend => ({ suspend }), 'KW2012'),
  ...rows('deadline', [0, 59, '60', 1.5], activeDeadlineSeconds => ({ activeDeadlineSeconds }), 'KW2001'),
  ...rows('age', [0, 1.5, '26'], maxAgeHours => ({ maxAgeHours }), 'KW2001'),
  ...rows('image', ['debian', 'debian:latest', 5], image => ({ image }), 'KW2005'),
  ...rows('patterns', ['*.log', 5, {}, null], exclude => ({ exclude }), 'KW2012'),
  ...rows(
    'a pattern',
    [
      '',
      ' ',
      '#a',
      '!a',
      '/a',
      'a/',
      ' a',
      'a ',
      'a\nb',
      'a\0',
      '$HOME',
      'a\\b',
      '**',
      'a/**/b',
      '..',
      'a/../b',
      './a',
      '[a]',
      5,
      null,
    ],
    pattern => ({ exclude: [pattern] }),
    'KW2012',
  ),
  ...rows('a target', [undefined, null], to => ({ to }), 'KW2013'),
  ...rows('a target', ['nfs', 5, {}, [], { ...archive, ...repository }], to => ({ to }), 'KW2012'),
  ...rows(
    'storage',
    [undefined, null, 'nfs', { type: 'x' }, { type: 'none' }],
    storage => ({ to: { storage } }),
    'KW2012',
  ),
  ['its own claim as storage', { to: { storage: { type: 'existingClaim', claimName: 'given-uploads' } } }, 'KW2012'],
  ['storage to read only', { to: { storage: { claimName: 'x', accessModes: ['ReadOnlyMany'] } } }, 'KW2016'],
  ['storage of another namespace', { to: { storage: { ...claim(['ReadWriteMany']), namespace: 'b' } } }, 'KW2019'],
  ...rows('days', [0, -1, 1.5, '7'], retentionDays => ({ to: { ...archive, retentionDays } }), 'KW2001'),
  ...rows('S3', [undefined, null, 'https://a.b'], bucket => ({ to: { ...repository, s3: bucket } }), 'KW2012'),
  ['no endpoint', s3({ endpoint: undefined }), 'KW2013'],
  ...rows(
    'endpoint',
    [
      '',
      's3.example.com',
      'ftp://a.b',
      'https://a.b/c',
      'https://a.b/',
      'https://u:p@a.b',
      'https://a.b?x',
      'https://a.b#x',
      'https://a b',
      'https://',
      'https://a.b:',
      'https://a.b\n',
      5,
    ],
    endpoint => s3({ endpoint }),
    'KW2012',
  ),
  ...rows('endpoint', ['https://a..b', 'https://-a.b', 'https://1.2.3'], endpoint => s3({ endpoint }), 'KW2004'),
  ...rows('endpoint', ['https://a.b:0', 'https://a.b:65536'], endpoint => s3({ endpoint }), 'KW2001'),
  ...rows(
    'endpoint without its service',
    ['http://minio:9000', 'http://minio.storage.svc', 'http://minio.storage.svc.cluster.local', 'http://nas.lan'],
    endpoint => s3({ endpoint }),
    'KW2013',
  ),
  ...rows(
    'bucket',
    [...texts, undefined, 'ab', 'A-b', 'a..b', '-ab', 'a/b', 'x'.repeat(64)],
    bucket => s3({ bucket }),
    'KW2012',
  ),
  ...rows('prefix', [...texts, '/a', 'a/', 'a//b', '..', 'a/../b', '.'], prefix => s3({ prefix }), 'KW2012'),
  ...rows('region', [...texts, 'x'.repeat(64)], region => s3({ region }), 'KW2012'),
  ...rows('credentials', [undefined, null, 'x', {}, { name: 'A' }], credentials => s3({ credentials }), 'KW2007'),
  ...rows('a key', ['', 'a/b', '..', 5], key => s3({ credentials: { name: 'x', accessKeyIdKey: key } }), 'KW2007'),
  ...rows(
    'password',
    [undefined, null, 'x', { name: 'x' }],
    password => ({ to: { ...repository, password } }),
    'KW2007',
  ),
  ...rows(
    'keep',
    [{ daily: -1 }, { daily: '7' }, {}, { daily: 0 }],
    keep => ({ to: { ...repository, keep } }),
    'KW2001',
  ),
  ...rows('keep', [5, 'all', null], keep => ({ to: { ...repository, keep } }), 'KW2012'),
  ['keep of no rule', { to: { ...repository, keep: { daily: 1, minutely: 5 } } }, 'KW2012'],
  ...rows('check', [-1, 101, 0.5, '1'], checkPercent => ({ to: { ...repository, checkPercent } }), 'KW2001'),
  ...rows('cache', ['', '0', 5], cacheSize => ({ to: { ...repository, cacheSize } }), 'KW2002'),
  ...rows('memory', ['', '1 Gi', 5], memoryLimit => ({ resources: { memoryLimit } }), 'KW2002'),
];

it.each(table)('VolumeBackup refuses %s', (_, props, code) => {
  const given = untyped<VolumeBackupProps>({ ...plain, ...props });
  const error = refusal(chart => new VolumeBackup(chart, 'uploads', given));
  expect(error.code).toMatch(new RegExp(`^${code}$`));
  expect(error.message).toContain('[apps/uploads');
  expect(error.remedy).not.toBe('');
});

it('tells all that is wrong at once', () => {
  const props = { ...plain, user: 0, exclude: ['/'], to: { ...repository, checkPercent: 200 } };
  const { code, message } = refusal(chart => new VolumeBackup(chart, 'uploads', props));
  expect(code).toBe('KW1000');
  for (const prop of ['user', 'exclude[0]', 'to.checkPercent']) expect(message).toContain(prop);
});

it.each([undefined, null, 5])('VolumeBackup refuses %p as its props', props => {
  expect(refusal(chart => new VolumeBackup(chart, 'uploads', untyped(props))).code).toBe('KW1000');
});

it('a volume without storage is no source', () => {
  const make = (chart: Chart) => {
    const source = new DataVolume(chart, 'data', { name: 'data', labels: {}, storage: { type: 'none' }, size: '1Gi' });
    return new VolumeBackup(chart, 'uploads', { ...plain, source });
  };
  expect(refusal(make).code).toBe('KW2013');
});

it('a volume of another chart, in another namespace, is no source', () => {
  const app = new App();
  const other = new MariaDb(new Chart(app, 'db', { namespace: 'db' }), 'db', {
    storage: { nfs: { server: '192.0.2.7', path: '/srv/db' } },
  });
  const chart = new Chart(app, 'apps', { namespace: 'apps' });
  const make = () => new VolumeBackup(chart, 'uploads', { ...plain, source: other.volume!, colocateWith: false });
  expect(make).toThrow(/namespace db, which pods of apps can't mount/);
});
