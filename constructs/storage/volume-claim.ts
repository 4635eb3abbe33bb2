import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { isDeferred } from '../../src/values';
import { Checks } from '../common/checks';
import { orEmpty } from '../common/defaults';
import { systemOf, workloadLabels } from '../common/labels';
import { LONG_NAME, objectName } from '../common/names';
import {
  type AccessMode,
  accessModesOf,
  type ClaimStorage,
  checkClaim,
  claimSpec,
  followClass,
  type StorageClassReference,
  type VolumeMode,
} from '../common/storage';
import { MountableClaim } from './mountable-claim';

const SIZE = '10Gi';
/** The kinds that a claim's content can come from, with their groups. */
const SOURCES = { VolumeSnapshot: 'snapshot.storage.k8s.io', PersistentVolumeClaim: undefined } as const;

/** Where the first content of a claim comes from: a snapshot, or another claim, of the same namespace. */
export interface ClaimSource {
  readonly kind: keyof typeof SOURCES;
  readonly name: string;
}

/** Settings of a {@link VolumeClaim}. */
export interface VolumeClaimProps extends Omit<ClaimStorage, 'type' | 'accessModes' | 'size' | 'initialSize'> {
  /**
   * Name of the claim.
   * @default - the construct's path below its chart, such as `shop-uploads`
   */
  readonly name?: string;
  /**
   * Size of the claim. It can grow later, if its class lets it, and never shrink.
   * @default '10Gi'
   */
  readonly size?: string;
  /**
   * Size that the claim was made with, where it has grown since: a `size` below it is refused.
   * @default - `size`
   */
  readonly initialSize?: string;
  /**
   * How the volume may be mounted.
   * @default ['ReadWriteOnce']
   */
  readonly accessModes?: readonly AccessMode[];
  /**
   * What the volume is to a container: a folder, or a raw device.
   * @default - `Filesystem`, unless the class has only devices
   */
  readonly volumeMode?: VolumeMode;
  /**
   * Where its first content comes from. Only CSI drivers can do that, each for its own volumes.
   * @default - it starts empty
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-snapshot-and-restore-volume-from-snapshot-support
   */
  readonly dataSource?: ClaimSource;
}

/**
 * A claim of a StorageClass, which pods mount and workloads take as their `storage`. It is made by `Volume.claim`, or as
 * any other construct.
 *
 * @example
 * const uploads = new VolumeClaim(chart, 'uploads', { storageClass: nfs.storageClass, accessModes: ['ReadWriteMany'] });
 * new WordPress(chart, 'blog', { database, storage: uploads, replicas: 2 });
 */
export class VolumeClaim extends MountableClaim {
  public readonly claim: k8s.KubePersistentVolumeClaim;
  public readonly claimName: string;
  public readonly accessModes: readonly AccessMode[];

  /**
   * @throws KubewrightError KW2002 for a size, KW2003 and KW2008 for names, KW2012 for modes, KW2014 for what has to be
   * known, KW2016 for a mode that the class can't do, KW2017 for a size that shrinks, that the class can't grow to, or
   * that none of its volumes has
   */
  public constructor(scope: Construct, id: string, given?: VolumeClaimProps) {
    super(scope, id);
    const props = orEmpty(given);
    const { storageClass, dataSource } = props;
    const name = objectName(this, props.name, LONG_NAME);
    const checks = new Checks(this);
    checkClaim(checks, '', props, { size: SIZE, volumeMode: props.volumeMode });
    checkSource(checks, dataSource);
    checks.done();

    const volumeMode = props.volumeMode ?? onlyMode(storageClass);
    const storage: ClaimStorage = { ...props, type: 'claim', storageClass };
    const { labels } = workloadLabels({
      name: 'volume-claim',
      instance: name,
      component: 'storage',
      partOf: systemOf(this),
    });
    this.claimName = name;
    this.accessModes = accessModesOf(storage, false);
    this.claim = new k8s.KubePersistentVolumeClaim(this, 'Claim', {
      metadata: { name, namespace: this.namespace, labels: { ...labels } },
      spec: {
        ...claimSpec(storage, { size: SIZE, volumeMode }),
        dataSource: dataSource && {
          apiGroup: SOURCES[dataSource.kind],
          kind: dataSource.kind,
          name: dataSource.name,
        },
      },
    });
    followClass(this.claim, storage);
  }
}

/** The volume mode of a class that has no folders. */
function onlyMode({ volumeModes = [] }: Partial<StorageClassReference> = {}): VolumeMode | undefined {
  return volumeModes.includes('Filesystem') ? undefined : volumeModes[0];
}

function checkSource(checks: Checks, dataSource: ClaimSource | undefined): void {
  checks.known('dataSource', dataSource, 'its name may be known later');
  if (dataSource === undefined || isDeferred(dataSource)) return;
  const { kind, name }: { kind?: unknown; name?: unknown } = dataSource ?? {};
  checks.known('dataSource.kind', kind);
  checks.match(
    'dataSource.kind',
    kind ?? '',
    /^(VolumeSnapshot|PersistentVolumeClaim)$/,
    Object.keys(SOURCES).join(' or '),
  );
  checks.dnsSubdomain('dataSource.name', name ?? '');
}
