export type { AlertRule } from './alerts';
export type {
  ArchiveTarget,
  BackupSource,
  BackupTarget,
  KeepRules,
  RepositoryTarget,
  S3Bucket,
  VolumeBackupProps,
} from './props';
export { VolumeBackup } from './volume-backup';
