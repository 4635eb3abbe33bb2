import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Checks } from './checks';
import { orEmpty } from './defaults';
import { checkNamespaceName, securedNamespace } from './secured-namespace';

/**
 * A namespace that admits only pods of Pod Security "restricted", which those of our patterns are.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 *
 * @example
 * new RestrictedNamespace(chart, 'namespace', { name: 'blog' });
 */
export class RestrictedNamespace extends Construct {
  public readonly namespace: k8s.KubeNamespace;

  /**
   * @throws KubewrightError KW2003 for a name that is no DNS label, or that of a namespace of the cluster itself,
   * KW2014 for one that is not known yet
   */
  public constructor(scope: Construct, id: string, props: { readonly name: string }) {
    super(scope, id);
    const checks = new Checks(this);
    const { name } = orEmpty(props);
    if (checks.isGiven('name', name)) checkNamespaceName(checks, 'name', name);
    checks.done();
    this.namespace = securedNamespace(this, 'Resource', name, 'restricted');
  }
}
