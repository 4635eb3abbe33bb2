import * as pulumi from '@pulumi/pulumi';

/**
 * Makes an error ready for Pulumi, which prints one that is meant for the user by its message, but has its stack
 * coloured before: Node.js 20.20 takes 15 seconds for that where folders of packages are in it.
 */
export function presentable(error: unknown): unknown {
  if (!pulumi.RunError.isInstance(error)) return error;
  const lines = (error.stack ?? '').split('\n');
  error.stack = lines.filter(line => !/^\s+at .*node_modules/.test(line)).join('\n');
  return error;
}
