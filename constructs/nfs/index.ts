export { type NfsAccessMode, NfsVolume, type NfsVolumeProps } from './nfs-volume';
export type {
  NfsDriverName,
  NfsOnDelete,
  NfsProvisionerProps,
  NfsSidecarImages,
  NfsStorageClassOptions,
  NfsStorageClassProps,
} from './props';
export { NfsProvisioner } from './provisioner';
export type { NfsClaimOptions } from './storage-class';
export { NfsStorageClass } from './storage-class';
