import {
  HostPathVolume,
  type HostPathVolumeProps,
  LocalVolumePool,
  type LocalVolumePoolProps,
  Volume,
  type VolumeClaimProps,
} from '../../../constructs/storage';
import { MariaDb, WordPress } from '../../../src';
import type { Program } from '../support';
import { externalDatabase } from '../variants';

const onHost =
  (props?: Partial<HostPathVolumeProps>): Program =>
  chart =>
    new HostPathVolume(chart, 'data', { path: '/srv/data', node: 'worker-1', ...props } as HostPathVolumeProps);

export const hostPathVolumes = {
  default: onHost(),
  'a raw device': onHost({ path: '/dev/sdb', volumeMode: 'Block', size: '1Ti', name: 'disk' }),
  hostPath: onHost({ type: 'hostPath' }),
  'hostPath that is made': onHost({ type: 'hostPath', hostPathType: 'DirectoryOrCreate' }),
  'grown since': onHost({ size: '30Gi', initialSize: '20Gi' }),
} satisfies Record<string, Program>;

const nodes = {
  a: { node: 'worker-1', path: '/mnt/disk' },
  b: { node: 'worker-2', path: '/mnt/disk', size: '200Gi' },
};

const pool =
  (props?: Partial<LocalVolumePoolProps>): Program =>
  chart =>
    new LocalVolumePool(chart, 'disks', { volumes: nodes, size: '100Gi', ...props });

export const localVolumePools = {
  default: pool(),
  devices: pool({ volumes: { sdb: { node: 'worker-1', path: '/dev/sdb' } }, volumeMode: 'Block', name: 'raw' }),
} satisfies Record<string, Program>;

const claim =
  (props?: VolumeClaimProps): Program =>
  chart =>
    Volume.claim(chart, 'uploads', props);

export const volumeClaims = {
  default: claim(),
  'of a class by its name': claim({ storageClassName: 'fast', size: '1Ti', name: 'files' }),
  'of a class that can share': claim({
    storageClass: { storageClassName: 'nfs', accessModes: ['ReadWriteOnce', 'ReadWriteMany'] },
    accessModes: ['ReadWriteMany'],
    size: '30Gi',
    initialSize: '20Gi',
  }),
  'a raw device': chart => {
    const storageClass = new LocalVolumePool(chart, 'raw', {
      volumes: { sdb: { node: 'worker-1', path: '/dev/sdb' } },
      volumeMode: 'Block',
    });
    Volume.claim(chart, 'uploads', { storageClass });
  },
  'of a snapshot': claim({ dataSource: { kind: 'VolumeSnapshot', name: 'before' } }),
  'of another claim': claim({ dataSource: { kind: 'PersistentVolumeClaim', name: 'uploads-2019' } }),
} satisfies Record<string, Program>;

const small = { credentials: { name: 'given-passwords' }, backup: false } as const;

/** Workloads that keep their data on such volumes. */
export const volumeUsers = {
  'a database on a folder of a node': chart => {
    const data = new HostPathVolume(chart, 'data', { path: '/srv/data', node: 'worker-1' });
    new MariaDb(chart, 'db', { storage: data, ...small });
  },
  'a database of a pool': chart => {
    new MariaDb(chart, 'db', { storage: new LocalVolumePool(chart, 'disks', { volumes: nodes }), ...small });
  },
  'a WordPress on a claim': chart => {
    const uploads = Volume.claim(chart, 'uploads', { storageClassName: 'nfs', accessModes: ['ReadWriteMany'] });
    const keys = { name: 'given-keys' };
    new WordPress(chart, 'blog', { database: externalDatabase, storage: uploads, replicas: 2, keys });
  },
  'a WordPress on a claim that is there': chart => {
    const storage = Volume.existing('given-uploads', { accessModes: ['ReadWriteMany'] });
    new WordPress(chart, 'blog', { database: externalDatabase, storage, replicas: 2, keys: { name: 'given-keys' } });
  },
} satisfies Record<string, Program>;
