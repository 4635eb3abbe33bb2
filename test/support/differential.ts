import { type App, type AppProps, Testing, YamlOutputType } from 'cdk8s';
import {
  type AppClass,
  attempt,
  build,
  chartsOf,
  documents,
  type Entry,
  ours,
  type Program,
  pathsOf,
  reference,
  synthesized,
} from './observe';

export const FILE_MODES = [
  YamlOutputType.FILE_PER_APP,
  YamlOutputType.FILE_PER_CHART,
  YamlOutputType.FILE_PER_RESOURCE,
] as const;
export const ALL_MODES = [...FILE_MODES, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE] as const;

/** Both apps write the same files, with the same objects in the same order. */
export function expectSameFiles(program: Program, props: AppProps = {}): void {
  const expected = synthesized(reference, program, props);
  const actual = withoutNamespaces(synthesized(ours, program, props), props);
  expect(show(actual)).toBe(show(expected));
}

/** Both apps give the same answers, in all that can be asked of them. */
export function expectSame(
  program: Program,
  props: AppProps = {},
  modes: readonly YamlOutputType[] = ALL_MODES,
  recordConstructMetadata = true,
): void {
  for (const yamlOutputType of modes) {
    expectSameFiles(program, { ...props, yamlOutputType });
    expectSameFiles(program, { ...props, yamlOutputType, recordConstructMetadata, outputFileExtension: '.yml' });
  }
  for (const ask of QUESTIONS) {
    expect(show(ask(build(ours, program, props)))).toBe(show(ask(build(reference, program, props))));
  }
}

const QUESTIONS: ReadonlyArray<(app: App) => unknown> = [
  app => documents(app.synthYaml()),
  app => pathsOf(app.charts),
  app => {
    app.synth();
    return pathsOf(app.charts);
  },
  app => {
    const before = chartsOf(app).map(chart => chart.toJson());
    app.synth();
    return [before, chartsOf(app).map(chart => chart.toJson())];
  },
  app => {
    const before = chartsOf(app).map(chart => Testing.synth(chart));
    app.synthYaml();
    return [before, chartsOf(app).map(chart => Testing.synth(chart))];
  },
  app => {
    app.synth();
    app.synth();
    return chartsOf(app).map(chart => Testing.synth(chart));
  },
];

/** Both apps refuse a program, in all that resolves it. Returns the messages of both for `synth()`. */
export function expectBothThrow(program: Program, props: AppProps = {}): { expected: string; actual: string } {
  const failure = (make: AppClass, ask: (app: App) => unknown): string => {
    const outcome = attempt(() => ask(build(make, program, props)));
    expect(outcome.error).toEqual(expect.any(String));
    return outcome.error ?? '';
  };
  failure(reference, app => app.synthYaml());
  failure(ours, app => app.synthYaml());
  return { expected: failure(reference, app => app.synth()), actual: failure(ours, app => app.synth()) };
}

/** As text, for a comparison that also minds the order of keys. */
export function show(value: unknown): string {
  return JSON.stringify(value, null, 1);
}

interface ObjectWithIdentity {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Takes the namespace out of the names of files with one object, where cdk8s has none. */
export function withoutNamespaces(entries: readonly Entry[], { yamlOutputType }: AppProps): Entry[] {
  if (yamlOutputType === undefined || yamlOutputType < YamlOutputType.FILE_PER_RESOURCE) return [...entries];
  return entries
    .map(([path, content]): Entry => {
      const [object] = Array.isArray(content) ? (content as ObjectWithIdentity[]) : [];
      if (!object?.metadata.namespace) return content === undefined ? [path] : [path, content];
      const { kind, metadata } = object;
      expect(path).toContain(`${kind}.${metadata.namespace}.${metadata.name}`);
      return [path.replace(`${kind}.${metadata.namespace}.`, `${kind}.`), content];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
