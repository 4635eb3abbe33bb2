import { Project } from '../support/pulumi-project';
import { removeTempFolders } from '../support/temp-folders';
import { Cluster, eventually } from './cluster';
import { install } from './install';

jest.setTimeout(600_000);

const NAMESPACE = 'kubewright-e2e-pulumi';
const TITLE = 'A site by Pulumi';
const UNCHANGED = /Resources:\n {4}\d+ unchanged\n/;

let cluster: Cluster;
let project: Project;

const configure = (wordpress: object = {}, more: object = {}) =>
  // WordPress writes its own address into the database, so the port has to stay
  project.setConfig({
    'kubewright:wordpress': { namespace: NAMESPACE, expose: { type: 'nodePort', nodePort: 30455 }, ...wordpress },
    ...more,
  });

/** The front page, once it is served and holds what is expected. */
function page(expected: string): Promise<string> {
  return eventually(
    expected,
    async () => {
      const url = String(project.outputs().wordpressUrl);
      const response = await fetch(url, { signal: AbortSignal.timeout(20_000) });
      return `${response.status} ${await response.text()}`;
    },
    text => text.startsWith('200') && text.includes(expected),
  );
}

beforeAll(async () => {
  cluster = await Cluster.open();
  await cluster.deleteNamespace(NAMESPACE);
  project = new Project({ kubeconfig: process.env.KUBECONFIG! });
  configure();
});

afterAll(async () => {
  if (!process.env.KUBEWRIGHT_E2E_KEEP) await cluster?.deleteNamespace(NAMESPACE);
  removeTempFolders();
});

describe('the WordPress stack by pulumi up', () => {
  test('is up when the command ends: the output is where it answers', async () => {
    await project.up();
    const response = await fetch(String(project.outputs().wordpressUrl), { signal: AbortSignal.timeout(20_000) });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('Installation');
    expect(await project.up()).toMatch(UNCHANGED);
  });

  test('no password that was made in the cluster is in the state', async () => {
    const { stdout } = await cluster.kubectl('-n', NAMESPACE, 'get', 'secret', 'blog-secrets', '-o', 'json');
    const { data } = JSON.parse(stdout) as { data: Record<string, string> };
    const state = project.stateText();
    for (const value of Object.values(data)) {
      expect(state).not.toContain(value);
      expect(state).not.toContain(Buffer.from(value, 'base64').toString());
    }
  });

  test('keeps its data when the StatefulSet is replaced', async () => {
    expect((await install(String(project.outputs().wordpressUrl), TITLE)).status).toBe(200);
    configure({ databaseSize: '20Gi' });
    expect(await project.preview()).toMatch(/StatefulSet \S+\/blog-mariadb is to be replaced/);
    expect(await project.up()).toMatch(/\+-1 replaced/);
    await page(TITLE);
  });

  test('keeps its data when it is destroyed, and finds it again', async () => {
    await project.destroy();
    const left = await cluster.kubectl('-n', NAMESPACE, 'get', 'all,pvc', '-o', 'name');
    expect(left.stdout.trim().split('\n').sort()).toEqual([
      'persistentvolumeclaim/blog-mariadb-backup',
      'persistentvolumeclaim/blog-wordpress',
      'persistentvolumeclaim/data-blog-mariadb-0',
    ]);
    await project.up();
    await page(TITLE);
  });

  test('leaves nothing, where that is asked for', async () => {
    configure({ databaseSize: '20Gi' }, { 'kubewright:retainData': false });
    await project.up();
    await project.destroy();
    expect((await cluster.tryKubectl('get', 'namespace', NAMESPACE)).stderr).toContain('not found');
  });
});
