import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Checks } from './checks';
import { clusterScoped } from './cluster-scoped';
import { IS_NAME } from './names';

/**
 * What Pod Security lets pods of a namespace do.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export type PodSecurityLevel = 'restricted' | 'baseline' | 'privileged';

/** KW2003, KW2014: the name of a namespace that we may make. */
export function checkNamespaceName(checks: Checks, prop: string, name: unknown): void {
  checks.known(prop, name, IS_NAME).dnsLabel(prop, name);
  if (typeof name === 'string' && /^(default$|kube-)/.test(name)) {
    checks.fail('KW2003', `${prop} is "${name}", which others use`, 'choose a namespace of its own');
  }
}

/** A namespace that admits pods of one level of Pod Security. */
export function securedNamespace(
  scope: Construct,
  id: string,
  name: string,
  level: PodSecurityLevel,
): k8s.KubeNamespace {
  return clusterScoped(
    new k8s.KubeNamespace(scope, id, {
      metadata: {
        name,
        labels: {
          'app.kubernetes.io/managed-by': 'kubewright',
          'pod-security.kubernetes.io/enforce': level,
          'pod-security.kubernetes.io/warn': level,
          'pod-security.kubernetes.io/audit': level,
        },
      },
    }),
  );
}
