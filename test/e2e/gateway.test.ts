import { mkdtempSync, rmSync } from 'node:fs';
import { request as plain } from 'node:http';
import { request as encrypted } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { App, HttpGateway, HttpRoute, PublicEndpoint, RestrictedNamespace } from '../../src';
import { Cluster, eventually } from './cluster';
import { certificate, echo } from './gateway-backends';

jest.setTimeout(600_000);

const GATEWAY = 'kubewright-e2e-gateway';
const SHOP = 'kubewright-e2e-gateway-shop';
const API = 'kubewright-e2e-gateway-api';
const NAMESPACES = [GATEWAY, SHOP, API];

const outdir = mkdtempSync(join(tmpdir(), 'kubewright-e2e-'));
let cluster: Cluster;
let className: string | undefined;
let address: string;

function synth(gatewayClass: string): void {
  const app = new App({ outdir: join(outdir, 'manifests') });
  const [front, shop, api] = NAMESPACES.map(namespace => {
    const chart = new Chart(app, namespace, { namespace });
    new RestrictedNamespace(chart, 'namespace', { name: namespace });
    return chart;
  }) as [Chart, Chart, Chart];
  const [blue, green] = [echo(shop, 'blue'), echo(shop, 'green')];
  const orders = echo(api, 'orders');
  certificate(front, 'own-tls', 'own.example.com', outdir);
  certificate(shop, 'shop-tls', 'shop.example.com', outdir);

  const gateway = new HttpGateway(front, 'gateway', {
    gatewayClass,
    tls: { 'own.example.com': { secretName: 'own-tls' } },
  });
  new HttpRoute(front, 'own', {
    gateway,
    hostnames: ['own.example.com'],
    rules: [{ backends: [{ target: orders }] }],
  });
  const endpoint = new PublicEndpoint(shop, 'public', {
    via: gateway,
    tls: { 'shop.example.com': { secretName: 'shop-tls' } },
    defaultBackend: green,
  });
  endpoint.route('shop.example.com/', blue);
  endpoint.route('shop.example.com/api', orders, { rewrite: { prefix: '/' } });
  endpoint.route('shop.example.com/exact', green, { match: 'Exact' });
  endpoint.route('plain.example.com/', blue, {
    requestHeaders: { set: { 'X-Added': 'yes' } },
    responseHeaders: { add: { 'X-Answered': 'by the gateway' } },
  });
  endpoint.route('plain.example.com/', green, { headers: { 'X-Version': '2' } });
  endpoint.route('plain.example.com/only-post', green, { methods: ['POST'] });
  endpoint.route('canary.example.com/', blue, { canary: [{ target: green, weight: 30 }] });
  endpoint.route('*.wild.example.com/', green);
  endpoint.redirect('old.example.com/', { host: 'shop.example.com', scheme: 'https', statusCode: 301 });
  app.synth();
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** The host that the certificate is for. */
  readonly certificate?: string;
}

interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the Gateway for a URL, whatever DNS says of its host. */
function ask(url: string, { method = 'GET', headers = {} }: Ask = {}): Promise<Answer> {
  const { protocol, hostname, pathname } = new URL(url);
  const isEncrypted = protocol === 'https:';
  const options = {
    host: address,
    port: isEncrypted ? 443 : 80,
    path: pathname,
    method,
    headers: { host: hostname, ...headers },
    timeout: 10_000,
    agent: false,
  } as const;
  return new Promise((resolve, reject) => {
    const tls = { ...options, servername: hostname, rejectUnauthorized: false };
    const request = isEncrypted ? encrypted(tls) : plain(options);
    request.on('timeout', () => request.destroy(new Error(`${url}: no answer`)));
    request.on('error', reject);
    request.on('response', response => {
      const { socket } = response as { socket: { getPeerCertificate?: () => { subject?: { CN?: string } } } };
      const name = socket.getPeerCertificate?.().subject?.CN;
      let body = '';
      response.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: body.trim(), certificate: name });
      });
    });
    request.end();
  });
}

const answers = (url: string, text: string, options?: Ask) =>
  eventually(
    `${url}: ${text}`,
    async () => (await ask(url, options)).body,
    body => body === text,
  );

async function cleanUp(): Promise<void> {
  await Promise.all(NAMESPACES.map(namespace => cluster.deleteNamespace(namespace)));
}

/** A class whose controller has accepted it. */
async function acceptedClass(): Promise<string | undefined> {
  const accepted = '{range .items[?(@.status.conditions[0].status=="True")]}{.metadata.name}{"\\n"}{end}';
  const { stdout } = await cluster.tryKubectl('get', 'gatewayclasses', '-o', `jsonpath=${accepted}`);
  return process.env.KUBEWRIGHT_E2E_GATEWAY_CLASS || stdout.trim().split('\n')[0] || undefined;
}

beforeAll(async () => {
  cluster = await Cluster.open();
  className = await acceptedClass();
  if (className === undefined) return;
  synth(className);
  await cleanUp();
  await cluster.kubectl('apply', '-f', join(outdir, 'manifests'));
  await Promise.all([SHOP, API].map(namespace => cluster.waitForRollouts(namespace)));
  address = await eventually(
    'the Gateway has an address',
    async () => {
      const path = 'jsonpath={.status.addresses[0].value}';
      return (await cluster.kubectl('-n', GATEWAY, 'get', 'gateway', 'gateway', '-o', path)).stdout;
    },
    text => text !== '',
  );
});

afterAll(async () => {
  if (className && !process.env.KUBEWRIGHT_E2E_KEEP) await cleanUp();
  rmSync(outdir, { recursive: true, force: true });
});

/** A test that needs a controller of the Gateway API; without one it says so, and passes. */
function onGateway(name: string, run: () => Promise<void>): void {
  test(name, async () => {
    if (className === undefined) console.warn(`skipped: the cluster has no accepted GatewayClass`);
    else await run();
  });
}

describe('a Gateway', () => {
  onGateway('is programmed, with all its listeners', async () => {
    const path = 'jsonpath={range .status.listeners[*]}{.name}={.conditions[?(@.type=="Programmed")].status} {end}';
    await eventually(
      'all listeners are programmed',
      async () => (await cluster.kubectl('-n', GATEWAY, 'get', 'gateway', 'gateway', '-o', path)).stdout.trim(),
      text => text === 'http=True https.own.example.com=True https.shop.example.com=True',
    );
  });

  onGateway('accepts all routes, of all namespaces', async () => {
    const path =
      'jsonpath={range .items[*]}{range .status.parents[*]}{range .conditions[*]}{.type}={.status} {end}{end}{end}';
    await eventually(
      'all routes are accepted',
      async () => (await cluster.kubectl('get', 'httproutes', '-A', '-o', path)).stdout,
      text => text.includes('Accepted=True') && text.includes('ResolvedRefs=True') && !text.includes('=False'),
    );
  });

  onGateway('serves hosts by their certificates, the own and that of another namespace', async () => {
    await answers('https://own.example.com/a', 'orders GET own.example.com/a added=');
    await answers('https://shop.example.com/a', 'blue GET shop.example.com/a added=');
    expect((await ask('https://own.example.com/')).certificate).toBe('own.example.com');
    expect((await ask('https://shop.example.com/')).certificate).toBe('shop.example.com');
  });

  onGateway('sends plain HTTP of these hosts to HTTPS', async () => {
    for (const host of ['own.example.com', 'shop.example.com']) {
      const { status, headers } = await ask(`http://${host}/a/b`);
      expect([host, status]).toEqual([host, 301]);
      expect(headers.location).toBe(`https://${host}/a/b`);
    }
  });

  onGateway('routes by path, into another namespace, with the prefix taken off', async () => {
    await answers('https://shop.example.com/api/list', 'orders GET shop.example.com/list added=');
    await answers('https://shop.example.com/api', 'orders GET shop.example.com/ added=');
    await answers('https://shop.example.com/apiary', 'blue GET shop.example.com/apiary added=');
    await answers('https://shop.example.com/exact', 'green GET shop.example.com/exact added=');
    await answers('https://shop.example.com/exact/no', 'blue GET shop.example.com/exact/no added=');
  });

  onGateway('routes by header and method, and changes headers', async () => {
    await answers('http://plain.example.com/', 'blue GET plain.example.com/ added=yes');
    await answers('http://plain.example.com/', 'green GET plain.example.com/ added=', {
      headers: { 'X-Version': '2' },
    });
    expect((await ask('http://plain.example.com/')).headers['x-answered']).toBe('by the gateway');
    const url = 'http://plain.example.com/only-post';
    await answers(url, 'green POST plain.example.com/only-post added=', { method: 'POST' });
    await answers(url, 'blue GET plain.example.com/only-post added=yes');
  });

  onGateway('redirects to another host', async () => {
    const { status, headers } = await ask('http://old.example.com/x');
    expect(status).toBe(301);
    expect(headers.location).toBe('https://shop.example.com/x');
  });

  onGateway('gives a canary its share', async () => {
    const count = 200;
    const bodies = await Promise.all(Array.from({ length: count }, () => ask('http://canary.example.com/')));
    const green = bodies.filter(({ body }) => body.startsWith('green ')).length;
    expect(green).toBeGreaterThan(count * 0.2);
    expect(green).toBeLessThan(count * 0.4);
  });

  onGateway('takes names below a wildcard, and sends what nobody takes to the default backend', async () => {
    await answers('http://any.wild.example.com/', 'green GET any.wild.example.com/ added=');
    await answers('http://nobody.example.com/', 'green GET nobody.example.com/ added=');
  });
});
