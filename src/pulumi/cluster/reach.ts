import { existsSync, readFileSync } from 'node:fs';
import http, { type ClientRequest } from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { checkServerIdentity, rootCertificates } from 'node:tls';
import type { ClusterAccess } from './kubeconfig';
import { codeOf, isAnswer, isPassing, isUntrusted, unreachable } from './reach-failure';

// milliseconds between tries: an API server that starts anew is back within seconds
const PAUSES = [200, 400, 800, 1600];

/**
 * Whether an API server answers, be it with 401. Where a proxy stands between, nothing is checked, since the provider
 * knows proxies and Node.js does not.
 * @param timeoutMs how long all of it may take
 * @throws KubewrightError KW4004 where it does not
 */
export async function checkReachable(access: ClusterAccess, timeoutMs = 5000): Promise<void> {
  if (access.proxyUrl) return;
  const url = versionUrl(access.server);
  if (!url) throw unreachable(access, coded('ERR_INVALID_URL'));
  // what a timer takes
  const end = performance.now() + Math.min(Math.max(timeoutMs || 0, 1), 2 ** 31 - 1);
  let former: Error | undefined;
  for (const pause of [...PAUSES, Number.POSITIVE_INFINITY]) {
    const failure = await attempt(url, access, end - performance.now());
    if (!failure) return;
    // that the time ran out in a later try tells less than why there was one
    const isLate = codeOf(failure) === 'ETIMEDOUT';
    if (!isPassing(codeOf(failure)) || performance.now() + pause >= end) {
      throw unreachable(access, (isLate && former) || failure);
    }
    former = failure;
    await new Promise(resolve => setTimeout(resolve, pause));
  }
}

function versionUrl(server: string): URL | undefined {
  if (!/^https?:\/\//i.test(server) || !URL.canParse(server)) return undefined;
  const url = new URL(server);
  url.username = '';
  url.password = '';
  url.search = '';
  // a server may live below a path, as with Rancher
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/version`;
  return url;
}

/** One request; why it failed, or nothing where any answer came. */
function attempt(url: URL, access: ClusterAccess, limit: number): Promise<Error | undefined> {
  return new Promise(resolve => {
    const isSecure = url.protocol === 'https:';
    // a name of several addresses: one that is dead must not eat all the time
    const net = {
      keepAlive: false,
      autoSelectFamilyAttemptTimeout: Math.max(250, Math.min(2000, Math.round(limit / 3))),
    };
    const authorities = access.certificateAuthority
      ? [access.certificateAuthority]
      : isSecure
        ? trustedByComputer()
        : undefined;
    const agent = isSecure ? new https.Agent(net) : new http.Agent(net);
    let request: ClientRequest | undefined;
    const timer = setTimeout(() => done(coded('ETIMEDOUT')), limit);
    const done = (failure?: Error) => {
      clearTimeout(timer);
      request?.destroy();
      agent.destroy();
      const code = failure && codeOf(failure);
      const isThere = code && (isAnswer(code) || (!authorities && isUntrusted(code)));
      resolve(isThere ? undefined : failure);
    };
    try {
      request = isSecure ? https.get(url, { agent, ...tlsOptions(access, authorities) }) : http.get(url, { agent });
      request.on('error', failure => done(failure));
      request.on('close', () => done(coded('ECONNRESET')));
      for (const answer of ['response', 'information']) request.on(answer, () => done());
      request.on('upgrade', (_response, socket) => {
        socket.destroy();
        done();
      });
    } catch (failure) {
      // a certificate authority that is none, for example
      done(failure as Error);
    }
  });
}

function tlsOptions(access: ClusterAccess, ca: string[] | undefined): https.RequestOptions {
  const { tlsServerName, insecureSkipTlsVerify } = access;
  return {
    ...(ca ? { ca } : {}),
    // as with Go, the authority may be one between, such as of a company's own chain
    allowPartialTrustChain: true,
    rejectUnauthorized: !insecureSkipTlsVerify,
    ...(tlsServerName && !isIP(tlsServerName) ? { servername: tlsServerName } : {}),
    checkServerIdentity: (host, certificate) => checkServerIdentity(tlsServerName ?? host, certificate),
  };
}

// where Go finds the authorities that a Linux computer trusts
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** The authorities that the provider trusts without one in the kubeconfig; nothing where only it can know them. */
function trustedByComputer(): string[] | undefined {
  const { SSL_CERT_FILE: file, SSL_CERT_DIR: folder } = process.env;
  if (process.platform !== 'linux' || (folder && folder !== '/etc/ssl/certs')) return undefined;
  const bundle = (file ? [file] : BUNDLES).find(path => existsSync(path));
  try {
    return bundle ? [...rootCertificates, readFileSync(bundle, 'utf8')] : undefined;
  } catch {
    return undefined;
  }
}

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}
