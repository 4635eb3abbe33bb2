import type * as pulumi from '@pulumi/pulumi';

/** A class of @pulumi/kubernetes for a kind of object. */
export type ResourceClass = new (
  name: string,
  args: Record<string, unknown>,
  opts?: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

const known = new Map<string, ResourceClass>();

/**
 * The class of @pulumi/kubernetes for a kind; its CustomResource where the provider does not know the kind. Only the
 * files of the kinds in use are loaded, since the whole package takes as long as Pulumi itself.
 */
export function resourceClass(apiVersion: string, kind: string): ResourceClass {
  const key = `${apiVersion}/${kind}`;
  const found = known.get(key) ?? builtIn(apiVersion, kind) ?? customResource();
  known.set(key, found);
  return found;
}

/** The type of a kind's resources. */
export function typeOf(apiVersion: string, kind: string): string {
  const type = (resourceClass(apiVersion, kind) as { __pulumiType?: string }).__pulumiType;
  return type ?? `kubernetes:${apiVersion}:${kind}`;
}

/** Whether the provider knows a kind, as it does those of Kubernetes itself. */
export function isBuiltIn(apiVersion: string, kind: string): boolean {
  return builtIn(apiVersion, kind) !== undefined;
}

function builtIn(apiVersion: string, kind: string): ResourceClass | undefined {
  const [, group, version] =
    /^(?:(?!core\/|yaml\/|helm\/|kustomize\/)([a-z]+)(?:\.[a-z0-9.-]*k8s\.io)?\/)?(v\d+(?:(?:alpha|beta)\d+)?)$/.exec(
      apiVersion,
    ) ?? [];
  // classes such as DeploymentPatch stand for an operation, and are no kind
  if (version === undefined || !/^[A-Z][A-Za-z0-9]*(?<!Patch|List)$/.test(kind)) return undefined;
  const found = exportOf(`@pulumi/kubernetes/${group ?? 'core'}/${version}`, kind);
  const type = `kubernetes:${group ? apiVersion : `core/${apiVersion}`}:${kind}`;
  return found?.__pulumiType === type ? found : undefined;
}

function exportOf(module: string, name: string): (ResourceClass & { __pulumiType?: string }) | undefined {
  try {
    return require(module)[name];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** The class for kinds that a definition made. */
function customResource(): ResourceClass {
  return require('@pulumi/kubernetes/apiextensions/customResource').CustomResource;
}
