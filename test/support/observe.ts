import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as cdk8s from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { App } from '../../src';
import { tempFolder } from './temp-folders';

/** cdk8s's App or ours. */
export type AppClass = new (props?: cdk8s.AppProps) => cdk8s.App;

/** Builds a tree below an app. It is called anew for each observation, as synthesis changes trees. */
export type Program = (app: cdk8s.App) => void;

export const reference: AppClass = cdk8s.App;
export const ours: AppClass = App;

/** What an observation saw, or the error's message. */
export type Outcome<T> = { readonly value: T; readonly error?: undefined } | { readonly error: string };

export function attempt<T>(work: () => T): Outcome<T> {
  try {
    return { value: work() };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** A tree with an output folder that has a temp folder for itself. */
export function build(make: AppClass, program: Program, props: cdk8s.AppProps = {}): cdk8s.App {
  const app = new make({ outdir: join(tempFolder(), 'out'), ...props });
  program(app);
  return app;
}

/** Path and content of a file; a folder has no content. */
export type Entry = readonly [path: string, content?: unknown];

/** All that `synth()` wrote. */
export function synthesized(make: AppClass, program: Program, props?: cdk8s.AppProps): Entry[] {
  const app = build(make, program, props);
  app.synth();
  return entriesOf(app.outdir);
}

/** The files and folders below an output folder, sorted; YAML is parsed, and empty documents are left out. */
export function entriesOf(outdir: string): Entry[] {
  return readdirSync(outdir, { recursive: true, withFileTypes: true })
    .map((entry): Entry => {
      const path = join(entry.parentPath, entry.name);
      const name = relative(outdir, path);
      if (entry.isDirectory()) return [name];
      const text = readFileSync(path, 'utf8');
      return [name, name.endsWith('.json') ? JSON.parse(text) : documents(text)];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The documents of a YAML stream, but empty ones. */
export function documents(text: string): unknown[] {
  const parsed = parseAllDocuments(text, { version: '1.1' });
  if (!Array.isArray(parsed)) return [];
  return parsed
    .map((document): unknown => {
      if (document.errors[0]) throw document.errors[0];
      return document.toJS();
    })
    .filter(document => document !== null && document !== undefined);
}

/** Charts of an app in tree order. */
export function chartsOf(app: cdk8s.App): cdk8s.Chart[] {
  return app.node.findAll().filter(c => cdk8s.Chart.isChart(c));
}

export function pathsOf(charts: readonly cdk8s.Chart[]): string[] {
  return charts.map(chart => chart.node.path);
}
