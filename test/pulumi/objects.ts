import { ApiObject, type ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';

/** An object of any kind. */
export function object(
  scope: Construct,
  id: string,
  apiVersion: string,
  kind: string,
  more: Record<string, unknown> = {},
): ApiObject {
  return new ApiObject(scope, id, { apiVersion, kind, ...more } as ApiObjectProps);
}

const LABELS = { app: 'web' };

export function configMap(scope: Construct, id: string, data: unknown = { id }): ApiObject {
  return object(scope, id, 'v1', 'ConfigMap', { data });
}

export function service(scope: Construct, id: string, spec: object = {}): ApiObject {
  return object(scope, id, 'v1', 'Service', { spec: { selector: LABELS, ports: [{ port: 80 }], ...spec } });
}

export function claim(scope: Construct, id: string, size: unknown = '1Gi', metadata: object = {}): ApiObject {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } } };
  return object(scope, id, 'v1', 'PersistentVolumeClaim', { metadata, spec });
}

/** A workload whose pods a {@link service} selects. */
export function deployment(scope: Construct, id: string, pod: object = {}, more: object = {}): ApiObject {
  const template = { metadata: { labels: LABELS }, spec: { containers: [{ name: 'main', image: 'nginx' }], ...pod } };
  return object(scope, id, 'apps/v1', 'Deployment', { spec: { selector: { matchLabels: LABELS }, template, ...more } });
}
