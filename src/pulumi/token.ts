import type * as pulumi from '@pulumi/pulumi';

/**
 * Lets an output of Pulumi stand where a prop takes a plain value: it goes through the tree as a token and comes out in
 * the resource as the output that it is, a secret one as a secret.
 *
 * It is known only while Pulumi deploys: `cdk8s synth` of a tree with outputs is an error (KW1006), and so is putting
 * it together with text other than by `pulumi.interpolate` (KW1007).
 *
 * @example
 * const config = new pulumi.Config();
 * new WordPress(chart, 'wordpress', { database, image: token(config.requireSecret('image')) });
 */
export function token<T>(output: pulumi.Output<T>): T {
  return output as unknown as T;
}
