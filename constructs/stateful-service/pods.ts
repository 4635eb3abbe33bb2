import type { IConstruct } from 'constructs';
import { derived, isDeferred } from '../../src/values';
import { Checks } from '../common/checks';

/** The pods of a StatefulSet, whose names outlive them. */
export class Pods {
  public constructor(
    private readonly scope: IConstruct,
    /** Name of the StatefulSet and of the headless Service. */
    private readonly name: string,
    private readonly namespace: string | undefined,
    private readonly firstOrdinal: number,
    private readonly replicas: number,
  ) {}

  /** The ordinals; none where the number of pods is known later. */
  public get ordinals(): number[] {
    if (isDeferred(this.replicas)) return [];
    return Array.from({ length: this.replicas }, (_, i) => this.firstOrdinal + i);
  }

  /**
   * The name of a pod.
   * @throws KubewrightError KW2001 for an ordinal that no pod has
   */
  public nameOf(ordinal: number): string {
    const last = isDeferred(this.replicas) ? undefined : this.firstOrdinal + this.replicas - 1;
    const checks = new Checks(this.scope).known('ordinal', ordinal);
    if (checks.isGiven('ordinal', ordinal)) checks.integer('ordinal', ordinal, this.firstOrdinal, last);
    checks.done();
    return `${this.name}-${ordinal}`;
  }

  /** The name by which a pod is found in DNS, from any namespace. */
  public hostOf(ordinal: number): string {
    const host = `${this.nameOf(ordinal)}.${this.name}`;
    if (this.namespace === undefined) return host;
    return derived(this.namespace, known => `${host}.${known}.svc`);
  }
}
