import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { KubewrightError } from '../../src';
import { topology } from '../../src/synthesis/topology';
import { thrownBy } from '../support/thrown';
import { config } from '../support/trees';

function chart(): Chart {
  return new Chart(new App(), 'chart');
}

function order(scope: Construct): string[] {
  return topology(scope).map(c => c.node.path);
}

describe('order', () => {
  it('is that of the tree where nothing depends on anything', () => {
    const scope = chart();
    const group = new Construct(scope, 'group');
    config(group, 'a');
    config(scope, 'b');
    expect(order(scope)).toEqual(['chart', 'chart/group', 'chart/group/a', 'chart/b']);
  });

  it('has each construct once, after those it depends on, as late as the tree has it otherwise', () => {
    const scope = chart();
    const [a, b, c, d] = [config(scope, 'a'), config(scope, 'b'), config(scope, 'c'), config(scope, 'd')];
    a.node.addDependency(d, b);
    c.node.addDependency(d);
    expect(order(scope)).toEqual(['chart', 'chart/d', 'chart/b', 'chart/a', 'chart/c']);
  });

  it('has the objects of a construct after those of what it depends on', () => {
    const scope = chart();
    const [web, db] = [new Construct(scope, 'web'), new Construct(scope, 'db')];
    config(web, 'x');
    config(new Construct(web, 'deep'), 'y');
    for (const id of ['p', 'q']) config(db, id);
    web.node.addDependency(db);
    const objects = order(scope).filter(path => /\/[xypq]$/.test(path));
    expect(objects).toEqual(['chart/db/p', 'chart/db/q', 'chart/web/x', 'chart/web/deep/y']);
  });

  it('leaves out what the scope does not hold', () => {
    const scope = chart();
    const other = new Chart(scope.node.root as App, 'other');
    config(scope, 'a').addDependency(config(other, 'b'), other);
    expect(order(scope)).toEqual(['chart', 'chart/a']);
  });

  it('has an object that depends on its own chart after the others in it', () => {
    const scope = chart();
    config(scope, 'first').addDependency(scope);
    config(scope, 'second');
    expect(order(scope)).toEqual(['chart', 'chart/second', 'chart/first']);
  });

  it('does not mix the objects of a nested chart with those of the outer', () => {
    const scope = chart();
    const group = new Construct(scope, 'group');
    config(new Chart(group, 'inner'), 'a').addDependency(config(scope, 'b'));
    config(scope, 'c');
    // b would wait for a, which waits for b, if a counted as one of the objects of the group
    scope.node.findChild('b').node.addDependency(group);
    expect(order(scope).indexOf('chart/group')).toBeLessThan(order(scope).indexOf('chart/b'));
  });
});

describe('a circle', () => {
  it('is refused with the way around, without what only leads to it', () => {
    const scope = chart();
    const start = config(scope, 'start');
    const [a, b, c] = [config(scope, 'a'), config(scope, 'b'), config(scope, 'c')];
    start.node.addDependency(a);
    a.node.addDependency(b);
    b.node.addDependency(c);
    c.node.addDependency(a);
    const error = thrownBy(() => topology(scope));
    expect(error).toBeInstanceOf(KubewrightError);
    expect(error).toMatchObject({
      code: 'KW1002',
      place: 'chart/a',
      problem: 'Dependency cycle detected: chart/a => chart/b => chart/c => chart/a',
    });
  });

  it('is found where no construct is free of dependants', () => {
    const scope = chart();
    const inner = new Construct(scope, 'inner');
    scope.node.addDependency(inner);
    inner.node.addDependency(scope);
    expect(thrownBy(() => topology(scope))).toMatchObject({
      problem: 'Dependency cycle detected: chart => chart/inner => chart',
    });
  });

  it('of one construct is refused too', () => {
    const scope = chart();
    const alone = config(scope, 'alone');
    alone.addDependency(alone);
    expect(thrownBy(() => topology(scope))).toMatchObject({
      problem: 'Dependency cycle detected: chart/alone => chart/alone',
    });
  });

  it('of groups of objects names constructs only, and closes', () => {
    const scope = chart();
    const [web, db] = [new Construct(scope, 'web'), new Construct(scope, 'db')];
    const [a, b] = [config(web, 'a'), config(db, 'b')];
    for (const group of [web, db]) config(group, 'more');
    web.node.addDependency(db);
    b.addDependency(a);
    const error = thrownBy(() => topology(scope)) as KubewrightError;
    const way = error.problem.replace('Dependency cycle detected: ', '').split(' => ');
    expect(way.at(0)).toBe(way.at(-1));
    expect([...new Set(way)].sort()).toEqual(['chart/db/b', 'chart/web/a']);
  });
});

describe('a circle of what overlaps', () => {
  it.each<[string, (outer: Construct, inner: Construct) => void]>([
    ['a construct depends on one in it', (outer, inner) => outer.node.addDependency(inner)],
    ['a construct depends on one it is in', (outer, inner) => inner.node.addDependency(outer)],
  ])('names the objects that wait for each other, where %s', (_, depend) => {
    const scope = chart();
    const inner = new Construct(scope, 'inner');
    for (const id of ['a', 'b']) config(inner, id);
    depend(scope, inner);
    expect(thrownBy(() => topology(scope))).toMatchObject({
      problem: 'Dependency cycle detected: chart/inner/a => chart/inner/b => chart/inner/a',
    });
  });
});

describe('size', () => {
  it('may be a chain of 10000 dependencies', () => {
    const scope = chart();
    const links = Array.from({ length: 10_000 }, (_, i) => config(scope, `link-${i}`));
    for (const [i, link] of links.entries()) if (i > 0) links[i - 1]?.addDependency(link);
    const result = topology(scope).filter(c => c !== scope);
    expect(result).toHaveLength(10_000);
    expect(result[0]).toBe(links.at(-1));
    expect(result.at(-1)).toBe(links[0]);
  });

  it('costs edges in proportion to the objects, not to their pairs', () => {
    const cost = (count: number): number => {
      const scope = chart();
      const [web, db] = [new Construct(scope, 'web'), new Construct(scope, 'db')];
      for (const group of [web, db]) for (let i = 0; i < count; i++) config(group, `object-${i}`);
      web.node.addDependency(db);
      let result: unknown[] = [];
      const calls = countCalls(() => {
        result = topology(scope);
      });
      expect(result).toHaveLength(2 * count + 3);
      return calls;
    };
    // with pairs it would be 90000 edges, and with objects a few for each
    expect(cost(300)).toBeLessThan(20 * 600);
  });
});

/** How often sets, lists and maps are asked or added to while `work` runs: each edge that is made or visited does. */
function countCalls(work: () => void): number {
  let calls = 0;
  const restore: Array<() => void> = [];
  const count = <K extends string>(prototype: Record<K, (...args: never[]) => unknown>, name: K) => {
    const original = prototype[name];
    prototype[name] = function (this: unknown, ...args: never[]) {
      calls++;
      return original.apply(this, args);
    };
    restore.push(() => {
      prototype[name] = original;
    });
  };
  count(Set.prototype, 'has');
  count(Set.prototype, 'add');
  count(Array.prototype, 'push');
  try {
    work();
  } finally {
    for (const step of restore) step();
  }
  return calls;
}
