import { ApiObject, type ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';

/** A config map that holds `data`. */
export function config(scope: Construct, id: string, data: unknown = { id }, more: Partial<ApiObjectProps> = {}) {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', data, ...more });
}
