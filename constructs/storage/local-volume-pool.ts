import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { isDeferred } from '../../src/values';
import { Checks } from '../common/checks';
import { clusterScoped } from '../common/cluster-scoped';
import { orEmpty } from '../common/defaults';
import { systemOf, workloadLabels } from '../common/labels';
import { appendName, LONG_NAME, objectName } from '../common/names';
import { quantity } from '../common/parts';
import { parseQuantity } from '../common/quantity';
import {
  type AccessMode,
  checkPath,
  checkVolumeMode,
  LOCAL,
  onNode,
  type StorageClassReference,
  type VolumeMode,
} from '../common/storage';

const SIZE = '10Gi';

/** A place of a {@link LocalVolumePool}. */
export interface LocalVolume {
  /** Name of the node (its label `kubernetes.io/hostname`). */
  readonly node: string;
  /** Absolute path of the folder, or of the device, on the node. It must exist. */
  readonly path: string;
  /**
   * Size that is told to Kubernetes, by which a volume is found for a claim; nobody enforces it.
   * @default - that of the pool
   */
  readonly size?: string;
}

/** Settings of a {@link LocalVolumePool}. */
export interface LocalVolumePoolProps {
  /** The places, each by a name of its own: `{ a: { node: 'worker-1', path: '/mnt/a' } }`. */
  readonly volumes: Readonly<Record<string, LocalVolume>>;
  /**
   * Name of the class, of which there is one in the whole cluster. The volumes are called after it: `disks-a`.
   * @default - the construct's path below its chart, such as `disks`
   */
  readonly name?: string;
  /**
   * Size of the volumes that name none.
   * @default '10Gi'
   */
  readonly size?: string;
  /**
   * What the volumes are to a container: folders, or raw devices.
   * @default 'Filesystem'
   */
  readonly volumeMode?: VolumeMode;
}

/**
 * Places on nodes, and a StorageClass that hands them out, one for each claim. A claim waits for the first pod that uses
 * it, and takes a volume of the node that the scheduler finds for the pod: what the pod asks for besides, such as CPU
 * or distance to other pods, counts as well.
 *
 * No program cleans up: a volume whose claim is gone keeps its data, and is handed out again only after somebody has
 * taken its `claimRef` off.
 *
 * @see https://kubernetes.io/docs/concepts/storage/storage-classes/#local
 *
 * @example
 * const disks = new LocalVolumePool(chart, 'disks', {
 *   volumes: { a: { node: 'worker-1', path: '/mnt/disk' }, b: { node: 'worker-2', path: '/mnt/disk' } },
 * });
 * new MariaDb(chart, 'db', { storage: disks });
 */
export class LocalVolumePool extends Construct implements StorageClassReference {
  public readonly storageClassName: string;
  public readonly accessModes: readonly AccessMode[] = LOCAL.accessModes;
  public readonly volumeModes: readonly VolumeMode[];
  public readonly allowVolumeExpansion = false;
  public readonly storageClass: k8s.KubeStorageClass;
  /** The volumes by their names in the pool. */
  public readonly persistentVolumes: ReadonlyMap<string, k8s.KubePersistentVolume>;
  /** The size of the largest volume; `undefined` where one is not known yet. */
  public readonly largest: string | undefined;

  /**
   * @throws KubewrightError KW2002 for a size, KW2003 and KW2008 for names and nodes, KW2012 for a path, a place that is
   * there twice and a volume mode, KW2013 for no places, KW2014 for what has to be known
   */
  public constructor(scope: Construct, id: string, given: LocalVolumePoolProps) {
    super(scope, id);
    const props = orEmpty(given);
    const { volumeMode = 'Filesystem', size = SIZE } = props;
    const name = objectName(this, props.name, LONG_NAME);
    const checks = new Checks(this).known('volumes', props.volumes).quantity('size', size);
    checkVolumeMode(checks, 'volumeMode', volumeMode);
    const volumes = checkPlaces(checks, props.volumes);
    checks.done();

    const { labels } = workloadLabels({
      name: 'local-volume-pool',
      instance: name,
      component: 'storage',
      partOf: systemOf(this),
    });
    this.storageClassName = name;
    this.volumeModes = [volumeMode];
    this.largest = largestOf(volumes.map(([, volume]) => volume.size ?? size));
    this.storageClass = clusterScoped(
      new k8s.KubeStorageClass(this, 'StorageClass', {
        metadata: { name, labels: { ...labels } },
        provisioner: 'kubernetes.io/no-provisioner',
        volumeBindingMode: 'WaitForFirstConsumer',
        reclaimPolicy: 'Retain',
      }),
    );
    const made = volumes.map(([key, volume]) => {
      const object = new k8s.KubePersistentVolume(this, `Volume-${key}`, {
        metadata: { name: appendName(this, name, key), labels: { ...labels } },
        spec: {
          capacity: { storage: quantity(volume.size ?? size) },
          accessModes: [...LOCAL.accessModes],
          volumeMode,
          persistentVolumeReclaimPolicy: 'Retain',
          storageClassName: name,
          local: { path: volume.path },
          nodeAffinity: onNode(volume.node),
        },
      });
      return [key, clusterScoped(object)] as const;
    });
    this.persistentVolumes = new Map(made);
  }
}

function checkPlaces(checks: Checks, given: unknown): [string, LocalVolume][] {
  if (isDeferred(given)) return [];
  const volumes = Object.entries((given ?? {}) as LocalVolumePoolProps['volumes']);
  if (volumes.length === 0) checks.fail('KW2013', 'volumes is empty', 'name at least one place on a node');
  const seen = new Map<string, string>();
  for (const [key, volume] of volumes) {
    const prop = `volumes.${key}`;
    checks.dnsLabel('name of a volume', key);
    if (isDeferred(volume)) {
      checks.known(prop, volume, 'its fields may be known later');
      continue;
    }
    const { node, path, size }: Partial<LocalVolume> = volume ?? {};
    checks.dnsSubdomain(`${prop}.node`, node ?? '').quantity(`${prop}.size`, size);
    checkPath(checks, `${prop}.path`, path);
    if (isDeferred(node) || isDeferred(path)) continue;
    const place = JSON.stringify([node, path]);
    const other = seen.get(place);
    if (other !== undefined) {
      checks.fail('KW2012', `${prop} is the same place as volumes.${other}`, 'give each volume a place of its own');
    }
    seen.set(place, key);
  }
  return volumes;
}

function largestOf(sizes: readonly string[]): string | undefined {
  if (sizes.some(isDeferred)) return undefined;
  return sizes.reduce((most, size) => ((parseQuantity(size) ?? 0) > (parseQuantity(most) ?? 0) ? size : most));
}
