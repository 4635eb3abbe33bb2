import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from '../../src';
import { settingsSchema } from '../../stacks/settings';
import { WordPressStack } from '../../stacks/wordpress';
import { Cluster, eventually } from './cluster';
import { install } from './install';

jest.setTimeout(600_000);

const NAMESPACE = 'kubewright-e2e-wordpress';
const STRANGERS = 'kubewright-e2e-strangers';
const TITLE = 'A site behind nginx';

const outdir = mkdtempSync(join(tmpdir(), 'kubewright-e2e-'));
let cluster: Cluster;
let url: string;

const inNamespace = (...args: string[]) => cluster.kubectl('-n', NAMESPACE, ...args);

async function page(path = '/'): Promise<string> {
  const response = await fetch(url + path, { signal: AbortSignal.timeout(20_000) });
  return `${response.status} ${await response.text()}`;
}

/** The front page, once it is served. */
function served(what: string): Promise<string> {
  return eventually(
    what,
    () => page(),
    text => text.startsWith('200'),
  );
}

/** Tries to open a TCP connection from a pod; its exit code tells how that went. */
async function connects(namespace: string, pod: string, host: string, port: number): Promise<boolean> {
  const probe = `timeout 4 bash -c 'exec 3<>/dev/tcp/${host}/${port}'`;
  const { code } = await cluster.tryKubectl('-n', namespace, 'exec', pod, '--', 'bash', '-c', probe);
  return code === 0;
}

async function runJob(name: string, cronJob: string): Promise<string> {
  await inNamespace('create', 'job', name, `--from=cronjob/${cronJob}`);
  await inNamespace('wait', '--for=condition=complete', `job/${name}`, '--timeout=120s');
  return (await inNamespace('logs', `job/${name}`)).stdout;
}

beforeAll(async () => {
  cluster = await Cluster.open();
  await Promise.all([cluster.deleteNamespace(NAMESPACE), cluster.deleteNamespace(STRANGERS)]);
  const app = new App({ outdir });
  new WordPressStack(app, 'wordpress', settingsSchema.parse({ wordpress: { namespace: NAMESPACE } }).wordpress);
  app.synth();
  await cluster.kubectl('apply', '-f', outdir);
  await cluster.waitForRollouts(NAMESPACE);
  const port = await inNamespace('get', 'service', 'blog-nginx', '-o', 'jsonpath={.spec.ports[0].nodePort}');
  url = `http://${await cluster.nodeAddress()}:${port.stdout}`;
});

afterAll(async () => {
  rmSync(outdir, { recursive: true, force: true });
  if (!process.env.KUBEWRIGHT_E2E_KEEP) {
    await Promise.all([cluster?.deleteNamespace(NAMESPACE), cluster?.deleteNamespace(STRANGERS)]);
  }
});

describe('the WordPress stack', () => {
  test('shows the install page at the NodePort, and can be installed', async () => {
    expect(await served('install page')).toContain('Installation');
    expect((await install(url, TITLE)).status).toBe(200);
    expect(await page()).toContain(TITLE);
  });

  test('serves permalinks, static files, and no script among the uploads', async () => {
    expect(await page('/wp-includes/images/blank.gif')).toMatch(/^200/);
    expect(await page('/no-such-page/')).toContain(TITLE);
    const upload = "echo '<?php echo 6 * 7;' > /var/www/html/wp-content/uploads/x.php";
    await inNamespace('exec', 'deploy/blog-wordpress', '-c', 'wordpress', '--', 'sh', '-c', upload);
    expect(await page('/wp-content/uploads/x.php')).not.toContain('42');
  });

  test('changes nothing when it is applied again', async () => {
    const generations = () =>
      inNamespace(
        'get',
        'deploy,statefulset,networkpolicy,service,cronjob,pdb',
        '-o',
        'jsonpath={range .items[*]}{.kind}/{.metadata.name}={.metadata.generation} {end}',
      );
    const before = await generations();
    await cluster.kubectl('apply', '-f', outdir);
    expect((await generations()).stdout).toBe(before.stdout);
    expect(before.stdout).toContain('StatefulSet/blog-mariadb=1 ');
  });

  test('is there again after the database’s pod was deleted', async () => {
    await inNamespace('delete', 'pod', 'blog-mariadb-0');
    await cluster.waitForRollouts(NAMESPACE);
    expect(await served('the site')).toContain(TITLE);
  });

  test('restores a backup', async () => {
    expect(await runJob('backup-now', 'blog-mariadb-backup')).toMatch(
      /^wordpress-\d{8}T\d{6}Z\.sql\.gz: [1-9]\d{3,} bytes/,
    );
    const sql = 'mariadb -uroot -p"$(cat /run/secrets/mariadb/root-password)" wordpress -e "DROP TABLE wp_options"';
    await inNamespace('exec', 'blog-mariadb-0', '--', 'bash', '-c', sql);
    expect(await page()).not.toContain(TITLE);
    expect(await runJob('restore-now', 'blog-mariadb-restore')).toContain('is restored');
    expect(await served('the site')).toContain(TITLE);
  });

  test('runs WordPress’s timed tasks', async () => {
    await expect(runJob('cron-now', 'blog-wordpress-cron')).resolves.toBe('');
  });

  test('keeps the passwords when its manifests are applied anew', async () => {
    const secret = () => inNamespace('get', 'secret', 'blog-secrets', '-o', 'jsonpath={.data}');
    const before = await secret();
    const name = (
      await inNamespace('get', 'job', '-l', 'app.kubernetes.io/name=secret-generator', '-o', 'name')
    ).stdout.trim();
    await inNamespace('delete', name);
    await cluster.kubectl('apply', '-f', outdir);
    await inNamespace('wait', '--for=condition=complete', name, '--timeout=120s');
    expect((await inNamespace('logs', name)).stdout).toContain('stays as it is');
    expect((await secret()).stdout).toBe(before.stdout);
    expect(JSON.parse(before.stdout)).toMatchObject({
      'mariadb-password': expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
    });
  });

  test('lets nobody but WordPress to the database, in any namespace', async () => {
    const image = (await inNamespace('get', 'statefulset', 'blog-mariadb', '-o', 'jsonpath={..image}')).stdout;
    await cluster.kubectl('create', 'namespace', STRANGERS);
    const overrides = JSON.stringify({
      spec: {
        securityContext: { runAsNonRoot: true, runAsUser: 999, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'stranger',
            image,
            command: ['sleep', '3600'],
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          },
        ],
      },
    });
    for (const namespace of [NAMESPACE, STRANGERS]) {
      await cluster.kubectl('-n', namespace, 'run', 'stranger', `--image=${image}`, `--overrides=${overrides}`);
      await cluster.kubectl('-n', namespace, 'wait', '--for=condition=ready', 'pod/stranger', '--timeout=120s');
      const to = (service: string, port: number) =>
        connects(namespace, 'stranger', `${service}.${NAMESPACE}.svc`, port);
      await eventually(`nginx from ${namespace}`, () => to('blog-nginx', 80), Boolean);
      await eventually(
        `the database closed to ${namespace}`,
        () => to('blog-mariadb', 3306),
        open => !open,
      );
      await eventually(
        `WordPress closed to ${namespace}`,
        () => to('blog-wordpress', 80),
        open => !open,
      );
    }
    expect(await connects(NAMESPACE, 'deploy/blog-wordpress', 'blog-mariadb', 3306)).toBe(true);
  });

  test('lets the database’s pod connect to nowhere', async () => {
    expect(await connects(NAMESPACE, 'blog-mariadb-0', `blog-nginx.${NAMESPACE}.svc`, 80)).toBe(false);
  });

  test('wrote neither a password nor a token to a log', async () => {
    const data = JSON.parse(
      (await inNamespace('get', 'secret', 'blog-secrets', '-o', 'jsonpath={.data}')).stdout,
    ) as Record<string, string>;
    const values = Object.values(data).map(value => Buffer.from(value, 'base64').toString());
    const pods = (await inNamespace('get', 'pods', '-o', 'name')).stdout.trim().split('\n');
    for (const pod of pods) {
      const { stdout } = await inNamespace('logs', pod, '--all-containers');
      expect(values.filter(value => stdout.includes(value))).toEqual([]);
    }
    expect(values).toHaveLength(10);
  });
});
