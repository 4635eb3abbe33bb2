import * as pulumi from '@pulumi/pulumi';
import { KubewrightError } from '../error';
import { type Manifest, outgrowsAnnotation } from '../synthesis';

/**
 * Providers apply on the server's side, unless they are told not to; then they keep each object in its own annotation.
 * @throws KubewrightError KW4012 for each object that is too large for that
 */
export async function refuseTooLarge(
  manifests: readonly Manifest[],
  given: pulumi.ProviderResource | undefined,
): Promise<void> {
  const large = manifests.filter(({ object }) => outgrowsAnnotation(object));
  if (large.length === 0 || !(await appliesOnClient(given))) return;
  throw KubewrightError.all(
    large.map(
      ({ path }) =>
        new KubewrightError({
          code: 'KW4012',
          place: path,
          problem: 'the object is too large for an annotation, in which a provider without server-side apply keeps it',
          remedy: 'leave enableServerSideApply of the provider at true',
        }),
    ),
  );
}

async function appliesOnClient(given: pulumi.ProviderResource | undefined): Promise<boolean> {
  const { enableServerSideApply } = (given ?? {}) as { enableServerSideApply?: unknown };
  const own = enableServerSideApply === undefined ? undefined : await known(enableServerSideApply);
  const config = new pulumi.Config('kubernetes');
  const setting = own ?? process.env.PULUMI_K8S_ENABLE_SERVER_SIDE_APPLY ?? config.get('enableServerSideApply');
  return String(setting) === 'false';
}

/** What an output is, once it is there; `undefined` for one that a preview can't know. */
async function known(value: unknown): Promise<unknown> {
  const output = pulumi.output(value) as pulumi.Output<unknown> & { readonly isKnown: Promise<boolean> };
  return (await output.isKnown) ? new Promise(resolve => output.apply(resolve)) : undefined;
}
