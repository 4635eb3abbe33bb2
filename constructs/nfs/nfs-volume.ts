import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { isDeferred } from '../../src/values';
import { Checks } from '../common/checks';
import { orEmpty } from '../common/defaults';
import { systemOf, workloadLabels } from '../common/labels';
import { LONG_NAME, objectName } from '../common/names';
import {
  type Backend,
  checkAccessModes,
  checkExport,
  checkGrowth,
  checkMountOptions,
  checkReserved,
  checkVolumeMode,
  NFS,
  type NfsExport,
  nfsSource,
  staticVolume,
} from '../common/storage';
import { MountableClaim } from '../storage';

const SIZE = '10Gi';
const READ_ONLY: Backend = {
  ...NFS,
  name: 'an NFS export that is mounted for reading only',
  accessModes: ['ReadOnlyMany'],
};

/** How pods can mount an export; `ReadWriteOncePod` is for CSI drivers. */
export type NfsAccessMode = 'ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany';

/** Settings of an {@link NfsVolume}. */
export interface NfsVolumeProps extends NfsExport {
  /**
   * Name of the claim.
   * @default - the construct's path below its chart, such as `shop-media`
   */
  readonly name?: string;
  /**
   * Size that is told to Kubernetes; nobody enforces it.
   * @default '10Gi'
   */
  readonly size?: string;
  /**
   * Size that the claim was made with, where `size` has grown since. Kubernetes lets no claim of such a volume change.
   * @default - `size`
   */
  readonly initialSize?: string;
  /**
   * How it may be mounted.
   * @default - `['ReadWriteMany']`, or `['ReadOnlyMany']` with `readOnly`
   */
  readonly accessModes?: readonly NfsAccessMode[];
  /**
   * Options of the mount, such as `nfsvers=4.1`.
   * @default - those of the node's NFS client, which are `hard` and the highest version that both sides speak
   */
  readonly mountOptions?: readonly string[];
  /**
   * Whether it is mounted for reading only. Access modes alone keep nobody from writing.
   * @default false
   */
  readonly readOnly?: boolean;
  /**
   * What it is to a container: there are no devices on NFS.
   * @default 'Filesystem'
   */
  readonly volumeMode?: 'Filesystem';
}

/**
 * A folder that an NFS server exports, as a volume with a claim that nobody else can take: the volume is reserved for
 * the claim, and the claim names the volume. The files stay when both are deleted.
 *
 * Every node needs an NFS client, and the server must export the folder to the nodes: see `docs/nfs.md`.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume
 *
 * @example
 * const media = new NfsVolume(chart, 'media', { server: '192.168.10.208', path: '/srv/nfs/media' });
 * new WordPress(chart, 'blog', { database, storage: media, replicas: 2 });
 */
export class NfsVolume extends MountableClaim {
  public readonly persistentVolume: k8s.KubePersistentVolume;
  public readonly claim: k8s.KubePersistentVolumeClaim;
  public readonly claimName: string;
  public readonly accessModes: readonly NfsAccessMode[];

  /**
   * @throws KubewrightError KW2002 for a size, KW2003 and KW2008 for the name, KW2004 for the server, KW2011 for a chart
   * without a namespace, KW2012 for the path, the options and modes, KW2014 for what has to be known, KW2016 for a mode
   * that NFS can't do, KW2017 for a size that shrinks
   */
  public constructor(scope: Construct, id: string, given: NfsVolumeProps) {
    const props = orEmpty(given);
    super(scope, id, props.readOnly);
    const { initialSize, volumeMode, readOnly } = props;
    const size = props.size ?? initialSize ?? SIZE;
    const name = objectName(this, props.name, LONG_NAME);
    const accessModes = props.accessModes ?? [readOnly ? 'ReadOnlyMany' : 'ReadWriteMany'];
    const checks = new Checks(this)
      .known('readOnly', readOnly)
      .quantity('size', props.size)
      .quantity('initialSize', initialSize);
    checkExport(checks, '', props);
    checkMountOptions(checks, 'mountOptions', props.mountOptions);
    if (!isDeferred(readOnly)) checkAccessModes(checks, 'accessModes', accessModes, readOnly ? READ_ONLY : NFS);
    checkVolumeMode(checks, 'volumeMode', volumeMode, NFS);
    checkGrowth(checks, '', { size, initialSize });
    checkReserved(checks, 'path', 'an export', this);
    checks.done();

    const { labels } = workloadLabels({
      name: 'nfs-volume',
      instance: name,
      component: 'storage',
      partOf: systemOf(this),
    });
    this.claimName = name;
    this.accessModes = [...accessModes];
    const { persistentVolume, claim } = staticVolume(this, {
      name,
      labels,
      source: sourceOf(this, props),
      accessModes,
      size,
      initialSize,
      volumeMode,
    });
    this.persistentVolume = persistentVolume;
    this.claim = claim;
  }
}

function sourceOf(
  scope: Construct,
  { server, path, mountOptions = [], readOnly }: NfsVolumeProps,
): ReturnType<typeof nfsSource> {
  if (!readOnly) return nfsSource(scope, { server, path }, mountOptions);
  // of a volume with a claim, the kubelet heeds the option alone, not the field `readOnly` of its source
  return nfsSource(scope, { server, path }, mountOptions.includes('ro') ? mountOptions : [...mountOptions, 'ro']);
}
