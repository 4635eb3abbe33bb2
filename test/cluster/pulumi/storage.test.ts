import { Project } from '../../support/pulumi-project';
import { removeTempFolders } from '../../support/temp-folders';
import { describeWithPulumi } from './describe';
import { objectsIn } from './objects';

const UNCHANGED = /Resources:\n {4}\d+ unchanged\n/;
afterAll(removeTempFolders);

describeWithPulumi('the stacks of NFS, WordPress on it, and Redis by pulumi', cluster => {
  const namespaces = ['nfs-provisioner', 'wordpress-nfs', 'redis'];
  const claimsOf = async (namespace: string) =>
    (await objectsIn(cluster(), namespace))
      .filter(({ kind }) => kind === 'PersistentVolumeClaim')
      .map(({ metadata }) => [metadata.name, metadata.uid]);
  const all = () => Promise.all(namespaces.map(claimsOf));
  let project: Project;

  beforeAll(() => {
    project = new Project({ kubeconfig: cluster().kubeconfig });
    project.setConfig({ 'kubewright:stacks': 'wordpress-nfs,redis', 'kubewright:redis': { storageClassName: 'nfs' } });
  });

  test('up: all is ready, and it is told what stays', async () => {
    const output = await project.up();
    for (const namespace of namespaces) await cluster().waitReady(namespace);
    expect(output).toContain('these stay in the cluster, with their data');
    expect(output).toContain('the claims redis/data-redis-0, redis/data-redis-1, redis/data-redis-2 that StatefulSet');
    expect(output).toContain('PersistentVolumeClaim wordpress-nfs/blog-wordpress');
  });

  test('a second up finds nothing to change, and tells nothing', async () => {
    const output = await project.up();
    expect(output).toMatch(UNCHANGED);
    expect(output).not.toContain('these stay in the cluster');
  });

  test('destroy leaves the claims, and the next up takes them over', async () => {
    const before = await all();
    await project.destroy();
    expect(await all()).toEqual(before);
    await project.up();
    await project.preview('--expect-no-changes');
    expect(await all()).toEqual(before);
  });

  test('without retention nothing is left, not even a class', async () => {
    project.setConfig({
      'kubewright:retainData': false,
      'kubewright:stacks': 'wordpress-nfs,redis',
      'kubewright:redis': { storageClassName: 'nfs' },
    });
    await project.up();
    await project.destroy();
    const { stdout } = await cluster().kubectl([
      'get',
      'namespaces,storageclasses,clusterroles,clusterrolebindings',
      '-o',
      'name',
    ]);
    expect(stdout.split('\n').filter(name => /nfs|redis/.test(name))).toEqual([]);
  });
});

const GROWING = `
import * as pulumi from '@pulumi/pulumi';
import { Chart } from 'cdk8s';
import { StatefulService } from './src';
import { deploy } from './src/pulumi';

export = deploy(app => {
  const size = new pulumi.Config().get('size') ?? '1Gi';
  new StatefulService(new Chart(app, 'c', { namespace: 'default' }), 'queue', {
    image: 'nats:2.12.0',
    ports: { client: 4222 },
    replicas: 2,
    claims: {
      data: { mountPath: '/data', storage: { type: 'claim', storageClassName: 'growing', initialSize: '1Gi', size } },
    },
  });
});
`;

describeWithPulumi('claims of a StatefulSet that are to grow by pulumi', cluster => {
  test('are taken over, and the StatefulSet stays as it is', async () => {
    const storageClass = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'growing' },
      provisioner: 'example.com/growing',
      allowVolumeExpansion: true,
    };
    await cluster().kubectl(['apply', '-f', '-'], { input: JSON.stringify(storageClass) });
    const project = new Project({ kubeconfig: cluster().kubeconfig, program: GROWING });
    await project.up();
    const read = async (what: string, path: string) =>
      (await cluster().kubectl(['get', what, '-o', `jsonpath={.items[*]${path}}`])).stdout.split(' ');
    const ids = [await read('statefulset', '.metadata.uid'), await read('pvc', '.metadata.uid')];
    expect(await read('pvc', '.spec.resources.requests.storage')).toEqual(['1Gi', '1Gi']);
    project.setConfig({ 'kubewright:size': '2Gi' });
    expect(await project.up()).toMatch(/\+ 2 created/);
    expect(await read('pvc', '.spec.resources.requests.storage')).toEqual(['2Gi', '2Gi']);
    expect([await read('statefulset', '.metadata.uid'), await read('pvc', '.metadata.uid')]).toEqual(ids);
    expect(await project.up()).toMatch(UNCHANGED);
    await project.destroy();
    expect(await read('pvc', '.metadata.uid')).toEqual(ids[1]);
  });
});
