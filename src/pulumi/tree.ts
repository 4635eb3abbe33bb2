import * as pulumi from '@pulumi/pulumi';
import type { IConstruct } from 'constructs';
import { KubewrightError } from '../error';
import type { Manifest } from '../synthesis';
import { claimsNotAwaited } from './claims';
import { refuseTooLarge } from './client-side';
import { checkReachable, readKubeconfig } from './cluster';
import { readExisting, refuseForeign } from './existing';
import { movedFrom } from './follow';
import { type FormerState, readFormerState } from './former';
import { describeKept } from './kept';
import { KnownObjects } from './known-objects';
import { Kubectl } from './kubectl';
import type { ClusterOptions, TreeOptions } from './options';
import type { Plan } from './plan';
import { checkPlugin } from './plugin';
import { clusterOf, clusterProvider, withConfiguration } from './provider';
import { refuseNoObjects, refusePlainSecrets } from './refuse-objects';
import { type ReplacedFields, register, resourceName } from './register';
import { formerPath } from './renamed';
import { describeReplacement, explainReplacements } from './replacement';
import { holdingData } from './retention';
import type { Root } from './root';
import { readStorageClasses } from './storage-classes';
import { DEPLOYED, type DeployedTree } from './types';
import { hasClaims, unknownClasses } from './unknown-classes';

/** A tree that hangs from a component. */
export interface Tree {
  readonly plan: Plan;
  readonly options: TreeOptions;
  readonly root: Root;
  /** The construct that the root stands for. */
  readonly rootConstruct: IConstruct;
  /** A provider that the component inherits. */
  readonly inherited?: pulumi.ProviderResource;
  /** The names that the component has, and had before it was renamed; none for the root of a whole stack. */
  readonly rootNames: readonly string[];
}

/**
 * Looks at a tree and at what is there already, and registers the resources.
 * @throws KubewrightError KW4001 to KW4012
 */
export async function deployTree(tree: Tree): Promise<DeployedTree> {
  const { plan, options, root } = tree;
  refuseNoObjects(plan.manifests);
  if (!options.allowPlainSecrets) refusePlainSecrets(plan.manifests);
  const given = options.provider ?? tree.inherited;
  const cluster = given ? clusterOf(given) : withConfiguration(options.cluster ?? {});
  await refuseTooLarge(plan.manifests, given);
  if (!given) checkPlugin();
  const access = cluster && (await openCluster(cluster));
  const rootUrn = await urnOf(root);
  // an unknown cluster may have any default namespace
  const known = new KnownObjects(cluster?.namespace ?? access?.namespace);
  const former = await readFormerState(rootUrn, tree.rootNames, known);
  const moved = movedFrom(plan.manifests, former, known, resourceName);
  const replaced = await tellReplacements(tree, former, known);
  const data = holdingData(plan.manifests);
  const missing = plan.manifests.filter(({ object }) => !former.objects.has(known.keyOf(object) ?? ''));
  const existing = access ? await readExisting(missing, access.kubectl, known) : new Map();
  if (!options.adopt) refuseForeign(existing, former, known, manifest => data.has(manifest));
  root.registerOutputs({ [DEPLOYED]: intentions(plan.manifests, former, known) });
  const provider =
    given ?? clusterProvider([...tree.rootNames.slice(0, 1), 'cluster'].join('/'), options.cluster, { parent: root });
  const readClasses = once(() => readStorageClasses(plan.manifests, access?.kubectl));
  if (missing.some(hasClaims)) {
    for (const warning of unknownClasses(missing, await readClasses())) await pulumi.log.warn(warning, root);
  }
  const notAwaited = await claimsNotAwaited(plan.manifests, former, known, readClasses);
  const retained = options.retainData === false ? new Set<Manifest>() : data;
  const kept = describeKept(missing, retained);
  if (kept) await pulumi.log.info(kept, root);
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
function intentions(manifests: readonly Manifest[], former: FormerState, known: KnownObjects): Record<string, string> {
  const now = new Date().toISOString();
  const keys = manifests.map(({ object }) => known.keyOf(object)).filter(key => key !== undefined);
  return Object.fromEntries(keys.map(key => [key, former.intended[key] ?? now]));
}

interface OpenCluster {
  readonly kubectl: Kubectl;
  /** Namespace of objects that name none. */
  readonly namespace: string;
  nodeAddress(): Promise<string | undefined>;
}

/** Makes sure that the cluster answers. A kubeconfig that is known only later is left to the provider. */
async function openCluster(cluster: ClusterOptions): Promise<OpenCluster | undefined> {
  const { kubeconfig, context } = cluster;
  if (kubeconfig !== undefined && typeof kubeconfig !== 'string') return undefined;
  const access = readKubeconfig({ kubeconfig, context });
  await checkReachable(access);
  const kubectl = new Kubectl(kubeconfig, access.context === 'in-cluster' ? undefined : access.context);
  return {
    kubectl,
    namespace: access.namespace ?? 'default',
    nodeAddress: async () => (await addressOfNode(kubectl)) ?? new URL(access.server).hostname,
  };
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
async function tellReplacements(
  { plan, options, root }: Tree,
  former: FormerState,
  known: KnownObjects,
): Promise<ReplacedFields> {
  const changes = plan.manifests.flatMap(manifest => {
    const path = resourceName(manifest);
    // as the engine looks for it: by its own name, else by a former one
    const before =
      former.byName.get(path) ??
      former.byName.get(formerPath(path, options.renamed) ?? path) ??
      former.objects.get(known.keyOf(manifest.object) ?? '');
    return before ? [{ path, before: before.object, after: known.inItsNamespace(manifest.object) }] : [];
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
