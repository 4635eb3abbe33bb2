import * as pulumi from '@pulumi/pulumi';
import { isContent } from './cluster';
import type { ClusterOptions } from './options';

/**
 * A provider for a cluster, set up as trees need it: ConfigMaps and Secrets are changed where they are, instead of being
 * deleted and made anew while pods use them; objects that exist are not refused, since an update that was ended half-way
 * has made some that are in no state; and where somebody else changed a field, the tree wins, as it does with GitOps
 * controllers.
 *
 * @param name name of the resource
 *
 * @example
 * const provider = clusterProvider('berlin', { context: 'admin@berlin' });
 * new ConstructTree('blog', chart => new WordPressSite(chart, 'site'), { provider });
 */
export function clusterProvider(
  name: string,
  cluster: ClusterOptions = {},
  opts?: pulumi.ResourceOptions,
): pulumi.ProviderResource {
  const { Provider } = require('@pulumi/kubernetes/provider') as typeof import('@pulumi/kubernetes/provider');
  const configured = withConfiguration(cluster);
  const { kubeconfig, context, namespace } = configured;
  const isSecret = kubeconfig !== undefined && (typeof kubeconfig !== 'string' || isContent(kubeconfig));
  const provider = new Provider(
    name,
    {
      // an output of nothing keeps the SDK from writing what KUBECONFIG is on this machine into the state; the provider
      // looks for it by itself, as kubectl does
      kubeconfig: isSecret ? pulumi.secret(kubeconfig) : (kubeconfig ?? pulumi.output(undefined)),
      context,
      namespace,
      enableConfigMapMutable: true,
      enableSecretMutable: true,
      upsertExistingObjects: true,
      enablePatchForce: true,
    },
    opts,
  );
  clusters.set(provider, configured);
  return provider;
}

/** The clusters of the providers that were made here. */
const clusters = new WeakMap<pulumi.ProviderResource, ClusterOptions>();

/** Which cluster a provider is for; `undefined` for one that was made elsewhere. */
export function clusterOf(provider: pulumi.ProviderResource): ClusterOptions | undefined {
  return clusters.get(provider);
}

/** What is not given comes from the stack's configuration, by the names that Pulumi's own provider reads. */
export function withConfiguration(cluster: ClusterOptions): ClusterOptions {
  const config = new pulumi.Config('kubernetes');
  return {
    kubeconfig: cluster.kubeconfig ?? config.get('kubeconfig'),
    context: cluster.context ?? config.get('context'),
    namespace: cluster.namespace ?? config.get('namespace'),
  };
}
