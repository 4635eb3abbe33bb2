import { NfsVolume, type NfsVolumeProps } from '../../../constructs/nfs/nfs-volume';
import { MariaDb, WordPress } from '../../../src';
import type { Program } from '../support';
import { externalDatabase } from '../variants';

const volume =
  (props?: Partial<NfsVolumeProps>): Program =>
  chart =>
    new NfsVolume(chart, 'media', { server: '192.168.10.208', path: '/srv/nfs/media', ...props });

export const nfsVolumes = {
  default: volume(),
  'read only': volume({ readOnly: true }),
  'everything given': volume({
    server: 'fd00::7',
    name: 'files',
    size: '2Ti',
    initialSize: '1Ti',
    accessModes: ['ReadWriteOnce', 'ReadOnlyMany'],
    mountOptions: ['nfsvers=4.1', 'noatime'],
  }),
} satisfies Record<string, Program>;

/** Workloads that keep their data on such volumes. */
export const nfsVolumeUsers = {
  'shared by the pods of a WordPress': chart => {
    const media = new NfsVolume(chart, 'media', { server: 'nfs.example.com', path: '/srv/media' });
    new WordPress(chart, 'blog', {
      database: externalDatabase,
      storage: media,
      replicas: 2,
      keys: { name: 'given-keys' },
    });
  },
  'a database': chart => {
    const data = new NfsVolume(chart, 'data', { server: 'nfs.example.com', path: '/srv/db' });
    new MariaDb(chart, 'db', { storage: data, credentials: { name: 'given-passwords' }, backup: false });
  },
} satisfies Record<string, Program>;
