import { Chart } from 'cdk8s';
import { HostPathVolume, LocalVolumePool, Volume } from '../../../constructs/storage';
import { App, KubewrightError } from '../../../src';
import { lazy, output } from '../later';
import { type Program, refusal, untyped } from '../support';

type Row = readonly [title: string, props: unknown, code: string];

const rows = (title: string, values: readonly unknown[], props: (value: unknown) => object, code: string): Row[] =>
  values.map(value => [`${title} ${JSON.stringify(value)}`, props(value), code]);

const sizes = ['', '10GB', ' 1Gi', '-1Gi', '0', 'ten', 10, null];
const paths = ['', 'srv', './srv', '/', '/srv/../etc', '/srv/.', '/a b', '/a\n', 5, null, undefined];
const nodes = ['', 'a b', 'Worker', 'a_b', 5, null, undefined];
const names = ['Data', 'a_b', 'a.b', 'a b', '', '-a', '1a', 'a\n'];
const common: Row[] = [
  ...rows('name', names, name => ({ name }), 'KW2003'),
  ['a name that is too long', { name: 'x'.repeat(64) }, 'KW2008'],
  ...rows('size', sizes, size => ({ size }), 'KW2002'),
  ...rows('access modes', [[], 'ReadWriteOnce', ['Once'], {}], accessModes => ({ accessModes }), 'KW2012'),
  ...rows('volume mode', ['', 'block', 5], volumeMode => ({ volumeMode }), 'KW2012'),
  ['a size that shrinks', { size: '5Gi', initialSize: '10Gi' }, 'KW2017'],
];
const onHost: Row[] = [
  ...common,
  ...rows('path', paths, path => ({ path }), 'KW2012'),
  ...rows('node', nodes, node => ({ node }), 'KW2003'),
  ...rows('type', ['nfs', '', 5], type => ({ type }), 'KW2012'),
  ...rows('hostPathType', ['File', '', 5], hostPathType => ({ type: 'hostPath', hostPathType }), 'KW2012'),
  ['a hostPathType of a local volume', { hostPathType: 'Directory' }, 'KW2012'],
  ...['local', 'hostPath'].flatMap(type =>
    rows(
      `${type} with`,
      [['ReadWriteMany'], ['ReadOnlyMany'], ['ReadWriteOnce', 'ReadWriteMany'], ['ReadWriteOncePod']],
      accessModes => ({ type, accessModes }),
      'KW2016',
    ),
  ),
  ['a device by hostPath', { type: 'hostPath', volumeMode: 'Block' }, 'KW2016'],
];
const place = { node: 'worker-1', path: '/srv/data' };
const at = (value: unknown) => ({ volumes: { a: value } });
const pools: Row[] = [
  ...rows('name', names, name => ({ name }), 'KW2003'),
  ['a name that is too long', { name: 'x'.repeat(62) }, 'KW2008'],
  ...rows('size', sizes.slice(0, -1), size => ({ size }), 'KW2002'),
  ...rows('volume mode', ['', 'block', 5], volumeMode => ({ volumeMode }), 'KW2012'),
  ...rows('volumes', [{}, null, undefined, 5, []], volumes => ({ volumes }), 'KW2013'),
  ...rows('key', ['A', 'a b', '', 'a.b', '../a'], key => ({ volumes: { [String(key)]: place } }), 'KW2003'),
  ...rows('path', paths, path => at({ ...place, path }), 'KW2012'),
  ...rows('node', nodes, node => at({ ...place, node }), 'KW2003'),
  ...rows('size of a volume', sizes.slice(0, -1), size => at({ ...place, size }), 'KW2002'),
  ...rows('volume', [null, 5, 'worker-1:/srv'], at, 'KW1000'),
  ['one place twice', { volumes: { a: place, b: { ...place, size: '1Gi' } } }, 'KW2012'],
];
const fast = { storageClassName: 'fast', accessModes: ['ReadWriteOnce'] };
const claims: Row[] = [
  ...common,
  ...rows('class', ['', 'a b', 'Fast', 5], storageClassName => ({ storageClassName }), 'KW2003'),
  ...rows('class', ['fast', 5, null, true], storageClass => ({ storageClass }), 'KW2012'),
  ['a class without a name', { storageClass: { ...fast, storageClassName: undefined } }, 'KW2003'],
  ['a class without access modes', { storageClass: { storageClassName: 'fast' } }, 'KW2013'],
  ['two classes', { storageClass: fast, storageClassName: 'slow' }, 'KW2012'],
  ['what the class can’t do', { storageClass: fast, accessModes: ['ReadWriteMany'] }, 'KW2016'],
  ['a device of a class of folders', { storageClass: fast, volumeMode: 'Block' }, 'KW2016'],
  [
    'a folder of a class of devices',
    { storageClass: { ...fast, volumeModes: ['Block'] }, volumeMode: 'Filesystem' },
    'KW2016',
  ],
  [
    'growth that the class can’t do',
    { storageClass: { ...fast, allowVolumeExpansion: false }, size: '2Gi', initialSize: '1Gi' },
    'KW2017',
  ],
  ...rows('source', ['Pod', '', undefined, 5], kind => ({ dataSource: { kind, name: 'a' } }), 'KW2012'),
  ...rows(
    'name of a source',
    ['', 'a b', undefined, 5],
    name => ({ dataSource: { kind: 'VolumeSnapshot', name } }),
    'KW2003',
  ),
];

function expectRefusal(program: Program, code: string): void {
  const error = refusal(program);
  expect([error.code, error.message]).toEqual([code, expect.stringContaining('[apps/x')]);
  expect(error.errors.concat(error).map(e => e.remedy)).not.toContain('');
}

it.each(onHost)('HostPathVolume refuses %s', (_, props, code) => {
  expectRefusal(chart => new HostPathVolume(chart, 'x', untyped({ ...place, ...(props as object) })), code);
});

it.each(pools)('LocalVolumePool refuses %s', (_, props, code) => {
  expectRefusal(chart => new LocalVolumePool(chart, 'x', untyped({ ...at(place), ...(props as object) })), code);
});

it.each(claims)('Volume.claim refuses %s', (_, props, code) => {
  expectRefusal(chart => Volume.claim(chart, 'x', untyped(props)), code);
});

it('HostPathVolume refuses a chart without a namespace', () => {
  const chart = new Chart(new App(), 'apps');
  expect(() => new HostPathVolume(chart, 'x', place)).toThrow('KW2011 [apps/x] path is a place on a node');
});

it('all that is wrong is told at once', () => {
  const props = { path: 'srv', node: '', size: 'much', accessModes: ['ReadWriteMany'], volumeMode: 'x' };
  const { errors } = refusal(chart => new HostPathVolume(chart, 'x', untyped(props)));
  expect(errors.map(e => e.code)).toEqual(['KW2003', 'KW2002', 'KW2012', 'KW2016', 'KW2012']);
});

describe('what belongs to no construct names itself in errors', () => {
  it.each<[string, () => unknown, string]>([
    ...sizes
      .slice(0, -1)
      .map((size): [string, () => unknown, string] => [
        `emptyDir of size ${JSON.stringify(size)}`,
        () => Volume.emptyDir(untyped({ size })),
        'KW2002 [Volume.emptyDir]',
      ]),
    ...['Disk', '', 'memory', 5].map((medium): [string, () => unknown, string] => [
      `emptyDir on ${JSON.stringify(medium)}`,
      () => Volume.emptyDir(untyped({ medium })),
      'KW2012 [Volume.emptyDir]',
    ]),
    ...['', 'a b', 'A', 5, null, undefined].map((name): [string, () => unknown, string] => [
      `existing claim ${JSON.stringify(name)}`,
      () => Volume.existing(untyped(name)),
      'KW2003 [Volume.existing]',
    ]),
    ['no modes', () => Volume.existing('a', { accessModes: [] }), 'KW2012 [Volume.existing]'],
    ['a medium not known', () => Volume.emptyDir({ medium: lazy('Memory') }), 'KW2014 [Volume.emptyDir]'],
    ['a name not known', () => Volume.existing(lazy('a')), 'KW2014 [Volume.existing]'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(KubewrightError);
    expect(make).toThrow(message);
  });
});

describe.each<[string, <T>(value: T) => T]>([
  ['Lazy', lazy],
  ['Output', output],
])('KW2014: a %s in the place of', (_, later) => {
  it.each<[string, Program]>([
    ['name', c => new HostPathVolume(c, 'x', { ...place, name: later('a') })],
    ['type', c => new HostPathVolume(c, 'x', untyped({ ...place, type: later('hostPath') }))],
    ['accessModes', c => new HostPathVolume(c, 'x', { ...place, accessModes: later(['ReadWriteOnce']) })],
    ['volumeMode', c => new HostPathVolume(c, 'x', { ...place, volumeMode: later('Block') })],
    ['name', c => new LocalVolumePool(c, 'x', { volumes: { a: place }, name: later('a') })],
    ['volumes', c => new LocalVolumePool(c, 'x', { volumes: later({ a: place }) })],
    ['volumes.a', c => new LocalVolumePool(c, 'x', { volumes: { a: later(place) } })],
    ['volumeMode', c => new LocalVolumePool(c, 'x', { volumes: { a: place }, volumeMode: later('Block') })],
    ['name', c => Volume.claim(c, 'x', { name: later('a') })],
    ['storageClass', c => Volume.claim(c, 'x', { storageClass: later(untyped(fast)) })],
    ['accessModes', c => Volume.claim(c, 'x', { accessModes: later(['ReadWriteOnce']) })],
    ['volumeMode', c => Volume.claim(c, 'x', { volumeMode: later('Block') })],
    ['dataSource', c => Volume.claim(c, 'x', { dataSource: later({ kind: 'VolumeSnapshot', name: 'a' }) })],
    ['dataSource.kind', c => Volume.claim(c, 'x', { dataSource: { kind: later('VolumeSnapshot'), name: 'a' } })],
  ])('%s', (prop, program) => {
    const error = refusal(program);
    expect([error.code, error.problem, error.place]).toEqual(['KW2014', `${prop} is not known yet`, 'apps/x']);
  });
});
