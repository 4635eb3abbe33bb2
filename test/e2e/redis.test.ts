import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { App, NfsProvisioner, Redis, RestrictedNamespace } from '../../src';
import { Cluster, eventually } from './cluster';
import { type NfsExport, nfsExport } from './nfs-export';

jest.setTimeout(600_000);

const NAMESPACE = 'kubewright-e2e-redis';
const NFS = 'kubewright-e2e-redis-nfs';
const PODS = ['redis-0', 'redis-1', 'redis-2'];

const outdir = mkdtempSync(join(tmpdir(), 'kubewright-e2e-'));
let cluster: Cluster;
let place: NfsExport;

const inNamespace = (...args: string[]) => cluster.kubectl('-n', NAMESPACE, ...args);

/** Writes the manifests of an NFS class, and of Redis on it. */
function synth(primaryOrdinal = 0): void {
  const app = new App({ outdir });
  const nfs = new NfsProvisioner(new Chart(app, 'nfs'), 'nfs', { ...place, name: NFS, namespace: NFS });
  const chart = new Chart(app, 'redis', { namespace: NAMESPACE });
  const namespace = new RestrictedNamespace(chart, 'namespace', { name: NAMESPACE });
  const redis = new Redis(chart, 'redis', { replicas: 3, primaryOrdinal, storage: nfs.storageClass });
  redis.allowFrom({ podLabels: { app: 'client' } });
  redis.node.addDependency(namespace);
  app.synth();
}

async function redisCli(pod: string, ...words: string[]): Promise<string> {
  const cli = 'REDISCLI_AUTH=$(cat /run/redis/password) exec redis-cli "$@"';
  const { stdout } = await inNamespace('exec', pod, '-c', 'redis', '--', 'sh', '-c', cli, 'sh', ...words);
  return stdout.trim();
}

const roleOf = async (pod: string) => /role:(\w+)/.exec(await redisCli(pod, 'info', 'replication'))![1];

/** Waits until all others follow a primary. */
async function followed(primary: string): Promise<void> {
  for (const pod of PODS.filter(name => name !== primary)) {
    await eventually(
      `${pod} follows ${primary}`,
      () => redisCli(pod, 'info', 'replication'),
      text => text.includes('role:slave') && text.includes('master_link_status:up'),
    );
  }
  expect(await roleOf(primary)).toBe('master');
}

/** Waits until a pod has what was written to the primary. */
const has = (pod: string, key: string, value: string) =>
  eventually(
    `${key} in ${pod}`,
    () => redisCli(pod, 'get', key),
    text => text === value,
  );

async function claims(): Promise<Record<string, string>> {
  const each = '{range .items[*]}{.metadata.name}={.spec.volumeName} {end}';
  const { stdout } = await inNamespace('get', 'pvc', '-o', `jsonpath=${each}`);
  return Object.fromEntries(
    stdout
      .trim()
      .split(' ')
      .map(entry => entry.split('=')),
  );
}

const uidOf = async (pod: string) => (await inNamespace('get', 'pod', pod, '-o', 'jsonpath={.metadata.uid}')).stdout;

async function scale(replicas: number): Promise<void> {
  await inNamespace('scale', 'statefulset/redis', `--replicas=${replicas}`);
  await eventually(
    `${replicas} pods`,
    async () => (await inNamespace('get', 'pods', '-l', 'app.kubernetes.io/name=redis', '-o', 'name')).stdout,
    text => text.trim().split('\n').length === replicas,
  );
  await cluster.waitForRollouts(NAMESPACE);
}

async function cleanUp(): Promise<void> {
  // the claims first: the provisioner clears up after them
  await cluster.deleteNamespace(NAMESPACE);
  await cluster.tryKubectl('delete', '-f', join(outdir, '0000-nfs.k8s.yaml'), '--ignore-not-found');
}

beforeAll(async () => {
  cluster = await Cluster.open();
  place = await nfsExport(cluster);
  synth();
  await cleanUp();
  await cluster.kubectl('apply', '-f', outdir);
  await cluster.waitForRollouts(NFS);
  await cluster.waitForRollouts(NAMESPACE);
});

afterAll(async () => {
  if (cluster && !process.env.KUBEWRIGHT_E2E_KEEP) await cleanUp();
  rmSync(outdir, { recursive: true, force: true });
});

describe('Redis with three pods on an NFS class', () => {
  test('has a claim of its own for each pod', async () => {
    const bound = await claims();
    expect(Object.keys(bound).sort()).toEqual(PODS.map(pod => `data-${pod}`));
    expect(new Set(Object.values(bound)).size).toBe(3);
  });

  test('lets replicas follow the primary, and takes writes at the primary only', async () => {
    await followed('redis-0');
    expect(await redisCli('redis-0', 'set', 'greeting', 'hello')).toBe('OK');
    for (const pod of PODS) await has(pod, 'greeting', 'hello');
    expect(await redisCli('redis-1', 'set', 'greeting', 'no')).toContain('READONLY');
  });

  test('starts the primary anew under its name, with its data, and the others find it', async () => {
    const [before, volumes] = [await uidOf('redis-0'), await claims()];
    await inNamespace('delete', 'pod', 'redis-0');
    await cluster.waitForRollouts(NAMESPACE);
    expect(await uidOf('redis-0')).not.toBe(before);
    expect(await claims()).toEqual(volumes);
    expect(await redisCli('redis-0', 'get', 'greeting')).toBe('hello');
    await followed('redis-0');
    await redisCli('redis-0', 'set', 'after', 'restart');
    for (const pod of PODS) await has(pod, 'after', 'restart');
  });

  test('answers reads while the primary is away', async () => {
    const service = 'REDISCLI_AUTH=$(cat /run/redis/password) redis-cli -h redis-read get greeting';
    await inNamespace('delete', 'pod', 'redis-0', '--wait=false');
    for (let i = 0; i < 10; i++) {
      const { stdout } = await inNamespace('exec', 'redis-2', '-c', 'redis', '--', 'sh', '-c', service);
      expect(stdout.trim()).toBe('hello');
      await new Promise(resolve => setTimeout(resolve, 1000));
    }
    await cluster.waitForRollouts(NAMESPACE);
    await followed('redis-0');
  });

  test('keeps the data when it is scaled down and up', async () => {
    const volumes = await claims();
    await scale(1);
    expect(await claims()).toEqual(volumes);
    expect(await redisCli('redis-0', 'mget', 'greeting', 'after')).toBe('hello\nrestart');
    await redisCli('redis-0', 'set', 'while', 'alone');
    await scale(3);
    expect(await claims()).toEqual(volumes);
    await followed('redis-0');
    for (const pod of PODS) await has(pod, 'while', 'alone');
  });

  test('lets nobody in but its clients, and them with the password only', async () => {
    const image = (
      await inNamespace('get', 'statefulset', 'redis', '-o', 'jsonpath={.spec.template.spec.containers[0].image}')
    ).stdout;
    const overrides = JSON.stringify({
      spec: {
        securityContext: { runAsNonRoot: true, runAsUser: 999, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'main',
            image,
            command: ['sleep', '3600'],
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          },
        ],
      },
    });
    for (const app of ['client', 'stranger']) {
      await inNamespace('run', app, `--image=${image}`, `--labels=app=${app}`, `--overrides=${overrides}`);
      await inNamespace('wait', '--for=condition=ready', `pod/${app}`, '--timeout=120s');
    }
    const ping = async (pod: string) => {
      const { stdout } = await cluster.tryKubectl(
        ...['-n', NAMESPACE, 'exec', pod, '--', 'timeout', '4', 'redis-cli', '-h', 'redis-primary', 'ping'],
      );
      return stdout.trim();
    };
    await eventually(
      'the client is asked for the password',
      () => ping('client'),
      text => text.startsWith('NOAUTH'),
    );
    await eventually(
      'closed to a stranger',
      () => ping('stranger'),
      text => text === '',
    );
  });

  test('makes another pod the primary, without a loss', async () => {
    await redisCli('redis-0', 'failover', 'to', `redis-1.redis.${NAMESPACE}.svc`, '6379');
    await eventually(
      'redis-1 is the primary',
      () => roleOf('redis-1'),
      role => role === 'master',
    );
    await redisCli('redis-1', 'set', 'new', 'primary');
    synth(1);
    await cluster.kubectl('apply', '-f', outdir);
    await cluster.waitForRollouts(NAMESPACE);
    await followed('redis-1');
    for (const pod of PODS) {
      await has(pod, 'greeting', 'hello');
      await has(pod, 'new', 'primary');
    }
  });

  test('takes another password, when all pods are deleted at once', async () => {
    const primary = (await roleOf('redis-0')) === 'master' ? 'redis-0' : 'redis-1';
    await redisCli(primary, 'set', 'before', 'the change');
    const password = JSON.stringify({ stringData: { password: String.raw`another "pass\word"` } });
    await inNamespace('patch', 'secret', 'redis-secrets', `--patch=${password}`);
    await inNamespace('delete', 'pods', '-l', 'app.kubernetes.io/name=redis,app.kubernetes.io/instance=redis');
    await cluster.waitForRollouts(NAMESPACE);
    await followed(primary);
    for (const pod of PODS) await has(pod, 'before', 'the change');
    const { stdout } = await inNamespace('exec', primary, '-c', 'redis', '--', 'cat', '/run/redis/password');
    expect(stdout).toBe(String.raw`another "pass\word"`);
  });

  test('shows the password in no log and no list of processes', async () => {
    const { stdout } = await inNamespace('get', 'secret', 'redis-secrets', '-o', 'jsonpath={.data.password}');
    const password = Buffer.from(stdout, 'base64').toString();
    expect(password.length).toBeGreaterThan(16);
    for (const pod of PODS) {
      const logs = await inNamespace('logs', pod, '--all-containers');
      const processes = await inNamespace(
        'exec',
        pod,
        '-c',
        'redis',
        '--',
        'sh',
        '-c',
        'cat /proc/1/cmdline /proc/1/environ',
      );
      expect(logs.stdout).toContain('Ready to accept connections');
      expect(logs.stdout + processes.stdout).not.toContain(password);
    }
  });

  test('changes nothing when it is applied again', async () => {
    const generation = () => inNamespace('get', 'statefulset', 'redis', '-o', 'jsonpath={.metadata.generation}');
    const before = await generation();
    await cluster.kubectl('apply', '-f', outdir);
    expect((await generation()).stdout).toBe(before.stdout);
  });
});
