/** A schema of OpenAPI v3, in the parts that are read here. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly nullable?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}

export interface CrdVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly additionalPrinterColumns?: readonly { readonly name: string; readonly description?: string }[];
  readonly schema: { readonly openAPIV3Schema: Schema };
}

export interface CustomResourceDefinition {
  readonly apiVersion: string;
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly scope: 'Namespaced' | 'Cluster';
    readonly versions: readonly CrdVersion[];
  };
}

/** A CRD as it is applied, without what only people read: descriptions are most of it. */
export function strip({ apiVersion, kind, metadata, spec }: CustomResourceDefinition): CustomResourceDefinition {
  const { name, annotations } = metadata;
  return {
    apiVersion,
    kind,
    metadata: annotations ? { annotations, name } : { name },
    spec: {
      ...spec,
      versions: spec.versions.map(version => ({
        ...version,
        ...(version.additionalPrinterColumns && {
          additionalPrinterColumns: version.additionalPrinterColumns.map(({ description: _, ...column }) => column),
        }),
        schema: { openAPIV3Schema: stripSchema(version.schema.openAPIV3Schema) },
      })),
    },
  };
}

/** Takes descriptions off schemas, and leaves properties that are called so, defaults and enums. */
function stripSchema(schema: Schema): Schema {
  const { description: _, ...rest } = schema;
  return Object.fromEntries(
    Object.entries(rest).map(([key, value]) => {
      if (key === 'properties') {
        return [
          key,
          Object.fromEntries(Object.entries(value).map(([name, one]) => [name, stripSchema(one as Schema)])),
        ];
      }
      if (key === 'items' || key === 'not') return [key, stripSchema(value as Schema)];
      if (key === 'additionalProperties' && typeof value === 'object') return [key, stripSchema(value as Schema)];
      if (key === 'allOf' || key === 'anyOf' || key === 'oneOf') return [key, (value as Schema[]).map(stripSchema)];
      return [key, value];
    }),
  );
}
