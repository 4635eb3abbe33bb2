import { identityOf } from '../../synthesis';
import { type Change, isChanged, isMoved, labelOf, type Outcome } from './change';
import { kindKey } from './fields';
import { explainStatefulSet } from './stateful-set';
import { textAt } from './values';

type Explain = (change: Change) => Outcome;

const OTHER_NAME = 'make one of another name, and take this one out once nothing uses it';

const workload: Explain = change => ({
  effect: isMoved(change)
    ? `it is deleted with its pods before ${labelOf(change.after)} is made`
    : 'it is deleted with its pods and made anew, and the pods are away until the new ones are ready',
  remedy: 'to have no gap, deploy the new one under another construct path and name, and take the old one out later',
});

/** The outcome for kinds where it does not depend on the field. */
const always =
  (consequence: string, more: Omit<Outcome, 'effect'> = {}): Explain =>
  change => ({ effect: `${goes(change)}; ${consequence}`, ...more });

const binding = always('the rights that it grants are away for a moment');

const EXPLANATIONS: Readonly<Record<string, Explain>> = {
  '/ConfigMap': explainContent,
  '/Namespace': change => ({
    effect: `the namespace ${identityOf(change.before).name} is deleted with everything in it, claims and their data too`,
    losesData: true,
    remedy: 'keep the name, or make a second namespace and move the data before this one is taken out',
  }),
  '/PersistentVolume': always(
    'that waits until no claim is bound to it, and the data stays where it is on the backend',
    { remedy: OTHER_NAME },
  ),
  '/PersistentVolumeClaim': explainClaim,
  '/Pod': always('it is away meanwhile, and what it keeps in its own file system is gone'),
  '/ResourceQuota': always('its limits do not hold for a moment'),
  '/Secret': explainContent,
  '/Service': always('clients that hold its old address fail until they ask DNS anew'),
  'apiextensions.k8s.io/CustomResourceDefinition': change => ({
    effect: `${goes(change)}; all objects of the kind ${textAt(change.before, 'spec.names.kind') || 'it defines'} in the cluster are deleted with it`,
    losesData: true,
    remedy: 'add a second definition of another name, and move the objects before this one is taken out',
  }),
  'apps/DaemonSet': workload,
  'apps/Deployment': workload,
  'apps/ReplicaSet': workload,
  'apps/StatefulSet': explainStatefulSet,
  'batch/Job': always('it runs again from the start'),
  'networking.k8s.io/IngressClass': always('Ingresses of the class may not be served for a moment'),
  'node.k8s.io/RuntimeClass': always('no pods that name it can be made meanwhile, and running ones stay as they are'),
  'rbac.authorization.k8s.io/ClusterRoleBinding': binding,
  'rbac.authorization.k8s.io/RoleBinding': binding,
  'scheduling.k8s.io/PriorityClass': always(
    'no pods that name it can be made meanwhile, and existing ones keep the priority they have',
  ),
  'storage.k8s.io/CSIDriver': always('volumes of the driver may fail to mount meanwhile, and mounted ones stay'),
  'storage.k8s.io/StorageClass': always(
    'existing volumes keep what they have, and new claims of the class wait meanwhile',
    { remedy: OTHER_NAME },
  ),
};

/** What comes of the replacement of an object. */
export function outcomeOf(change: Change): Outcome {
  const key = kindKey(change.before);
  return Object.hasOwn(EXPLANATIONS, key) ? EXPLANATIONS[key]!(change) : { effect: goes(change) };
}

function goes(change: Change): string {
  return isMoved(change) ? `it is deleted before ${labelOf(change.after)} is made` : 'it is deleted and made anew';
}

function explainContent(change: Change): Outcome {
  const consequence = 'pods that start meanwhile wait for it, and running ones keep what they have read';
  const isContent = ['data', 'stringData', 'binaryData'].some(path => isChanged(change, path));
  return {
    effect: `${goes(change)}; ${consequence}`,
    remedy: isContent ? 'it is immutable, so give each new content a new name' : undefined,
  };
}

function explainClaim(change: Change): Outcome {
  const size = 'spec.resources.requests.storage';
  const onlySize = change.differences.every(({ path }) => path === size);
  if (onlySize) {
    return {
      effect: 'the API server refuses to make a claim smaller; only a new, empty claim could have this size',
      losesData: true,
      remedy: 'keep the size, or make a second claim of another name and copy the data',
    };
  }
  const successor = isMoved(change) ? labelOf(change.after) : 'one of the same name';
  return {
    effect: `the claim is deleted, and its volume with all data where the reclaim policy is Delete; ${successor} is made, and is empty`,
    losesData: true,
    remedy: 'make a second claim of another name, and copy the data before this one is taken out',
  };
}
