import { App, KubewrightError } from '../src';
import { makeStacks } from './all';
import { readSettings } from './read-settings';

/** `npx cdk8s synth`: writes the manifests of all stacks, or of those that CDK8S_STACKS names, to `dist/`. */
function main(): void {
  const app = new App();
  makeStacks(app, readSettings(), process.env.CDK8S_STACKS?.split(/[\s,]+/).filter(Boolean) ?? []);
  app.synth();
}

try {
  main();
} catch (error) {
  if (!(error instanceof KubewrightError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
