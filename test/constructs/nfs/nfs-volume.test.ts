import { Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { NfsVolume, type NfsVolumeProps } from '../../../constructs/nfs/nfs-volume';
import { App, KubewrightError, WordPress } from '../../../src';
import { deployed, lazy, leaves, output, withLater } from '../later';
import { nameViolations } from '../rules';
import { changes, named, objectsOf, only, type Program, refusal, untyped, yamlOf } from '../support';
import { externalDatabase as database } from '../variants';
import { nfsVolumes, nfsVolumeUsers } from './nfs-volume-variants';

const place = { server: '192.168.10.208', path: '/srv/nfs/media' };
const volume =
  (props: object): Program =>
  chart =>
    new NfsVolume(chart, 'media', untyped<NfsVolumeProps>(props));

describe('what NfsVolume makes', () => {
  it('by default', () => {
    expect(yamlOf(nfsVolumes.default)).toMatchSnapshot();
  });

  it.each(['read only', 'everything given'] as const)('%s: what differs from the default', name => {
    expect(changes(nfsVolumes[name], nfsVolumes.default)).toMatchSnapshot();
  });

  it('shared by the pods of a WordPress', () => {
    const kinds = ['PersistentVolume', 'PersistentVolumeClaim', 'Deployment'];
    const text = only(nfsVolumeUsers['shared by the pods of a WordPress'], ...kinds);
    expect(text).toMatchSnapshot();
  });
});

describe('nobody else gets it', () => {
  const objects = objectsOf(nfsVolumes.default);
  const claim = named(objects, 'PersistentVolumeClaim', 'media');
  const persistentVolume = named(objects, 'PersistentVolume', 'apps.media');

  it('since each names the other', () => {
    expect(claim.spec.volumeName).toBe('apps.media');
    expect(persistentVolume.spec.claimRef).toMatchObject({ name: 'media', namespace: 'apps' });
    expect(persistentVolume.metadata.namespace).toBeUndefined();
  });

  it('and neither asks for a class, which would make another volume', () => {
    expect([claim, persistentVolume].map(o => untyped<{ storageClassName: string }>(o.spec).storageClassName)).toEqual([
      '',
      '',
    ]);
  });
});

describe('who uses it', () => {
  it('is told its claim, its namespace and how to mount it', () => {
    const chart = new Chart(new App(), 'apps', { namespace: 'apps' });
    const media = new NfsVolume(chart, 'media', place);
    expect([media.claimName, media.namespace, media.accessModes]).toEqual(['media', 'apps', ['ReadWriteMany']]);
    expect(media.volume('files')).toEqual({ name: 'files', persistentVolumeClaim: { claimName: 'media' } });
    const frozen = new NfsVolume(chart, 'frozen', { ...place, readOnly: true });
    expect(frozen.volume('files').persistentVolumeClaim).toEqual({ claimName: 'frozen', readOnly: true });
    expect(() => media.volume('My files')).toThrow('KW2003 [apps/media]');
  });

  it('comes after it', () => {
    const kinds = objectsOf(nfsVolumeUsers['shared by the pods of a WordPress']).map(o => o.kind);
    const order = ['PersistentVolume', 'PersistentVolumeClaim', 'Deployment'].map(kind => kinds.indexOf(kind));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  it('can’t be of another namespace', () => {
    const app = new App();
    const media = new NfsVolume(new Chart(app, 'files', { namespace: 'files' }), 'media', place);
    const apps = new Chart(app, 'apps', { namespace: 'apps' });
    expect(() => new WordPress(apps, 'blog', { database, storage: media })).toThrow('KW2019 [apps/blog]');
  });

  it('can’t be several where one node mounts it', () => {
    const error = refusal(chart => {
      const media = new NfsVolume(chart, 'media', { ...place, accessModes: ['ReadWriteOnce'] });
      new WordPress(chart, 'blog', { database, storage: media, replicas: 2 });
    });
    expect(error.code).toBe('KW2009');
  });
});

test.each([[undefined], [[]], [['hard']], [['hard', 'ro']]])(
  'with options %j, read-only is an option once',
  options => {
    const [object] = objectsOf(volume({ ...place, readOnly: true, mountOptions: options }));
    const { mountOptions } = untyped<{ mountOptions: string[] }>(object!.spec);
    expect(mountOptions.filter(option => option === 'ro')).toHaveLength(1);
    expect(mountOptions).toEqual(expect.arrayContaining(options ?? []));
  },
);

describe('it refuses', () => {
  it.each<[string, unknown, string]>([
    ...[
      '',
      'a b',
      'http://nfs',
      'nfs:/srv',
      'nfs/srv',
      '192.168.10',
      '192.168.10.256',
      '[fd00::7]',
      'fd00::g',
      5,
      null,
      undefined,
    ].map((server): [string, unknown, string] => [`server ${JSON.stringify(server)}`, { server }, 'KW2004']),
    ...['', 'srv/nfs', './srv', '/srv/../etc', '/srv/.', '/a b', '/a\n', 5, null, undefined].map(
      (path): [string, unknown, string] => [`path ${JSON.stringify(path)}`, { path }, 'KW2012'],
    ),
    ...['', '10GB', '-1Gi', '0', 10].map((size): [string, unknown, string] => [
      `size ${JSON.stringify(size)}`,
      { size },
      'KW2002',
    ]),
    ['a size that shrinks', { size: '5Gi', initialSize: '10Gi' }, 'KW2017'],
    ['a first size that is none', { initialSize: 'much' }, 'KW2002'],
    ['a device', { volumeMode: 'Block' }, 'KW2016'],
    ['no volume mode', { volumeMode: 'Folder' }, 'KW2012'],
    ['ReadWriteOncePod', { accessModes: ['ReadWriteOncePod'] }, 'KW2016'],
    ['writers of what is read only', { readOnly: true, accessModes: ['ReadWriteMany'] }, 'KW2016'],
    ['no access modes', { accessModes: [] }, 'KW2012'],
    ['access modes that are no list', { accessModes: 'ReadWriteMany' }, 'KW2012'],
    ['an unknown access mode', { accessModes: ['ReadWriteSometimes'] }, 'KW2012'],
    ['options that are no list', { mountOptions: 'hard' }, 'KW2012'],
    ...['', 'a b', 'hard,soft', 'a=b,c', '-o', 'a\n', 5].map((option): [string, unknown, string] => [
      `option ${JSON.stringify(option)}`,
      { mountOptions: [option] },
      'KW2012',
    ]),
    ...['Media', 'a_b', 'a b', '', '-a', '1a'].map((name): [string, unknown, string] => [
      `name ${JSON.stringify(name)}`,
      { name },
      'KW2003',
    ]),
    ['a name that is too long', { name: 'x'.repeat(64) }, 'KW2008'],
  ])('%s', (_, props, code) => {
    const error = refusal(volume({ ...place, ...(props as object) }));
    expect([error.code, error.place, error.message]).toEqual([code, 'apps/media', expect.not.stringContaining(' .')]);
    expect(error.remedy).not.toBe('');
  });

  it('a chart without a namespace', () => {
    const chart = new Chart(new App(), 'apps');
    expect(() => new NfsVolume(chart, 'media', place)).toThrow('KW2011 [apps/media] path is an export');
  });

  it('everything at once', () => {
    const props = { server: '', path: 'srv', size: 'much', volumeMode: 'Block', accessModes: [] };
    const { errors } = refusal(volume(props));
    expect(errors.map(e => e.code)).toEqual(['KW2002', 'KW2004', 'KW2012', 'KW2012', 'KW2016']);
  });

  it.each([lazy, output])('with KW2014 what decides what is made', later => {
    for (const prop of ['name', 'readOnly', 'accessModes', 'volumeMode', 'mountOptions']) {
      const error = refusal(volume({ ...place, [prop]: later('x') }));
      expect([error.code, error.problem]).toEqual(['KW2014', `${prop} is not known yet`]);
    }
    const chart = new Chart(new App(), 'apps', { namespace: later<string>('apps') });
    expect(() => new NfsVolume(chart, 'media', place)).toThrow('KW2014 [apps/media]');
  });
});

describe('values known later', () => {
  const props = { ...place, size: '2Ti', initialSize: '1Ti', mountOptions: ['nfsvers=4.1', 'hard'], readOnly: true };
  const plain = objectsOf(volume(props));

  it.each(leaves(props).map(path => [path.join('.'), path] as const))('%s', (_, path) => {
    expect(objectsOf(volume(withLater(props, [path], lazy)))).toEqual(plain);
    expect(deployed(volume(withLater(props, [path], output)))).toEqual(plain);
  });

  it('all of them', () => {
    expect(objectsOf(volume(withLater(props, leaves(props), v => lazy(lazy(v)))))).toEqual(plain);
  });
});

describe.each(['server', 'path', 'name', 'size', 'initialSize', 'mountOptions'])('any text as %s', prop => {
  const good = fc.constantFrom('/srv', 'nfs', '20Gi', 'hard', 'nfsvers=4.1');
  const nearly = fc.stringMatching(/^[a-zA-Z0-9./:_=-]{1,70}$/);
  const text = fc.oneof(good, nearly, fc.string({ unit: 'binary', maxLength: 70 }));

  test('is refused, or stands where it should and nowhere else', () => {
    let taken = 0;
    fc.assert(
      fc.property(text, value => {
        const program = volume({ ...place, size: '2Ti', [prop]: prop === 'mountOptions' ? [value] : value });
        try {
          const objects = objectsOf(program);
          taken++;
          expect(objects.map(o => o.kind)).toEqual(['PersistentVolume', 'PersistentVolumeClaim']);
          expect(nameViolations(objects)).toEqual([]);
          expect(untyped<{ nfs: { path: string } }>(objects[0]!.spec).nfs.path).toMatch(/^\/\S*$/);
        } catch (error) {
          if (!(error instanceof KubewrightError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
    expect(taken).toBeGreaterThan(0);
  });
});
