import type { Schema } from './crd';

/** A schema with what validates values beyond their types. */
export type AnySchema = Schema & {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly 'x-kubernetes-validations'?: readonly { readonly rule: string; readonly message: string }[];
};

export const text: AnySchema = { type: 'string' };
export const flag: AnySchema = { type: 'boolean' };
export const whole = (minimum: number, maximum?: number): AnySchema => ({
  type: 'integer',
  minimum,
  ...(maximum !== undefined && { maximum }),
});
export const oneOf = (...values: readonly string[]): AnySchema => ({ type: 'string', enum: values });
export const list = (items: AnySchema): AnySchema => ({ type: 'array', items });
export const mapOf = (values: AnySchema): AnySchema => ({ type: 'object', additionalProperties: values });
/** Whatever a plugin or a vault takes. */
export const anything: AnySchema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/** A map with these fields; those that are required are given by name. */
export function map(properties: Readonly<Record<string, AnySchema>>, ...required: readonly string[]): AnySchema {
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

/** What controllers report. */
export const conditions = list(
  map(
    {
      lastTransitionTime: { type: 'string', format: 'date-time' } as AnySchema,
      message: text,
      observedGeneration: whole(0),
      reason: text,
      status: oneOf('True', 'False', 'Unknown'),
      type: text,
    },
    'lastTransitionTime',
    'message',
    'reason',
    'status',
    'type',
  ),
);

/** Addresses of a load balancer, as Ingresses report them. */
export const loadBalancerStatus = map({
  loadBalancer: map({
    ingress: list(
      map({
        hostname: text,
        ip: text,
        ipMode: text,
        ports: list(map({ error: text, port: whole(1, 65535), protocol: text })),
      }),
    ),
  }),
});

export interface Kind {
  readonly kind: string;
  readonly plural: string;
  readonly shortNames?: readonly string[];
  readonly version: 'v1' | 'v1beta1' | 'v1alpha1';
  readonly scope?: 'Cluster';
  readonly columns?: readonly (readonly [name: string, path: string, type?: string])[];
  readonly validations?: AnySchema['x-kubernetes-validations'];
  readonly required?: readonly string[];
  readonly fields: Readonly<Record<string, AnySchema>>;
}
