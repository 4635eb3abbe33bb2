import { parse } from 'yaml';
import { type Configuration, readConfiguration } from '../../stacks/pulumi-configuration';
import type { Block } from './markdown';

const PROJECT = 'kubewright';
/** The keys of Pulumi's own provider that count. */
const KUBERNETES = ['kubernetes:kubeconfig', 'kubernetes:context', 'kubernetes:namespace'];

/** Whether a block is a `Pulumi.<stack>.yaml`, or a part of one. */
export function isPulumiConfig(text: string): boolean {
  return /^config:/m.test(text);
}

/** What the stacks make of a `Pulumi.<stack>.yaml`. */
export function configurationOf(text: string): Configuration {
  const { config } = parse(text) as { config: Record<string, unknown> };
  return read(config);
}

/** A `pulumi config set` in a document. */
export interface ConfigCommand {
  readonly place: string;
  readonly key: string;
  readonly value?: string;
  readonly isPath: boolean;
}

/** The commands in a block of a shell. */
export function configCommands({ place, language, text }: Block): ConfigCommand[] {
  if (!['sh', 'console'].includes(language)) return [];
  return [...text.matchAll(/pulumi config set((?: --\w+)*) ('[^']+'|\S+)(?: ('[^']+'|\S+))?/g)].map(
    ([, flags = '', key = '', value]) => ({
      place,
      key: unquoted(key),
      value: value === undefined ? undefined : unquoted(value),
      isPath: flags.includes('--path'),
    }),
  );
}

/** What the stacks make of a command's key. */
export function configurationAfter({ key, value = '', isPath }: ConfigCommand): Configuration {
  if (!isPath) return read({ [key]: value });
  const [first = '', ...inner] = key.split('.');
  const last = /^(true|false|-?\d+)$/.test(value) ? (JSON.parse(value) as unknown) : value;
  return read({ [first]: inner.reduceRight<unknown>((below, name) => ({ [name]: below }), last) });
}

/** Reads configuration as Pulumi hands it over: text as it is, all else as JSON. */
function read(config: Readonly<Record<string, unknown>>): Configuration {
  const strangers = Object.keys(config).filter(key => !key.startsWith(`${PROJECT}:`) && !KUBERNETES.includes(key));
  if (strangers.length > 0) throw new Error(`nobody reads ${strangers.join(', ')}`);
  const texts = Object.entries(config).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const none = { value: {}, placeOf: () => 'settings.yaml' };
  return readConfiguration(Object.fromEntries(texts), none, PROJECT, 'production');
}

function unquoted(text: string): string {
  return text.replace(/^'(.*)'$/, '$1');
}
