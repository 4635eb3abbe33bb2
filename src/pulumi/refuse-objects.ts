import { KubewrightError } from '../error';
import { hasToken, identityOf, type JsonObject, type Manifest } from '../synthesis';

/**
 * What can't become a resource of Pulumi.
 * @throws KubewrightError KW4008 for a list of objects, and for an object that nobody names
 */
export function refuseNoObjects(manifests: readonly Manifest[]): void {
  const errors = manifests.flatMap(({ path, object }) => {
    const { kind, name } = identityOf(object);
    if (Array.isArray(object.items) && kind.endsWith('List'))
      return [noObject(path, `a ${kind} is no object of its own`)];
    const { generateName } = (object.metadata ?? {}) as JsonObject;
    const isNamed = name !== '' || (typeof generateName === 'string' && generateName !== '');
    return isNamed ? [] : [noObject(path, `the ${kind || 'object'} has neither a name nor a generateName`)];
  });
  if (errors.length > 0) throw KubewrightError.all(errors);
}

function noObject(place: string, problem: string): KubewrightError {
  const remedy = 'give each object by itself, with metadata.name';
  return new KubewrightError({ code: 'KW4008', place, problem, remedy });
}

/**
 * A Secret's value that stands in the program is in Git, or in the build of who runs it.
 * @throws KubewrightError KW4005 for every Secret with such a value
 */
export function refusePlainSecrets(manifests: readonly Manifest[]): void {
  const errors = manifests.flatMap(({ path, object }) => {
    const { group, kind, name } = identityOf(object);
    if (group !== '' || kind !== 'Secret') return [];
    const keys = [...plainKeys(object.data), ...plainKeys(object.stringData)];
    if (keys.length === 0) return [];
    return new KubewrightError({
      code: 'KW4005',
      place: path,
      problem: `the Secret "${name}" holds ${keys.join(', ')} in plain text`,
      remedy:
        'give an output: `pulumi config set --secret`, and token(config.requireSecret(…)) in the program; or set allowPlainSecrets',
    });
  });
  if (errors.length > 0) throw KubewrightError.all(errors);
}

function plainKeys(data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data as JsonObject)
    .filter(([, value]) => typeof value === 'string' && value !== '' && !hasToken(value))
    .map(([key]) => key);
}
