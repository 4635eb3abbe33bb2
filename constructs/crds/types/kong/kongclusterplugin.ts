// Made by `npm run crds`; don't change it by hand.
// kinds of the Kong Ingress Controller 3.5, Apache-2.0.

export interface KongClusterPluginFields {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly configFrom?: KongClusterPluginFieldsConfigFrom;
  readonly configPatches?: readonly KongClusterPluginFieldsConfigPatches[];
  readonly consumerRef?: string;
  readonly disabled?: boolean;
  readonly instance_name?: string;
  readonly ordering?: KongClusterPluginFieldsOrdering;
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

export interface KongClusterPluginFieldsConfigFrom {
  readonly secretKeyRef: KongClusterPluginFieldsConfigFromSecretKeyRef;
}

export interface KongClusterPluginFieldsConfigFromSecretKeyRef {
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
}

export interface KongClusterPluginFieldsConfigPatches {
  readonly path: string;
  readonly valueFrom: KongClusterPluginFieldsConfigFrom;
}

export interface KongClusterPluginFieldsOrdering {
  readonly after?: Readonly<Record<string, readonly string[]>>;
  readonly before?: Readonly<Record<string, readonly string[]>>;
}
