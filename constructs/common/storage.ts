import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { derived, isDeferred } from '../../src/values';
import type { Checks } from './checks';
import { clusterScoped } from './cluster-scoped';
import type { StringMap } from './labels';
import { IS_NAME } from './names';
import { quantity } from './parts';
import { parseQuantity } from './quantity';

/** How a volume may be mounted. */
export type AccessMode = 'ReadWriteOnce' | 'ReadWriteOncePod' | 'ReadWriteMany';

/** A claim that is made for the workload, of a StorageClass. */
export interface ClaimStorage {
  readonly type: 'claim';
  /**
   * StorageClass of the claim.
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
  /**
   * Size of the claim.
   * @default - see the construct
   */
  readonly size?: string;
  /**
   * How the volume may be mounted. Several pods share a volume only by `ReadWriteMany`, which NFS can do.
   * @default ['ReadWriteOnce']
   */
  readonly accessModes?: readonly AccessMode[];
}

/** A claim that exists already, in the namespace of the workload. */
export interface ExistingClaimStorage {
  readonly type: 'existingClaim';
  /** Name of the claim. */
  readonly claimName: string;
  /**
   * How the claim may be mounted.
   * @default ['ReadWriteOnce']
   */
  readonly accessModes?: readonly AccessMode[];
}

/**
 * A folder of one node. It becomes a `local` volume, which ties the pod to the node and has its ownership set by the
 * kubelet, as a `hostPath` volume has not; no pod needs to be privileged for it. The folder must exist.
 */
export interface HostPathStorage {
  readonly type: 'hostPath';
  /** Absolute path of the folder on the node. */
  readonly path: string;
  /** Name of the node (its label `kubernetes.io/hostname`). */
  readonly node: string;
  /**
   * Size that is told to Kubernetes; nobody enforces it.
   * @default - see the construct
   */
  readonly size?: string;
}

/** No storage that outlives the pod: for trying things out. */
export interface NoStorage {
  readonly type: 'none';
}

/** Where a workload's data is kept. */
export type Storage = ClaimStorage | ExistingClaimStorage | HostPathStorage | NoStorage;

/** Whether several pods on several nodes can mount the storage at once. */
export function isShared(storage: Storage): boolean {
  const { accessModes } = Object(storage) as Partial<ClaimStorage>;
  return Array.isArray(accessModes) && accessModes.includes('ReadWriteMany');
}

const ACCESS_MODES: readonly unknown[] = ['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany'];

function checkAccessModes(checks: Checks, prop: string, storage: object): void {
  const { accessModes } = storage as { accessModes?: unknown };
  const open = [accessModes].flat().find(isDeferred);
  if (open !== undefined) {
    checks.known(`${prop}.accessModes`, open);
    return;
  }
  const isList =
    Array.isArray(accessModes) && accessModes.length > 0 && accessModes.every(m => ACCESS_MODES.includes(m));
  if (accessModes === undefined || isList) return;
  checks.fail(
    'KW2012',
    `${prop}.accessModes is ${JSON.stringify(accessModes)}`,
    `use a list of ${ACCESS_MODES.join(', ')}`,
  );
}

/** Looks at a storage prop. */
export function checkStorage(checks: Checks, prop: string, storage: Storage, scope: Construct): void {
  checks.known(prop, storage).known(`${prop}.type`, isDeferred(storage) ? undefined : storage?.type);
  if (isDeferred(storage) || isDeferred(storage?.type)) return;
  if ('accessModes' in Object(storage)) checkAccessModes(checks, prop, storage);
  if (typeof storage !== 'object') {
    refuseType(checks, prop, storage);
    return;
  }
  switch (storage.type) {
    case 'claim':
      checks.dnsSubdomain(`${prop}.storageClassName`, storage.storageClassName).quantity(`${prop}.size`, storage.size);
      break;
    case 'existingClaim':
      checks.dnsSubdomain(`${prop}.claimName`, storage.claimName ?? '');
      break;
    case 'hostPath':
      checks.quantity(`${prop}.size`, storage.size).dnsSubdomain(`${prop}.node`, storage.node ?? '');
      checks.match(`${prop}.path`, storage.path ?? '', /^(?!.*\/\.\.?(\/|$))\/\S+$/, 'an absolute path without ".."');
      checks.known('namespace of the chart', Chart.of(scope).namespace, IS_NAME);
      if (Chart.of(scope).namespace === undefined) {
        checks.fail(
          'KW2011',
          `${prop} is a folder of a node, but the chart has no namespace to reserve it for`,
          'give the chart a namespace, so that no other claim can take the volume',
        );
      }
      break;
    case 'none':
      break;
    default:
      refuseType(checks, prop, (storage as { type?: unknown }).type);
  }
}

function refuseType(checks: Checks, prop: string, type: unknown): void {
  checks.fail(
    'KW2012',
    `${prop}.type is ${JSON.stringify(type)}`,
    "use { type: 'claim' }, { type: 'existingClaim' }, { type: 'hostPath' } or { type: 'none' }",
  );
}

/** Settings of a {@link DataVolume}. */
export interface DataVolumeProps {
  /** Name of the claim. */
  readonly name: string;
  /** Labels of the claim. */
  readonly labels: StringMap;
  readonly storage: Storage;
  /** Size where the storage names none. */
  readonly size: string;
}

/** The volume of a pod that keeps data, with the claim (and, for a folder of a node, the volume) it takes. */
export class DataVolume extends Construct {
  /** The claim, where one is made. */
  public readonly claim?: k8s.KubePersistentVolumeClaim;
  private readonly source: Omit<k8s.Volume, 'name'>;

  public constructor(scope: Construct, id: string, props: DataVolumeProps) {
    super(scope, id);
    const { storage, name } = props;
    if (storage.type === 'none') {
      this.source = { emptyDir: { sizeLimit: quantity(props.size) } };
      return;
    }
    if (storage.type === 'existingClaim') {
      this.source = { persistentVolumeClaim: { claimName: storage.claimName } };
      return;
    }
    const volume = storage.type === 'hostPath' ? this.localVolume(storage, props) : undefined;
    this.claim = new k8s.KubePersistentVolumeClaim(this, 'Claim', {
      metadata: { name, labels: { ...props.labels } },
      spec: { ...claimSpec(storage, props.size), volumeName: volume?.name },
    });
    if (volume) this.claim.addDependency(volume);
    this.source = { persistentVolumeClaim: { claimName: name } };
  }

  /** The entry of the pod's `volumes`. */
  public volume(name: string): k8s.Volume {
    return { name, ...this.source };
  }

  private localVolume(storage: HostPathStorage, props: DataVolumeProps): k8s.KubePersistentVolume {
    const namespace = Chart.of(this).namespace;
    return clusterScoped(
      new k8s.KubePersistentVolume(this, 'Volume', {
        // a namespace holds no dot, so no other claim's volume has this name
        metadata: { name: `${namespace}.${props.name}`, labels: { ...props.labels } },
        spec: {
          capacity: { storage: quantity(storage.size ?? props.size) },
          accessModes: ['ReadWriteOnce'],
          persistentVolumeReclaimPolicy: 'Retain',
          storageClassName: '',
          claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: props.name },
          local: { path: storage.path },
          nodeAffinity: {
            required: {
              nodeSelectorTerms: [
                { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [storage.node] }] },
              ],
            },
          },
        },
      }),
    );
  }
}

/** The spec of a claim, for a claim of its own or for a StatefulSet's template. */
export function claimSpec(storage: ClaimStorage | HostPathStorage, defaultSize: string): k8s.PersistentVolumeClaimSpec {
  const isClaim = storage.type === 'claim';
  return {
    accessModes: [...((isClaim ? storage.accessModes : undefined) ?? ['ReadWriteOnce'])],
    storageClassName: isClaim ? storage.storageClassName : '',
    resources: { requests: { storage: quantity(storage.size ?? defaultSize) } },
  };
}

/** Size of a temporary folder that takes several bodies of a size such as `65m` at once; half a gigabyte at least. */
export function roomFor(bodySize: string, count: number): string {
  return derived(bodySize, known => {
    const bytes = parseQuantity(known.replace(/[kmg]$/i, unit => `${unit.toUpperCase()}i`)) ?? 0;
    return `${Math.max(512, Math.ceil((bytes * count) / 2 ** 20))}Mi`;
  });
}
