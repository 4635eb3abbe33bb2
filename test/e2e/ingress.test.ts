import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { CustomResourceDefinitions } from '../../constructs/crds';
import { NginxIngressController } from '../../constructs/ingress/controller';
import { PublicEndpoint } from '../../constructs/ingress/public-endpoint';
import { App, NginxProxy, RestrictedNamespace } from '../../src';
import { Cluster, eventually } from './cluster';
import { echo } from './echo';
import { type Answer, type Asked, ask } from './http-client';

jest.setTimeout(600_000);

const NAMESPACE = 'kubewright-e2e-endpoint';
const CONTROLLER = 'kubewright-e2e-endpoint-nginx';
const CLASS = 'kubewright-e2e-endpoint';
const HOST = 'shop.kubewright.test';
const OTHER = 'other.kubewright.test';

const outdir = mkdtempSync(join(tmpdir(), 'kubewright-e2e-'));
let cluster: Cluster;
let address: string;
let ports: { http: number; https: number };
let ca: string;

function selfSigned(): { crt: string; key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'kubewright-tls-'));
  const [crt, key] = [join(folder, 'crt'), join(folder, 'key')];
  const names = `subjectAltName=DNS:${HOST}`;
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', `/CN=${HOST}`];
  execFileSync('openssl', [...made, '-addext', names, '-keyout', key, '-out', crt], { stdio: 'pipe' });
  const pair = { crt: readFileSync(crt, 'utf8'), key: readFileSync(key, 'utf8') };
  rmSync(folder, { recursive: true });
  return pair;
}

function synth(tls: { crt: string; key: string }): void {
  const app = new App({ outdir });
  new CustomResourceDefinitions(new Chart(app, 'definitions'), 'nginx', { set: 'nginx-ingress' });
  const controller = new NginxIngressController(new Chart(app, 'controller'), 'nginx', {
    namespace: CONTROLLER,
    name: CONTROLLER,
    ingressClassName: CLASS,
    replicas: 1,
  });
  const first = new Chart(app, 'namespace');
  new RestrictedNamespace(first, 'namespace', { name: NAMESPACE });
  const chart = new Chart(app, 'apps', { namespace: NAMESPACE });
  chart.addDependency(first);
  new k8s.KubeSecret(chart, 'tls', {
    metadata: { name: 'tls' },
    type: 'kubernetes.io/tls',
    stringData: { 'tls.crt': tls.crt, 'tls.key': tls.key },
  });
  new k8s.KubeSecret(chart, 'users', {
    metadata: { name: 'users' },
    type: 'nginx.org/htpasswd',
    stringData: { htpasswd: 'ada:{PLAIN}lovelace\n' },
  });
  const [one, two, rest] = [echo(chart, 'one'), echo(chart, 'two'), echo(chart, 'rest')];
  const guarded = new NginxProxy(chart, 'guarded', { upstream: one, expose: { type: 'clusterIp' }, replicas: 1 });

  const secure = new PublicEndpoint(chart, 'secure', {
    via: controller,
    tls: { [HOST]: { secretName: 'tls' } },
    defaultBackend: rest,
  });
  secure.route(`${HOST}/one`, one);
  secure.route(`${HOST}/one`, two, { match: 'Exact' });
  secure.route(`${HOST}/guarded`, guarded, { rewrite: { prefix: '/' } });

  const open = new PublicEndpoint(chart, 'open', { via: controller });
  open.route(`${OTHER}/`, two);
  open.route(`*.${OTHER}/`, one);
  open.route(`${OTHER}/strip`, one, { rewrite: { prefix: '/' } });
  open.route(`${OTHER}/moved`, one, { rewrite: { prefix: '/to/there' } });
  open.route(`${OTHER}/fixed`, one, { rewrite: { path: '/always' } });
  open.route(`${OTHER}/exact`, one, { match: 'Exact', rewrite: { path: '/fine' } });
  open.route(`${OTHER}/slow`, one, { timeouts: { connectSeconds: 7, responseSeconds: 123 } });
  open.route(`${OTHER}/small`, one, { maxBodySize: '1k' });
  open.route(`${OTHER}/limited`, one, { rateLimit: { requests: 1, per: 'minute', burst: 2 } });
  open.route(`${OTHER}/secret`, one, { basicAuth: { secretName: 'users', realm: 'Staff only' } });
  open.route(`${OTHER}/nobody`, one, { allowClients: ['203.0.113.0/24'] });
  open.route(`${OTHER}/anybody`, one, { allowClients: ['0.0.0.0/0'] });
  open.route(`${OTHER}/cors`, one, {
    cors: { allowOrigins: ['https://a.test', 'https://b.test'], allowHeaders: ['X-A'], maxAgeSeconds: 60 },
  });
  open.route(`${OTHER}/headers`, one, {
    requestHeaders: { set: { 'X-A': 'set here' }, remove: ['X-B'] },
    responseHeaders: { add: { 'X-Added': 'by the way' } },
  });
  open.route(`${OTHER}/socket`, one, { websocket: true });
  open.route(`${OTHER}/https`, one, { backendProtocol: 'HTTPS' });
  app.synth();
}

const get = (host: string, path: string, more: Partial<Asked> = {}): Promise<Answer> =>
  ask({ address, port: more.ca ? ports.https : ports.http, host, path, ...more });

/** Waits until the controller has taken a route up. */
const answered = (host: string, path: string, text: string, more?: Partial<Asked>): Promise<Answer> =>
  eventually(
    `${host}${path}`,
    () => get(host, path, more),
    ({ body }) => body.includes(text),
  );

async function cleanUp(): Promise<void> {
  await cluster.deleteNamespace(NAMESPACE);
  await cluster.deleteNamespace(CONTROLLER);
  // the definitions may be somebody else's too, and all their objects would go with them
  const kinds = 'clusterrole,clusterrolebinding,ingressclass';
  const { stdout } = await cluster.kubectl('get', kinds, '-o', 'name');
  const own = stdout.split('\n').filter(name => name.includes(CLASS));
  if (own.length > 0) await cluster.kubectl('delete', ...own);
}

beforeAll(async () => {
  cluster = await Cluster.open();
  const tls = selfSigned();
  ca = tls.crt;
  synth(tls);
  await cleanUp();
  address = await cluster.nodeAddress();
  // definitions of custom resources are too large for the annotation of an apply by the client
  await cluster.kubectl('apply', '--server-side', '--force-conflicts', '-f', outdir);
  await cluster.waitForRollouts(CONTROLLER);
  await cluster.waitForRollouts(NAMESPACE);
  const all = ['-n', CONTROLLER, 'get', 'service', '-o'];
  const portOf = async (name: string) => {
    const { stdout } = await cluster.kubectl(...all, `jsonpath={.items[*].spec.ports[?(@.name=="${name}")].nodePort}`);
    return Number(stdout.trim().split(' ')[0]);
  };
  ports = { http: await portOf('http'), https: await portOf('https') };
  await answered(OTHER, '/', 'two');
});

afterAll(async () => {
  if (cluster && !process.env.KUBEWRIGHT_E2E_KEEP) await cleanUp();
  rmSync(outdir, { recursive: true, force: true });
});

describe('routes by the F5 NGINX Ingress Controller', () => {
  test('go by host, by path and by whole segments', async () => {
    await answered(HOST, '/one/a?b=c', 'one uri=/one/a?b=c', { ca });
    expect((await get(HOST, '/one', { ca })).body).toContain('two uri=/one ');
    expect((await get(HOST, '/one/', { ca })).body).toContain('one uri=/one/ ');
    expect((await get(HOST, '/onerous', { ca })).body).toContain('rest uri=/onerous');
    expect((await get(HOST, '/', { ca })).body).toContain('rest uri=/ ');
    expect((await get(OTHER, '/anything')).body).toContain('two uri=/anything');
    expect((await get(`deep.${OTHER}`, '/')).body).toContain('one uri=/ ');
    expect((await get('unknown.kubewright.test', '/')).status).toBe(404);
  });

  test('send plain HTTP to HTTPS where there is a certificate', async () => {
    const { status, headers } = await get(HOST, '/one/a');
    expect([status, headers.location]).toEqual([301, `https://${HOST}:443/one/a`]);
    expect((await get(HOST, '/one/', { ca })).body).toContain('proto=https');
    expect((await get(OTHER, '/')).status).toBe(200);
  });

  test('reach a target behind a NetworkPolicy, which the endpoint opened', async () => {
    await answered(HOST, '/guarded/x', 'one uri=/x ', { ca });
    expect((await get(HOST, '/guarded', { ca })).body).toContain('one uri=/ ');
  });

  test.each([
    ['/strip/a/b?c=d', 'one uri=/a/b?c=d '],
    ['/strip', 'one uri=/ '],
    ['/stripped', 'two uri=/stripped '],
    ['/moved/a', 'one uri=/to/there/a '],
    ['/moved', 'one uri=/to/there '],
    ['/fixed/a/b?c=d', 'one uri=/always?c=d '],
    ['/fixed', 'one uri=/always '],
    ['/exact', 'one uri=/fine '],
    ['/exact/a', 'two uri=/exact/a '],
  ])('rewrite %s', async (path, text) => {
    expect((await get(OTHER, path)).body).toContain(text);
  });

  test('refuse bodies that are too large', async () => {
    const post = (path: string, size: number) => get(OTHER, path, { method: 'POST', body: 'x'.repeat(size) });
    expect((await post('/small/a', 2048)).status).toBe(413);
    expect((await post('/small/a', 512)).status).toBe(200);
    expect((await post('/one', 2048)).status).toBe(200);
  });

  test('limit the rate', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await get(OTHER, '/limited/a')).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });

  test('ask for a password', async () => {
    const login = (pair: string) => ({ headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } });
    const stranger = await get(OTHER, '/secret/a');
    expect([stranger.status, stranger.headers['www-authenticate']]).toEqual([401, 'Basic realm="Staff only"']);
    expect((await get(OTHER, '/secret', {})).status).toBe(401);
    expect((await get(OTHER, '/secret/a', login('ada:wrong'))).status).toBe(401);
    expect((await get(OTHER, '/secret/a', login('ada:lovelace'))).status).toBe(200);
  });

  test('let in the clients that are listed', async () => {
    expect((await get(OTHER, '/nobody/a')).status).toBe(403);
    expect((await get(OTHER, '/nobody')).status).toBe(403);
    expect((await get(OTHER, '/anybody/a')).status).toBe(200);
  });

  test('tell browsers which other sites may ask', async () => {
    const from = (origin: string, method = 'GET') => get(OTHER, '/cors/a', { method, headers: { origin } });
    const allowed = async (origin: string) => (await from(origin)).headers['access-control-allow-origin'];
    expect([await allowed('https://a.test'), await allowed('https://b.test')]).toEqual([
      'https://a.test',
      'https://b.test',
    ]);
    expect(await allowed('https://evil.test')).toBeUndefined();
    const preflight = await from('https://a.test', 'OPTIONS');
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-methods']).toBe('GET, POST');
    expect(preflight.headers['access-control-max-age']).toBe('60');
  });

  test('change headers', async () => {
    const { body, headers } = await get(OTHER, '/headers/a', { headers: { 'x-a': 'theirs', 'x-b': 'theirs' } });
    expect(body).toContain('a=set here b= ');
    expect(headers['x-added']).toBe('by the way');
    expect(headers['x-echo']).toBe('one');
    expect((await get(OTHER, '/x', { headers: { 'x-a': 'theirs' } })).body).toContain('a=theirs');
  });

  test('hand on the change to WebSocket', async () => {
    const headers = { connection: 'Upgrade', upgrade: 'websocket' };
    expect((await get(OTHER, '/socket/a', { headers })).body).toContain('upgrade=websocket connection=upgrade');
    expect((await get(OTHER, '/x', { headers })).body).not.toContain('upgrade=websocket');
  });

  test('set timeouts, and speak TLS with targets', async () => {
    const { stdout: pod } = await cluster.kubectl('-n', CONTROLLER, 'get', 'pods', '-o', 'name');
    const conf = `${NAMESPACE}-open-other-kubewright-test.conf`;
    const cat = ['exec', pod.trim(), '--', 'cat', `/etc/nginx/conf.d/${conf}`];
    const { stdout } = await cluster.kubectl('-n', CONTROLLER, ...cat);
    const slow = stdout.slice(stdout.indexOf('location /slow/'));
    expect(slow.slice(0, slow.indexOf('proxy_pass'))).toMatch(
      /proxy_connect_timeout 7s;\s+proxy_read_timeout 123s;\s+proxy_send_timeout 123s;/,
    );
    expect(stdout.slice(stdout.indexOf('location /https/'))).toMatch(/^[^}]*proxy_pass https:/);
    // the backend speaks no TLS
    expect((await get(OTHER, '/https/a')).status).toBe(502);
  });

  test('are all accepted', async () => {
    const each = '{range .items[*]}{.type} {.reason} {.involvedObject.name} {.message}{"\\n"}{end}';
    const { stdout } = await cluster.kubectl('-n', NAMESPACE, 'get', 'events', '-o', `jsonpath=${each}`);
    const ingresses = stdout.split('\n').filter(line => /(secure|open)-/.test(line));
    expect(ingresses.length).toBeGreaterThan(10);
    expect(ingresses.filter(line => /Reject|WithWarning|Warning/.test(line))).toEqual([]);
  });
});
