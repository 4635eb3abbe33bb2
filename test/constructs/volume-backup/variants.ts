import {
  type ArchiveTarget,
  type RepositoryTarget,
  VolumeBackup,
  type VolumeBackupProps,
} from '../../../constructs/volume-backup';
import { WordPressSite } from '../../../src';
import type { Program } from '../support';

export const archive: ArchiveTarget = { storage: { type: 'claim', storageClassName: 'nfs', size: '50Gi' } };
export const repository: RepositoryTarget = {
  s3: { endpoint: 'https://s3.example.com', bucket: 'backups', credentials: { name: 'given-s3' } },
  password: { name: 'given-restic', key: 'password' },
};
/** What every backup has. */
export const plain: VolumeBackupProps = {
  source: { claimName: 'given-uploads', accessModes: ['ReadWriteMany'] },
  to: archive,
  user: 33,
};

export const volumeBackup =
  (props: Partial<VolumeBackupProps> = {}): Program =>
  chart =>
    new VolumeBackup(chart, 'uploads', { ...plain, ...props });

const scheduling = {
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'web', effect: 'NoSchedule' }],
  priorityClassName: 'business',
};

export const volumeBackups = {
  default: volumeBackup(),
  'an export of NFS': volumeBackup({ to: { storage: { nfs: { server: '192.0.2.7', path: '/srv/backups' } } } }),
  'a claim that is there': volumeBackup({
    to: { storage: { type: 'existingClaim', claimName: 'given-backups' }, retentionDays: 30 },
  }),
  'a source of one node': volumeBackup({
    source: { claimName: 'given-uploads', accessModes: ['ReadWriteOnce'] },
    colocateWith: { podLabels: { app: 'shop' } },
  }),
  repository: volumeBackup({ to: repository }),
  'a repository in the cluster': volumeBackup({
    to: {
      ...repository,
      s3: {
        ...repository.s3,
        endpoint: 'http://minio.storage.svc:9000',
        prefix: 'shop/uploads',
        region: 'eu-central-1',
        credentials: { name: 'given-s3', accessKeyIdKey: 'id', secretAccessKeyKey: 'secret' },
        service: {
          name: 'minio',
          namespace: 'storage',
          port: 9000,
          pods: { podLabels: { app: 'minio' }, namespace: 'storage', port: 9000 },
        },
      },
      keep: { last: 3, yearly: 2 },
      checkPercent: 5,
      cacheSize: '8Gi',
    },
  }),
  'a repository at an address': volumeBackup({
    to: { ...repository, s3: { ...repository.s3, endpoint: 'https://192.0.2.9:9000' } },
  }),
  'everything given': volumeBackup({
    name: 'nightly',
    user: 1000,
    group: 2000,
    schedule: '@weekly',
    timeZone: 'Asia/Shanghai',
    suspend: true,
    exclude: ['*.log', 'wp-content/cache'],
    activeDeadlineSeconds: 3600,
    image: 'debian:12.15-slim',
    resources: { cpuRequest: '200m', memoryLimit: '512Mi' },
    colocateWith: { podLabels: { app: 'shop' } },
    scheduling: {
      ...scheduling,
      affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } },
    },
  }),
  'the uploads of a site': chart => {
    const site = new WordPressSite(chart, 'blog', {
      replicas: 2,
      storage: { type: 'claim', storageClassName: 'nfs', accessModes: ['ReadWriteMany'] },
    });
    new VolumeBackup(chart, 'uploads', { ...plain, source: site.wordpress.volume });
  },
} satisfies Record<string, Program>;
