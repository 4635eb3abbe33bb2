import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { derived } from '../../src/values';

/** A set of labels or annotations. */
export type StringMap = Readonly<Record<string, string>>;

/** What the recommended labels tell of a workload. */
export interface LabelOptions {
  /** The program, such as `mariadb`. */
  readonly name: string;
  /** This one of possibly many, such as `blog-mariadb`. */
  readonly instance: string;
  /** Its part in the system, such as `database`. */
  readonly component: string;
  /** The system, such as `blog`. */
  readonly partOf: string;
}

/**
 * The recommended labels.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
function recommendedLabels(options: LabelOptions): StringMap {
  return {
    ...selectorLabels(options),
    'app.kubernetes.io/component': options.component,
    'app.kubernetes.io/part-of': options.partOf,
    'app.kubernetes.io/managed-by': 'kubewright',
  };
}

/** The version of a workload and its pods; other objects would change with each image, and have nothing of it. */
function versionLabel(image: unknown): StringMap {
  const version = derived(image, known => (typeof known === 'string' ? versionOf(known) : undefined));
  return version ? { 'app.kubernetes.io/version': version } : {};
}

/** The labels that select a workload's pods. A selector can't be changed later, so it holds nothing that may change. */
function selectorLabels(options: Pick<LabelOptions, 'name' | 'instance'>): StringMap {
  return { 'app.kubernetes.io/name': options.name, 'app.kubernetes.io/instance': options.instance };
}

const SYSTEM = 'kubewright:part-of';

/** Names the system that the constructs below are part of. */
export function nameSystem(construct: IConstruct, name: string): void {
  construct.node.setContext(SYSTEM, name);
}

/** The labels of a workload and of what belongs to it. */
export interface WorkloadLabels {
  /** For every object. */
  readonly labels: StringMap;
  /** For the workload and its pods: with the version. */
  readonly podLabels: StringMap;
  /** What selects the pods. */
  readonly selector: StringMap;
}

/**
 * The labels of a workload.
 * @param image image the version is read from; none for a workload whose image says nothing of it
 */
export function workloadLabels(options: LabelOptions, image?: unknown): WorkloadLabels {
  const labels = recommendedLabels(options);
  return { labels, podLabels: { ...labels, ...versionLabel(image) }, selector: selectorLabels(options) };
}

/** The system a construct belongs to: the one named above it, else the outermost construct below its chart. */
export function systemOf(construct: IConstruct): string {
  const named: unknown = construct.node.tryGetContext(SYSTEM);
  if (typeof named === 'string') return named;
  const outermost = construct.node.scopes[Chart.of(construct).node.scopes.length];
  const id = (outermost ?? construct).node.id.toLowerCase().replace(/[^a-z0-9-]+/g, '-');
  return id.slice(0, 63).replace(/^-+|-+$/g, '') || 'system';
}

/** The tag of an image as far as a label can hold it. */
function versionOf(image: string): string | undefined {
  const tag = /:([a-zA-Z0-9][\w.-]*)(?:@|$)/.exec(image)?.[1];
  return tag && tag.length <= 63 && /[a-zA-Z0-9]$/.test(tag) ? tag : undefined;
}
