import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { images } from '../../src';
import { Cluster, eventually } from './cluster';
import { CLASS, INGRESS, NAMESPACE, PORTS, synthRoutes } from './ingress-controller-routes';

jest.setTimeout(600_000);

const outdir = mkdtempSync(join(tmpdir(), 'kubewright-e2e-'));
let cluster: Cluster;
let node: string;

const inNamespace = (...args: string[]) => cluster.kubectl('-n', NAMESPACE, ...args);

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

interface Request {
  readonly secure?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly port?: number;
}

/** A request to the node, as one who has asked DNS for the host. */
function ask(host: string, path = '/', { secure, headers, port }: Request = {}): Promise<Answer> {
  const options = {
    host: node,
    port: port ?? (secure ? PORTS.https : PORTS.http),
    path,
    headers: { Host: host, ...headers },
    servername: host,
    ca: secure ? readFileSync(join(outdir, 'tls.crt')) : undefined,
    timeout: 5000,
    agent: false,
  };
  return new Promise((fulfil, reject) => {
    const request = (secure ? https : http).get(options, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        fulfil({ status: response.statusCode!, headers: response.headers, text: Buffer.concat(chunks).toString() }),
      );
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
  });
}

const answers = (host: string, path: string, text: string, request?: Request) =>
  eventually(
    `${host}${path}`,
    () => ask(host, path, request),
    answer => answer.status === 200 && answer.text.startsWith(text),
  );

async function cleanUp(): Promise<void> {
  await cluster.deleteNamespace(NAMESPACE);
  await cluster.deleteNamespace(INGRESS);
  const names = [`${INGRESS}.ingress`, `${INGRESS}.ingress.routes`];
  await cluster.kubectl('delete', 'clusterrole,clusterrolebinding', ...names, '--ignore-not-found');
  await cluster.kubectl('delete', 'ingressclass', CLASS, '--ignore-not-found');
}

beforeAll(async () => {
  cluster = await Cluster.open();
  node = await cluster.nodeAddress();
  synthRoutes(outdir);
  await cleanUp();
  const subject = ['-subj', '/CN=secure.example.org', '-addext', 'subjectAltName=DNS:*.example.org'];
  const files = ['-keyout', join(outdir, 'tls.key'), '-out', join(outdir, 'tls.crt')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...subject, ...files], {
    stdio: 'ignore',
  });
  // resources are known only when their definitions are established
  await cluster.tryKubectl('apply', '--server-side', '--force-conflicts', '-f', outdir);
  await cluster.kubectl('wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s');
  await cluster.kubectl('apply', '--server-side', '--force-conflicts', '-f', outdir);
  await inNamespace(
    ...['create', 'secret', 'tls', 'secure', `--cert=${join(outdir, 'tls.crt')}`, `--key=${join(outdir, 'tls.key')}`],
  );
  await cluster.waitForRollouts(INGRESS);
  await cluster.waitForRollouts(NAMESPACE);
});

afterAll(async () => {
  if (cluster && !process.env.KUBEWRIGHT_E2E_KEEP) await cleanUp();
  rmSync(outdir, { recursive: true, force: true });
});

describe('Ingresses', () => {
  test('lead by host and path', async () => {
    await answers('plain.example.org', '/a?b=c', 'one GET /a?b=c');
    await answers('plain.example.org', '/two/x', 'two GET /two/x');
    expect((await ask('other.example.org')).status).toBe(404);
  });

  test('are of the default class where they name none', async () => {
    const name = ['get', 'ingress', 'default-class', '-o', 'jsonpath={.spec.ingressClassName}'];
    expect((await inNamespace(...name)).stdout).toBe(CLASS);
    await answers('default.example.org', '/', 'one');
  });

  test('use a certificate, to which plain HTTP is sent', async () => {
    await answers('secure.example.org', '/', 'one', { secure: true });
    const answer = await ask('secure.example.org', '/x');
    expect(answer.status).toBe(301);
    expect(answer.headers.location).toMatch(/^https:\/\/secure\.example\.org.*\/x$/);
    // nobody without a route gets a certificate
    await expect(ask('unknown.example.org', '/', { secure: true })).rejects.toThrow();
  });

  test('tell no version, and the client’s address that a trusted proxy names', async () => {
    const { headers, text } = await ask('plain.example.org', '/', { headers: { 'X-Forwarded-For': '203.0.113.9' } });
    expect(headers.server).toBe('nginx');
    expect(text).toContain('for=203.0.113.9');
  });

  test('lead to a WordPress, whose policy lets the controller in', async () => {
    const answer = await eventually(
      'WordPress',
      () => ask('blog.example.org', '/wp-admin/install.php'),
      ({ status }) => status === 200,
    );
    expect(answer.text).toContain('WordPress');
    const home = await ask('blog.example.org');
    expect([home.status, home.headers.location]).toEqual([302, 'http://blog.example.org/wp-admin/install.php']);
  });
});

describe('VirtualServers', () => {
  test('share requests', async () => {
    await answers('shop.example.org', '/', '');
    const texts = await Promise.all(Array.from({ length: 200 }, () => ask('shop.example.org')));
    const share = texts.filter(({ text }) => text.startsWith('two ')).length;
    expect(share).toBeGreaterThan(25);
    expect(share).toBeLessThan(100);
  });

  test('rewrite paths, and send elsewhere', async () => {
    await answers('shop.example.org', '/old/a', 'one GET /new/a');
    const gone = await ask('shop.example.org', '/gone');
    expect([gone.status, gone.headers.location]).toEqual([301, 'https://www.example.org/']);
  });

  test('use a certificate, to which plain HTTP is sent', async () => {
    await answers('tls.example.org', '/', 'one', { secure: true });
    expect((await ask('tls.example.org')).status).toBe(301);
  });

  test('limit requests', async () => {
    await answers('shop.example.org', '/limited', 'one');
    const many = await Promise.all(Array.from({ length: 20 }, () => ask('shop.example.org', '/limited')));
    const statuses = new Set(many.map(({ status }) => status));
    expect(statuses).toContain(429);
    expect([...statuses].filter(status => status !== 200 && status !== 429)).toEqual([]);
  });

  test('let clients in by their addresses', async () => {
    await answers('shop.example.org', '/guarded', 'one', { headers: { 'X-Forwarded-For': '203.0.113.9' } });
    const from = (address: string) => ask('shop.example.org', '/guarded', { headers: { 'X-Forwarded-For': address } });
    expect((await from('198.51.100.7')).status).toBe(403);
  });

  test('are found valid by the controller, and so are the others', async () => {
    const kinds = 'virtualservers,transportservers,policies';
    const each = '{range .items[*]}{.kind}/{.metadata.name}={.status.state} {end}';
    const { stdout } = await inNamespace('get', kinds, '-o', `jsonpath=${each}`);
    const states = stdout.trim().split(' ');
    expect(states).toHaveLength(5);
    expect(states.filter(state => !state.endsWith('=Valid'))).toEqual([]);
  });
});

test('a TransportServer hands connections on', async () => {
  await answers('anything.example', '/tcp', 'two GET /tcp', { port: PORTS.echo });
});

test('a path tells load balancers that nginx is there', async () => {
  expect((await ask('any.example', '/nginx-health')).status).toBe(200);
});

describe('metrics', () => {
  const url = `http://ingress-metrics.${INGRESS}:9113/metrics`;
  const run = (app: string) => {
    const overrides = JSON.stringify({
      spec: {
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, runAsUser: 101, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'main',
            image: images.nginx,
            command: ['sleep', '3600'],
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          },
        ],
      },
    });
    return inNamespace('run', app, `--image=${images.nginx}`, `--labels=app=${app}`, `--overrides=${overrides}`);
  };
  const metrics = async (app: string) =>
    (await cluster.tryKubectl('-n', NAMESPACE, 'exec', app, '--', 'curl', '-sm', '4', url)).stdout;

  test('are for whom they are opened to', async () => {
    for (const app of ['prometheus', 'stranger']) {
      await run(app);
      await inNamespace('wait', '--for=condition=ready', `pod/${app}`, '--timeout=120s');
    }
    const text = await eventually(
      'metrics',
      () => metrics('prometheus'),
      body => body.includes('nginx_ingress_controller_nginx_reloads_total'),
    );
    expect(text).toContain('nginx_ingress_nginx_connections_active');
    await eventually(
      'closed to a stranger',
      () => metrics('stranger'),
      body => body === '',
    );
  });
});

describe('the controller', () => {
  test('asks for nothing that it may not', async () => {
    const { stdout } = await cluster.kubectl(
      ...['-n', INGRESS, 'logs', '-l', 'app.kubernetes.io/name=nginx-ingress', '--tail=-1', '-c', 'nginx-ingress'],
    );
    expect(stdout).not.toMatch(/ is forbidden: |Read-only file system|Permission denied/i);
  });

  test('keeps keys of certificates in memory', async () => {
    const { stdout } = await cluster.kubectl(
      ...['-n', INGRESS, 'exec', 'deploy/ingress', '-c', 'nginx-ingress', '--', 'sh', '-c'],
      'ls /etc/nginx/secrets; grep " /etc/nginx/secrets " /proc/mounts',
    );
    expect(stdout).toContain(`${NAMESPACE}-secure`);
    expect(stdout).toContain('tmpfs');
  });

  test('rolls without a request that fails', async () => {
    const before = await cluster.kubectl('-n', INGRESS, 'get', 'pods', '-o', 'name');
    let running = true;
    const failures: string[] = [];
    let count = 0;
    const load = Array.from({ length: 4 }, async () => {
      while (running) {
        count++;
        await ask('plain.example.org').then(
          ({ status }) => status === 200 || failures.push(String(status)),
          error => failures.push(String(error)),
        );
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    });
    synthRoutes(outdir, '2');
    await cluster.kubectl('apply', '--server-side', '--force-conflicts', '-f', outdir);
    await cluster.waitForRollouts(INGRESS);
    await eventually(
      'the old pods are gone',
      () => cluster.kubectl('-n', INGRESS, 'get', 'pods', '-o', 'name'),
      ({ stdout }) =>
        before.stdout
          .trim()
          .split('\n')
          .every(pod => !stdout.includes(pod)),
    );
    running = false;
    await Promise.all(load);
    expect(count).toBeGreaterThan(100);
    expect(failures).toEqual([]);
  });

  test('is not changed when it is applied again', async () => {
    const generation = () =>
      cluster.kubectl('-n', INGRESS, 'get', 'deployment', 'ingress', '-o', 'jsonpath={.metadata.generation}');
    const before = await generation();
    await cluster.kubectl('apply', '--server-side', '--force-conflicts', '-f', outdir);
    expect((await generation()).stdout).toBe(before.stdout);
  });
});
