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
  checkGrowth,
  checkPath,
  checkReserved,
  checkVolumeMode,
  LOCAL,
  onNode,
  type StaticVolumeProps,
  staticVolume,
  type VolumeMode,
} from '../common/storage';
import { MountableClaim } from './mountable-claim';

const SIZE = '10Gi';
const HOST_PATH: Backend = { ...LOCAL, name: 'a hostPath volume', volumeModes: ['Filesystem'] };

/** What both sorts of a {@link HostPathVolume} have. */
interface PlaceOnNode {
  /** Absolute path on the node. */
  readonly path: string;
  /** Name of the node (its label `kubernetes.io/hostname`). */
  readonly node: string;
  /**
   * Name of the claim.
   * @default - the construct's path below its chart, such as `shop-data`
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
   * How it may be mounted: by pods of its node alone.
   * @default ['ReadWriteOnce']
   */
  readonly accessModes?: readonly 'ReadWriteOnce'[];
}

/** A `local` volume: the folder, or the device, must exist. The kubelet hands it to the pod's `fsGroup`. */
export interface LocalVolumeProps extends PlaceOnNode {
  /** @default 'local' */
  readonly type?: 'local';
  /**
   * What it is to a container: `Block` for a raw device, with the device's path.
   * @default 'Filesystem'
   */
  readonly volumeMode?: VolumeMode;
}

/** A `hostPath` volume. The kubelet leaves its ownership alone, so a pod of another user than root may not write. */
export interface PlainHostPathVolumeProps extends PlaceOnNode {
  readonly type: 'hostPath';
  /**
   * What is there: a folder, or a folder that the kubelet makes if there is none: root's own, and on the node's system
   * disk if what should be mounted there is not.
   * @default 'Directory'
   */
  readonly hostPathType?: 'Directory' | 'DirectoryOrCreate';
  /** @default 'Filesystem' */
  readonly volumeMode?: 'Filesystem';
}

/** Settings of a {@link HostPathVolume}. */
export type HostPathVolumeProps = LocalVolumeProps | PlainHostPathVolumeProps;

/**
 * A place on one node as a volume, with a claim that nobody else can take. Pods that mount it run on that node, since the
 * volume says where it is; they need no right to folders of the host.
 *
 * The claim is bound to its volume from the start, so there is no first consumer to wait for. Where pods should choose
 * among several places, as those of a StatefulSet do, use a {@link LocalVolumePool}.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#local
 *
 * @example
 * const data = new HostPathVolume(chart, 'data', { path: '/srv/shop', node: 'worker-1' });
 * new MariaDb(chart, 'db', { storage: data });
 */
export class HostPathVolume extends MountableClaim {
  public readonly persistentVolume: k8s.KubePersistentVolume;
  public readonly claim: k8s.KubePersistentVolumeClaim;
  public readonly claimName: string;
  public readonly accessModes: readonly 'ReadWriteOnce'[];

  /**
   * @throws KubewrightError KW2002 for a size, KW2003 for names and the node, KW2008 for the name, KW2011 for a chart
   * without a namespace, KW2012 for a path and a type, KW2014 for what has to be known, KW2016 for a mode that a place
   * on one node can't do, KW2017 for a size that shrinks
   */
  public constructor(scope: Construct, id: string, given: HostPathVolumeProps) {
    super(scope, id);
    const props = orEmpty(given);
    const { path, node, initialSize, volumeMode, accessModes = ['ReadWriteOnce'] } = props;
    const size = props.size ?? initialSize ?? SIZE;
    const name = objectName(this, props.name, LONG_NAME);
    const isPlain = props.type === 'hostPath';
    const backend = isPlain ? HOST_PATH : LOCAL;
    const checks = new Checks(this)
      .known('type', props.type)
      .match('type', props.type, /^(local|hostPath)$/, 'local or hostPath')
      .dnsSubdomain('node', node ?? '')
      .quantity('size', props.size)
      .quantity('initialSize', initialSize);
    checkPath(checks, 'path', path);
    checkHostPathType(checks, props);
    checkAccessModes(checks, 'accessModes', accessModes, backend);
    checkVolumeMode(checks, 'volumeMode', volumeMode, backend);
    checkGrowth(checks, '', { size, initialSize });
    checkReserved(checks, 'path', 'a place on a node', this);
    checks.done();

    const { labels } = workloadLabels({
      name: 'host-path-volume',
      instance: name,
      component: 'storage',
      partOf: systemOf(this),
    });
    this.claimName = name;
    this.accessModes = [...accessModes];
    const { persistentVolume, claim } = staticVolume(this, {
      name,
      labels,
      source: { ...placeOf(props), nodeAffinity: onNode(node) },
      accessModes,
      size,
      initialSize,
      volumeMode,
    });
    this.persistentVolume = persistentVolume;
    this.claim = claim;
  }
}

function placeOf(props: HostPathVolumeProps): Pick<StaticVolumeProps['source'], 'local' | 'hostPath'> {
  const { path } = props;
  if (props.type !== 'hostPath') return { local: { path } };
  return { hostPath: { path, type: props.hostPathType ?? 'Directory' } };
}

function checkHostPathType(checks: Checks, props: HostPathVolumeProps): void {
  const type = 'hostPathType' in props ? props.hostPathType : undefined;
  if (type === undefined || isDeferred(props.type)) return;
  if (props.type === 'hostPath') {
    checks.match('hostPathType', type, /^Directory(OrCreate)?$/, 'Directory or DirectoryOrCreate');
    return;
  }
  checks.fail(
    'KW2012',
    `hostPathType is ${JSON.stringify(type)}, but the volume is a local one, which has no such type`,
    "leave it out, or use type 'hostPath'",
  );
}
