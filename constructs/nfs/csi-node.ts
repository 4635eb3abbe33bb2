import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { derived } from '../../src/values';
import { systemOf, workloadLabels } from '../common/labels';
import { namespaceOf } from '../common/namespace-of';
import { schedulingFields } from '../common/scheduling';
import { driverContainer, driverPod, livenessContainer, registrarContainer } from './csi-containers';
import type { CsiPodSettings } from './csi-settings';

/** Of the node's loopback interface; those of upstream's manifests, which others keep clear of. */
const HEALTH_PORT = 29653;
const REGISTRATION_PORT = 19809;

/**
 * The pod of each node that mounts volumes there, for the kubelet. It is in the node's network, or mounts would end
 * with it; so no NetworkPolicy is for it. It asks nothing of the API server, and has no token.
 */
export function csiNode(scope: Construct, settings: CsiPodSettings): k8s.KubeDaemonSet {
  const { name, image, images, kubeletPath } = settings;
  const { podLabels, selector } = workloadLabels(
    { name: 'csi-driver-nfs', instance: name, component: 'node', partOf: systemOf(scope) },
    image,
  );
  const below = (folder: string): string => derived(kubeletPath, known => `${known.replace(/\/+$/, '')}/${folder}`);
  const pods = below('pods');
  const driver = driverContainer(image, settings.resources, HEALTH_PORT);
  return new k8s.KubeDaemonSet(scope, 'Node', {
    metadata: { name, namespace: namespaceOf(scope), labels: podLabels },
    spec: {
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: k8s.IntOrString.fromNumber(1) } },
      selector: { matchLabels: { ...selector } },
      template: {
        metadata: { labels: podLabels },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          hostNetwork: true,
          dnsPolicy: 'ClusterFirstWithHostNet',
          securityContext: driverPod,
          ...schedulingFields({
            priorityClassName: 'system-node-critical',
            // pods with volumes may be on any node that lets them
            tolerations: [{ operator: 'Exists' }],
            ...settings.nodeScheduling,
            nodeSelector: { 'kubernetes.io/os': 'linux', ...settings.nodeScheduling?.nodeSelector },
          }),
          containers: [
            {
              ...driver,
              // what is mounted here is to be seen by the kubelet
              volumeMounts: [
                ...driver.volumeMounts!,
                { name: 'pods', mountPath: pods, mountPropagation: 'Bidirectional' },
              ],
            },
            registrarContainer(images.nodeDriverRegistrar, below('plugins/csi-nfsplugin/csi.sock'), REGISTRATION_PORT),
            livenessContainer(images.livenessProbe, HEALTH_PORT),
          ],
          volumes: [
            { name: 'socket', hostPath: { path: below('plugins/csi-nfsplugin'), type: 'DirectoryOrCreate' } },
            { name: 'registration', hostPath: { path: below('plugins_registry'), type: 'Directory' } },
            { name: 'pods', hostPath: { path: pods, type: 'Directory' } },
          ],
        },
      },
    },
  });
}
