import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { Provider } from '@pulumi/kubernetes/provider';
import * as pulumi from '@pulumi/pulumi';
import { Chart } from 'cdk8s';
import type { App } from '../../src';
import { ConstructTree, clusterProvider, deploy, token } from '../../src/pulumi';
import { removeTempFolders, tempFolder } from '../support/temp-folders';
import { deployed, Engine, isSecret, plain, rejection, someProvider, type World } from './mocks';
import { configMap, object } from './objects';

const SETTINGS = { enableConfigMapMutable: 'true', enableSecretMutable: 'true', upsertExistingObjects: 'true' };

let server: Server;
let folder: string;
const env = { ...process.env };

beforeAll(async () => {
  server = createServer((_, response) => response.end('{}'));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

/** What `kubectl get` answers; it notes what it is asked. */
function kubectlAnswers(answer: {
  readonly get?: object;
  readonly nodes?: object;
  readonly classes?: object;
  readonly fails?: string;
}): void {
  writeFileSync(join(folder, 'get'), JSON.stringify(answer.get ?? { items: [] }));
  writeFileSync(join(folder, 'classes'), JSON.stringify(answer.classes ?? { items: [] }));
  writeFileSync(join(folder, 'nodes'), JSON.stringify(answer.nodes ?? { items: [] }));
  const fails = answer.fails ? `case "$*" in *"-f -"*) echo "${answer.fails}" >&2; exit 1;; esac` : '';
  const script = `#!/bin/sh
input=$(/bin/cat)
echo "$* $input" >> "${folder}/asked"
${fails}
case "$*" in
*nodes*) /bin/cat "${folder}/nodes";;
*storageclasses*) /bin/cat "${folder}/classes";;
*) /bin/cat "${folder}/get";;
esac
`;
  writeFileSync(join(folder, 'kubectl'), script);
  chmodSync(join(folder, 'kubectl'), 0o755);
}

const asked = () => readFileSync(join(folder, 'asked'), 'utf8');

let warnings: string[];
beforeEach(() => {
  warnings = [];
  jest.spyOn(pulumi.log, 'warn').mockImplementation(async message => {
    warnings.push(message);
  });
  folder = tempFolder();
  const { port } = server.address() as AddressInfo;
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'here',
    clusters: [{ name: 'a', cluster: { server: `http://127.0.0.1:${port}` } }],
    users: [{ name: 'a', user: { token: 'x' } }],
    contexts: [{ name: 'here', context: { cluster: 'a', user: 'a' } }],
  };
  writeFileSync(join(folder, 'config'), JSON.stringify(kubeconfig));
  process.env.KUBECONFIG = join(folder, 'config');
  process.env.PATH = [folder, env.PATH].join(delimiter);
  kubectlAnswers({});
});
afterEach(() => {
  jest.restoreAllMocks();
  process.env.KUBECONFIG = env.KUBECONFIG;
  if (env.KUBECONFIG === undefined) Reflect.deleteProperty(process.env, 'KUBECONFIG');
  process.env.PATH = env.PATH;
  removeTempFolders();
});

const settings = (app: App): void => {
  object(new Chart(app, 'c'), 'a', 'v1', 'ConfigMap', { metadata: { name: 'settings' } });
};
const ambient = (options: object = {}, world: World = {}, build = settings) =>
  deployed(build, { provider: undefined, ...options }, world);

describe('the provider', () => {
  it('that is given is that of all, and no other is made', async () => {
    const engine = new Engine();
    await deploy(settings, { provider: someProvider('mine') });
    await engine.settle();
    expect(engine.providers.map(({ name }) => name)).toEqual(['mine']);
    expect(engine.find('c/a').request.provider).toBe(`${engine.find('mine').urn}::mine-id`);
  });

  it('is made for the cluster that kubectl would use, with nothing of this machine in it', async () => {
    const { engine } = await ambient();
    const made = engine.find('cluster');
    expect(made).toMatchObject({ type: 'pulumi:providers:kubernetes', parent: engine.find('shop').urn });
    expect(made.inputs).toMatchObject(SETTINGS);
    for (const key of ['kubeconfig', 'context', 'namespace']) expect(made.inputs).not.toHaveProperty(key);
    expect(JSON.stringify(engine.resources.map(({ inputs }) => inputs))).not.toContain(folder);
    expect(engine.find('c/a').request.provider).toBe(`${made.urn}::cluster-id`);
  });

  it('has the cluster that is given', async () => {
    const path = join(folder, 'config');
    const { engine } = await ambient({ cluster: { kubeconfig: path, context: 'here', namespace: 'web' } });
    expect(engine.find('cluster').inputs).toMatchObject({
      ...SETTINGS,
      kubeconfig: path,
      context: 'here',
      namespace: 'web',
    });
  });

  it('has that of the configuration, where none is given', async () => {
    const config = { 'kubernetes:kubeconfig': join(folder, 'config'), 'kubernetes:context': 'here' };
    const { engine } = await ambient({ cluster: { namespace: 'web' } }, { config });
    expect(engine.find('cluster').inputs).toMatchObject({
      kubeconfig: join(folder, 'config'),
      context: 'here',
      namespace: 'web',
    });
  });

  it('is inherited from the component that a tree is below', async () => {
    const engine = new Engine();
    const provider = new Provider('berlin', {});
    const parent = new pulumi.ComponentResource('x:y:Z', 'parent', {}, { providers: { kubernetes: provider } });
    const blog = new ConstructTree('blog', chart => configMap(chart, 'a'), { parent });
    await blog.deployed;
    await engine.settle();
    expect(engine.providers.map(({ name }) => name)).toEqual(['berlin']);
    expect(engine.find('blog/a').request.provider).toBe(`${engine.find('berlin').urn}::berlin-id`);
  });

  it('is made with a name of its own for each tree that inherits none', async () => {
    const engine = new Engine();
    const trees = ['a', 'b'].map(name => new ConstructTree(name, chart => configMap(chart, 'x')));
    await Promise.all(trees.map(tree => tree.deployed));
    await engine.settle();
    expect(engine.providers.map(({ name }) => name).sort()).toEqual(['a/cluster', 'b/cluster']);
    expect(engine.find('b/x').request.provider).toBe(`${engine.find('b/cluster').urn}::b/cluster-id`);
  });
});

describe('clusterProvider', () => {
  it.each<[string, () => pulumi.Input<string>, boolean]>([
    ['content', () => '{"apiVersion": "v1"}', true],
    ['content in lines', () => 'apiVersion: v1\n', true],
    ['an output', () => pulumi.output('/some/path'), true],
    ['a path', () => '/some/path', false],
    ['several paths', () => '/some/path:/other', false],
  ])('keeps a kubeconfig as a secret, unless it is a path: %s', async (_, kubeconfig, expected) => {
    const engine = new Engine();
    const given = kubeconfig();
    clusterProvider('p', { kubeconfig: given });
    await engine.settle();
    const sent = engine.find('p').inputs.kubeconfig;
    expect(isSecret(sent)).toBe(expected);
    expect(plain(sent)).toBe(typeof given === 'string' ? given : '/some/path');
  });
});

describe('the cluster', () => {
  it('that does not answer is refused before anything is made: KW4004', async () => {
    const kubeconfig = readFileSync(join(folder, 'config'), 'utf8').replace(/127\.0\.0\.1:\d+/, '127.0.0.1:1');
    writeFileSync(join(folder, 'config'), kubeconfig);
    await expect(ambient()).rejects.toMatchObject({ code: 'KW4004' });
  }, 20_000);

  it('is not asked where its kubeconfig is known only later', async () => {
    const { engine } = await ambient({ cluster: { kubeconfig: pulumi.output('/nowhere') } });
    expect(engine.find('c/a')).toBeDefined();
    expect(asked).toThrow(/ENOENT/);
  });
});

const LIVE = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'settings',
    namespace: 'default',
    creationTimestamp: '2020-01-01T00:00:00Z',
    managedFields: [{ manager: 'helm' }],
  },
};

describe('an object that is there already', () => {
  it('is refused, before any resource is made', async () => {
    kubectlAnswers({ get: LIVE });
    const error = await rejection(ambient());
    expect(error).toMatchObject({ code: 'KW4007', place: 'c/a' });
    expect(asked()).toMatch(/--context here .*get .*--ignore-not-found/);
    expect(asked()).toContain('"kind":"ConfigMap","metadata":{"name":"settings","namespace":"default"}');
  });

  it('is taken over with adopt', async () => {
    kubectlAnswers({ get: LIVE });
    const { engine } = await ambient({ adopt: true });
    expect(engine.find('c/a')).toBeDefined();
  });

  it('is not asked for if the state has it, or its kind is made by a definition', async () => {
    const type = 'kubernetes:core/v1:ConfigMap';
    const C = 'kubewright:index:Construct';
    const urn = `urn:pulumi:dev::shop::kubewright:index:App$${C}$${type}::c/a`;
    const state = { [urn]: { type, outputs: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } } } };
    kubectlAnswers({ get: LIVE });
    const build = (app: App) => {
      settings(app);
      object(new Chart(app, 'd'), 'a', 'x.io/v1', 'X');
    };
    await ambient({}, { state }, build);
    expect(asked).toThrow(/ENOENT/);
  });

  it('is not asked for by a name that is not known yet', async () => {
    await ambient({}, {}, app => {
      settings(app);
      object(new Chart(app, 'd'), 'a', 'v1', 'ConfigMap', { metadata: { name: token(pulumi.output('later')) } });
      const namespace = token(pulumi.output('later'));
      object(new Chart(app, 'e'), 'a', 'v1', 'ConfigMap', { metadata: { name: 'e', namespace } });
    });
    expect(asked()).toContain('settings');
    expect(asked()).not.toMatch(/\\u0000/);
  });

  it('is found in the namespace of the provider', async () => {
    kubectlAnswers({ get: { items: [{ ...LIVE, metadata: { ...LIVE.metadata, namespace: 'web' } }] } });
    await expect(ambient({ cluster: { namespace: 'web' } })).rejects.toMatchObject({ code: 'KW4007' });
    expect(asked()).toContain('{"name":"settings","namespace":"web"}');
    expect(asked()).not.toContain('-n ');
    await expect(ambient({ cluster: { namespace: 'other' } })).resolves.toBeDefined();
  });

  it('can not be told where kubectl fails, which is said', async () => {
    kubectlAnswers({ fails: 'forbidden' });
    const { engine } = await ambient();
    expect(engine.find('c/a')).toBeDefined();
    expect(warnings).toEqual([expect.stringContaining('forbidden')]);
  });
});

describe('a claim', () => {
  it('is awaited if its class in the cluster binds it at once', async () => {
    const of = (name: string, volumeBindingMode: string) => ({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name },
      volumeBindingMode,
    });
    kubectlAnswers({ classes: { items: [of('now', 'Immediate'), of('later', 'WaitForFirstConsumer')] } });
    const { engine } = await ambient({}, {}, app => {
      const chart = new Chart(app, 'c');
      for (const storageClassName of ['now', 'later', 'strange']) {
        object(chart, storageClassName, 'v1', 'PersistentVolumeClaim', { spec: { storageClassName } });
      }
    });
    const notAwaited = engine.objects.filter(({ inputs }) => JSON.stringify(inputs).includes('pulumi.com/skipAwait'));
    expect(notAwaited.map(({ name }) => name).sort()).toEqual(['c/later', 'c/strange']);
  });
});

describe('the address for outputs', () => {
  const ready = { conditions: [{ type: 'Ready', status: 'True' }] };
  const node = (more: object, ...addresses: [string, string][]) => ({
    status: { ...ready, ...more, addresses: addresses.map(([type, address]) => ({ type, address })) },
  });

  async function address(nodes: object[]): Promise<string | undefined> {
    kubectlAnswers({ nodes: { items: nodes } });
    const engine = new Engine();
    const tree = new ConstructTree('t', chart => configMap(chart, 'a'));
    const found = await (await tree.deployed).nodeAddress();
    await engine.settle();
    return found;
  }

  it('is that of a node that is ready, reached from outside if there is one', async () => {
    const internal = node({}, ['Hostname', 'n'], ['InternalIP', '10.0.0.1']);
    const unready = node({ conditions: [{ type: 'Ready', status: 'False' }] }, ['ExternalIP', '192.0.2.9']);
    expect(await address([unready, internal])).toBe('10.0.0.1');
    expect(await address([internal, node({}, ['ExternalIP', '192.0.2.7'])])).toBe('192.0.2.7');
  });

  it('is that of the API server, where no node tells', async () => {
    expect(await address([])).toBe('127.0.0.1');
  });
});
