import * as fc from 'fast-check';
import { VolumeBackup, type VolumeBackupProps } from '../../../constructs/volume-backup';
import { KubewrightError } from '../../../src';
import { deployed, lazy, leaves, output, withLater } from '../later';
import { nameViolations, podsOf, restrictedViolations } from '../rules';
import { type KubeObject, named, objectsOf, type Program, refusal, untyped } from '../support';
import { plain, repository, volumeBackup, volumeBackups } from './variants';

const all: Readonly<Record<string, VolumeBackupProps>> = {
  archives: {
    ...plain,
    group: 34,
    schedule: '@daily',
    timeZone: 'Asia/Shanghai',
    exclude: ['*.log', 'a/b'],
    activeDeadlineSeconds: 3600,
    maxAgeHours: 30,
    image: 'debian:12-slim',
    resources: { cpuRequest: '1', memoryLimit: '1Gi' },
    colocateWith: { podLabels: { app: 'shop' } },
    to: { storage: { type: 'claim', storageClassName: 'nfs', size: '5Gi' }, retentionDays: 9 },
  },
  repository: {
    ...plain,
    to: {
      ...repository,
      s3: {
        ...repository.s3,
        prefix: 'a/b',
        region: 'eu-1',
        service: { name: 'minio', namespace: 'storage', port: 9000 },
        credentials: { name: 'given-s3', accessKeyIdKey: 'id', secretAccessKeyKey: 'key' },
      },
      keep: { daily: 3, weekly: 2 },
      checkPercent: 3,
      cacheSize: '3Gi',
    },
  },
};

describe.each(Object.entries(all))('%s', (_, props) => {
  const of =
    (given: VolumeBackupProps): Program =>
    chart =>
      new VolumeBackup(chart, 'uploads', given);
  const usual = objectsOf(of(props));
  // which hosts the network policy names, depends on the endpoint
  const paths = leaves(props).filter(path => !path.includes('endpoint'));

  it('are the same with each value known later', () => {
    for (const path of paths) {
      expect([path, objectsOf(of(withLater(props, [path], lazy)))]).toEqual([path, usual]);
    }
  });

  it('are the same with outputs, once they are known', () => {
    const texts = paths.filter(path => path.at(-1) !== 'storageClassName');
    expect(deployed(of(withLater(props, texts, output)))).toEqual(usual);
  });

  it('look at a value late, where it is known late', () => {
    const given = { ...props, exclude: lazy(['a']) };
    expect(refusal(of(given)).code).toBe('KW2014');
    expect(() => objectsOf(of({ ...props, exclude: [lazy('$x')] }))).toThrow(KubewrightError);
  });
});

it.each(['source', 'to', 'colocateWith', 'suspend', 'scheduling', 'name'] as const)('%s has to be known', prop => {
  const given = untyped<VolumeBackupProps>({ ...plain, [prop]: output('x') });
  expect(refusal(chart => new VolumeBackup(chart, 'uploads', given)).code).toBe('KW2014');
});

const evil = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9.-]{0,20}$/),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .tuple(
      fc.stringMatching(/^[a-z]{1,9}$/),
      fc.constantFrom('\n', '"', "'", ';', '$(x)', '`x`', '#', '\\', ' ', '/', '*', '\0', '--x'),
    )
    .map(([text, end]) => text + end),
);

/** All but the values that may differ: commands, arguments, names of variables, mounts. */
function shape(objects: readonly KubeObject[]): unknown {
  return podsOf(objects).map(({ template }) =>
    template.spec.containers.map(({ command, args, env, volumeMounts }) => ({
      command,
      args,
      env: env!.map(({ name }) => name),
      volumeMounts,
    })),
  );
}

describe('any text is refused or changes no script', () => {
  const cases: Readonly<Record<string, (text: string) => Program>> = {
    pattern: text => volumeBackup({ exclude: [text] }),
    bucket: text => volumeBackup({ to: { ...repository, s3: { ...repository.s3, bucket: text } } }),
    prefix: text => volumeBackup({ to: { ...repository, s3: { ...repository.s3, prefix: text } } }),
    region: text => volumeBackup({ to: { ...repository, s3: { ...repository.s3, region: text } } }),
    endpoint: text => volumeBackup({ to: { ...repository, s3: { ...repository.s3, endpoint: `https://${text}` } } }),
    name: text => volumeBackup({ name: text }),
  };

  it.each(Object.entries(cases))('as %s', (title, make) => {
    const usual = shape(objectsOf(make(title === 'endpoint' ? 's3.example.com' : 'abc')));
    fc.assert(
      fc.property(evil, text => {
        let objects: KubeObject[];
        try {
          objects = objectsOf(make(text));
        } catch (error) {
          if (error instanceof KubewrightError) return;
          throw error;
        }
        expect(nameViolations(objects)).toEqual([]);
        expect(shape(objects)).toEqual(usual);
        const { exclude } = named(objects, 'ConfigMap', title === 'name' ? text : 'uploads').data!;
        expect(exclude).toBe(title === 'pattern' ? `${text}\n` : '');
      }),
      { numRuns: 300 },
    );
  });
});

describe.each(Object.entries(volumeBackups))('%s', (_, program) => {
  const objects = objectsOf(program);
  const pods = podsOf(objects).filter(({ owner }) => /uploads|nightly/.test(owner.metadata.name));
  const volumeOf = (pod: (typeof pods)[number], name: string) =>
    pod.template.spec.volumes!.find(v => v.name === name)?.persistentVolumeClaim as
      | { claimName: string; readOnly?: boolean }
      | undefined;

  it('passes Pod Security "restricted"', () => {
    expect(pods).toHaveLength(2);
    expect(pods.flatMap(p => restrictedViolations(p.template.spec))).toEqual([]);
  });

  it('reads the source and writes the backups, and the other way round when it restores', () => {
    const [backup, restore] = pods as [(typeof pods)[number], (typeof pods)[number]];
    expect([volumeOf(backup, 'source')!.readOnly, volumeOf(restore, 'source')!.readOnly]).toEqual([true, undefined]);
    if (!volumeOf(backup, 'backups')) return;
    expect([volumeOf(backup, 'backups')!.readOnly, volumeOf(restore, 'backups')!.readOnly]).toEqual([undefined, true]);
  });

  it('has no secret in a manifest', () => {
    const env = pods.flatMap(p => p.template.spec.containers.flatMap(c => c.env!.map(e => e.name)));
    expect(env.filter(name => /^(RESTIC_PASSWORD|AWS_(ACCESS|SECRET).*)$/.test(name))).toEqual([]);
  });
});
