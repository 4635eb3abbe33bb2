import * as pulumi from '@pulumi/pulumi';
import { z } from 'zod';
import type { DeployOptions } from '../src/pulumi';
import { check, type WrittenSettings } from './check-settings';
import { readWrittenSettings } from './read-settings';
import { type Settings, settingsSchema } from './settings';

/** What `Pulumi.<stack>.yaml` may hold beside the settings of the stacks. */
const deploymentSchema = z.strictObject({
  /** Which stacks to deploy, with commas between them or as a list. */
  stacks: z.union([z.string(), z.array(z.string())]).default('wordpress'),
  /** Whether objects that exist in the cluster already are taken over. */
  adopt: z.boolean().default(false),
  /** Whether claims, volumes and their namespaces stay when they leave the stack. */
  retainData: z.boolean().default(true),
  /** Whether objects may be replaced by which data is lost; or the paths of those that may. */
  allowDataLoss: z.union([z.boolean(), z.array(z.string())]).default(false),
  /** Whether to go on without waiting for objects to be ready. */
  skipAwait: z.boolean().default(false),
  /** How many minutes an object may take to be ready. */
  timeoutMinutes: z.int().min(1).default(10),
  /** Constructs that have another path now: new path to former one. */
  renamed: z.record(z.string(), z.string()).optional(),
  /** Address at which NodePorts answer, for the outputs. */
  nodeAddress: z.string().optional(),
});

const schema = z.strictObject({ ...deploymentSchema.shape, ...settingsSchema.shape });

/** What is deployed, and how. */
export interface Configuration {
  /** Where it was read from. */
  readonly place: string;
  readonly stacks: readonly string[];
  readonly settings: Settings;
  readonly options: DeployOptions;
}

/**
 * Reads `Pulumi.<stack>.yaml`. The settings of the stacks are those of `settings.yaml`, and over them what stands
 * below the project's name in `Pulumi.<stack>.yaml`.
 * @throws KubewrightError KW3001 and KW3002 for the settings file, KW3003 for an unknown key or a value of the wrong type
 */
export function readConfiguration(
  config = pulumi.runtime.allConfig(),
  // the program itself runs in the folder of its file
  file = readWrittenSettings(process.env.KUBEWRIGHT_SETTINGS, pulumi.getRootDirectory()),
  project = pulumi.getProject(),
  stack = pulumi.getStack(),
): Configuration {
  const place = `Pulumi.${stack}.yaml`;
  const own = ownValues(config, project);
  const written: WrittenSettings = {
    value: merged(file.value, own),
    placeOf: path => (isIn(own, path) ? `${place} ${project}:${path.join('.')}` : file.placeOf(path)),
  };
  const { stacks, timeoutMinutes, ...rest } = check(schema, written);
  const time = `${timeoutMinutes}m`;
  return {
    place: `${place} ${project}:stacks`,
    stacks: (typeof stacks === 'string' ? stacks.split(',') : stacks).map(name => name.trim()).filter(Boolean),
    settings: rest,
    options: {
      adopt: rest.adopt,
      retainData: rest.retainData,
      allowDataLoss: rest.allowDataLoss,
      skipAwait: rest.skipAwait,
      renamed: rest.renamed,
      nodeAddress: rest.nodeAddress,
      timeouts: { create: time, update: time, delete: time },
    },
  };
}

/** The keys of the project. Pulumi hands over every value as text, what is no string as JSON. */
function ownValues(config: Readonly<Record<string, string>>, project: string): Record<string, unknown> {
  const own = Object.entries(config).filter(([key]) => key.startsWith(`${project}:`));
  return Object.fromEntries(own.map(([key, text]) => [key.slice(project.length + 1), parsed(text)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Values, and over them others; of two maps key by key. */
function merged(below: unknown, above: unknown): unknown {
  if (!isMap(below) || !isMap(above)) return above === undefined ? below : above;
  // of two kinds of a thing, the one is no part of the other
  if ('type' in above && above.type !== below.type) return above;
  const keys = [...new Set([...Object.keys(below), ...Object.keys(above)])];
  return Object.fromEntries(keys.map(key => [key, merged(below[key], above[key])]));
}

function isIn(value: unknown, path: readonly PropertyKey[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return true;
  return isMap(value) && Object.hasOwn(value, key) && isIn(value[String(key)], rest);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
