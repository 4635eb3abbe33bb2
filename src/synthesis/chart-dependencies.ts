import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { KubewrightError } from '../error';
import type { ConstructDependency } from './manifest';

/**
 * Makes the dependencies between charts explicit: of a chart on the charts nested in it, and of a chart on another
 * when something in the one depends on something in the other. They are added to the tree, as cdk8s adds them.
 * @param nodes all constructs of the app, in tree order
 * @returns whether there is any
 * @throws KubewrightError KW1003 when a construct outside all charts takes part in a dependency
 */
export function addChartDependencies(nodes: readonly IConstruct[]): boolean {
  let found = false;
  const add = (source: Chart, target: Chart) => {
    if (!source.node.dependencies.includes(target)) remember(source, target);
    source.node.addDependency(target);
    found = true;
  };
  for (const parent of nodes.filter(isChart)) {
    for (const child of parent.node.children.filter(isChart)) add(parent, child);
  }
  const pairs = nodes.flatMap(source => source.node.dependencies.map(target => ({ source, target })));
  for (const { source, target } of pairs) {
    const [from, to] = [chartOf(source), chartOf(target)];
    if (from !== to) add(from, to);
  }
  return found;
}

/** What was added here, in any synthesis. */
const inferred = new WeakMap<IConstruct, Set<IConstruct>>();

function remember(source: IConstruct, target: IConstruct): void {
  const targets = inferred.get(source);
  if (targets) targets.add(target);
  else inferred.set(source, new Set([target]));
}

/** The dependencies that a program declared: those without what {@link addChartDependencies} added. */
export function declaredDependencies(nodes: readonly IConstruct[]): ConstructDependency[] {
  return nodes.flatMap(source =>
    source.node.dependencies.filter(target => !inferred.get(source)?.has(target)).map(target => ({ source, target })),
  );
}

function isChart(construct: IConstruct): construct is Chart {
  return construct instanceof Chart;
}

function chartOf(construct: IConstruct): Chart {
  const chart = construct.node.scopes.findLast(isChart);
  if (chart) return chart;
  throw new KubewrightError({
    code: 'KW1003',
    place: construct.node.path || 'the app',
    problem: 'takes part in a dependency but cannot find a parent chart (directly or indirectly)',
    remedy: 'add the dependency between charts, or between constructs that are in a chart',
  });
}
