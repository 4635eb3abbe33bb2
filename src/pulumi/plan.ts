import type { App } from '../app';
import {
  type Dependencies,
  dependenciesOf,
  type Manifest,
  OutputTokens,
  type Synthesis,
  withOutputs,
} from '../synthesis';

/** A tree, resolved, with the outputs in it and the order of its objects. */
export interface Plan {
  readonly synthesis: Synthesis;
  readonly manifests: readonly Manifest[];
  readonly dependencies: Dependencies;
  readonly tokens: OutputTokens;
}

/** @throws KubewrightError KW1001 to KW1009 */
export function planOf(app: App): Plan {
  const tokens = new OutputTokens();
  const synthesis = withOutputs(tokens, () => app.synthesize());
  const dependencies = dependenciesOf(synthesis);
  return { synthesis, manifests: [...dependencies.keys()], dependencies, tokens };
}
