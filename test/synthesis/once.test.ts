import { join } from 'node:path';
import { App as Cdk8sApp, Chart, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { App } from '../../src';
import { ALL_MODES } from '../support/differential';
import { HookingChart, hookingCharts } from '../support/hooking-chart';
import { removeTempFolders, tempFolder } from '../support/temp-folders';
import { config } from '../support/trees';

afterEach(removeTempFolders);

/** Counts by path. */
class Counter {
  public readonly counts = new Map<string, number>();

  public count(path: string): void {
    this.counts.set(path, (this.counts.get(path) ?? 0) + 1);
  }

  public get all(): number[] {
    return [...this.counts.values()];
  }
}

interface Counters {
  readonly produced: Counter;
  readonly validated: Counter;
}

const CHARTS = 50;

/** Charts, every other one nested in that before it, each with an object that depends on that of the chart before. */
function build(app: App, makeChart: (scope: Construct, id: string) => Chart): Counters {
  const [produced, validated] = [new Counter(), new Counter()];
  let former: Construct | undefined;
  for (let i = 0; i < CHARTS; i++) {
    const scope = i % 2 === 1 && former ? (Chart.of(former) as Construct) : app;
    const chart = makeChart(scope, `chart-${i}`);
    const value = Lazy.any({
      produce: () => {
        produced.count(chart.node.path);
        return 'value';
      },
    });
    const object = config(chart, 'object', { value });
    if (former && scope === app) object.addDependency(former);
    for (const construct of [chart, object]) {
      construct.node.addValidation({
        validate: () => {
          validated.count(construct.node.path);
          return [];
        },
      });
    }
    former = object;
  }
  return { produced, validated };
}

const hooked = (scope: Construct, id: string) => new HookingChart(scope, id);
const plain = (scope: Construct, id: string) => new Chart(scope, id);

const each = (length: number, times: number) => Array.from({ length }, () => times);

describe.each(ALL_MODES)('output type %s', yamlOutputType => {
  it.each([
    ['plain charts', plain, false],
    ['charts with hooks', hooked, false],
    ['charts with hooks and metadata', hooked, true],
  ])('one synth asks each construct of 50 %s once', (_, makeChart, recordConstructMetadata) => {
    const app = new App({ outdir: join(tempFolder(), 'out'), yamlOutputType, recordConstructMetadata });
    const { produced, validated } = build(app, makeChart);
    app.synth();
    expect(produced.all).toEqual(each(CHARTS, 1));
    expect(validated.all).toEqual(each(2 * CHARTS, 1));
    expect(hookingCharts(app).map(chart => chart.asked)).toEqual(each(makeChart === hooked ? CHARTS : 0, 1));
    app.synth();
    expect(produced.all).toEqual(each(CHARTS, 2));
    expect(validated.all).toEqual(each(2 * CHARTS, 2));
  });
});

describe('synthYaml and synthesize', () => {
  it.each<[string, (app: App) => unknown]>([
    ['synthYaml', app => app.synthYaml()],
    ['synthesize', app => app.synthesize()],
  ])('%s asks each construct once', (_, ask) => {
    const app = new App({ outdir: 'unused' });
    const { produced, validated } = build(app, hooked);
    ask(app);
    expect(produced.all).toEqual(each(CHARTS, 1));
    expect(validated.all).toEqual(each(2 * CHARTS, 1));
    expect(hookingCharts(app).map(chart => chart.asked)).toEqual(each(CHARTS, 1));
  });
});

describe("cdk8s's own way to ask a chart", () => {
  const original = Cdk8sApp._synthChart;

  it('is back after a synthesis', () => {
    const app = new App();
    let during: unknown;
    new HookingChart(app, 'chart', objects => {
      during = Cdk8sApp._synthChart;
      return objects;
    });
    app.synthesize();
    expect(during).toEqual(expect.any(Function));
    expect(during).not.toBe(original);
    expect(Cdk8sApp._synthChart).toBe(original);
  });

  it.each<[string, (chart: HookingChart) => void, () => void]>([
    ['a hook', () => undefined, () => fail('by the hook')],
    [
      'an object',
      chart => void config(chart, 'object', { bad: Lazy.any({ produce: () => fail('by the value') }) }),
      () => undefined,
    ],
    ['a circle', chart => chart.addDependency(chart), () => undefined],
  ])('is back after a synthesis that %s made throw', (_, fill, throwing) => {
    const app = new App();
    const chart = new HookingChart(app, 'chart', objects => {
      throwing();
      return objects;
    });
    fill(chart);
    expect(() => app.synthesize()).toThrow(/by the hook|by the value|cycle/);
    expect(Cdk8sApp._synthChart).toBe(original);
  });

  it('is back after a hook that synthesizes another app', () => {
    const app = new App();
    const inner = new App();
    config(new HookingChart(inner, 'inner'), 'a', {}, { metadata: { name: 'inner' } });
    new HookingChart(app, 'chart', () => inner.synthesize().charts.flatMap(c => c.manifests.map(m => m.object)));
    expect(app.synthesize().charts[0]?.manifests.map(m => m.object['kind'])).toEqual(['ConfigMap']);
    expect(Cdk8sApp._synthChart).toBe(original);
  });
});

function fail(message: string): never {
  throw new Error(message);
}
