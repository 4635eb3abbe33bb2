import { KubewrightError } from '../error';

/**
 * A value that is known later: an `Output` of Pulumi. It is recognized by its mark, so that Pulumi is never loaded for
 * it.
 */
export interface Output {
  readonly __pulumiOutput: true;
  /** Another such value, made from this one when it is known. */
  apply(func: (value: unknown) => unknown): Output;
}

/** Whether a value is an `Output` of Pulumi. */
export function isOutput(value: unknown): value is Output {
  return typeof value === 'object' && value !== null && (value as Partial<Output>).__pulumiOutput === true;
}

/** KW1006: an output where a manifest is written. */
export function outputInManifest(place?: string): KubewrightError {
  return new KubewrightError({
    code: 'KW1006',
    place,
    problem: 'holds an output of Pulumi, whose value is known only while Pulumi deploys',
    remedy: 'deploy this tree by `pulumi up`, or give a plain value for manifests',
  });
}
