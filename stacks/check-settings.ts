import { z } from 'zod';
import { KubewrightError } from '../src';
import { type Settings, settingsSchema } from './settings';

/** Settings as they were written, unchecked, with the place of each. */
export interface WrittenSettings {
  readonly value: unknown;
  /** File and line of a setting, or of the nearest one above it. */
  placeOf(path: readonly PropertyKey[]): string;
}

/**
 * Fills in the defaults of all settings.
 * @throws KubewrightError KW3003 for every unknown key and every value of the wrong type, with its place
 */
export function checkSettings(written: WrittenSettings): Settings {
  return check(settingsSchema, written);
}

/** Checks values against a schema, as {@link checkSettings} does. */
export function check<T extends z.ZodType>(schema: T, { value, placeOf }: WrittenSettings): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw KubewrightError.all(
    result.error.issues.flatMap(issue => {
      const isUnknown = issue.code === 'unrecognized_keys';
      const paths = isUnknown ? issue.keys.map(key => [...issue.path, key]) : [issue.path];
      return paths.map(
        path =>
          new KubewrightError({
            code: 'KW3003',
            place: placeOf(path),
            problem: isUnknown
              ? `${path.join('.')} is no setting`
              : `${path.join('.') || 'the whole file'}: ${issue.message}`,
            remedy: isUnknown
              ? `use one of ${knownKeys(schema, issue.path)}`
              : 'see stacks/settings.ts for what may stand here',
          }),
      );
    }),
  );
}

/** The settings that may stand below a path. */
function knownKeys(root: z.ZodType, path: readonly PropertyKey[]): string {
  let schema = z.toJSONSchema(root, { io: 'input' }) as z.core.JSONSchema.JSONSchema;
  for (const key of path) schema = (schema.properties?.[String(key)] as typeof schema | undefined) ?? {};
  const keys = Object.keys(schema.properties ?? {});
  return keys.length > 0 ? keys.join(', ') : 'the settings that stacks/settings.ts has here';
}
