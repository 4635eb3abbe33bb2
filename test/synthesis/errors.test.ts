import { Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { App, KubewrightError } from '../../src';
import { thrownBy } from '../support/thrown';
import { config } from '../support/trees';

interface Case {
  readonly code: string;
  readonly place?: string;
  readonly problem: string;
  readonly fill: (chart: Chart) => void;
}

const CASES: Case[] = [
  {
    code: 'KW1001',
    place: 'chart/b',
    problem: 'makes the ConfigMap "same", and so does chart/a',
    fill: chart => {
      for (const id of ['a', 'b']) config(chart, id, {}, { metadata: { name: 'same' } });
    },
  },
  {
    code: 'KW1002',
    place: 'chart/a',
    problem: 'Dependency cycle detected: chart/a => chart/b => chart/a',
    fill: chart => {
      const [a, b] = [config(chart, 'a'), config(chart, 'b')];
      a.addDependency(b);
      b.addDependency(a);
    },
  },
  {
    code: 'KW1003',
    place: 'outside',
    problem: 'takes part in a dependency but cannot find a parent chart (directly or indirectly)',
    fill: chart => new Construct(chart.node.root, 'outside').node.addDependency(chart),
  },
  {
    code: 'KW1004',
    problem: 'Validation failed with the following errors:\n  [chart] too small\n  [chart] too late',
    fill: chart => chart.node.addValidation({ validate: () => ['too small', 'too late'] }),
  },
  {
    code: 'KW1005',
    place: 'chart/a',
    problem: "Failed serializing construct at path 'chart/a'",
    fill: chart => void config(chart, 'a', { when: new Date(0) }),
  },
];

describe('an error', () => {
  it.each(CASES)('$code has a place, a problem and a remedy', ({ code, place, problem, fill }) => {
    const app = new App({ outdir: 'unused' });
    fill(new Chart(app, 'chart'));
    for (const ask of [() => app.synthesize(), () => app.synth(), () => app.synthYaml()]) {
      const error = thrownBy(ask) as KubewrightError;
      expect(error).toBeInstanceOf(KubewrightError);
      expect(error).toMatchObject({ name: 'KubewrightError', code, place, problem: expect.stringContaining(problem) });
      expect(error.remedy).not.toBe('');
      expect(error.message).toContain(`${code}${place ? ` [${place}]` : ''} `);
      expect(error.message).toContain(`To mend it: ${error.remedy}.`);
    }
  });

  it('KW1005 keeps the error underneath', () => {
    const app = new App({ outdir: 'unused' });
    const produce = (): never => {
      throw new TypeError('no such thing');
    };
    config(new Chart(app, 'chart'), 'a', Lazy.any({ produce }));
    const error = thrownBy(() => app.synthesize()) as KubewrightError;
    expect(error.cause).toMatchObject({ message: expect.stringContaining('TypeError: no such thing') });
  });

  it('of validation comes before all others', () => {
    const app = new App({ outdir: 'unused' });
    for (const { fill } of [...CASES].reverse()) fill(new Chart(app, `chart-${app.node.children.length}`));
    expect(thrownBy(() => app.synthesize())).toMatchObject({ code: 'KW1004' });
  });
});

describe('a synthesis', () => {
  it('tells of each object which construct made it', () => {
    const app = new App();
    const chart = new Chart(app, 'Chart');
    const object = config(chart, 'object', { a: 'b' }, { metadata: { name: 'name' } });
    const synthesis = app.synthesize();
    expect(synthesis.ordered).toBe(false);
    expect(synthesis.charts).toHaveLength(1);
    expect(synthesis.charts[0]).toMatchObject({ path: 'Chart', name: expect.stringMatching(/^chart-\w{8}$/) });
    const [manifest] = synthesis.charts[0]?.manifests ?? [];
    expect(manifest?.path).toBe('Chart/object');
    expect(manifest?.construct).toBe(object);
    expect(manifest?.object).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'name' },
      data: { a: 'b' },
    });
  });
});
