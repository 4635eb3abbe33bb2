import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from '../../src';
import { makeStacks } from '../../stacks/all';
import { settingsSchema } from '../../stacks/settings';
import { Cluster, eventually } from './cluster';
import { install } from './install';
import { nfsExport } from './nfs-export';

jest.setTimeout(600_000);

const NAMESPACE = 'kubewright-e2e-wordpress-nfs';
const PROVISIONER = 'nfs-provisioner';
const TITLE = 'A site on NFS';
const CONTENT = '/var/www/html/wp-content';

const outdir = mkdtempSync(join(tmpdir(), 'kubewright-e2e-'));
let cluster: Cluster;
let url: string;

const inNamespace = (...args: string[]) => cluster.kubectl('-n', NAMESPACE, ...args);
const inPod = async (pod: string, command: string) =>
  (await inNamespace('exec', pod, '-c', 'wordpress', '--', 'sh', '-c', command)).stdout.trim();

async function wordPressPods(): Promise<string[]> {
  const { stdout } = await inNamespace('get', 'pods', '-l', 'app.kubernetes.io/name=wordpress', '-o', 'name');
  return stdout.trim().split('\n');
}

function page(expected: string): Promise<string> {
  return eventually(
    expected,
    async () => {
      const response = await fetch(url, { signal: AbortSignal.timeout(20_000) });
      return `${response.status} ${await response.text()}`;
    },
    text => text.startsWith('200') && text.includes(expected),
  );
}

async function cleanUp(): Promise<void> {
  // the claims first: the provisioner clears up after them
  await cluster.deleteNamespace(NAMESPACE);
  await cluster.tryKubectl('delete', '-f', join(outdir, 'nfs.k8s.yaml'), '--ignore-not-found');
}

beforeAll(async () => {
  cluster = await Cluster.open();
  const { server, path } = await nfsExport(cluster);
  const app = new App({ outdir });
  const settings = settingsSchema.parse({
    nfs: { server, path, storageClassName: 'kubewright-e2e-nfs' },
    wordpressNfs: { namespace: NAMESPACE },
  });
  makeStacks(app, settings, ['nfs', 'wordpress-nfs']);
  app.synth();
  await cleanUp();
  for (const stack of ['nfs', 'wordpress-nfs']) {
    await cluster.kubectl('apply', '-f', join(outdir, `${stack}.k8s.yaml`));
  }
  await cluster.waitForRollouts(PROVISIONER);
  await cluster.waitForRollouts(NAMESPACE);
  const port = await inNamespace('get', 'service', 'blog-nginx', '-o', 'jsonpath={.spec.ports[0].nodePort}');
  url = `http://${await cluster.nodeAddress()}:${port.stdout}`;
});

afterAll(async () => {
  if (cluster && !process.env.KUBEWRIGHT_E2E_KEEP) await cleanUp();
  rmSync(outdir, { recursive: true, force: true });
});

describe('WordPress and MariaDB on an NFS class', () => {
  test('has all its claims bound to volumes of the class', async () => {
    const { stdout } = await inNamespace('get', 'pvc', '-o', 'json');
    const claims = JSON.parse(stdout).items as {
      metadata: { name: string };
      spec: { accessModes: string[]; storageClassName: string };
      status: { phase: string };
    }[];
    expect(claims.map(({ metadata, spec, status }) => [metadata.name, spec.accessModes.join(), status.phase])).toEqual([
      ['blog-mariadb-backup', 'ReadWriteOnce', 'Bound'],
      ['blog-wordpress', 'ReadWriteMany', 'Bound'],
      ['data-blog-mariadb-0', 'ReadWriteOnce', 'Bound'],
    ]);
    expect(new Set(claims.map(({ spec }) => spec.storageClassName))).toEqual(new Set(['kubewright-e2e-nfs']));
  });

  test('shows the install page, and can be installed', async () => {
    await page('Installation');
    expect((await install(url, TITLE)).status).toBe(200);
    await page(TITLE);
  });

  test('shares wp-content between its two pods', async () => {
    const pods = await wordPressPods();
    expect(pods).toHaveLength(2);
    await inPod(pods[0]!, `echo from ${pods[0]} > ${CONTENT}/uploads/shared.txt`);
    expect(await inPod(pods[1]!, `cat ${CONTENT}/uploads/shared.txt`)).toBe(`from ${pods[0]}`);
    await inPod(pods[1]!, `rm ${CONTENT}/uploads/shared.txt`);
    expect(await inPod(pods[0]!, `ls ${CONTENT}/uploads`)).not.toContain('shared.txt');
  });

  test('has its data when the database’s pod and all pods of WordPress come anew', async () => {
    await inNamespace('delete', 'pod', 'blog-mariadb-0');
    await inNamespace('delete', 'pod', '-l', 'app.kubernetes.io/name=wordpress');
    await cluster.waitForRollouts(NAMESPACE);
    await page(TITLE);
  });
});
