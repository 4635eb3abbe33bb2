// Made by `npm run crds`; don't change it by hand.
// kinds of the Kong Ingress Controller 3.5, Apache-2.0.

export interface KongPluginFields {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly configFrom?: KongPluginFieldsConfigFrom;
  readonly configPatches?: readonly KongPluginFieldsConfigPatches[];
  readonly consumerRef?: string;
  readonly disabled?: boolean;
  readonly instance_name?: string;
  readonly ordering?: KongPluginFieldsOrdering;
  readonly plugin: string;
  readonly protocols?: readonly (
    | 'http'
    | 'https'
    | 'grpc'
    | 'grpcs'
    | 'tcp'
    | 'tls'
    | 'tls_passthrough'
    | 'udp'
    | 'ws'
    | 'wss'
  )[];
  readonly run_on?: 'first' | 'second' | 'all';
}

export interface KongPluginFieldsConfigFrom {
  readonly secretKeyRef: KongPluginFieldsConfigFromSecretKeyRef;
}

export interface KongPluginFieldsConfigFromSecretKeyRef {
  readonly key: string;
  readonly name: string;
}

export interface KongPluginFieldsConfigPatches {
  readonly path: string;
  readonly valueFrom: KongPluginFieldsConfigFrom;
}

export interface KongPluginFieldsOrdering {
  readonly after?: Readonly<Record<string, readonly string[]>>;
  readonly before?: Readonly<Record<string, readonly string[]>>;
}
