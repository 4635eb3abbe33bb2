import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { StringMap } from '../../common/labels';
import { namespaceOf } from '../../common/namespace-of';
import type { Cors, RouteOptions } from '../routes/types';
import type { Annotations } from './f5-annotations';

interface PolicySettings {
  readonly name: string;
  readonly labels: StringMap;
  readonly ingressClassName?: string;
}

/**
 * Allow-lists and CORS, for which the controller has no annotations but Policies of its own, and the annotation that
 * names these.
 * @see https://docs.nginx.com/nginx-ingress-controller/configuration/policy-resource/
 */
export function f5Policies(scope: Construct, options: RouteOptions, settings: PolicySettings): Annotations {
  const { allowClients, cors } = options;
  const policies = [
    ...(allowClients ? [policy(scope, 'Clients', settings, { accessControl: { allow: [...allowClients] } })] : []),
    ...(cors ? [policy(scope, 'Cors', settings, { cors: corsOf(cors) })] : []),
  ];
  return policies.length === 0 ? {} : { 'nginx.org/policies': policies.map(({ name }) => name).join(',') };
}

function policy(
  scope: Construct,
  id: 'Clients' | 'Cors',
  { name, labels, ingressClassName }: PolicySettings,
  spec: object,
): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'k8s.nginx.org/v1',
    kind: 'Policy',
    metadata: { name: `${name}-${id.toLowerCase()}`, namespace: namespaceOf(scope), labels: { ...labels } },
    spec: { ingressClassName, ...spec },
  });
}

function corsOf(cors: Cors): object {
  return {
    allowOrigin: [...cors.allowOrigins],
    allowMethods: withoutHead(cors.allowMethods ?? ['GET', 'HEAD', 'POST']),
    allowHeaders: cors.allowHeaders && [...cors.allowHeaders],
    exposeHeaders: cors.exposeHeaders && [...cors.exposeHeaders],
    allowCredentials: cors.allowCredentials,
    maxAge: cors.maxAgeSeconds,
  };
}

/** The controller refuses HEAD beside GET: browsers may send it wherever they may send GET. */
function withoutHead(methods: readonly string[]): string[] {
  return methods.filter(method => method !== 'HEAD' || !methods.includes('GET'));
}
