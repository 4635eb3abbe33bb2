import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { isDeferred } from '../../src/values';
import type { Checks } from './checks';
import type { SecretKey } from './connections';
import type { StringMap } from './labels';

/** KW2013, KW2015: passwords that are known later only, so that none of them stands in a program. */
export function checkSecretValues(checks: Checks, prop: string, values: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(values)) {
    if (!checks.isGiven(`${prop}.${key}`, value) || isDeferred(value)) continue;
    checks.fail(
      'KW2015',
      `${prop}.${key} is a password in plain text`,
      'give an output (config.requireSecret), name a Secret, or leave it out and have it generated',
    );
  }
}

/** Settings of a {@link GivenSecret}. */
export interface GivenSecretProps {
  /** Name of the Secret. */
  readonly name: string;
  readonly labels: StringMap;
  /** The values by their keys; {@link checkSecretValues} has looked at them. */
  readonly values: Readonly<Record<string, string>>;
}

/** A Secret with values that are known when it is deployed. */
export class GivenSecret extends Construct {
  public readonly secret: k8s.KubeSecret;

  public constructor(scope: Construct, id: string, props: GivenSecretProps) {
    super(scope, id);
    this.secret = new k8s.KubeSecret(this, 'Resource', {
      metadata: { name: props.name, labels: { ...props.labels } },
      type: 'Opaque',
      stringData: { ...props.values },
    });
  }

  /** A reference to a key of the Secret. */
  public key(key: string): SecretKey {
    return { name: this.secret.name, key };
  }
}
