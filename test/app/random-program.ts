import { type App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import fc from 'fast-check';
import type { Program } from '../support/observe';
import { config } from '../support/trees';

/** A program as data, so that fast-check can make it smaller. Numbers choose among the constructs made before. */
export interface Sketch {
  readonly nodes: ReadonlyArray<{
    readonly kind: 'chart' | 'construct' | 'object';
    readonly parent: number;
    readonly id: string;
  }>;
  readonly dependencies: ReadonlyArray<readonly [source: number, target: number]>;
}

const id = fc.oneof(
  fc.constantFrom('a', 'b', 'c', 'web', 'Web', 'x.y', 'UPPER'),
  fc.constantFrom('0', '1', '2', '10', '007', '99999999999'),
);

/** Sketches that cdk8s, whose effort grows exponentially, still synthesizes quickly. */
export const sketches: fc.Arbitrary<Sketch> = fc.record({
  nodes: fc.array(
    fc.record({
      kind: fc.constantFrom('chart', 'construct', 'object', 'object'),
      parent: fc.nat({ max: 1000 }),
      id,
    }),
    { minLength: 2, maxLength: 12, size: 'max' },
  ),
  dependencies: fc.array(fc.tuple(fc.nat({ max: 1000 }), fc.nat({ max: 1000 })), { maxLength: 5, size: 'max' }),
});

/** The program of a sketch. What can't be is changed: objects outside charts are charts, ids taken are extended. */
export function programOf(sketch: Sketch): Program {
  return app => {
    const made = makeNodes(app, sketch);
    for (const [source, target] of sketch.dependencies) {
      const [from, to] = [made[source % made.length], made[target % made.length]];
      // cdk8s never notices a construct that depends on itself, and leaves it out
      if (from && to && from !== to) from.node.addDependency(to);
    }
  };
}

function makeNodes(app: App, { nodes }: Sketch): Construct[] {
  const made: Construct[] = [];
  for (const [index, node] of nodes.entries()) {
    const choice = node.parent % (made.length + 1);
    const scope = made[choice] ?? app;
    const free = scope.node.tryFindChild(node.id) ? `${node.id}${index}` : node.id;
    made.push(make(node.kind, scope, free, index));
  }
  return made;
}

function make(kind: Sketch['nodes'][number]['kind'], scope: Construct, name: string, index: number): Construct {
  const inChart = scope.node.scopes.some(s => Chart.isChart(s));
  if (kind === 'construct') return new Construct(scope, name);
  if (kind === 'chart' || !inChart) {
    return new Chart(scope, name, index % 3 === 0 ? { namespace: 'ns', labels: { from: name } } : {});
  }
  return config(scope, name, { index }, { kind: index % 2 === 0 ? 'ConfigMap' : 'Secret' });
}
