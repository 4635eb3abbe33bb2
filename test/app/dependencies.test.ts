import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { expectBothThrow, expectSame } from '../support/differential';
import type { Program } from '../support/observe';
import { removeTempFolders } from '../support/temp-folders';
import { config } from '../support/trees';

afterEach(removeTempFolders);

const SAME: Record<string, Program> = {
  'between objects of one chart': app => {
    const chart = new Chart(app, 'chart');
    const [a, b, c] = [config(chart, 'a'), config(chart, 'b'), config(chart, 'c')];
    a.addDependency(c);
    c.addDependency(b);
  },
  'between objects of two charts': app => {
    const [first, second] = [new Chart(app, 'first'), new Chart(app, 'second')];
    config(first, 'a').addDependency(config(second, 'b'));
    config(second, 'c');
    new Chart(app, 'third');
  },
  'between plain constructs with several objects': app => {
    const chart = new Chart(app, 'chart');
    const [web, db] = [new Construct(chart, 'web'), new Construct(chart, 'db')];
    for (const id of ['x', 'y', 'z']) config(web, id);
    for (const id of ['x', 'y']) config(db, id);
    web.node.addDependency(db);
  },
  'between a construct and one without objects': app => {
    const chart = new Chart(app, 'chart');
    config(chart, 'a').addDependency(new Construct(chart, 'empty'));
    const group = new Construct(chart, 'group');
    group.node.addDependency(config(chart, 'last'));
  },
  'between plain constructs of two charts': app => {
    const [first, second] = [new Chart(app, 'first'), new Chart(app, 'second')];
    const [web, db] = [new Construct(first, 'web'), new Construct(second, 'db')];
    for (const id of ['x', 'y']) config(web, id);
    for (const id of ['x', 'y']) config(db, id);
    web.node.addDependency(db);
    config(second, 'other').addDependency(config(second, 'another'));
  },
  'between charts': app => {
    const charts = ['one', 'two', 'three'].map(id => new Chart(app, id));
    for (const chart of charts) for (const id of ['a', 'b']) config(chart, id);
    charts[0]?.addDependency(charts[2] as Chart);
    charts[2]?.addDependency(charts[1] as Chart);
  },
  'of a chart on an object, and of an object on a chart': app => {
    const [first, second, third] = [new Chart(app, 'first'), new Chart(app, 'second'), new Chart(app, 'third')];
    config(first, 'a');
    first.addDependency(config(second, 'b'));
    config(second, 'c').addDependency(third);
    config(third, 'd');
  },
  'on an ancestor': app => {
    const chart = new Chart(app, 'chart');
    const group = new Construct(chart, 'group');
    config(group, 'a').addDependency(group);
    config(group, 'b');
    config(chart, 'c');
  },
  'on the own chart': app => {
    const chart = new Chart(app, 'chart');
    config(chart, 'a').addDependency(chart);
    config(chart, 'b');
    config(new Construct(chart, 'group'), 'c');
  },
  'on a descendant': app => {
    const chart = new Chart(app, 'chart');
    const group = new Construct(chart, 'group');
    for (const id of ['a', 'b', 'c']) config(group, id);
    group.node.addDependency(group.node.findChild('b'));
  },
  'of a chart on one of its objects': app => {
    const chart = new Chart(app, 'chart');
    for (const id of ['a', 'b', 'c']) config(chart, id);
    chart.addDependency(chart.node.findChild('c'));
  },
  'on a group without objects next to the overlap': app => {
    const chart = new Chart(app, 'chart');
    const group = new Construct(chart, 'group');
    const inner = new Construct(group, 'inner');
    config(inner, 'a');
    config(group, 'b');
    config(group, 'c').addDependency(group.node.findChild('b'));
    inner.node.addDependency(group);
  },
  'of objects in an object': app => {
    const chart = new Chart(app, 'chart');
    const parent = config(chart, 'parent');
    config(parent, 'child').addDependency(config(chart, 'other'));
    parent.addDependency(config(config(chart, 'far'), 'away'));
  },
  'with nested charts, two levels': app => {
    const outer = new Chart(app, 'outer');
    config(outer, 'a');
    const middle = new Chart(outer, 'middle');
    config(middle, 'b');
    const inner = new Chart(middle, 'inner');
    config(inner, 'c');
    config(new Chart(app, 'first'), 'd').addDependency(middle);
  },
  'with charts nested in constructs': app => {
    const outer = new Chart(app, 'outer');
    config(outer, 'a');
    config(new Chart(new Construct(outer, 'group'), 'inner'), 'b').addDependency(outer);
    config(new Chart(new Construct(app, 'outside'), 'other'), 'c');
  },
  'with charts and objects of ids like integers': app => {
    for (const id of ['b', '10', '2', '0']) {
      const chart = new Chart(app, id);
      for (const object of ['z', '10', '2', '0']) config(chart, object);
    }
    app.node.findChild('2').node.addDependency(app.node.findChild('b'));
    app.node.findChild('10').node.findChild('0').node.addDependency(app.node.findChild('10').node.findChild('z'));
  },
  'without dependencies, with ids like integers': app => {
    for (const id of ['b', '10', '2', '0']) config(new Chart(app, id), '1');
  },
  'with charts nested in constructs of ids like integers': app => {
    config(new Chart(new Construct(new Chart(app, '0'), 'group'), 'inner'), 'a');
    config(new Chart(app, '1'), 'b');
  },
  'with ids of digits that are too many for an array index': app => {
    config(new Chart(app, 'a'), 'a');
    config(new Chart(app, '99999999999'), 'b');
    config(new Chart(app, '3'), 'c').addDependency(config(new Chart(app, 'z'), 'd'));
  },
  'of nothing, in an app of empty charts': app => {
    const first = new Chart(app, 'first');
    new Chart(first, 'nested');
    new Chart(app, 'second');
  },
  'of nothing, in an empty app': () => undefined,
};

describe('files and order are the same as under cdk8s, with dependencies', () => {
  it.each(Object.entries(SAME))('%s', (_, program) => {
    expectSame(program);
  });
});

const CYCLES: Record<string, Program> = {
  'of two objects': app => {
    const chart = new Chart(app, 'chart');
    const [a, b] = [config(chart, 'a'), config(chart, 'b')];
    a.addDependency(b);
    b.addDependency(a);
  },
  'of two charts, by their objects': app => {
    const [first, second] = [new Chart(app, 'first'), new Chart(app, 'second')];
    config(first, 'a').addDependency(config(second, 'a'));
    config(second, 'b').addDependency(config(first, 'b'));
  },
  'of objects, by the constructs they are in': app => {
    const chart = new Chart(app, 'chart');
    const [web, db] = [new Construct(chart, 'web'), new Construct(chart, 'db')];
    const [a, b] = [config(web, 'a'), config(db, 'b')];
    web.node.addDependency(db);
    b.addDependency(a);
  },
  'of a construct with two objects that depends on what it is in': app => {
    const chart = new Chart(app, 'chart');
    const group = new Construct(chart, 'group');
    config(group, 'a');
    config(group, 'b');
    group.node.addDependency(chart);
  },
  'of a chart that depends on one it is in': app => {
    const outer = new Chart(app, 'outer');
    config(outer, 'a');
    config(new Chart(outer, 'inner'), 'b').addDependency(outer);
  },
};

const OUTSIDE: Record<string, Program> = {
  'from a construct outside charts': app => {
    new Construct(app, 'outside').node.addDependency(config(new Chart(app, 'chart'), 'a'));
  },
  'on a construct outside charts': app => {
    config(new Chart(app, 'chart'), 'a').addDependency(new Construct(app, 'outside'));
  },
  'on the app': app => {
    config(new Chart(app, 'chart'), 'a').addDependency(app);
  },
};

describe('both refuse', () => {
  it.each(Object.entries(CYCLES))('a circle %s', (_, program) => {
    const { expected, actual } = expectBothThrow(program);
    expect(expected).toContain('Dependency cycle detected: ');
    expect(actual).toContain('Dependency cycle detected: ');
  });

  it.each(Object.entries(OUTSIDE))('a dependency %s', (_, program) => {
    const { expected, actual } = expectBothThrow(program);
    expect(actual).toContain(expected);
    expect(actual).toContain('KW1003');
  });
});
