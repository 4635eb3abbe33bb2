import { Chart } from 'cdk8s';
import { HostPathVolume, LocalVolumePool, Volume } from '../../../constructs/storage';
import { App, MariaDb, WordPress } from '../../../src';
import { named, objectsOf, type Program, refusal, untyped } from '../support';
import { externalDatabase as database } from '../variants';
import { hostPathVolumes, localVolumePools, volumeClaims, volumeUsers } from './variants';

const place = { path: '/srv/data', node: 'worker-1' };
const chartOf = () => new Chart(new App(), 'apps', { namespace: 'apps' });
const disks = (chart: Chart) =>
  new LocalVolumePool(chart, 'disks', {
    volumes: { a: place, b: { path: '/srv/data', node: 'worker-2', size: '50Gi' } },
  });

describe('HostPathVolume', () => {
  it.each(Object.entries(hostPathVolumes))('%s: volume and claim name each other, and the node', (_, program) => {
    const objects = objectsOf(program);
    expect(objects.map(o => o.kind)).toEqual(['PersistentVolume', 'PersistentVolumeClaim']);
    const [volume, claim] = objects;
    expect(claim!.spec.volumeName).toBe(volume!.metadata.name);
    expect(volume!.spec.claimRef).toMatchObject({ name: claim!.metadata.name, namespace: 'apps' });
    expect(JSON.stringify(volume!.spec)).toContain('"kubernetes.io/hostname","operator":"In","values":["worker-1"]');
    expect(volume!.spec).not.toHaveProperty('local.type');
  });

  it('is storage of a workload, which gets its claim', () => {
    const objects = objectsOf(chart => {
      const data = new HostPathVolume(chart, 'data', place);
      new MariaDb(chart, 'db', { storage: data, credentials: { name: 'given-passwords' }, backup: false });
    });
    expect(objects.filter(o => o.kind === 'PersistentVolumeClaim')).toHaveLength(1);
    const { volumes } = named(objects, 'StatefulSet', 'db').spec.template!.spec;
    expect(volumes).toContainEqual({ name: 'data', persistentVolumeClaim: { claimName: 'data' } });
  });

  it('is on one node, so several pods that may be anywhere can’t share it', () => {
    const error = refusal(chart => {
      const data = new HostPathVolume(chart, 'data', { ...place, type: 'hostPath' });
      new WordPress(chart, 'blog', { database, storage: data, replicas: 2 });
    });
    expect(error.code).toBe('KW2009');
  });
});

describe('LocalVolumePool', () => {
  it('hands out volumes when the first pod comes, and keeps what was written', () => {
    const objects = objectsOf(localVolumePools.default);
    const storageClass = named(objects, 'StorageClass', 'disks');
    expect(storageClass).toMatchObject({
      provisioner: 'kubernetes.io/no-provisioner',
      volumeBindingMode: 'WaitForFirstConsumer',
    });
    for (const name of ['disks-a', 'disks-b']) {
      const volume = named(objects, 'PersistentVolume', name);
      expect(volume.spec).toMatchObject({ storageClassName: 'disks', persistentVolumeReclaimPolicy: 'Retain' });
      expect(volume.spec.claimRef).toBeUndefined();
      expect(volume.metadata.namespace).toBeUndefined();
    }
  });

  it('comes before the workload whose claims take its volumes', () => {
    const objects = objectsOf(volumeUsers['a database of a pool']);
    const at = (kind: string) => objects.findIndex(o => o.kind === kind);
    expect(at('StatefulSet')).toBeGreaterThan(Math.max(at('StorageClass'), at('PersistentVolume')));
    const [template] = named(objects, 'StatefulSet', 'db').spec.volumeClaimTemplates!;
    expect(template!.spec).toMatchObject({ storageClassName: 'disks', accessModes: ['ReadWriteOnce'] });
  });

  it('knows its volumes by their names', () => {
    const pool = disks(chartOf());
    expect([...pool.persistentVolumes.keys()]).toEqual(['a', 'b']);
    expect(pool.persistentVolumes.get('b')!.name).toBe('disks-b');
    expect([pool.storageClassName, pool.largest]).toEqual(['disks', '50Gi']);
  });

  it.each<[string, Program, string]>([
    [
      'a claim that none of its volumes has room for',
      chart => Volume.claim(chart, 'x', { storageClass: disks(chart), size: '51Gi' }),
      'KW2017',
    ],
    [
      'a claim that grows',
      chart => Volume.claim(chart, 'x', { storageClass: disks(chart), size: '40Gi', initialSize: '20Gi' }),
      'KW2017',
    ],
    [
      'a claim that grows, of a workload',
      chart => {
        const storageClass = disks(chart);
        new MariaDb(chart, 'x', { storage: { type: 'claim', storageClass, size: '40Gi', initialSize: '20Gi' } });
      },
      'KW2017',
    ],
    [
      'sharing',
      chart => Volume.claim(chart, 'x', { storageClass: disks(chart), accessModes: ['ReadWriteMany'] }),
      'KW2016',
    ],
    [
      'a device of folders',
      chart => Volume.claim(chart, 'x', { storageClass: disks(chart), volumeMode: 'Block' }),
      'KW2016',
    ],
  ])('refuses %s', (_, program, code) => {
    const error = refusal(program);
    expect([error.code, error.place]).toEqual([code, 'apps/x']);
  });

  it('has room for a claim of its largest volume', () => {
    const chart = chartOf();
    expect(Volume.claim(chart, 'x', { storageClass: disks(chart), size: '50Gi' }).claimName).toBe('x');
  });
});

describe('Volume.claim', () => {
  it('is storage of a workload, and a pod mounts it', () => {
    const chart = chartOf();
    const storageClass = { storageClassName: 'nfs', accessModes: ['ReadWriteOnce', 'ReadWriteMany'] } as const;
    const uploads = Volume.claim(chart, 'uploads', { storageClass, accessModes: ['ReadWriteMany'] });
    expect(uploads).toMatchObject({ claimName: 'uploads', namespace: 'apps', accessModes: ['ReadWriteMany'] });
    expect(uploads.volume('files')).toEqual({ name: 'files', persistentVolumeClaim: { claimName: 'uploads' } });
    expect(new WordPress(chart, 'blog', { database, storage: uploads, replicas: 2 }).disruptionBudget).toBeDefined();
  });

  it('asks for no class of its own accord', () => {
    const [claim] = objectsOf(volumeClaims.default);
    expect(claim!.spec).not.toHaveProperty('storageClassName');
  });

  it('comes after its class, and what the class is made of', () => {
    const chart = chartOf();
    const storageClass = disks(chart);
    // not only after what its text names, and gone before it
    expect(Volume.claim(chart, 'x', { storageClass }).claim.node.dependencies).toContain(storageClass);
    const objects = objectsOf(volumeClaims['a raw device']).map(o => o.kind);
    expect(objects).toEqual(['StorageClass', 'PersistentVolume', 'PersistentVolumeClaim']);
  });
});

describe('Volume.emptyDir', () => {
  const of = (options?: Parameters<typeof Volume.emptyDir>[0]) => {
    const { name, emptyDir } = Volume.emptyDir(options).volume('tmp');
    return { name, ...emptyDir, sizeLimit: emptyDir!.sizeLimit!.value };
  };

  it.each([
    [undefined, { sizeLimit: '1Gi' }],
    [{ size: '16Mi' }, { sizeLimit: '16Mi' }],
    [{ medium: 'Memory' as const }, { medium: 'Memory', sizeLimit: '64Mi' }],
    [
      { medium: 'Memory' as const, size: '1Mi' },
      { medium: 'Memory', sizeLimit: '1Mi' },
    ],
  ])('of %j has a limit', (options, expected) => {
    expect(of(options)).toEqual({ name: 'tmp', medium: undefined, ...expected });
  });

  it.each(['Tmp', 'a.b', '', 'x'.repeat(64), undefined])('refuses to be called %j', name => {
    expect(() => Volume.emptyDir().volume(untyped<string>(name))).toThrow('KW2003 [Volume.emptyDir]');
  });
});

describe('Volume.existing', () => {
  it('is storage of a workload, and a pod mounts it', () => {
    const data = Volume.existing('given-data', { accessModes: ['ReadWriteMany'], readOnly: true });
    expect(data.volume('a')).toEqual({
      name: 'a',
      persistentVolumeClaim: { claimName: 'given-data', readOnly: true },
    });
    expect(Volume.existing('given-data').volume('a').persistentVolumeClaim!.readOnly).toBeUndefined();
    const objects = objectsOf(chart => new WordPress(chart, 'blog', { database, storage: data, replicas: 2 }));
    expect(objects.filter(o => o.kind === 'PersistentVolumeClaim')).toEqual([]);
  });

  it('is for one node, as long as nothing else is said', () => {
    const error = refusal(chart => {
      new WordPress(chart, 'blog', { database, storage: Volume.existing('given-data'), replicas: 2 });
    });
    expect(error.code).toBe('KW2009');
  });
});
