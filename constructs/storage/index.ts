export {
  HostPathVolume,
  type HostPathVolumeProps,
  type LocalVolumeProps,
  type PlainHostPathVolumeProps,
} from './host-path-volume';
export { type LocalVolume, LocalVolumePool, type LocalVolumePoolProps } from './local-volume-pool';
export { MountableClaim } from './mountable-claim';
export { type EmptyDirOptions, type ExistingClaimOptions, type ExistingVolume, Volume } from './volume';
export { type ClaimSource, VolumeClaim, type VolumeClaimProps } from './volume-claim';
