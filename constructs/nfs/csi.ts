import { ApiObject } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { clusterScoped } from '../common/cluster-scoped';
import { appendName } from '../common/names';
import type { AccessMode } from '../common/storage';
import { DRIVER, sidecarImages } from './csi-containers';
import { csiController } from './csi-controller';
import { csiNode } from './csi-node';
import { csiAccount } from './csi-rbac';
import type { CsiSettings } from './csi-settings';
import type { CompleteClass, NfsDriver, Served } from './driver';

/**
 * csi-driver-nfs: a controller that makes folders, and a pod on each node that mounts them. One driver serves any
 * export.
 */
export class CsiDriver implements NfsDriver {
  public readonly name = 'csi';
  public readonly accessModes: readonly AccessMode[] = [
    'ReadWriteOnce',
    'ReadOnlyMany',
    'ReadWriteMany',
    'ReadWriteOncePod',
  ];
  public readonly canGrow = true;
  private readonly by: readonly Construct[];

  public constructor(scope: Construct, settings: CsiSettings) {
    const { name, snapshots } = settings;
    const labels = { ...settings.labels };
    const images = sidecarImages(settings.sidecarImages);
    const account = csiAccount(scope, { name, labels, snapshots });
    const driver = makeCsiDriver(scope, labels);
    const controller = csiController(scope, { ...settings, images, serviceAccountName: name });
    controller.addDependency(...account, driver);
    const node = csiNode(scope, { ...settings, images, name: appendName(scope, name, 'node') });
    node.addDependency(driver);
    if (snapshots) makeSnapshotClass(scope, name, labels).addDependency(controller);
    this.by = [...account, driver, controller, node];
  }

  public serve(wanted: CompleteClass): Served {
    const { server, path, onDelete, subDir, mountPermissions } = wanted;
    return {
      provisioner: DRIVER,
      parameters: {
        server,
        share: path,
        onDelete,
        ...(subDir === undefined ? {} : { subDir }),
        ...(mountPermissions === undefined ? {} : { mountPermissions }),
      },
      by: this.by,
    };
  }
}

function makeCsiDriver(scope: Construct, labels: Record<string, string>): k8s.KubeCsiDriver {
  return clusterScoped(
    new k8s.KubeCsiDriver(scope, 'CsiDriver', {
      metadata: { name: DRIVER, labels },
      spec: {
        // an export is mounted without being attached to a node first
        attachRequired: false,
        // it does not need to know the pod it mounts for
        podInfoOnMount: false,
        // no volumes in pods themselves: by one, whoever makes pods could mount any export the nodes can
        volumeLifecycleModes: ['Persistent'],
        // folders belong to root: by its fsGroup a pod that isn't can write to them
        fsGroupPolicy: 'File',
        // an export has no limit per volume that the scheduler could look at
        storageCapacity: false,
        requiresRepublish: false,
      },
    }),
  );
}

function makeSnapshotClass(scope: Construct, name: string, labels: Record<string, string>): ApiObject {
  return clusterScoped(
    new ApiObject(scope, 'SnapshotClass', {
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshotClass',
      metadata: { name, labels },
      driver: DRIVER,
      deletionPolicy: 'Delete',
    }),
  );
}
