import { Project } from '../../support/pulumi-project';
import { removeTempFolders } from '../../support/temp-folders';
import { ControlPlane } from '../control-plane';
import { describeWithPulumi } from './describe';

afterAll(removeTempFolders);

const IMPORTS = `
import * as pulumi from '@pulumi/pulumi';
import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { MariaDb, NginxProxy } from './src';
import { clusterProvider, ConstructTree, deploy, token } from './src/pulumi';
const config = new pulumi.Config();
`;

const CONFIG_MAP = `(scope: Construct, id: string, name: string, data: Record<string, string> = {}) =>
  new k8s.KubeConfigMap(scope, id, { metadata: { name }, data })`;

describeWithPulumi('a program', cluster => {
  const projects: Project[] = [];
  const projectOf = (
    program: string,
    more: { config?: Record<string, unknown>; env?: Record<string, string> } = {},
  ) => {
    const project = new Project({ kubeconfig: cluster().kubeconfig, program: IMPORTS + program, ...more });
    projects.push(project);
    return project;
  };
  const kubectl = async (...args: string[]) => (await cluster().kubectl(args)).stdout;
  const namesOf = (project: Project) =>
    project
      .state()
      .filter(({ type }) => type.startsWith('kubernetes:'))
      .map(({ urn }) => urn.split('::')[3]);

  afterEach(async () => {
    for (const project of projects.splice(0)) await project.destroy();
  });

  test('deploys to two clusters, each tree by a provider of its own', async () => {
    const other = await ControlPlane.start({ nodes: false });
    try {
      const project = projectOf(
        `
const configMap = ${CONFIG_MAP};
const build = (chart: Chart) => configMap(chart, 'settings', 'of-a-tree', { tree: chart.node.id });
const here = clusterProvider('here', { context: 'test' });
const there = clusterProvider('there', { kubeconfig: config.requireSecret('there'), namespace: 'kube-public' });
new ConstructTree('one', build, { provider: here, chart: { namespace: 'default' } });
new ConstructTree('two', build, { provider: there });
`,
      );
      const { stdout } = await other.kubectl(['config', 'view', '--raw', '--flatten']);
      project.setSecret('kubewright:there', stdout);
      await project.up();
      const tree = ['-o', 'jsonpath={.data.tree}'];
      expect(await kubectl('-n', 'default', 'get', 'configmap', 'of-a-tree', ...tree)).toBe('one');
      expect((await other.kubectl(['-n', 'kube-public', 'get', 'configmap', 'of-a-tree', ...tree])).stdout).toBe('two');
      expect(namesOf(project)).toEqual(expect.arrayContaining(['one/settings', 'two/settings']));
      expect(project.stateText()).not.toContain('client-key-data');
      await project.preview('--expect-no-changes');
      await project.destroy();
      expect((await other.kubectl(['-n', 'kube-public', 'get', 'configmaps', '-o', 'name'])).stdout).not.toContain(
        'of-a',
      );
    } finally {
      await other.stop();
    }
  });

  test('keeps secrets secret, in the state and in all that is printed', async () => {
    const password = 'correct-horse-battery-staple';
    const project = projectOf(`
export = deploy(app => {
  const chart = new Chart(app, 'db', { namespace: 'default' });
  const values = { password: token(config.requireSecret('password')), rootPassword: token(pulumi.secret('${password}-root')) };
  const mariadb = new MariaDb(chart, 'mariadb', { credentials: { values }, backup: false, storage: { type: 'none' } });
  return { name: mariadb.service.name };
});
`);
    project.setSecret('kubewright:password', password);
    const printed = [
      await project.preview('--diff', '--show-secrets=false'),
      await project.up('--diff'),
      await project.preview('--json'),
      project.stateText(),
    ];
    for (const text of printed) {
      expect(text).not.toContain(password);
      expect(text).not.toContain(Buffer.from(password).toString('base64').replace(/=+$/, ''));
    }
    const live = await kubectl('-n', 'default', 'get', 'secret', 'mariadb-secrets', '-o', 'jsonpath={.data.password}');
    expect(Buffer.from(live, 'base64').toString()).toBe(password);
    expect(await project.up()).toMatch(/\n {4}\d+ unchanged\n/);
  });

  test('takes outputs wherever a value stands, and gives outputs back', async () => {
    const project = projectOf(
      `
const upstream = { name: token(pulumi.output('app')), port: token(pulumi.output(8080)) };
const tree = new ConstructTree('web', chart => new NginxProxy(chart, 'proxy', {
  upstream,
  image: token(config.requireObject<string[]>('images').length > 0 ? pulumi.output('nginx:1.30.4') : pulumi.output('')),
  replicas: token(pulumi.output(1)),
  maxBodySize: token(pulumi.output('8m')),
}), { chart: { namespace: 'default' }, nodeAddress: '192.0.2.7' });
export const url = tree.outputs.url;
`,
      { config: { 'kubewright:images': ['nginx'] } },
    );
    await project.up();
    expect(project.outputs()).toEqual({ url: expect.stringMatching(/^http:\/\/192\.0\.2\.7:3\d{4}\/$/) });
    const config = await kubectl('-n', 'default', 'get', 'configmap', 'proxy', '-o', 'jsonpath={.data.nginx\\.conf}');
    expect(config).toContain('set $backend "app$namespace_suffix";');
    expect(config).toContain('proxy_pass http://$backend:8080;');
    expect(config).toContain('client_max_body_size 8m;');
    const image = ['-o', 'jsonpath={.spec.template.spec.containers[0].image} {.spec.replicas}'];
    expect(await kubectl('-n', 'default', 'get', 'deployment', 'proxy', ...image)).toBe('nginx:1.30.4 1');
  });

  test('follows a construct that was renamed', async () => {
    const program = (id: string, name: string, options = '{}') => `
const configMap = ${CONFIG_MAP};
export = deploy(app => {
  const chart = new Chart(app, 'chart', { namespace: 'default' });
  const part = new Construct(chart, '${id}');
  configMap(part, 'kept', 'kept');
  configMap(part, 'named', '${name}');
}, ${options});
`;
    const project = projectOf(program('before', 'before-named'));
    await project.up();
    const uid = () => kubectl('-n', 'default', 'get', 'configmap', 'kept', '-o', 'jsonpath={.metadata.uid}');
    const first = await uid();
    project.setProgram(IMPORTS + program('after', 'after-named', "{ renamed: { 'chart/after': 'chart/before' } }"));
    const output = await project.up();
    expect(output).toMatch(/\+-1 replaced/);
    expect(await uid()).toBe(first);
    expect(namesOf(project)).toEqual(['chart/after/kept', 'chart/after/named']);
    // without a word of it: what keeps its name is followed, and what does not is another object
    project.setProgram(IMPORTS + program('last', 'last-named'));
    expect(await project.up()).toMatch(/ConfigMap chart\/last\/named created/);
    expect(await uid()).toBe(first);
    expect(await kubectl('-n', 'default', 'get', 'configmaps', '-o', 'name')).not.toContain('after-named');
  });

  test('tells what it will replace, and refuses to lose data', async () => {
    const program = (className: string, image: string, options = '{}') => `
export = deploy(app => {
  const chart = new Chart(app, 'chart', { namespace: 'default' });
  new k8s.KubePersistentVolumeClaim(chart, 'claim', {
    metadata: { name: 'files' },
    spec: { storageClassName: '${className}', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: k8s.Quantity.fromString('1Gi') } } },
  });
  new k8s.KubeJob(chart, 'job', {
    metadata: { name: 'once' },
    spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'once', image: '${image}' }] } } },
  });
}, ${options});
`;
    const project = projectOf(program('simulated', 'busybox:1.35', '{ retainData: false }'));
    await project.up();
    project.setProgram(IMPORTS + program('simulated', 'busybox:1.36', '{ retainData: false }'));
    expect(await project.preview()).toMatch(/Job default\/once is to be replaced/);
    expect(await project.up()).toMatch(/\+-1 replaced/);
    const uid = () => kubectl('-n', 'default', 'get', 'pvc', 'files', '-o', 'jsonpath={.metadata.uid}');
    const first = await uid();
    project.setProgram(IMPORTS + program('other', 'busybox:1.36', '{ retainData: false }'));
    const { code, output } = await project.run('up', '--yes', '--skip-preview');
    expect(code).not.toBe(0);
    expect(output).toMatch(/error: KW4006 \[chart\/claim\] PersistentVolumeClaim default\/files .* LOSES DATA/);
    expect(output).not.toMatch(/\n\s+at .*\.ts:\d+/);
    expect(await uid()).toBe(first);
    const allowed = "{ retainData: false, allowDataLoss: ['chart/claim'] }";
    project.setProgram(IMPORTS + program('other', 'busybox:1.36', allowed));
    expect(await project.up()).toMatch(/\+-1 replaced/);
    expect(await uid()).not.toBe(first);
  });

  test('makes definitions before what they define, and namespaces before what is in them', async () => {
    const project = projectOf(`
export = deploy(app => {
  const chart = new Chart(app, 'chart');
  new ApiObject(chart, 'tab', { apiVersion: 'example.com/v1', kind: 'CronTab', metadata: { name: 'tab', namespace: 'crontabs' }, spec: { replicas: 3 } });
  const definition = new ApiObject(chart, 'definition', {
    apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'crontabs.example.com' },
    spec: {
      group: 'example.com', scope: 'Namespaced', names: { plural: 'crontabs', singular: 'crontab', kind: 'CronTab' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { replicas: { type: 'integer' } } } } } } }],
    },
  });
  definition.addJsonPatch(JsonPatch.add('/metadata/labels', { owner: token(pulumi.output('web-team')) }));
  new k8s.KubeNamespace(chart, 'namespace', { metadata: { name: 'crontabs' } });
});
`);
    await project.up();
    const state = project.state();
    expect(state.find(({ urn }) => urn.endsWith('::chart/tab'))!.type).toBe('kubernetes:example.com/v1:CronTab');
    expect(await kubectl('-n', 'crontabs', 'get', 'crontab', 'tab', '-o', 'jsonpath={.spec.replicas}')).toBe('3');
    const labels = ['-o', 'jsonpath={.metadata.labels.owner}'];
    expect(await kubectl('get', 'crd', 'crontabs.example.com', ...labels)).toBe('web-team');
    expect(await project.up()).toMatch(/\n {4}\d+ unchanged\n/);
  });
});
