import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { watchingAccount } from '../../common/controller-account';
import type { StringMap } from '../../common/labels';
import { namespaceOf } from '../../common/namespace-of';

const RBAC = 'rbac.authorization.k8s.io';
const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'update', 'delete'];

/** What a controller's account is to be able to do. */
export interface AccountProps {
  readonly name: string;
  readonly labels: StringMap;
  readonly ingressClassName: string;
  /** Name of the Lease that the pods choose their leader by. */
  readonly lease: string;
  /** Namespaces beside its own; `undefined` for all. */
  readonly watchNamespaces?: readonly string[];
  readonly customResources: boolean;
  /** Whether it tells in Ingresses where they answer. */
  readonly reportStatus: boolean;
  /** Name of the GlobalConfiguration, if there is one. */
  readonly globalConfiguration?: string;
  readonly certManager: boolean;
  readonly externalDns: boolean;
}

/**
 * The controller's account, with what the program asks of the API server and no more: what upstream's role has for
 * telemetry (nodes, replica sets), NGINX Plus (writing Services) and App Protect is left out.
 */
export function controllerAccount(scope: Construct, props: AccountProps): readonly Construct[] {
  const { name, watchNamespaces } = props;
  const metadata = { name, namespace: namespaceOf(scope), labels: { ...props.labels } };
  const made = watchingAccount(scope, {
    name,
    labels: props.labels,
    clusterRules: clusterRules(props),
    watchRules: routeRules(props),
    watched: watchNamespaces,
  });
  const role = new k8s.KubeRole(scope, 'Role', { metadata, rules: ownRules(props) });
  const binding = new k8s.KubeRoleBinding(scope, 'RoleBinding', {
    metadata,
    roleRef: { apiGroup: RBAC, kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: metadata.namespace }],
  });
  return [...made, role, binding];
}

/** It looks at its class, and whether the namespaces exist that it is to watch. */
function clusterRules({ ingressClassName, watchNamespaces }: AccountProps): k8s.PolicyRule[] {
  const classes = { apiGroups: ['networking.k8s.io'], resources: ['ingressclasses'] };
  return [
    { ...classes, resourceNames: [ingressClassName], verbs: ['get'] },
    ...(watchNamespaces
      ? [{ apiGroups: [''], resources: ['namespaces'], resourceNames: [...watchNamespaces], verbs: ['get'] }]
      : []),
  ];
}

/** Routes, what they lead to, their certificates, and what it has to say of them. */
function routeRules(props: AccountProps): k8s.PolicyRule[] {
  const { customResources, reportStatus, certManager, externalDns } = props;
  const nginx = { apiGroups: ['k8s.nginx.org'] };
  const routes = ['virtualservers', 'virtualserverroutes', 'transportservers', 'policies'];
  const statuses = routes.map(resource => `${resource}/status`);
  return [
    { apiGroups: [''], resources: ['services', 'pods', 'secrets'], verbs: READ },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: READ },
    { apiGroups: ['networking.k8s.io'], resources: ['ingresses'], verbs: READ },
    ...(reportStatus ? [{ apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: ['update'] }] : []),
    { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch', 'list'] },
    ...(customResources
      ? [
          { ...nginx, resources: routes, verbs: READ },
          { ...nginx, resources: statuses, verbs: ['update'] },
        ]
      : []),
    ...(certManager
      ? [{ apiGroups: ['cert-manager.io'], resources: ['certificates'], verbs: [...READ, ...WRITE] }]
      : []),
    ...(externalDns
      ? [
          { apiGroups: ['externaldns.nginx.org'], resources: ['dnsendpoints'], verbs: [...READ, ...WRITE] },
          { apiGroups: ['externaldns.nginx.org'], resources: ['dnsendpoints/status'], verbs: ['update'] },
        ]
      : []),
  ];
}

/** Its configuration, its lease, and the labels with versions that it puts on its own pods. */
function ownRules({ lease, globalConfiguration }: AccountProps): k8s.PolicyRule[] {
  const leases = { apiGroups: ['coordination.k8s.io'], resources: ['leases'] };
  return [
    { apiGroups: [''], resources: ['configmaps'], verbs: READ },
    { apiGroups: [''], resources: ['pods'], verbs: ['update'] },
    // a lease can't be named before it is there, so to make one is a rule of its own
    { ...leases, verbs: ['create'] },
    { ...leases, resourceNames: [lease], verbs: ['get', 'update'] },
    ...(globalConfiguration
      ? [
          {
            apiGroups: ['k8s.nginx.org'],
            resources: ['globalconfigurations'],
            resourceNames: [globalConfiguration],
            verbs: READ,
          },
        ]
      : []),
  ];
}
