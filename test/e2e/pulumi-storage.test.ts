import { Project } from '../support/pulumi-project';
import { removeTempFolders } from '../support/temp-folders';
import { Cluster } from './cluster';
import { nfsExport } from './nfs-export';

jest.setTimeout(600_000);

const NAMESPACES = ['kubewright-e2e-pulumi-site', 'kubewright-e2e-pulumi-redis'];
const [SITE, REDIS] = NAMESPACES as [string, string];
const PROVISIONER = 'nfs-provisioner';
const CLASS = 'kubewright-e2e-pulumi';
const UNCHANGED = /Resources:\n {4}\d+ unchanged\n/;

let cluster: Cluster;
let project: Project;
let config: Record<string, unknown>;

const volumesOf = async (namespace: string) =>
  (await cluster.kubectl('-n', namespace, 'get', 'pvc', '-o', 'jsonpath={.items[*].spec.volumeName}')).stdout
    .split(' ')
    .sort();

/** Something of each volume of the class. */
async function volumesLeft(field: string): Promise<string[]> {
  const path = `jsonpath={range .items[?(@.spec.storageClassName=="${CLASS}")]}${field} {end}`;
  return (await cluster.kubectl('get', 'pv', '-o', path)).stdout.split(' ').filter(Boolean);
}

async function cleanUp(): Promise<void> {
  for (const namespace of [...NAMESPACES, PROVISIONER]) await cluster.deleteNamespace(namespace);
  const volumes = [`${PROVISIONER}.nfs`, ...(await volumesLeft('{.metadata.name}'))];
  await cluster.tryKubectl('delete', 'persistentvolume', ...volumes, '--ignore-not-found');
}

beforeAll(async () => {
  cluster = await Cluster.open();
  await cleanUp();
  const { server, path } = await nfsExport(cluster);
  project = new Project({ kubeconfig: process.env.KUBECONFIG! });
  config = {
    'kubewright:stacks': 'wordpress-nfs,redis',
    'kubewright:nfs': { server, path, storageClassName: CLASS },
    'kubewright:wordpressNfs': { namespace: SITE },
    'kubewright:redis': { namespace: REDIS, storageClassName: CLASS, size: '1Gi' },
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

  test('are gone without retention, but for volumes that the provisioner had no time to delete', async () => {
    project.setConfig({ ...config, 'kubewright:retainData': false });
    await project.up();
    await project.destroy();
    for (const namespace of NAMESPACES) {
      expect((await cluster.kubectl('get', 'namespace', namespace, '--ignore-not-found')).stdout).toBe('');
    }
    expect(await volumesLeft('{.status.phase}')).not.toContain('Bound');
  });
});
