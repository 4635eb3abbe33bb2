import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { clusterScoped } from './cluster-scoped';
import type { StringMap } from './labels';
import { namespaceOf } from './namespace-of';

const RBAC = 'rbac.authorization.k8s.io';

/** What the account of a controller is made of. */
export interface ControllerAccountProps {
  readonly name: string;
  readonly labels: StringMap;
  /** What it may do whichever namespaces it watches. */
  readonly clusterRules: k8s.PolicyRule[];
  /** What it may do in the namespaces that it watches. */
  readonly watchRules: k8s.PolicyRule[];
  /**
   * Namespaces that it watches.
   * @default - all
   */
  readonly watched?: readonly string[];
}

/** An account that watches objects of all namespaces, or by bindings in some of them of these alone. */
export function watchingAccount(scope: Construct, props: ControllerAccountProps): readonly Construct[] {
  const { name, watched } = props;
  const namespace = namespaceOf(scope);
  const labels = { ...props.labels };
  const subjects = [{ kind: 'ServiceAccount', name, namespace }];
  // names of namespaces hold no dot, so no other controller's role has these names
  const [clusterName, routesName] = [`${namespace}.${name}`, `${namespace}.${name}.routes`];
  const account = new k8s.KubeServiceAccount(scope, 'ServiceAccount', {
    metadata: { name, namespace, labels },
    automountServiceAccountToken: false,
  });
  const clusterRole = (id: string, roleName: string, rules: k8s.PolicyRule[]) =>
    clusterScoped(new k8s.KubeClusterRole(scope, id, { metadata: { name: roleName, labels }, rules }));
  const everywhere = (id: string, roleName: string) =>
    clusterScoped(
      new k8s.KubeClusterRoleBinding(scope, id, {
        metadata: { name: roleName, labels },
        roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: roleName },
        subjects,
      }),
    );
  const made: Construct[] = [
    account,
    clusterRole('ClusterRole', clusterName, props.clusterRules),
    everywhere('ClusterRoleBinding', clusterName),
    clusterRole('RoutesRole', routesName, props.watchRules),
  ];
  if (watched === undefined) made.push(everywhere('RoutesBinding', routesName));
  for (const watchedNamespace of watched ?? []) {
    const binding = new k8s.KubeRoleBinding(scope, `RoutesBinding-${watchedNamespace}`, {
      metadata: { name: routesName, namespace: watchedNamespace, labels },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: routesName },
      subjects,
    });
    made.push(binding);
  }
  return made;
}
