import { ApiObject, App, Chart, Names } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { KubewrightError } from '../error';
import { addChartDependencies, declaredDependencies } from './chart-dependencies';
import { refuseDuplicates } from './identity';
import type { JsonObject, Manifest, Synthesis, SynthesizedChart } from './manifest';
import { OutputResolver, tokensAsked, tokensIn, withTokens } from './outputs';
import { topology } from './topology';

/**
 * Resolves the tree of an app: validates the constructs, puts charts and objects in the order of their dependencies,
 * and turns each object into plain JSON. Every construct is asked once.
 *
 * A chart with a `toJson` of its own is asked through it, and may still change the tree there, as under cdk8s.
 * @throws KubewrightError KW1001 for two objects of one identity, KW1002 for a circle of dependencies, KW1003 for a
 * dependency outside charts, KW1004 for constructs that fail their own validation, KW1005 for an object that is not
 * JSON, KW1006 and KW1007 for outputs of Pulumi
 */
export function synthesize(app: App): Synthesis {
  const nodes = app.node.findAll();
  validate(nodes);
  const dependencies = declaredDependencies(nodes);
  const ordered = addChartDependencies(nodes);
  synthesized.add(app);
  const makers: Makers = new WeakMap();
  const charts = whileChartsAsk(
    chart => resolveAll(objectsInOrder(chart), makers),
    () => chartsInOrder(app).map(chart => synthesizeChart(chart, makers)),
  );
  const synthesis = { charts, ordered, dependencies };
  refuseDuplicates(synthesis);
  return synthesis;
}

/** Who made an object. */
type Makers = WeakMap<object, ApiObject>;

/** The apps whose dependencies between objects are known. */
const synthesized = new WeakSet<App>();

/** The charts of an app, each after those it depends on. */
export function chartsInOrder(app: App): Chart[] {
  return topology(app, synthesized.has(app)).filter((c): c is Chart => c instanceof Chart);
}

function validate(nodes: readonly IConstruct[]): void {
  const errors = nodes.flatMap(c => c.node.validate().map(error => `[${c.node.path}] ${error}`));
  if (errors.length === 0) return;
  throw new KubewrightError({
    code: 'KW1004',
    problem: `Validation failed with the following errors:\n  ${errors.join('\n  ')}`,
    remedy: 'mend each construct as its own message says',
  });
}

function synthesizeChart(chart: Chart, makers: Makers): SynthesizedChart {
  const hooked = chart.toJson !== Chart.prototype.toJson;
  const answer: JsonObject[] | undefined = hooked ? Object.values(chart.toJson()) : undefined;
  const constructs = objectsInOrder(chart);
  const objects = (answer ?? resolveAll(constructs, makers)).filter(Boolean);
  const manifests = objects.map((object): Manifest => {
    const construct = makers.get(object);
    return { path: (construct ?? chart).node.path, construct, object };
  });
  return { path: chart.node.path, name: Names.toDnsLabel(chart), manifests, constructs };
}

function objectsInOrder(chart: Chart): ApiObject[] {
  return topology(chart).filter((c): c is ApiObject => c instanceof ApiObject && c.chart === chart);
}

function resolveAll(constructs: readonly ApiObject[], makers: Makers): JsonObject[] {
  return constructs.map(construct => {
    const object = toJson(construct);
    if (object) makers.set(object, construct);
    return object;
  });
}

function toJson(construct: ApiObject): JsonObject {
  try {
    return withPatches(construct, () => toCompleteJson(construct));
  } catch (cause) {
    const known = cause instanceof KubewrightError ? cause : thrownWhileResolving(construct);
    if (known) throw known;
    throw new KubewrightError({
      code: 'KW1005',
      place: construct.node.path,
      problem: cause instanceof Error ? cause.message : String(cause),
      remedy: 'give the object only what JSON can hold: no class instances, dates or functions',
      cause,
    });
  }
}

/** cdk8s copies patches by way of JSON, which has no outputs: tokens have to stand for these before. */
function withPatches<T>(construct: ApiObject, work: () => T): T {
  const own = construct as unknown as { patches?: { _toJson(): object }[] };
  const { patches } = own;
  if (!patches?.length) return work();
  own.patches = patches.map(patch => {
    const operation = withTokens(patch._toJson(), construct);
    return { _toJson: () => operation };
  });
  try {
    return work();
  } finally {
    own.patches = patches;
  }
}

/** Classes that were generated take maps and lists apart, and leave nothing of an output that stands for a whole one. */
function toCompleteJson(construct: ApiObject): JsonObject {
  const before = tokensAsked();
  const object: JsonObject = construct.toJson();
  if (tokensAsked() === before || construct.toJson === ApiObject.prototype.toJson) return object;
  // a lazy value may make another output each time it is asked, so they are counted
  if (tokensIn(object) >= tokensIn(ApiObject.prototype.toJson.call(construct))) return object;
  throw new KubewrightError({
    code: 'KW1009',
    place: construct.node.path,
    problem: 'holds an output of Pulumi in the place of a whole map or list',
    remedy: 'give an output for each value in it, or use an ApiObject',
  });
}

function thrownWhileResolving(construct: ApiObject): KubewrightError | undefined {
  const resolver = App.of(construct).resolvers.find(one => one instanceof OutputResolver);
  return resolver?.takeThrown();
}

/**
 * `super.toJson()` in a chart ends in a static of cdk8s's App that resolves the whole app anew for each chart. While
 * a synthesis runs it is answered from here; that is what keeps the cost linear for charts that hook into it.
 */
function whileChartsAsk<T>(answer: (chart: Chart) => JsonObject[], work: () => T): T {
  const original = App._synthChart;
  App._synthChart = answer;
  try {
    return work();
  } finally {
    App._synthChart = original;
  }
}
