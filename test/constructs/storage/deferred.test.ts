import { k8s } from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { HostPathVolume, LocalVolumePool, Volume } from '../../../constructs/storage';
import { KubewrightError } from '../../../src';
import { deployed, lazy, leaves, output, withLater } from '../later';
import { nameViolations } from '../rules';
import { objectsOf, type Program, untyped } from '../support';

const place = { path: '/srv/data', node: 'worker-1', size: '30Gi' };
const fast = { storageClassName: 'fast', accessModes: ['ReadWriteOnce'], volumeModes: undefined };
type Make = (props: object) => Program;
const onHost: Make = props => chart => new HostPathVolume(chart, 'x', untyped(props));
const pool: Make = props => chart => new LocalVolumePool(chart, 'x', untyped(props));
const claim: Make = props => chart => Volume.claim(chart, 'x', untyped(props));

describe.each<[string, object, Make]>([
  ['HostPathVolume', { ...place, initialSize: '20Gi' }, onHost],
  ['HostPathVolume by hostPath', { ...place, type: 'hostPath' }, onHost],
  ['LocalVolumePool', { volumes: { a: place, b: { path: '/srv', node: 'worker-2' } }, size: '1Ti' }, pool],
  ['Volume.claim', { storageClassName: 'fast', size: '1Ti' }, claim],
  [
    'Volume.claim of a class',
    { storageClass: fast, size: '1Ti', initialSize: '1Gi', dataSource: { kind: 'VolumeSnapshot', name: 'a' } },
    claim,
  ],
])('%s', (_, props, make) => {
  const plain = objectsOf(make(props));
  const all = leaves(props).filter(path => path.at(-1) !== 'kind');

  it('is the same with each value known later', () => {
    for (const path of all) {
      expect([path, objectsOf(make(withLater(props, [path], lazy)))]).toEqual([path, plain]);
      expect([path, deployed(make(withLater(props, [path], output)))]).toEqual([path, plain]);
    }
  });

  it('is the same with any values known later, or later still', () => {
    fc.assert(
      fc.property(fc.subarray(all), paths => {
        expect(objectsOf(make(withLater(props, paths, value => lazy(lazy(value)))))).toEqual(plain);
      }),
      { numRuns: 30 },
    );
  });
});

test.each([lazy, output])('an empty folder whose size is known later', later => {
  const pod =
    (size: string): Program =>
    chart =>
      new k8s.KubePod(chart, 'x', { spec: { containers: [], volumes: [Volume.emptyDir({ size }).volume('tmp')] } });
  const plain = deployed(pod('5Mi'));
  expect(JSON.stringify(plain)).toContain('"sizeLimit":"5Mi"');
  expect(deployed(pod(later('5Mi')))).toEqual(plain);
});

const good = fc.constantFrom('/srv', 'data', '20Gi', 'worker-1.example.com');
const nearly = fc.stringMatching(/^[a-zA-Z0-9./:_=-]{1,70}$/);
const text = fc.oneof(good, nearly, fc.string({ unit: 'binary', maxLength: 70 }));

describe.each<[string, object, Make, string[]]>([
  ['HostPathVolume', place, onHost, ['path', 'node', 'name', 'size', 'initialSize']],
  ['LocalVolumePool', { volumes: { a: place } }, pool, ['name', 'size']],
  ['Volume.claim', { size: '1Ti' }, claim, ['name', 'size', 'initialSize', 'storageClassName']],
])('%s: any text is refused, or does no harm, as', (_, props, make, keys) => {
  const usual = objectsOf(make(props)).map(o => o.kind);

  it.each(keys)('%s', key => {
    let taken = 0;
    fc.assert(
      fc.property(text, value => {
        try {
          const objects = objectsOf(make({ ...props, [key]: value }));
          taken++;
          expect(objects.map(o => o.kind)).toEqual(usual);
          expect(nameViolations(objects)).toEqual([]);
        } catch (error) {
          if (!(error instanceof KubewrightError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
    expect(taken).toBeGreaterThan(0);
  });
});

test('any names and places of a pool are refused, or make one volume each', () => {
  const key = fc.oneof(fc.stringMatching(/^[a-z0-9]{1,9}$/), text);
  const at = fc.record({ node: fc.oneof(good, text), path: fc.constantFrom('/a', '/b', '/c', 'd') });
  fc.assert(
    fc.property(fc.dictionary(key, at, { minKeys: 1, maxKeys: 3 }), volumes => {
      try {
        const objects = objectsOf(pool({ volumes }));
        expect(nameViolations(objects)).toEqual([]);
        const places = objects.filter(o => o.kind === 'PersistentVolume').map(o => JSON.stringify(o.spec));
        expect(new Set(places).size).toBe(Object.keys(volumes).length);
      } catch (error) {
        if (!(error instanceof KubewrightError)) throw error;
      }
    }),
    { numRuns: 500 },
  );
});
