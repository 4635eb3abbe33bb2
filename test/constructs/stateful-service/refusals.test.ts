import * as fc from 'fast-check';
import { KubewrightError, StatefulService, type StatefulServiceProps } from '../../../src';
import { deployed, lazy, leaves, output, withLater } from '../later';
import { nameViolations } from '../rules';
import { objectsOf, type Program, refusal, untyped } from '../support';
import { everything, nfsClass } from './variants';

const of =
  (props: object): Program =>
  chart =>
    new StatefulService(
      chart,
      'queue',
      untyped<StatefulServiceProps>({ image: 'nats:2.12.0', ports: { a: 1 }, ...props }),
    );

const claim = (more: object) => ({ claims: { data: { mountPath: '/data', ...more } } });
const elsewhere = { claimName: 'a', accessModes: ['ReadWriteMany'], namespace: 'other' };
const check = (readiness: unknown) => ({ checks: { readiness } });
const rows: readonly [title: string, props: object, code: string][] = [
  ['no image', { image: undefined }, 'KW2013'],
  ['latest', { image: 'nats:latest' }, 'KW2005'],
  ['no ports', { ports: undefined }, 'KW2013'],
  ['empty ports', { ports: {} }, 'KW2013'],
  ['ports as a list', { ports: [80] }, 'KW2012'],
  ['a port name', { ports: { 'Web Port': 80 } }, 'KW2012'],
  ['a port name without a letter', { ports: { '80': 80 } }, 'KW2012'],
  ['a port name that is too long', { ports: { abcdefghijklmnop: 80 } }, 'KW2012'],
  ['a port', { ports: { a: 0 } }, 'KW2001'],
  ['one port twice', { ports: { a: 1, b: 1 } }, 'KW2012'],
  ['a port of a sidecar too', { sidecars: [{ name: 's', image: 'a:1', ports: { b: 1 } }] }, 'KW2012'],
  ['replicas', { replicas: -1 }, 'KW2001'],
  ['first ordinal', { firstOrdinal: 1.5 }, 'KW2001'],
  ['root', { user: 0 }, 'KW2001'],
  ['a primary that is not there', { replicas: 2, primaryOrdinal: 2 }, 'KW2001'],
  ['a primary before the first', { firstOrdinal: 1, primaryOrdinal: 0 }, 'KW2001'],
  ['size of /tmp', { tmpSize: '1 Gi' }, 'KW2002'],
  ['order', { podManagementPolicy: 'Random' }, 'KW2012'],
  ['update', { updateStrategy: { type: 'Recreate' } }, 'KW2012'],
  ['partition', { updateStrategy: { partition: -1 } }, 'KW2001'],
  ['partition by hand', { updateStrategy: { type: 'OnDelete', partition: 1 } }, 'KW2012'],
  ['retention', { claimRetention: { whenDeleted: 'Recycle' } }, 'KW2012'],
  ['spread', { spread: [{ topologyKey: '' }] }, 'KW2012'],
  ['spread as a word', { spread: 'zone' }, 'KW2012'],
  ['skew', { spread: [{ topologyKey: 'zone', maxSkew: 0 }] }, 'KW2001'],
  ['a variable', { env: { 'A B': 'c' } }, 'KW2012'],
  ['a Secret', { env: { A: { name: 'a' } } }, 'KW2007'],
  ['a number as a variable', { env: { A: 5 } }, 'KW2012'],
  ['a command line', { command: 'redis-server --save' }, 'KW2012'],
  ['a claim name', { claims: { Data: { mountPath: '/data' } } }, 'KW2003'],
  ['no path', { claims: { data: {} } }, 'KW2012'],
  ['a claim that is no object', { claims: { data: '/data' } }, 'KW2012'],
  ['a relative path', claim({ mountPath: 'data' }), 'KW2012'],
  ['/tmp', claim({ mountPath: '/tmp' }), 'KW2012'],
  ['one path twice', { ...claim({}), config: { mountPath: '/data', files: { a: '' } } }, 'KW2012'],
  ['a folder of a node', claim({ storage: { type: 'hostPath', path: '/srv', node: 'a' } }), 'KW2012'],
  ['one claim for all', claim({ storage: { type: 'existingClaim', claimName: 'a' } }), 'KW2012'],
  ['one export for all', claim({ storage: { nfs: { server: 'a', path: '/b' } } }), 'KW2012'],
  ['no storage', claim({ storage: { type: 'none' } }), 'KW2012'],
  [
    'ReadWriteOncePod',
    claim({ storage: { type: 'claim', storageClass: nfsClass, accessModes: ['ReadWriteOncePod'] } }),
    'KW2016',
  ],
  ['a device of NFS', claim({ storage: nfsClass, volumeMode: 'Block' }), 'KW2016'],
  ['a volume mode', claim({ volumeMode: 'Raw' }), 'KW2012'],
  ['a shrinking claim', claim({ storage: { type: 'claim', size: '5Gi', initialSize: '10Gi' } }), 'KW2017'],
  [
    'a class that can not grow',
    claim({ storage: { type: 'claim', storageClass: nfsClass, size: '5Gi', initialSize: '1Gi' } }),
    'KW2017',
  ],
  ['a class twice', claim({ storage: { type: 'claim', storageClass: nfsClass, storageClassName: 'b' } }), 'KW2012'],
  ['size', claim({ size: '0' }), 'KW2002'],
  ['no files', { config: { mountPath: '/etc/a' } }, 'KW2013'],
  ['a file in a folder', { config: { mountPath: '/etc/a', files: { 'a/b': '' } } }, 'KW2012'],
  ['a file that is no text', { config: { mountPath: '/etc/a', files: { a: 5 } } }, 'KW2012'],
  ['files of pods that are no function', { podConfig: { mountPath: '/etc/a', files: { a: '' } } }, 'KW2012'],
  ['a file of a pod', { podConfig: { mountPath: '/etc/a', files: () => ({ '..': '' }) } }, 'KW2012'],
  ['no file of a pod', { podConfig: { mountPath: '/etc/a', files: () => undefined } }, 'KW2013'],
  ['a mount of nothing', { mounts: { a: { mountPath: '/a' } } }, 'KW2012'],
  ['a mount that is no object', { mounts: { a: '/a' } }, 'KW2012'],
  ['a name of a volume', { mounts: { A: { volume: { emptyDir: {} }, mountPath: '/a' } } }, 'KW2003'],
  ['a check of no port', check({ tcpSocket: { port: 'b' } }), 'KW2012'],
  ['a check of nothing', check({}), 'KW2012'],
  ['a check by number', check({ httpGet: { path: '/', port: 1 } }), 'KW2012'],
  ['a check of a relative page', check({ httpGet: { path: 'a', port: 'a' } }), 'KW2012'],
  ['a check by words', check({ exec: 'true' }), 'KW2012'],
  ['time of a check', check({ tcpSocket: { port: 'a' }, periodSeconds: 0 }), 'KW2001'],
  ['a container without a name', { sidecars: [{ image: 'a:1' }] }, 'KW2003'],
  ['a container of the same name', { sidecars: [{ name: 'queue', image: 'a:1' }] }, 'KW2012'],
  ['a container that is none', { initContainers: [null] }, 'KW2003'],
  ['a claim of the name of the folder for temporary files', { claims: { tmp: { mountPath: '/x' } } }, 'KW2012'],
  ['a claim of the name of the configuration', { claims: { config: { mountPath: '/x' } } }, 'KW2012'],
  ['a volume twice', { ...claim({}), mounts: { data: { volume: { emptyDir: {} }, mountPath: '/x' } } }, 'KW2012'],
  ['a volume of a name that is taken', { mounts: { tmp: { volume: { emptyDir: {} }, mountPath: '/x' } } }, 'KW2012'],
  ['a volume that is none', { mounts: { a: { volume: 'data', mountPath: '/x' } } }, 'KW2012'],
  ['a claim of another namespace', { mounts: { a: { volume: elsewhere, mountPath: '/x' } } }, 'KW2019'],
  ['a shrinking size beside', claim({ size: '5Gi', storage: { type: 'claim', initialSize: '9Gi' } }), 'KW2017'],
  ['folders of a class of devices', claim({ storage: { ...nfsClass, volumeModes: ['Block'] } }), 'KW2016'],
  ['more than a pool has', claim({ storage: { ...nfsClass, largest: '1Gi' } }), 'KW2017'],
  ['a class for reading', claim({ storage: { ...nfsClass, accessModes: ['ReadOnlyMany'] } }), 'KW2016'],
  ['too many pods', { replicas: 2 ** 31 }, 'KW2001'],
  ['an update as a word', { updateStrategy: 'OnDelete' }, 'KW2012'],
  ['a retention as a word', { claimRetention: 'Delete' }, 'KW2012'],
  ['no configuration', { config: null }, 'KW2012'],
  ['a program', { program: 'A b' }, 'KW2003'],
  ['resources', { resources: { memory: '1Gi' } }, 'KW2012'],
];

it.each(rows)('refuses %s', (_, props, code) => {
  const error = refusal(of(props));
  expect(error.message).toContain('apps/queue');
  expect(`${error.code} ${error.message}`).toContain(code);
  expect(error.message).toContain('To mend it: ');
});

it.each([
  'ports',
  'claims',
  'config',
  'podConfig',
  'spread',
  'updateStrategy',
  'sidecars',
  'env',
  'mounts',
  'checks',
  'primaryOrdinal',
  'firstOrdinal',
  'scheduling',
  'name',
  'program',
] as const)('KW2014: %s is not known yet', key => {
  for (const later of [lazy, output]) {
    expect(refusal(of({ ...everything, [key]: later(everything[key]) })).message).toMatch(/KW2014|is not known yet/);
  }
});

it('KW2014: a number of pods that claims or files depend on', () => {
  const replicas = output(2);
  const grown = claim({ storage: { type: 'claim', size: '2Gi', initialSize: '1Gi' } });
  expect(refusal(of({ ...grown, replicas })).code).toBe('KW2014');
  expect(refusal(of({ podConfig: { mountPath: '/etc/a', files: () => ({ a: '' }) }, replicas })).code).toBe('KW2014');
});

describe('values that are known later', () => {
  const {
    podConfig: _,
    primaryOrdinal: _2,
    firstOrdinal: _3,
    name: _4,
    program: _5,
    readService: _6,
    ...rest
  } = everything;
  const props = { ...rest, claims: { data: { mountPath: '/data', storage: { type: 'claim', size: '5Gi' } } } };
  const fixed = /^(initContainers|sidecars)\.\d+\.name$|\.type$|volume\.|Policy$|checks\..*\.port$|topologyKey$|whenUn/;
  const paths = leaves(props).filter(path => !fixed.test(path.join('.')));

  it('stand wherever a text or a number does', () => {
    const plain = objectsOf(of(props));
    expect(paths.length).toBeGreaterThan(25);
    for (const path of paths) {
      expect([path, deployed(of(withLater(props, [path], lazy)))]).toEqual([path, plain]);
      expect([path, deployed(of(withLater(props, [path], output)))]).toEqual([path, plain]);
    }
  });
});

it('takes any names, or refuses them with a code', () => {
  const word = fc.oneof(
    fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  const path = fc.oneof(fc.stringMatching(/^\/[a-z]{1,8}(\/[a-z]{1,8})?$/), fc.string({ maxLength: 10 }));
  let taken = 0;
  fc.assert(
    fc.property(word, word, path, word, (port, name, mountPath, file) => {
      try {
        const objects = objectsOf(
          of({
            ports: { [port]: 1 },
            claims: { [name]: { mountPath } },
            config: { mountPath: '/etc/a', files: { [file]: file } },
          }),
        );
        taken++;
        expect(nameViolations(objects)).toEqual([]);
      } catch (error) {
        if (!(error instanceof KubewrightError)) throw error;
      }
    }),
    { numRuns: 300 },
  );
  expect(taken).toBeGreaterThan(0);
});
