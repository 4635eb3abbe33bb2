import type { k8s } from 'cdk8s-plus-28';
import type { WorkloadPolicy } from '../common/network-policy';
import type { FullResources } from '../common/resources';

/** What a sort of backup brings along for the pods of its jobs. */
export interface Method {
  readonly backupScript: string;
  readonly restoreScript: string;
  readonly env: readonly k8s.EnvVar[];
  /** Volumes with where they are mounted; those with `keeps` are written by the backup and read by the restore. */
  readonly volumes: readonly MountedVolume[];
  /** Lets the pods connect to where the backups are. */
  connect(policy: WorkloadPolicy): void;
}

export interface MountedVolume {
  readonly volume: k8s.Volume;
  readonly mountPath: string;
  readonly readOnly?: boolean;
  readonly keeps?: boolean;
}

/** What a sort of backup takes by default. */
export interface MethodDefaults {
  readonly image: string;
  readonly resources: FullResources;
}
