import { MariaDb, NfsProvisioner, type NfsProvisionerProps } from '../../../src';
import type { Program } from '../support';

export const exported = { server: '192.168.10.208', path: '/srv/nfs' };

const provisioner =
  (props?: Partial<NfsProvisionerProps>): Program =>
  chart =>
    new NfsProvisioner(chart, 'nfs', { ...exported, ...props });

const scheduling = {
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'storage', effect: 'NoSchedule' }],
  priorityClassName: 'business',
};

export const nfsSubdirs = {
  default: provisioner(),
  'everything given': provisioner({
    name: 'files',
    driver: 'subdir',
    namespace: 'files-system',
    image: 'registry.example.com/nfs-subdir-external-provisioner:v4.0.3',
    resources: { cpuRequest: '20m', memoryLimit: '256Mi' },
    scheduling,
    storageClassName: 'fast.files',
    isDefault: true,
    onDelete: 'delete',
    mountOptions: ['nfsvers=4.1', 'hard'],
    reclaimPolicy: 'Retain',
    allowVolumeExpansion: false,
    volumeBindingMode: 'WaitForFirstConsumer',
  }),
  'an ordinary user': provisioner({ runAsUser: 65534, archiveOnDelete: false }),
  "the chart's own namespace": provisioner({ namespace: 'apps', archiveOnDelete: true }),
  'three classes of two exports': chart => {
    const nfs = new NfsProvisioner(chart, 'nfs', exported);
    nfs.addStorageClass('scratch', { onDelete: 'delete' });
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is filled in by the program
    nfs.addStorageClass('named', { path: '/srv/archive', pathPattern: '${.PVC.namespace}/${.PVC.name}' });
  },
  'a database on it': chart => {
    const nfs = new NfsProvisioner(chart, 'nfs', exported);
    new MariaDb(chart, 'db', { storage: nfs.storageClass.claim({ size: '20Gi' }), backup: false });
  },
} satisfies Record<string, Program>;

export const nfsCsis = {
  default: provisioner({ driver: 'csi' }),
  'everything given': provisioner({
    driver: 'csi',
    name: 'files',
    namespace: 'files-system',
    image: 'registry.example.com/nfsplugin:v4.13.3',
    sidecarImages: {
      provisioner: 'registry.example.com/csi-provisioner:v6.2.0',
      resizer: 'registry.example.com/csi-resizer:v2.1.0',
      snapshotter: 'registry.example.com/csi-snapshotter:v8.5.0',
      livenessProbe: 'registry.example.com/livenessprobe:v2.18.0',
      nodeDriverRegistrar: 'registry.example.com/csi-node-driver-registrar:v2.16.0',
    },
    replicas: 2,
    resources: { memoryLimit: '1Gi' },
    scheduling,
    nodeScheduling: { nodeSelector: { storage: 'nfs' }, tolerations: [], priorityClassName: 'business' },
    kubeletPath: '/var/lib/k0s/kubelet/',
    snapshots: true,
    storageClassName: 'fast',
    isDefault: true,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is filled in by the program
    subDir: '${pvc.metadata.namespace}-${pvc.metadata.name}',
    mountPermissions: '0770',
    mountOptions: ['nfsvers=4.1'],
    allowVolumeExpansion: false,
    volumeBindingMode: 'WaitForFirstConsumer',
  }),
  'two classes of two exports': chart => {
    const nfs = new NfsProvisioner(chart, 'nfs', { ...exported, driver: 'csi' });
    nfs.addStorageClass('archive', { server: 'nas.example.com', path: '/archive', onDelete: 'retain' });
  },
} satisfies Record<string, Program>;
