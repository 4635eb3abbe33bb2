import type { k8s } from 'cdk8s-plus-28';
import { Construct, type IConstruct } from 'constructs';
import { Checks } from '../common/checks';
import { namespaceOf } from '../common/namespace-of';
import type { PodVolume } from '../common/pod-volume';
import type { AccessMode, ClaimReference } from '../common/storage';

/** A construct with a claim of its own: workloads take it as their `storage`, and pods mount it. */
export abstract class MountableClaim extends Construct implements ClaimReference, PodVolume {
  /** The claim itself. */
  public abstract readonly claim: k8s.KubePersistentVolumeClaim;
  public abstract readonly claimName: string;
  public abstract readonly accessModes: readonly AccessMode[];
  public readonly namespace?: string;

  /** @param readOnly whether pods mount it for reading only */
  public constructor(
    scope: Construct,
    id: string,
    private readonly readOnly: boolean | undefined = false,
  ) {
    super(scope, id);
    this.namespace = namespaceOf(this);
  }

  /**
   * The entry of the pod's `volumes`.
   * @throws KubewrightError KW2003 for a name that is no DNS label
   */
  public volume(name: string): k8s.Volume {
    checkVolumeName(this, name);
    return claimVolume(name, this.claimName, this.readOnly);
  }
}

/** KW2003: the name of a pod's volume. */
export function checkVolumeName(scope: IConstruct, name: string): void {
  new Checks(scope).dnsLabel('name of the volume', name ?? '').done();
}

/** A claim as a pod's volume. */
export function claimVolume(name: string, claimName: string, readOnly = false): k8s.Volume {
  return { name, persistentVolumeClaim: { claimName, readOnly: readOnly || undefined } };
}
