export { type Backend, backendOf, checkAccessModes, checkVolumeMode, LOCAL, NFS } from './access-modes';
export { type ClaimUse, checkClaim, checkGrowth } from './check-claim';
export {
  checkExport,
  checkMountOptions,
  checkNamespace,
  checkReserved,
  checkStorage,
} from './check-storage';
export { type ClaimOptions, claimSpec, followClass } from './claim-spec';
export { type ClaimTemplate, type ClaimTemplateProps, claimNameOf, claimTemplate } from './claim-template';
export { DataVolume, type DataVolumeProps } from './data-volume';
export { checkDefaultClass, defaultClassAnnotation } from './default-class';
export { checkPath } from './paths';
export { accessModesOf, classNameOf, isShared, isStorageClass, type ResolvedStorage, resolveStorage } from './resolved';
export { nfsSource, onNode, type StaticVolume, type StaticVolumeProps, staticVolume } from './static-volume';
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
} from './types';
