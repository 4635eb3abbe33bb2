import type * as pulumi from '@pulumi/pulumi';
import type { Manifest } from '../synthesis';

/** Which cluster, and how to get in. */
export interface ClusterOptions {
  /**
   * Path of a kubeconfig, or its content; content is kept as a secret.
   * @default - `kubernetes:kubeconfig` of the stack's configuration, else the environment variable KUBECONFIG, else
   * `~/.kube/config`, else the service account of the pod it runs in
   */
  readonly kubeconfig?: pulumi.Input<string>;
  /**
   * Context in the kubeconfig.
   * @default - `kubernetes:context` of the stack's configuration, else the kubeconfig's current one
   */
  readonly context?: string;
  /**
   * Namespace of objects that name none.
   * @default - `kubernetes:namespace` of the stack's configuration, else the context's, else `default`
   */
  readonly namespace?: string;
}

/** An object of a tree, as functions in the options see it. */
export interface DeployedObject {
  /** Path of its construct, which is also the name of its resource. */
  readonly path: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty where the API server is to make up the name. */
  readonly name: string;
  /** Empty for an object that names no namespace. */
  readonly namespace: string;
}

/** How a tree is deployed. */
export interface TreeOptions {
  /**
   * The cluster, for a provider that is made for the tree.
   * @default - the one that `kubectl` would use
   */
  readonly cluster?: ClusterOptions;
  /**
   * A provider to use instead; see {@link clusterProvider} for one that suits.
   * @default - one is made from `cluster`
   */
  readonly provider?: pulumi.ProviderResource;
  /**
   * Whether objects that exist in the cluster already, and were made by somebody else, are taken over.
   * @default false, they are an error
   */
  readonly adopt?: boolean;
  /**
   * Whether claims, volumes and namespaces stay in the cluster when they leave the stack (Pulumi's
   * `retainOnDelete`). To be rid of them too: set it to `false`, `pulumi up`, `pulumi destroy`.
   * @default true
   */
  readonly retainData?: boolean;
  /**
   * Whether objects may be replaced by which data is lost; or the paths of those that may.
   * @default false
   */
  readonly allowDataLoss?: boolean | readonly string[];
  /**
   * Whether Secrets may hold values that stand in the program in plain text.
   * @default false
   */
  readonly allowPlainSecrets?: boolean;
  /**
   * Constructs that have another path now: `{ 'wordpress/Site': 'wordpress/Blog' }` lets the resources of
   * `wordpress/Blog`, and of all below it, go on as those of `wordpress/Site`. Objects that keep their kind, namespace
   * and name are followed without it.
   * @default - none
   */
  readonly renamed?: Readonly<Record<string, string>>;
  /**
   * Objects whose readiness is not awaited.
   * @default false, all are awaited
   * @see https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/
   */
  readonly skipAwait?: boolean | ((object: DeployedObject) => boolean);
  /**
   * How long making, changing and deleting one object may take, readiness included.
   * @default - the provider's: 10 minutes
   */
  readonly timeouts?: pulumi.CustomTimeouts;
  /**
   * Further options of single resources, such as `protect` or `ignoreChanges`.
   * @default - none
   */
  readonly resource?: (object: DeployedObject) => pulumi.CustomResourceOptions | undefined;
  /**
   * Address at which NodePorts answer, for the outputs.
   * @default - that of a node that is ready, if `kubectl` can tell; else the API server's
   */
  readonly nodeAddress?: string;
}

/** A manifest as functions in the options see it. */
export function deployedObject(manifest: Manifest, path: string): DeployedObject {
  const { apiVersion, kind, metadata } = manifest.object as Record<string, unknown>;
  const { name, namespace } = (metadata ?? {}) as Record<string, unknown>;
  return { path, apiVersion: text(apiVersion), kind: text(kind), name: text(name), namespace: text(namespace) };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
