import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { StringMap } from './labels';
import { namespaceOf } from './namespace-of';

/**
 * Lets a drain of nodes take one pod at a time. Pods that are broken anyway don't hold it up.
 * @see https://github.com/kubernetes/enhancements/tree/master/keps/sig-apps/3017-pod-healthy-policy-for-pdb
 */
export function disruptionBudget(
  scope: Construct,
  name: string,
  labels: StringMap,
  selector: StringMap,
): k8s.KubePodDisruptionBudget {
  return new k8s.KubePodDisruptionBudget(scope, 'DisruptionBudget', {
    metadata: { name, namespace: namespaceOf(scope), labels: { ...labels } },
    spec: {
      maxUnavailable: k8s.IntOrString.fromNumber(1),
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: { ...selector } },
    },
  });
}
