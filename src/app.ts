import * as cdk8s from 'cdk8s';
import { type OutputFile, plainLayout, render } from './layout';
import { keepOutput, publish, restoreOnFailure } from './output';
import { chartsInOrder, OutputResolver, type Synthesis, synthesize } from './synthesis';

/** Settings of an {@link App}; those of cdk8s's App. */
export interface AppProps extends cdk8s.AppProps {}

/**
 * The root of a tree. A drop-in for cdk8s's App that resolves the tree once, whatever its size, writes all files or
 * none, and refuses two objects of one identity.
 *
 * @example
 * const app = new App();
 * new WordPressSite(new Chart(app, 'blog'), 'site');
 * app.synth();
 */
export class App extends cdk8s.App {
  private readonly withMetadata: boolean;

  /** @param props as cdk8s's App has them */
  public constructor(props: AppProps = {}) {
    super({ ...props, resolvers: [new OutputResolver(), ...(props.resolvers ?? [])] });
    this.withMetadata = props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
    // cdk8s synth has removed the folder by now
    if (this.isUnderCli) restoreOnFailure(this.outdir);
  }

  /** The charts, each after those it depends on. */
  public override get charts(): cdk8s.Chart[] {
    return chartsInOrder(this);
  }

  /**
   * Resolves the tree into the objects it stands for, in the order they are to be applied.
   * @throws KubewrightError KW1001 to KW1009, see `docs/errors.md`
   */
  public synthesize(): Synthesis {
    return synthesize(this);
  }

  /**
   * Writes the manifests to the output folder: all of them, or none and the former ones stay. Files that the former
   * run wrote and this one does not are removed; files of others are left alone.
   * @throws KubewrightError KW1001 to KW1009 and KW1101 to KW1203, see `docs/errors.md`
   */
  public override synth(): void {
    const written = publish(this.outdir, this.files(this.synthesize()));
    if (this.isUnderCli) keepOutput(this.outdir, written);
  }

  /** All manifests as one YAML stream. */
  public override synthYaml(): string {
    return render(this.synthesize().charts.flatMap(chart => chart.manifests));
  }

  private get isUnderCli(): boolean {
    return this.outdir === process.env.CDK8S_OUTDIR;
  }

  private *files(synthesis: Synthesis): Generator<OutputFile> {
    yield* plainLayout(synthesis, this.yamlOutputType, this.outputFileExtension);
    if (this.withMetadata) yield { path: 'construct-metadata.json', content: constructMetadata(synthesis) };
  }
}

/** What plugins of `cdk8s synth --validate` read to name constructs. */
function constructMetadata(synthesis: Synthesis): string {
  const constructs = synthesis.charts.flatMap(chart => chart.constructs);
  const resources = Object.fromEntries(constructs.map(c => [c.name, { path: c.node.path }]));
  return JSON.stringify({ version: '1.0.0', resources });
}
