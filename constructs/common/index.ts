export type { Database, PodGroup, SecretKey, ServiceReference } from './connections';
export type {
  ClusterIpExposure,
  Exposure,
  IngressExposure,
  LoadBalancerExposure,
  NodePortExposure,
} from './exposure';
export { images } from './images';
export type { StringMap } from './labels';
export { RestrictedNamespace } from './namespace';
export type { PodVolume } from './pod-volume';
export type { Resources } from './resources';
export type { Scheduling } from './scheduling';
export type {
  AccessMode,
  ClaimReference,
  ClaimStorage,
  ExistingClaimStorage,
  HostPathStorage,
  NfsExport,
  NfsStorage,
  NoStorage,
  Storage,
  StorageClassReference,
  VolumeMode,
} from './storage';
