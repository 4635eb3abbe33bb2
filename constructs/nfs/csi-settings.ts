import type { StringMap } from '../common/labels';
import type { FullResources } from '../common/resources';
import type { Scheduling } from '../common/scheduling';
import type { NfsSidecarImages } from './props';

/** Settings of csi-driver-nfs. */
export interface CsiSettings {
  readonly name: string;
  readonly labels: StringMap;
  readonly image: string;
  readonly sidecarImages: NfsSidecarImages;
  readonly resources: FullResources;
  readonly replicas: number;
  readonly scheduling?: Scheduling;
  readonly nodeScheduling?: Scheduling;
  readonly kubeletPath: string;
  readonly snapshots: boolean;
}

/** Settings of the driver's pods. */
export interface CsiPodSettings extends Omit<CsiSettings, 'sidecarImages'> {
  readonly images: Required<NfsSidecarImages>;
}
