import { Chart, Testing, YamlOutputType } from 'cdk8s';
import { expectSame, FILE_MODES } from '../support/differential';
import { type Hook, HookingChart, type Json } from '../support/hooking-chart';
import { type AppClass, build, entriesOf, ours, type Program, reference, synthesized } from '../support/observe';
import { removeTempFolders } from '../support/temp-folders';
import { config } from '../support/trees';

afterEach(removeTempFolders);

const REMOVES: Hook = objects => objects.filter(object => object.data?.['id'] !== 'b');
const ADDS: Hook = (objects, { node }) => [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: `${node.id}-first` } },
  ...objects,
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: `${node.id}-last` } },
];
const ALTERS: Hook = objects => {
  for (const object of objects) object.data = { ...object.data, altered: 'yes' };
  return objects;
};
const COPIES: Hook = objects => objects.map(object => ({ ...object, data: { copied: 'yes' } }));
const TURNS: Hook = objects => [...objects].reverse();

function withHook(hook: Hook): Program {
  return app => {
    const chart = new HookingChart(app, 'hooking', hook);
    const [a, b] = [config(chart, 'a'), config(chart, 'b')];
    a.addDependency(b);
    config(chart, 'c').addDependency(config(new Chart(app, 'plain'), 'd'));
    config(new HookingChart(chart, 'nested', hook), 'e');
  };
}

const HOOKS: ReadonlyArray<[string, Hook]> = [
  ['does nothing', objects => objects],
  ['removes objects', REMOVES],
  ['adds objects', ADDS],
  ['alters objects', ALTERS],
  ['returns altered copies', COPIES],
  ['turns the order around', TURNS],
  ['returns nothing', () => []],
];

describe('a chart whose toJson', () => {
  it.each(HOOKS)('%s makes the same as under cdk8s', (_, hook) => {
    expectSame(withHook(hook), {}, FILE_MODES, false);
  });

  it('asks another chart makes the same as under cdk8s', () => {
    expectSame(
      app => {
        const other = new Chart(app, 'other');
        config(other, 'a');
        config(other, 'b').addDependency(config(other, 'c'));
        const count: Hook = objects => [
          ...objects,
          { apiVersion: 'v1', kind: 'Count', metadata: { name: 'count' }, names: Testing.synth(other) },
        ];
        config(new HookingChart(app, 'asking', count), 'd');
      },
      {},
      FILE_MODES,
    );
  });

  it('adds to the tree before it answers makes the same as under cdk8s', () => {
    class Late extends Chart {
      public override toJson(): unknown[] {
        if (!this.node.tryFindChild('late')) config(this, 'late').addDependency(this.node.findChild('early'));
        return super.toJson();
      }
    }
    expectSame(
      app => {
        config(new Late(app, 'chart'), 'early');
        config(new Chart(app, 'other'), 'a');
      },
      {},
      FILE_MODES,
    );
  });

  it('is honoured in a folder per chart, where cdk8s ignores it', () => {
    const props = { yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE };
    const program: Program = app => {
      const chart = new HookingChart(app, 'chart', (objects, self) => ADDS(REMOVES(objects, self) as Json[], self));
      for (const id of ['a', 'b']) config(chart, id, { id }, { metadata: { name: id } });
    };
    const names = (make: AppClass) => synthesized(make, program, props).map(([path]) => path);
    expect(names(reference)).toEqual(['chart', 'chart/ConfigMap.a.k8s.yaml', 'chart/ConfigMap.b.k8s.yaml']);
    expect(names(ours)).toEqual([
      'chart',
      'chart/ConfigMap.a.k8s.yaml',
      'chart/Namespace.chart-first.k8s.yaml',
      'chart/Namespace.chart-last.k8s.yaml',
    ]);
  });

  it('leaves holes in the list writes no file for them', () => {
    const program = withHook(objects => objects.map(object => (object.data?.['id'] === 'b' ? undefined : object)));
    const props = { yamlOutputType: YamlOutputType.FILE_PER_RESOURCE };
    expect(synthesized(ours, program, props)).toEqual(synthesized(reference, program, props));
    expect(synthesized(ours, program)).toEqual(synthesized(reference, program));
  });

  it('is asked anew by each synth', () => {
    const app = build(ours, withHook(ALTERS));
    app.synth();
    const first = entriesOf(app.outdir);
    app.synth();
    expect(entriesOf(app.outdir)).toEqual(first);
  });
});

describe('the construct metadata of a chart with a hook', () => {
  const metadataOf = (make: AppClass, hook: Hook) =>
    synthesized(make, withHook(hook), { recordConstructMetadata: true }).find(([path]) => path.endsWith('.json'));

  it.each(HOOKS)('that %s are the same as under cdk8s', (_, hook) => {
    expect(metadataOf(ours, hook)).toEqual(metadataOf(reference, hook));
  });
});
