import type { StringMap } from '../../common/labels';

/** An Ingress, as `kubectl get ingress -o yaml` writes it, or a Service whose ports have names. */
export interface ClusterObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string; readonly annotations?: StringMap };
  readonly spec?: unknown;
}

/** What is read of an Ingress. */
export interface IngressInput {
  readonly source: string;
  readonly namespace?: string;
  readonly annotations: ReadonlyMap<string, string>;
  readonly rules: readonly RuleInput[];
  readonly tls: readonly { readonly hosts?: readonly string[]; readonly secretName?: string }[];
  readonly defaultBackend?: BackendInput;
}

export interface RuleInput {
  readonly host?: string;
  readonly http?: { readonly paths?: readonly PathInput[] };
}

export interface PathInput {
  readonly path?: string;
  readonly pathType?: string;
  readonly backend?: BackendInput;
}

export interface BackendInput {
  readonly service?: { readonly name?: string; readonly port?: { readonly number?: number; readonly name?: string } };
}

const PREFIX = 'nginx.ingress.kubernetes.io/';

/** Objects, and those in the lists that `kubectl get` writes. */
export function itemsOf(objects: readonly ClusterObject[]): ClusterObject[] {
  return objects.flatMap(object => {
    const { items } = Object(object) as { items?: readonly ClusterObject[] };
    return Array.isArray(items) ? itemsOf(items) : [Object(object) as ClusterObject];
  });
}

/** Reads an Ingress; the annotations by their names without the controller's prefix. */
export function readIngress(object: ClusterObject): IngressInput {
  const { name = '', namespace, annotations } = object.metadata ?? {};
  const spec = (object.spec ?? {}) as Partial<IngressInput>;
  return {
    source: `Ingress ${namespace === undefined ? '' : `${namespace}/`}${name}`,
    namespace,
    annotations: new Map(
      Object.entries(annotations ?? {}).map(([key, value]) => [key.replace(PREFIX, ''), String(value)]),
    ),
    rules: spec.rules ?? [],
    tls: spec.tls ?? [],
    defaultBackend: spec.defaultBackend,
  };
}

/** Ports of Services by `namespace/service/port name`. */
export function namedPorts(objects: readonly ClusterObject[]): ReadonlyMap<string, number> {
  const services = objects.filter(({ kind }) => kind === 'Service');
  return new Map(
    services.flatMap(({ metadata, spec }) => {
      const { ports = [] } = (spec ?? {}) as { ports?: readonly { name?: string; port: number }[] };
      return ports.map(({ name, port }): [string, number] => [
        `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}/${name ?? ''}`,
        port,
      ]);
    }),
  );
}
