import { writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { KubewrightError } from '../../../src';
import type { ClusterAccess } from '../../../src/pulumi/cluster/kubeconfig';
import { checkReachable } from '../../../src/pulumi/cluster/reach';
import { removeTempFolders, tempFolder, withEnv } from '../../support/temp-folders';
import { Authority, hasOpenssl } from './certificates';

const sockets = new Set<net.Socket>();
const servers: net.Server[] = [];

/** Lets a server listen on 127.0.0.1; gives its port. */
async function listen(server: net.Server, port = 0): Promise<number> {
  servers.push(server);
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function closedPort(): Promise<number> {
  const server = net.createServer();
  const port = await listen(server);
  await new Promise(resolve => server.close(resolve));
  return port;
}

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map(server => new Promise(resolve => server.close(resolve))));
});

const access = (server: string, more: Partial<ClusterAccess> = {}) => ({ context: 'prod', server, ...more });

async function failureOf(given: ClusterAccess, timeoutMs?: number): Promise<KubewrightError> {
  const start = performance.now();
  const error = await checkReachable(given, timeoutMs).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(performance.now() - start).toBeLessThan((timeoutMs ?? 5000) + 1000);
  expect(error).toBeInstanceOf(KubewrightError);
  const failure = error as KubewrightError;
  expect(failure.code).toBe('KW4004');
  expect(failure.message.split('\n')).toHaveLength(2);
  return failure;
}

describe('an answer', () => {
  test.each([200, 302, 401, 403, 404, 500, 503])('of HTTP %i is one', async status => {
    const paths: (string | undefined)[] = [];
    const server = http.createServer((request, response) => {
      paths.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.writeHead(status).end('x');
    });
    const port = await listen(server);
    await checkReachable(access(`http://me:secret@127.0.0.1:${port}/k8s/clusters/c-1/?x=1`));
    expect(paths).toEqual(['GET /k8s/clusters/c-1/version undefined']);
  });

  test.each<[string, string]>([
    ['that never ends', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx'],
    ['that switches the protocol', 'HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'],
    ['that bids patience', 'HTTP/1.1 102 Processing\r\n\r\n'],
  ])('%s is one', async (_, answer) => {
    const port = await listen(net.createServer(socket => socket.write(answer)));
    await checkReachable(access(`http://127.0.0.1:${port}`), 2000);
  });

  test('is waited for without a limit', async () => {
    const port = await listen(http.createServer((_, response) => response.end()));
    await checkReachable(access(`http://127.0.0.1:${port}`), Number.POSITIVE_INFINITY);
  });

  test('leaves no connection open', async () => {
    const port = await listen(http.createServer((_request, response) => response.writeHead(200).write('x')));
    await checkReachable(access(`http://127.0.0.1:${port}`));
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(sockets.size).toBe(0);
  });
});

test('a proxy is left to the provider', async () => {
  await checkReachable(access('https://none.invalid', { proxyUrl: 'http://127.0.0.1:1' }));
});

describe('no answer', () => {
  test('the port is closed', async () => {
    const server = `https://127.0.0.1:${await closedPort()}`;
    const failure = await failureOf(access(server), 700);
    expect(failure.problem).toBe(
      `the API server ${server} of context prod can't be reached: nothing listens there, the connection is refused (ECONNREFUSED)`,
    );
    expect(failure.remedy).toContain('kube-apiserver');
  });

  test('the port of localhost is closed, on all its addresses', async () => {
    const failure = await failureOf(access(`https://localhost:${await closedPort()}`), 300);
    expect(failure.problem).toContain('refused');
  });

  test('refused first, silent then: the first reason counts', async () => {
    let isFirst = true;
    const server = net.createServer(socket => {
      if (isFirst) socket.resetAndDestroy();
      isFirst = false;
    });
    const failure = await failureOf(access(`http://127.0.0.1:${await listen(server)}`), 500);
    expect(failure.problem).toContain('closes the connection');
  });

  test('it starts within the time', async () => {
    const port = await closedPort();
    const check = checkReachable(access(`http://127.0.0.1:${port}`), 5000);
    await new Promise(resolve => setTimeout(resolve, 500));
    await listen(
      http.createServer((_, response) => response.end()),
      port,
    );
    await check;
  });

  test('it resets the first connections', async () => {
    let left = 2;
    const server = http.createServer((_, response) => response.end());
    server.on('connection', socket => {
      if (left-- > 0) socket.resetAndDestroy();
    });
    await checkReachable(access(`http://127.0.0.1:${await listen(server)}`));
    expect(left).toBe(-1);
  });

  test.each(['http', 'https'])('it accepts, and says nothing: %s', async scheme => {
    const port = await listen(net.createServer(socket => socket.resume()));
    const failure = await failureOf(access(`${scheme}://127.0.0.1:${port}`), 300);
    expect(failure.problem).toContain('does not answer in time');
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(sockets.size).toBe(0);
  });

  test('it drips, but never answers', async () => {
    const server = net.createServer(socket => {
      const timer = setInterval(() => socket.write('x-header: x\r\n'), 50);
      socket.write('HTTP/1.1 200 OK\r\n');
      socket.on('close', () => clearInterval(timer));
    });
    const failure = await failureOf(access(`http://127.0.0.1:${await listen(server)}`), 400);
    expect(failure.problem).toContain('does not answer in time');
  });

  test('it closes at once', async () => {
    const port = await listen(net.createServer(socket => socket.end()));
    expect((await failureOf(access(`http://127.0.0.1:${port}`), 300)).problem).toContain('closes the connection');
  });

  test('it speaks something else', async () => {
    const port = await listen(net.createServer(socket => socket.write('SSH-2.0-OpenSSH_9.9\r\n')));
    expect((await failureOf(access(`http://127.0.0.1:${port}`), 1000)).problem).toContain('speaks no HTTP');
    expect((await failureOf(access(`https://127.0.0.1:${port}`), 1000)).problem).toContain('speaks no TLS');
  });

  test('its name has no address', async () => {
    const failure = await failureOf(access('https://me:secret@no-such-host.invalid:6443'), 4000);
    expect(failure.problem).toContain('https://no-such-host.invalid:6443 of context prod');
    // where DNS is cut off, it says nothing at all
    expect(failure.problem).toMatch(/its name has no address|does not answer in time/);
  });

  test.each(['', 'x', 'ftp://a', 'https://:x', 'https://'])('no URL: %j', async server => {
    expect((await failureOf(access(server))).problem).toContain('no URL');
  });

  test.each([0, -1, Number.NaN])('a time limit of %p ends at once', async timeoutMs => {
    const port = await listen(net.createServer(() => {}));
    await expect(checkReachable(access(`http://127.0.0.1:${port}`), timeoutMs)).rejects.toThrow('KW4004');
  });
});

(hasOpenssl ? describe : describe.skip)('TLS', () => {
  let ours: Authority;
  let others: Authority;
  beforeAll(() => {
    const folder = tempFolder();
    ours = new Authority(join(folder, 'ours'));
    others = new Authority(join(folder, 'others'));
  });
  afterAll(removeTempFolders);

  const serve = async (options: https.ServerOptions) => {
    const port = await listen(https.createServer(options, (_, response) => response.writeHead(401).end()));
    return `https://127.0.0.1:${port}`;
  };
  const forIp = 'IP:127.0.0.1';
  const certificateAuthority = () => ours.certificate.cert;

  test('of our authority', async () => {
    const server = await serve(ours.sign('good', forIp));
    await checkReachable(access(server, { certificateAuthority: certificateAuthority() }));
  });

  test('of one of several authorities', async () => {
    const server = await serve(ours.sign('second', forIp));
    const both = `${others.certificate.cert}\n${certificateAuthority()}`;
    await checkReachable(access(server, { certificateAuthority: both }));
  });

  test('of another authority', async () => {
    const server = await serve(others.sign('other', forIp));
    const failure = await failureOf(access(server, { certificateAuthority: certificateAuthority() }));
    expect(failure.problem).toContain('not of the authority in the kubeconfig');
    expect(failure.remedy).toContain('admin.conf');
  });

  // elsewhere only the provider knows whom the computer trusts
  (process.platform === 'linux' ? test : test.skip)('of no authority in the kubeconfig', async () => {
    const server = await serve(ours.sign('system', forIp));
    const folder = tempFolder();
    const bundle = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return { SSL_CERT_FILE: join(folder, name), SSL_CERT_DIR: '' };
    };
    // what it trusts is read before the first wait
    const check = (env: Record<string, string>) => withEnv(env, () => checkReachable(access(server)));
    await check(bundle('ours', certificateAuthority()));
    await expect(check(bundle('others', others.certificate.cert))).rejects.toMatchObject({
      code: 'KW4004',
      problem: expect.stringContaining('that this computer does not trust'),
      remedy: expect.stringContaining('certificate-authority-data'),
    });
    await check({ SSL_CERT_FILE: folder, SSL_CERT_DIR: '' });
    await check({ SSL_CERT_FILE: '', SSL_CERT_DIR: folder });
  });

  test('not checked', async () => {
    const server = await serve(others.signExpired('unchecked', 'DNS:elsewhere'));
    await checkReachable(access(server, { insecureSkipTlsVerify: true }));
  });

  test('expired, or not valid yet', async () => {
    for (const certificate of [
      ours.signExpired('expired', forIp),
      ours.sign('early', forIp, ['20980101000000Z', '20991231235959Z']),
    ]) {
      const failure = await failureOf(
        access(await serve(certificate), { certificateAuthority: certificateAuthority() }),
      );
      expect(failure.problem).toContain('out of date');
      expect(failure.remedy).toContain('kubeadm certs renew');
    }
  });

  test('for another name, unless the kubeconfig has it', async () => {
    const server = await serve(ours.sign('named', 'DNS:kubernetes, IP:10.0.0.1'));
    const given = { certificateAuthority: certificateAuthority() };
    const failure = await failureOf(access(server, given));
    expect(failure.problem).toContain('another name or address');
    // it would hold a certificate, and be printed
    expect(failure.cause).toBeUndefined();
    await checkReachable(access(server, { ...given, tlsServerName: 'kubernetes' }));
    await checkReachable(access(server, { ...given, tlsServerName: '10.0.0.1' }));
    await failureOf(access(server, { ...given, tlsServerName: 'other' }));
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('wants a certificate of ours: %s', async version => {
    const server = await serve({
      ...ours.sign(`strict-${version}`, forIp),
      ca: certificateAuthority(),
      requestCert: true,
      rejectUnauthorized: true,
      maxVersion: version,
      minVersion: version,
    });
    // the check shows none, but the server is there
    await checkReachable(access(server, { certificateAuthority: certificateAuthority() }), 1000);
  });

  test('to a server without TLS, and the other way round', async () => {
    const plain = await listen(http.createServer((_, response) => response.end()));
    expect((await failureOf(access(`https://127.0.0.1:${plain}`))).problem).toContain('speaks no TLS');
    const secure = (await serve(ours.sign('plain', forIp))).replace('https', 'http');
    expect((await failureOf(access(secure), 500)).problem).toMatch(/speaks no HTTP|closes the connection/);
  });

  test('an authority that is none', async () => {
    const server = await serve(ours.sign('noauthority', forIp));
    const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
    const failure = await failureOf(access(server, { certificateAuthority: pem }));
    expect(failure.problem).toMatch(/can't be reached: /);
  });
});
