import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Checks } from './checks';
import { clusterScoped } from './cluster-scoped';
import { IS_NAME } from './names';

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
    const checks = new Checks(this).known('name', props.name, IS_NAME).dnsLabel('name', props.name);
    if (typeof props.name === 'string' && /^(default$|kube-)/.test(props.name)) {
      checks.fail('KW2003', `name is "${props.name}", which others use`, 'choose a namespace of its own');
    }
    checks.done();
    this.namespace = clusterScoped(
      new k8s.KubeNamespace(this, 'Resource', {
        metadata: {
          name: props.name,
          labels: {
            'app.kubernetes.io/managed-by': 'kubewright',
            'pod-security.kubernetes.io/enforce': 'restricted',
            'pod-security.kubernetes.io/warn': 'restricted',
            'pod-security.kubernetes.io/audit': 'restricted',
          },
        },
      }),
    );
  }
}
