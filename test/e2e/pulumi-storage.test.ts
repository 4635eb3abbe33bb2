import { Project } from '../support/pulumi-project';
import { removeTempFolders } from '../support/temp-folders';
import { Cluster, eventually } from './cluster';
import { nfsExport } from './nfs-export';

jest.setTimeout(600_000);

const NAMESPACES = ['kubewright-e2e-pulumi-site', 'kubewright-e2e-pulumi-redis'];
const [SITE, REDIS] = NAMESPACES as [string, string];
const PROVISIONER = 'nfs-provisioner';
const UNCHANGED = /Resources:\n {4}\d+ unchanged\n/;

let cluster: Cluster;
let project: Project;
let config: Record<string, unknown>;

const volumesOf = async (namespace: string) =>
  (await cluster.kubectl('-n', namespace, 'get', 'pvc', '-o', 'jsonpath={.items[*].spec.volumeName}')).stdout
    .split(' ')
    .sort();

async function cleanUp(): Promise<void> {
  for (const namespace of [...NAMESPACES, PROVISIONER]) await cluster.deleteNamespace(namespace);
  await cluster.tryKubectl('delete', 'persistentvolume', `${PROVISIONER}.nfs`, '--ignore-not-found');
}

beforeAll(async () => {
  cluster = await Cluster.open();
  await cleanUp();
  const { server, path } = await nfsExport(cluster);
  project = new Project({ kubeconfig: process.env.KUBECONFIG! });
  config = {
    'kubewright:stacks': 'wordpress-nfs,redis',
    'kubewright:nfs': { server, path, storageClassName: 'kubewright-e2e-pulumi' },
    'kubewright:wordpressNfs': { namespace: SITE },
    'kubewright:redis': { namespace: REDIS, storageClassName: 'kubewright-e2e-pulumi', size: '1Gi' },
  };
  project.setConfig(config);
});

afterAll(async () => {
  if (cluster && !process.env.KUBEWRIGHT_E2E_KEEP) await cleanUp();
  removeTempFolders();
});

describe('the stacks on an NFS class by pulumi up', () => {
  test('are up when the command ends, and a second one changes nothing', async () => {
    expect(await project.up()).toContain('these stay in the cluster');
    const response = await fetch(String(project.outputs().wordpressNfsUrl), { signal: AbortSignal.timeout(20_000) });
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('Installation')]);
    expect(await project.up()).toMatch(UNCHANGED);
  });

  test('have their volumes again after a destroy', async () => {
    const before = await Promise.all(NAMESPACES.map(volumesOf));
    expect(before.map(volumes => volumes.length)).toEqual([3, 3]);
    await project.destroy();
    expect(await Promise.all(NAMESPACES.map(volumesOf))).toEqual(before);
    await project.up();
    expect(await Promise.all(NAMESPACES.map(volumesOf))).toEqual(before);
  });

  test('are gone without retention, and the provisioner has cleared up after them', async () => {
    project.setConfig({ ...config, 'kubewright:retainData': false });
    await project.up();
    await project.destroy();
    for (const namespace of NAMESPACES) {
      expect((await cluster.kubectl('get', 'namespace', namespace, '--ignore-not-found')).stdout).toBe('');
    }
    await eventually(
      'volumes of the class',
      async () => (await cluster.kubectl('get', 'pv', '-o', 'jsonpath={.items[*].spec.storageClassName}')).stdout,
      text => !text.includes('kubewright-e2e-pulumi'),
    );
  });
});
