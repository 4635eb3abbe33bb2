import type { ControlPlane } from '../control-plane';

/** An object as the API server has it. */
export interface LiveObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>> & { readonly name: string };
  readonly [field: string]: unknown;
}

const KINDS = [
  'configmaps',
  'cronjobs',
  'deployments',
  'ingresses',
  'jobs',
  'networkpolicies',
  'persistentvolumeclaims',
  'poddisruptionbudgets',
  'rolebindings',
  'roles',
  'secrets',
  'serviceaccounts',
  'services',
  'statefulsets',
];

/** Everything in a namespace, and the namespace itself, but what controllers make by themselves. */
export async function objectsIn(cluster: ControlPlane, namespace: string): Promise<LiveObject[]> {
  const list = async (...args: string[]) => {
    const { stdout } = await cluster.kubectl(['get', ...args, '-o', 'json']);
    const answer = JSON.parse(stdout) as LiveObject & { readonly items?: LiveObject[] };
    return answer.items ?? [answer];
  };
  const all = [...(await list('namespace', namespace)), ...(await list(KINDS.join(), '-n', namespace))];
  return all.filter(object => !isMadeByController(object));
}

function isMadeByController({ kind, metadata }: LiveObject): boolean {
  const { name, ownerReferences } = metadata;
  if (ownerReferences !== undefined || name === 'kube-root-ca.crt') return true;
  return kind === 'ServiceAccount' && name === 'default';
}

/** Fields that differ from one making of an object to the next, whoever makes it. */
const OF_ITS_OWN = ['uid', 'resourceVersion', 'creationTimestamp', 'managedFields', 'generation', 'finalizers'];

/** An object without what differs by chance, and without its status. */
export function comparable(object: LiveObject): unknown {
  const text = JSON.stringify({ ...object, status: undefined }, (key, value: unknown) =>
    OF_ITS_OWN.includes(key) ? undefined : value,
  );
  const result = JSON.parse(text) as {
    metadata: { annotations?: Record<string, string> };
    spec?: Record<string, unknown>;
  };
  const { annotations } = result.metadata;
  // the controllers of claims and Deployments write these, and Pulumi what it needs for a claim that binds late
  for (const key of Object.keys(annotations ?? {})) {
    if (/^(pulumi\.com|pv\.kubernetes\.io|volume\.(beta\.)?kubernetes\.io|deployment\.kubernetes\.io)\//.test(key))
      delete annotations![key];
  }
  if (annotations && Object.keys(annotations).length === 0) delete result.metadata.annotations;
  for (const key of ['clusterIP', 'clusterIPs', 'volumeName'])
    if (result.spec?.[key] !== undefined) result.spec[key] = '*';
  const ports = result.spec?.ports as { nodePort?: number }[] | undefined;
  for (const port of ports ?? []) if (port.nodePort !== undefined) port.nodePort = 0;
  const selector = JSON.stringify(result).replaceAll(
    /"(batch\.kubernetes\.io\/)?controller-uid":"[^"]*"/g,
    '"$1controller-uid":"*"',
  );
  return JSON.parse(selector);
}
