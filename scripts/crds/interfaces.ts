import type { CustomResourceDefinition, Schema } from './crd';

/** The fields of every object, which cdk8s types, and the one that controllers write. */
const COMMON = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/** TypeScript of what a user writes in objects of a CRD: its `spec`, or all fields of a kind that has none. */
export function interfacesOf({ spec }: CustomResourceDefinition): string {
  const served = spec.versions.filter(({ served }) => served);
  const newest = served.find(({ storage }) => storage) ?? served[0];
  const made = new Map<string, string>();
  const texts: string[] = [];
  for (const version of [newest, ...served.filter(one => one !== newest)]) {
    if (!version) continue;
    const { root, end } = content(version.schema.openAPIV3Schema);
    if (!root) continue;
    const suffix = version === newest ? '' : capital(version.name);
    const name = `${spec.names.kind}${suffix}${end}`;
    const key = canonical(root);
    const same = made.get(key);
    texts.push(same ? `/** As ${version.name} has it. */\nexport type ${name} = ${same};\n` : interfaces(name, root));
    if (!same) made.set(key, name);
  }
  return texts.join('\n');
}

function content(schema: Schema): { readonly root?: Schema; readonly end: string } {
  const { spec, ...others } = schema.properties ?? {};
  if (spec) return { root: spec, end: 'Spec' };
  const properties = Object.fromEntries(Object.entries(others).filter(([name]) => !COMMON.has(name)));
  if (Object.keys(properties).length === 0) return { end: '' };
  return { root: { type: 'object', properties, required: schema.required }, end: 'Fields' };
}

/** Interfaces of an object's schema; parts that are alike share the one with the shortest name. */
function interfaces(rootName: string, root: Schema): string {
  const names = new Map<string, string>();
  collect(rootName, root, names);
  const taken = new Map([...names].map(([key, name]) => [name, key]));
  const done = new Set<string>();
  const texts: string[] = [];
  const write = (name: string, schema: Schema) => {
    if (done.has(name)) return;
    done.add(name);
    const children: [string, Schema][] = [];
    const lines = fields(schema).map(([field, one]) => {
      const optional = schema.required?.includes(field) ? '' : '?';
      const type = typeOf(one, part => {
        const partName = names.get(canonical(part))!;
        children.push([partName, part]);
        return partName;
      });
      return `  readonly ${identifier(field)}${optional}: ${type};`;
    });
    texts.push(`export interface ${name} {\n${lines.join('\n')}\n}\n`);
    for (const [childName, child] of children) write(childName, child);
  };
  if (!hasFields(root)) return `export type ${rootName} = ${typeOf(root, () => '')};\n`;
  if (taken.size !== names.size) throw new Error(`${rootName}: two interfaces of one name`);
  write(names.get(canonical(root))!, root);
  return texts.join('\n');
}

function collect(name: string, schema: Schema, names: Map<string, string>): void {
  if (hasFields(schema)) {
    const key = canonical(schema);
    const known = names.get(key);
    if (known === undefined || name.length < known.length) names.set(key, name);
    for (const [field, one] of fields(schema)) collect(name + capital(field), one, names);
  }
  if (schema.items) collect(name, schema.items, names);
  if (typeof schema.additionalProperties === 'object') collect(name, schema.additionalProperties, names);
}

function typeOf(schema: Schema, nameOf: (part: Schema) => string): string {
  const type = plainTypeOf(schema, nameOf);
  return schema.nullable ? `${type} | null` : type;
}

function plainTypeOf(schema: Schema, nameOf: (part: Schema) => string): string {
  if (schema.enum) return schema.enum.map(value => JSON.stringify(value)).join(' | ');
  if (schema['x-kubernetes-int-or-string']) return 'number | string';
  if (hasFields(schema)) return nameOf(schema);
  switch (schema.type) {
    case 'string':
    case 'boolean':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array': {
      const item = schema.items ? typeOf(schema.items, nameOf) : 'unknown';
      return `readonly ${item.includes(' ') ? `(${item})` : item}[]`;
    }
    case 'object': {
      const values = schema.additionalProperties;
      return `Readonly<Record<string, ${typeof values === 'object' ? typeOf(values, nameOf) : 'unknown'}>>`;
    }
    default:
      return 'unknown';
  }
}

const hasFields = (schema: Schema) => Object.keys(schema.properties ?? {}).length > 0;
const fields = (schema: Schema) => Object.entries(schema.properties ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
const capital = (text: string) => (text[0] ?? '').toUpperCase() + text.slice(1).replace(/[^A-Za-z0-9]/g, '_');
const identifier = (field: string) => (/^[A-Za-z_$][\w$]*$/.test(field) ? field : JSON.stringify(field));

/** What two schemas have in common when their types are the same. */
function canonical(schema: Schema): string {
  const part = (one: Schema): unknown => [
    one.type,
    one.enum,
    one.nullable,
    one['x-kubernetes-int-or-string'],
    fields(one).map(([name, field]) => [name, one.required?.includes(name) ?? false, part(field)]),
    one.items && part(one.items),
    typeof one.additionalProperties === 'object' ? part(one.additionalProperties) : one.additionalProperties,
  ];
  return JSON.stringify(part(schema));
}
