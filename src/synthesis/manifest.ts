import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** A value that JSON can hold. */
export type JsonValue = string | number | boolean | null | JsonObject | JsonValue[];

/** An object that JSON can hold. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** One Kubernetes object as it will be sent, with the construct that made it. */
export interface Manifest {
  /** Path of the construct that made it; the chart's, where a chart's own `toJson` added it. */
  readonly path: string;
  /** The construct, unless a chart's own `toJson` added the object. */
  readonly construct?: ApiObject;
  /** The object itself. */
  readonly object: JsonObject;
}

/** The objects of one chart, in the order they are to be applied. */
export interface SynthesizedChart {
  /** Path of the chart in the tree. */
  readonly path: string;
  /** The chart's path as a DNS label; files are named after it. */
  readonly name: string;
  readonly manifests: readonly Manifest[];
  /** The objects' constructs, in the same order; also those whose objects the chart's own `toJson` left out. */
  readonly constructs: readonly ApiObject[];
}

/** A tree, resolved once. Layouts, checks and the bridge to Pulumi are functions of it. */
export interface Synthesis {
  /** The charts, each after those it depends on. */
  readonly charts: readonly SynthesizedChart[];
  /** Whether any chart depends on another, so that the order of files matters. */
  readonly ordered: boolean;
  /** The dependencies between constructs as they were declared, before those between charts were inferred. */
  readonly dependencies: readonly ConstructDependency[];
}

/** What is in one construct is to be applied after all that is in another. */
export interface ConstructDependency {
  readonly source: IConstruct;
  readonly target: IConstruct;
}
