import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { systemOf, workloadLabels } from '../common/labels';
import { namespaceOf } from '../common/namespace-of';
import { schedulingFields } from '../common/scheduling';
import { controllerSidecar, driverContainer, driverPod, livenessContainer } from './csi-containers';
import type { CsiPodSettings } from './csi-settings';

/** Of the node's loopback interface; those of upstream's manifests, which others keep clear of. */
const HEALTH_PORT = 29652;

/**
 * The pods that make folders, and the volumes of them. They are in the node's network, since exports are for addresses
 * of nodes and, by default, for ports below 1024 only, which a pod's traffic loses on its way out. So no NetworkPolicy
 * is for them.
 */
export function csiController(
  scope: Construct,
  settings: CsiPodSettings & { readonly serviceAccountName: string },
): k8s.KubeDeployment {
  const { name, image, images, snapshots } = settings;
  const namespace = namespaceOf(scope);
  const { podLabels, selector } = workloadLabels(
    { name: 'csi-driver-nfs', instance: name, component: 'controller', partOf: systemOf(scope) },
    image,
  );
  // large folders take their time to be copied, packed and deleted
  const patience = ['--timeout=1200s', '--retry-interval-max=30m'];
  const noClasses = '--feature-gates=VolumeAttributesClass=false';
  return new k8s.KubeDeployment(scope, 'Controller', {
    metadata: { name, namespace, labels: podLabels },
    spec: {
      replicas: settings.replicas,
      // a new pod needs the port that the old one on its node has
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(0), maxUnavailable: k8s.IntOrString.fromNumber(1) },
      },
      selector: { matchLabels: { ...selector } },
      template: {
        metadata: { labels: podLabels },
        spec: {
          serviceAccountName: settings.serviceAccountName,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          hostNetwork: true,
          dnsPolicy: 'ClusterFirstWithHostNet',
          securityContext: driverPod,
          ...schedulingFields({
            priorityClassName: 'system-cluster-critical',
            ...settings.scheduling,
            nodeSelector: { 'kubernetes.io/os': 'linux', ...settings.scheduling?.nodeSelector },
          }),
          containers: [
            driverContainer(image, settings.resources, HEALTH_PORT),
            controllerSidecar('csi-provisioner', images.provisioner, namespace, [
              // names of claims for subDir
              '--extra-create-metadata=true',
              noClasses,
              ...patience,
            ]),
            controllerSidecar('csi-resizer', images.resizer, namespace, [
              '--handle-volume-inuse-error=false',
              noClasses,
            ]),
            ...(snapshots ? [controllerSidecar('csi-snapshotter', images.snapshotter, namespace, patience)] : []),
            livenessContainer(images.livenessProbe, HEALTH_PORT),
          ],
          volumes: [{ name: 'socket', emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('1Mi') } }],
        },
      },
    },
  });
}
