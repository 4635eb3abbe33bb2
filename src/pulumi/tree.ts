import * as pulumi from '@pulumi/pulumi';
import type { IConstruct } from 'constructs';
import { KubewrightError } from '../error';
import { hasToken, identityOf, type Manifest } from '../synthesis';
import { claimsNotAwaited } from './claims';
import { checkReachable, readKubeconfig } from './cluster';
import { readExisting, refuseForeign } from './existing';
import { movedFrom } from './follow';
import { type FormerState, identityKey, nameOf, readFormerState } from './former';
import { Kubectl } from './kubectl';
import type { ClusterOptions, TreeOptions } from './options';
import { refusePlainSecrets } from './plain-secrets';
import type { Plan } from './plan';
import { checkPlugin } from './plugin';
import { clusterOf, clusterProvider, withConfiguration } from './provider';
import { type ReplacedFields, register, resourceName } from './register';
import { formerPath } from './renamed';
import { describeReplacement, explainReplacements } from './replacement';
import { holdingData } from './retention';
import type { Root } from './root';
import { DEPLOYED, type DeployedTree } from './types';

/** A tree that hangs from a component. */
export interface Tree {
  readonly plan: Plan;
  readonly options: TreeOptions;
  readonly root: Root;
  /** The construct that the root stands for. */
  readonly rootConstruct: IConstruct;
  /** A provider that the component inherits. */
  readonly inherited?: pulumi.ProviderResource;
  /** What the names of the resources start with. */
  readonly prefix: string;
}

/**
 * Looks at a tree and at what is there already, and registers the resources.
 * @throws KubewrightError KW4001 to KW4010
 */
export async function deployTree(tree: Tree): Promise<DeployedTree> {
  const { plan, options, root } = tree;
  if (!options.allowPlainSecrets) refusePlainSecrets(plan.manifests);
  const given = options.provider ?? tree.inherited;
  const cluster = given ? clusterOf(given) : withConfiguration(options.cluster ?? {});
  if (!given) checkPlugin();
  const access = cluster && (await openCluster(cluster));
  const rootUrn = await urnOf(root);
  const former = await readFormerState(rootUrn, tree.prefix);
  const moved = movedFrom(plan.manifests, former, resourceName);
  const replaced = await tellReplacements(tree, former);
  const data = holdingData(plan.manifests);
  const missing = plan.manifests.filter(({ object }) => !former.objects.has(identityKey(identityOf(object))));
  const existing = access ? await readExisting(missing, access.kubectl, cluster?.namespace) : new Map();
  if (!options.adopt) refuseForeign(existing, former, manifest => data.has(manifest));
  root.registerOutputs({ [DEPLOYED]: intentions(plan.manifests, former) });
  const provider =
    given ??
    clusterProvider(tree.prefix === '' ? 'cluster' : `${tree.prefix}cluster`, options.cluster, { parent: root });
  const notAwaited = await claimsNotAwaited(plan.manifests, former, access?.kubectl);
  const retained = options.retainData === false ? new Set<Manifest>() : data;
  const resources = register({
    ...tree,
    rootUrn,
    provider,
    retained,
    moved,
    replaced,
    notAwaited,
  });
  return { resources, nodeAddress: once(async () => options.nodeAddress ?? (await access?.nodeAddress())) };
}

/** When each object was meant to be made first. What was is known to be ours, should no state tell of it. */
function intentions(manifests: readonly Manifest[], former: FormerState): Record<string, string> {
  const now = new Date().toISOString();
  const keys = manifests.map(({ object }) => identityKey(identityOf(object))).filter(key => !hasToken(key));
  return Object.fromEntries(keys.map(key => [key, former.intended[key] ?? now]));
}

interface OpenCluster {
  readonly kubectl: Kubectl;
  nodeAddress(): Promise<string | undefined>;
}

/** Makes sure that the cluster answers. A kubeconfig that is known only later is left to the provider. */
async function openCluster(cluster: ClusterOptions): Promise<OpenCluster | undefined> {
  const { kubeconfig, context } = cluster;
  if (kubeconfig !== undefined && typeof kubeconfig !== 'string') return undefined;
  const access = readKubeconfig({ kubeconfig, context });
  await checkReachable(access);
  const kubectl = new Kubectl(kubeconfig, access.context === 'in-cluster' ? undefined : access.context);
  return { kubectl, nodeAddress: async () => (await addressOfNode(kubectl)) ?? new URL(access.server).hostname };
}

interface Node {
  readonly status: {
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** An address of a node that is ready: one that is reached from outside, if there is one. */
async function addressOfNode(kubectl: Kubectl): Promise<string | undefined> {
  const list = await kubectl.json<{ items: readonly Node[] }>(['get', 'nodes']).catch(() => undefined);
  const isReady = ({ status }: Node) => status.conditions?.some(c => c.type === 'Ready' && c.status === 'True');
  const addresses = list?.items.filter(isReady).flatMap(node => node.status.addresses ?? []) ?? [];
  const ofType = (type: string) => addresses.find(address => address.type === type)?.address;
  return ofType('ExternalIP') ?? ofType('InternalIP');
}

/**
 * Tells what will be replaced.
 * @returns the changed fields that lead to it, by the name of the resource
 * @throws KubewrightError KW4006 where data would be lost
 */
async function tellReplacements({ plan, options, root }: Tree, former: FormerState): Promise<ReplacedFields> {
  const byName = new Map([...former.objects.values()].map(object => [nameOf(object.urn), object]));
  const changes = plan.manifests.flatMap(manifest => {
    const name = resourceName(manifest);
    const known =
      former.objects.get(identityKey(identityOf(manifest.object))) ??
      byName.get(formerPath(name, options.renamed) ?? name) ??
      byName.get(name);
    return known ? [{ path: name, before: known.object, after: manifest.object }] : [];
  });
  const errors: KubewrightError[] = [];
  const replacements = explainReplacements(changes);
  for (const replacement of replacements) {
    const isAllowed =
      options.allowDataLoss === true ||
      (Array.isArray(options.allowDataLoss) && options.allowDataLoss.includes(replacement.path));
    if (!replacement.losesData || isAllowed) {
      await pulumi.log.warn(describeReplacement(replacement), root);
      continue;
    }
    errors.push(
      new KubewrightError({
        code: 'KW4006',
        place: replacement.path,
        problem: describeReplacement({ ...replacement, remedy: undefined }),
        remedy: `${replacement.remedy ?? 'take the change back'}; or name the path in allowDataLoss, if the data may go`,
      }),
    );
  }
  if (errors.length > 0) throw KubewrightError.all(errors);
  return new Map(replacements.map(({ path, fields }) => [path, fields.map(field => field.path)]));
}

function urnOf(resource: pulumi.Resource): Promise<string> {
  return new Promise(resolve => resource.urn.apply(resolve));
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= work());
}
