import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { watchingAccount } from '../common/controller-account';
import type { StringMap } from '../common/labels';

const KONG = 'configuration.konghq.com';
const GATEWAY = 'gateway.networking.k8s.io';
const WATCH = ['list', 'watch'];
const READ = ['get', ...WATCH];
const WRITE_STATUS = ['patch', 'update'];

/** What a controller's account is to be able to do. */
export interface AccountProps {
  readonly name: string;
  readonly labels: StringMap;
  /** Namespaces that it watches; `undefined` for all. */
  readonly watched?: readonly string[];
  readonly gatewayApi: boolean;
}

/**
 * The controller's account, with what the program asks of the API server and no more: what upstream's role has for
 * licences (writing Secrets), telemetry, kinds that are switched off and a leader is left out. Without a database each
 * pod takes care of its own Kong, so there is none.
 */
export function controllerAccount(scope: Construct, props: AccountProps): readonly Construct[] {
  const { gatewayApi, ...rest } = props;
  return watchingAccount(scope, {
    ...rest,
    clusterRules: clusterRules(gatewayApi),
    watchRules: routeRules(gatewayApi),
  });
}

/** What is in no namespace. */
function clusterRules(gatewayApi: boolean): k8s.PolicyRule[] {
  return [
    { apiGroups: ['networking.k8s.io'], resources: ['ingressclasses'], verbs: READ },
    { apiGroups: [KONG], resources: ['kongclusterplugins'], verbs: READ },
    { apiGroups: [KONG], resources: ['kongclusterplugins/status'], verbs: WRITE_STATUS },
    ...(gatewayApi
      ? [
          // it waits for the definitions of the Gateway API, and lets routes in by labels of their namespaces
          { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: WATCH },
          { apiGroups: [''], resources: ['namespaces'], verbs: READ },
          { apiGroups: [GATEWAY], resources: ['gatewayclasses'], verbs: READ },
          { apiGroups: [GATEWAY], resources: ['gatewayclasses/status'], verbs: WRITE_STATUS },
        ]
      : []),
  ];
}

/** Routes, what they lead to, what is done on the way, and what it has to say of them. */
function routeRules(gatewayApi: boolean): k8s.PolicyRule[] {
  const kong = ['kongplugins', 'kongconsumers', 'kongconsumergroups', 'kongingresses', 'kongupstreampolicies'];
  const routes = ['httproutes', 'grpcroutes'];
  const status = (resource: string) => `${resource}/status`;
  return [
    { apiGroups: [''], resources: ['services', 'secrets', 'configmaps'], verbs: READ },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: READ },
    { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
    { apiGroups: ['networking.k8s.io'], resources: ['ingresses'], verbs: READ },
    { apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: WRITE_STATUS },
    { apiGroups: [KONG], resources: kong, verbs: READ },
    { apiGroups: [KONG], resources: kong.filter(kind => kind !== 'kongingresses').map(status), verbs: WRITE_STATUS },
    // where the cluster has HTTPRoutes it looks for upstream policies of theirs, and never gets ready without them
    { apiGroups: [GATEWAY], resources: ['httproutes'], verbs: READ },
    ...(gatewayApi
      ? [
          { apiGroups: [GATEWAY], resources: ['grpcroutes', 'referencegrants'], verbs: READ },
          // it writes down at a Gateway which Service answers for it
          { apiGroups: [GATEWAY], resources: ['gateways'], verbs: [...READ, 'update'] },
          { apiGroups: [GATEWAY], resources: [...routes, 'gateways'].map(status), verbs: WRITE_STATUS },
        ]
      : []),
  ];
}
