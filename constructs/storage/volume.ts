import type { k8s } from 'cdk8s-plus-28';
import { type Construct, type IConstruct, RootConstruct } from 'constructs';
import { Checks } from '../common/checks';
import { orEmpty } from '../common/defaults';
import { IS_NAME } from '../common/names';
import { quantity } from '../common/parts';
import type { PodVolume } from '../common/pod-volume';
import { type AccessMode, type ClaimReference, checkAccessModes } from '../common/storage';
import { checkVolumeName, claimVolume } from './mountable-claim';
import { VolumeClaim, type VolumeClaimProps } from './volume-claim';

/** Settings of an empty folder. */
export interface EmptyDirOptions {
  /**
   * The most that it may hold; the kubelet evicts a pod that goes beyond.
   * @default - 1Gi on disk, 64Mi in memory
   */
  readonly size?: string;
  /**
   * `Memory` for a folder in memory, which counts against the memory limits of the containers that write to it.
   * @default - the node's disk
   * @see https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
   */
  readonly medium?: 'Memory';
}

/** How a claim that is there already is used. */
export interface ExistingClaimOptions {
  /**
   * How it may be mounted.
   * @default ['ReadWriteOnce']
   */
  readonly accessModes?: readonly AccessMode[];
  /**
   * Whether pods mount it for reading only.
   * @default false
   */
  readonly readOnly?: boolean;
}

/** A claim that pods mount, and that workloads take as their `storage`. */
export type ExistingVolume = ClaimReference & PodVolume;

/** The simple volumes of pods. */
export const Volume = {
  /**
   * A claim of a StorageClass: the same as `new VolumeClaim(…)`.
   * @throws KubewrightError as {@link VolumeClaim} does
   *
   * @example
   * const cache = Volume.claim(chart, 'cache', { storageClassName: 'fast', size: '20Gi' });
   * const pod = { volumes: [cache.volume('cache')] };
   */
  claim(scope: Construct, id: string, props?: VolumeClaimProps): VolumeClaim {
    return new VolumeClaim(scope, id, props);
  },

  /**
   * A folder that starts empty with each pod and goes with it. Its size is always limited: an unlimited one can fill
   * the disk, or the memory, of its node.
   * @throws KubewrightError KW2002 for a size, KW2012 for a medium, KW2014 for a medium that is not known yet
   *
   * @example
   * const pod = { volumes: [Volume.emptyDir({ size: '16Mi', medium: 'Memory' }).volume('run')] };
   */
  emptyDir(options?: EmptyDirOptions): PodVolume {
    const { medium, size = medium === 'Memory' ? '64Mi' : '1Gi' } = orEmpty(options);
    const place = nowhere('Volume.emptyDir');
    new Checks(place)
      .known('medium', medium)
      .match('medium', medium, /^Memory$/, 'Memory, or nothing for the disk')
      .quantity('size', size)
      .done();
    return {
      volume(name: string): k8s.Volume {
        checkVolumeName(place, name);
        return { name, emptyDir: { medium, sizeLimit: quantity(size) } };
      },
    };
  },

  /**
   * A claim that is there already, in the namespace of the pods.
   * @throws KubewrightError KW2003 for the name, KW2012 for access modes, KW2014 for what has to be known
   *
   * @example
   * new MariaDb(chart, 'db', { storage: Volume.existing('db-of-2019') });
   */
  existing(claimName: string, options?: ExistingClaimOptions): ExistingVolume {
    const { accessModes = ['ReadWriteOnce'], readOnly } = orEmpty(options);
    const place = nowhere('Volume.existing');
    const checks = new Checks(place)
      .known('claimName', claimName, IS_NAME)
      .known('readOnly', readOnly)
      .dnsSubdomain('claimName', claimName ?? '');
    checkAccessModes(checks, 'accessModes', accessModes);
    checks.done();
    return {
      claimName,
      accessModes: [...accessModes],
      volume(name: string): k8s.Volume {
        checkVolumeName(place, name);
        return claimVolume(name, claimName, readOnly);
      },
    };
  },
} as const;

/** A place for errors of what belongs to no construct. */
function nowhere(name: string): IConstruct {
  return new RootConstruct(name);
}
