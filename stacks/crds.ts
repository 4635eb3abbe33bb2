import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { CustomResourceDefinitions } from '../src';

/**
 * The definitions of custom resources that other stacks have resources of. `kubectl apply` takes no resource before the
 * API server knows its definition, so they are applied first, by themselves.
 */
export class DefinitionsStack extends Chart {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    for (const set of ['gateway', 'kong'] as const) new CustomResourceDefinitions(this, set, { set });
  }
}
