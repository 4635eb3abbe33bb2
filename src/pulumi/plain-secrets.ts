import { KubewrightError } from '../error';
import { hasToken, identityOf, type JsonObject, type Manifest } from '../synthesis';

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
