import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { chartsInOrder, synthesize } from '../../src/synthesis';
import { addChartDependencies } from '../../src/synthesis/chart-dependencies';
import { thrownBy } from '../support/thrown';
import { config } from '../support/trees';

function dependencies(chart: Chart): string[] {
  return chart.node.dependencies.map(d => d.node.path);
}

describe('dependencies of charts', () => {
  it('come from what their constructs depend on', () => {
    const app = new App();
    const [first, second, third] = ['first', 'second', 'third'].map(id => new Chart(app, id)) as [Chart, Chart, Chart];
    config(new Construct(first, 'group'), 'a').addDependency(config(third, 'b'));
    config(third, 'c').addDependency(second);
    expect(addChartDependencies(app.node.findAll())).toBe(true);
    expect([first, second, third].map(dependencies)).toEqual([['third'], [], ['second']]);
    expect(chartsInOrder(app)).toEqual([second, third, first]);
  });

  it('come from nesting, for charts right within charts', () => {
    const app = new App();
    const outer = new Chart(app, 'outer');
    new Chart(new Chart(outer, 'middle'), 'inner');
    new Chart(new Construct(outer, 'group'), 'apart');
    expect(addChartDependencies(app.node.findAll())).toBe(true);
    expect(dependencies(outer)).toEqual(['outer/middle']);
    expect(chartsInOrder(app).map(c => c.node.path)).toEqual([
      'outer/middle/inner',
      'outer/middle',
      'outer',
      'outer/group/apart',
    ]);
  });

  it('are none where dependencies stay in their chart', () => {
    const app = new App();
    const chart = new Chart(app, 'chart');
    config(chart, 'a').addDependency(config(chart, 'b'));
    config(chart, 'c').addDependency(chart);
    expect(addChartDependencies(app.node.findAll())).toBe(false);
    expect(dependencies(chart)).toEqual([]);
    expect(synthesize(app).ordered).toBe(false);
  });

  it('do not multiply when an app is synthesized again', () => {
    const app = new App();
    const outer = new Chart(app, 'outer');
    config(new Chart(outer, 'inner'), 'a');
    const first = synthesize(app);
    expect(synthesize(app)).toEqual(first);
    expect(first.ordered).toBe(true);
    expect(dependencies(outer)).toEqual(['outer/inner']);
  });

  it('can not be told of constructs outside charts', () => {
    const app = new App();
    const object = config(new Chart(app, 'chart'), 'a');
    new Construct(app, 'outside').node.addDependency(object);
    expect(thrownBy(() => addChartDependencies(app.node.findAll()))).toMatchObject({
      code: 'KW1003',
      place: 'outside',
    });
  });

  it('can not be told of the app itself, which has no path', () => {
    const app = new App();
    app.node.addDependency(config(new Chart(app, 'chart'), 'a'));
    expect(thrownBy(() => synthesize(app))).toMatchObject({ code: 'KW1003', place: 'the app' });
  });

  it('in a circle are refused, naming the charts', () => {
    const app = new App();
    const [first, second] = [new Chart(app, 'first'), new Chart(app, 'second')];
    config(first, 'a').addDependency(config(second, 'b'));
    config(second, 'c').addDependency(config(first, 'd'));
    expect(thrownBy(() => synthesize(app))).toMatchObject({
      code: 'KW1002',
      problem: expect.stringContaining('first => second => first'),
    });
  });
});
