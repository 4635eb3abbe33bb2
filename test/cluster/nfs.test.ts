import { Chart } from 'cdk8s';
import { App, MariaDb, NfsProvisioner, type NfsProvisionerProps } from '../../src';
import { NfsStack } from '../../stacks/nfs';
import { describeWithControlPlane } from './control-plane';

jest.setTimeout(240_000);

const STRICT = ['--server-side', '--validate=strict'];
const exported = { server: '192.168.10.208', path: '/srv/nfs' };

/** As far as VolumeSnapshotClasses need it. */
const SNAPSHOT_CLASSES = JSON.stringify({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {
    name: 'volumesnapshotclasses.snapshot.storage.k8s.io',
    annotations: { 'api-approved.kubernetes.io': 'https://github.com/kubernetes-csi/external-snapshotter/pull/814' },
  },
  spec: {
    group: 'snapshot.storage.k8s.io',
    scope: 'Cluster',
    names: { kind: 'VolumeSnapshotClass', plural: 'volumesnapshotclasses', singular: 'volumesnapshotclass' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            required: ['driver', 'deletionPolicy'],
            properties: {
              driver: { type: 'string' },
              deletionPolicy: { type: 'string' },
              parameters: { type: 'object', additionalProperties: { type: 'string' } },
            },
          },
        },
      },
    ],
  },
});

describeWithControlPlane('NFS provisioners on a real API server', cluster => {
  const apply = (input: string, ...more: string[]) =>
    cluster().kubectl(['apply', ...STRICT, ...more, '-f', '-'], { input });

  const variants: Record<string, Partial<NfsProvisionerProps>> = {
    subdir: {},
    'subdir-as-user': { runAsUser: 65534, onDelete: 'delete', volumeBindingMode: 'WaitForFirstConsumer' },
    'subdir-removing': { onDelete: 'delete', mountOptions: ['nfsvers=4.1'], storageClassName: 'removing' },
    csi: { driver: 'csi', replicas: 2 },
  };

  test.each(Object.entries(variants))(
    '%s: admitted in strict mode by its own namespace, ready, and unchanged the second time',
    async (name, props) => {
      const app = new App();
      const chart = new Chart(app, 'apps', { namespace: `${name}-apps` });
      const nfs = new NfsProvisioner(chart, 'nfs', { ...exported, name, namespace: name, ...props });
      nfs.addStorageClass('more', { path: '/srv/more', onDelete: 'retain' });
      const yaml = app.synthYaml();
      // a warning would be a field that is deprecated, or a pod that Pod Security minds
      expect((await apply(yaml)).stderr).toBe('');
      await apply(yaml, '--dry-run=server');
      // a claim that is seen before its volume is looked at again after 15 s
      await cluster().waitReady(name, 90_000);
      const again = await cluster().kubectl(['diff', '--server-side', '-f', '-'], { input: yaml, allowFailure: true });
      expect(again.stdout).toBe('');
    },
  );

  test('snapshots where their CRDs are', async () => {
    await apply(SNAPSHOT_CLASSES);
    await cluster().kubectl(['wait', '--for=condition=Established', 'crd', '--all', '--timeout=20s']);
    const app = new App();
    // a cluster has one driver of the name: the one from before, with snapshots now
    const props = { ...exported, ...variants.csi, name: 'csi', namespace: 'csi' };
    new NfsProvisioner(new Chart(app, 'apps'), 'nfs', { ...props, snapshots: true });
    expect((await apply(app.synthYaml())).stderr).toBe('');
    await cluster().waitReady('csi', 90_000);
    const classes = await cluster().kubectl(['get', 'volumesnapshotclasses', '-o', 'name']);
    expect(classes.stdout.trim()).toBe('volumesnapshotclass.snapshot.storage.k8s.io/csi');
  });

  test('a stack, and a database with claims of its class', async () => {
    const app = new App();
    const stack = new NfsStack(app, 'nfs', { ...exported, storageClassName: 'shared' });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const storage = stack.provisioner.storageClass.claim({ size: '20Gi', accessModes: ['ReadWriteMany'] });
    new MariaDb(chart, 'db', { storage, backup: false });
    await cluster().kubectl(['create', 'namespace', 'shop']);
    const { stderr } = await apply(app.synthYaml());
    expect(stderr).toBe('');
    await cluster().waitReady('nfs-provisioner', 90_000);
    const claim = await cluster().kubectl(['-n', 'shop', 'get', 'statefulsets', '-o', 'yaml']);
    expect(claim.stdout).toContain('storageClassName: shared');
  });

  test('the account may do what the program does, and no more', async () => {
    const may = async (...what: string[]): Promise<string> => {
      const as = '--as=system:serviceaccount:subdir:subdir';
      const { stdout } = await cluster().kubectl(['auth', 'can-i', ...what, '-A', as], { allowFailure: true });
      return stdout.trim();
    };
    expect(await may('create', 'persistentvolumes')).toBe('yes');
    expect(await may('get', 'storageclasses')).toBe('yes');
    expect(await may('update', 'persistentvolumes')).toBe('no');
    expect(await may('update', 'persistentvolumeclaims')).toBe('no');
    expect(await may('get', 'secrets')).toBe('no');
    expect(await may('get', 'nodes')).toBe('no');
    expect(await may('update', 'endpoints')).toBe('no');
  });
});
