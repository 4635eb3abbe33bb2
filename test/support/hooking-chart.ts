import { type App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';

/** An object as a chart's own `toJson` handles it. */
export interface Json {
  kind: string;
  metadata: { name: string; namespace?: string };
  data?: Record<string, unknown>;
}

export type Hook = (objects: Json[], chart: Chart) => unknown[];

/** A chart with a `toJson` of its own. */
export class HookingChart extends Chart {
  /** How often it was asked. */
  public asked = 0;

  public constructor(
    scope: Construct,
    id: string,
    private readonly hook: Hook = objects => objects,
  ) {
    super(scope, id);
  }

  public override toJson(): unknown[] {
    this.asked++;
    return this.hook(super.toJson() as Json[], this);
  }
}

/** The hooking charts of an app. */
export function hookingCharts(app: App): HookingChart[] {
  return app.node.findAll().filter((c): c is HookingChart => Chart.isChart(c) && 'asked' in c);
}
