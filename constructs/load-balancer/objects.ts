import { ApiObject } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import type { Checks } from '../common/checks';
import { systemOf, workloadLabels } from '../common/labels';
import { namespaceOf, setNamespace } from '../common/namespace-of';

/** MetalLB reads the objects of its own namespace only. */
export const METALLB_NAMESPACE = 'metallb-system';

/** What all objects of MetalLB have. */
export interface MetalLbObjectProps {
  /**
   * Name of the object.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /**
   * Namespace of MetalLB, which reads the objects of its own only.
   * @default 'metallb-system'
   */
  readonly namespace?: string;
}

/** KW2003, KW2014: the namespace that an object goes into. */
export function checkMetalLbNamespace(checks: Checks, namespace: unknown): void {
  checks.known('namespace', namespace, 'objects are told apart by it').dnsLabel('namespace', namespace);
}

/** Makes an object in MetalLB's namespace. */
export function metalLbObject(
  scope: Construct,
  kind: string,
  name: string,
  { namespace = METALLB_NAMESPACE }: MetalLbObjectProps,
  spec: object,
  version = 'v1beta1',
): ApiObject {
  setNamespace(scope, namespace);
  const { labels } = workloadLabels({
    name: 'metallb',
    instance: name,
    component: kind.toLowerCase(),
    partOf: systemOf(scope),
  });
  return new ApiObject(scope, 'Resource', {
    apiVersion: `metallb.io/${version}`,
    kind,
    metadata: { name, namespace: namespaceOf(scope), labels: { ...labels } },
    spec,
  });
}

/** Puts an object after what defines its kind, and the program that reads it. */
export function after(construct: Construct, program: IConstruct | undefined): void {
  if (program) construct.node.addDependency(program);
}
