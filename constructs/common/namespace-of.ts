import { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';

const NAMESPACE = 'kubewright:namespace';

/** Puts what is made below a construct into a namespace other than the chart's. Must come before anything is made. */
export function setNamespace(construct: Construct, name: string): void {
  construct.node.setContext(NAMESPACE, name);
}

/** The namespace that a construct's objects are in; `undefined` where it is left to whoever applies them. */
export function namespaceOf(construct: IConstruct): string | undefined {
  const set: unknown = construct.node.tryGetContext(NAMESPACE);
  return (set as string | undefined) ?? Chart.of(construct).namespace;
}
