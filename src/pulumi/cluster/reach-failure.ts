import { KubewrightError } from '../../error';
import type { ClusterAccess } from './kubeconfig';

/** Why an API server can't be reached, in words, and what to do. */
interface Verdict {
  readonly reason: string;
  readonly remedy: string;
}

const refused: Verdict = {
  reason: 'nothing listens there, the connection is refused',
  remedy: 'look on the control-plane node whether kube-apiserver runs, and whether the kubeconfig has its port',
};
const reset: Verdict = {
  reason: 'it closes the connection before it answers',
  remedy: 'look at the log of kube-apiserver, and at the load balancer before it',
};
const unresolved: Verdict = {
  reason: 'its name has no address',
  remedy: 'look at the name in the kubeconfig, and at the DNS and the VPN of this computer',
};
const silent: Verdict = {
  reason: 'it does not answer in time',
  remedy: 'look whether the node is up, and whether a firewall or a missing VPN stands between',
};
const noRoute: Verdict = {
  reason: 'there is no way to its address from here',
  remedy: 'look at the network and the VPN of this computer, and at the address in the kubeconfig',
};
const outdated: Verdict = {
  reason: 'a certificate of it or of its authority is out of date',
  remedy: 'renew it with kubeadm certs renew all on the control-plane nodes, or set the clock of this computer right',
};
const otherName: Verdict = {
  reason: 'its certificate is for another name or address',
  remedy:
    'let the kubeconfig name a server that the certificate is for, or set tls-server-name, or add the name to certSANs',
};
const noTls: Verdict = {
  reason: 'what listens there speaks no TLS',
  remedy: 'let the kubeconfig name the port of kube-apiserver, which is 6443 with kubeadm',
};
const noHttp: Verdict = { ...noTls, reason: 'what listens there speaks no HTTP' };
const otherAuthority: Verdict = {
  reason: 'its certificate is not of the authority in the kubeconfig',
  remedy: 'take the kubeconfig from the cluster anew, such as /etc/kubernetes/admin.conf of a control-plane node',
};
const noAuthority: Verdict = {
  reason: 'its certificate is of an authority that this computer does not trust',
  remedy: 'add certificate-authority-data to the cluster in the kubeconfig',
};
const badUrl: Verdict = {
  reason: 'this is no URL of https or http',
  remedy: 'let the kubeconfig name the server as https://host:port',
};

const verdicts: ReadonlyMap<string, Verdict> = new Map([
  ['ECONNREFUSED', refused],
  ['ECONNRESET', reset],
  ['EPIPE', reset],
  ['ENOTFOUND', unresolved],
  ['EAI_AGAIN', unresolved],
  ['ETIMEDOUT', silent],
  ['EHOSTUNREACH', noRoute],
  ['ENETUNREACH', noRoute],
  ['EADDRNOTAVAIL', noRoute],
  ['CERT_HAS_EXPIRED', outdated],
  ['CERT_NOT_YET_VALID', outdated],
  ['ERR_TLS_CERT_ALTNAME_INVALID', otherName],
  ['ERR_SSL_WRONG_VERSION_NUMBER', noTls],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', noTls],
  ['ERR_SSL_HTTP_REQUEST', noTls],
  // all that the parser of HTTP says starts so
  ['HPE', noHttp],
  ['ERR_INVALID_URL', badUrl],
]);

// what OpenSSL says of a chain that does not end in a trusted certificate
const untrusted: ReadonlySet<string> = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'INVALID_CA',
]);

export const isUntrusted = (code: string): boolean => untrusted.has(code);

/** An API server that starts anew, or a load balancer that has just lost one, does this. */
export const isPassing = (code: string): boolean => code === 'ECONNREFUSED' || code === 'ECONNRESET';

/** It wants a certificate of the client, which the check does not show: the server is there. */
export const isAnswer = (code: string): boolean =>
  /_ALERT_(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|HANDSHAKE_FAILURE)$/.test(code);

/** The code of an error; of several addresses' errors, the one that tells most. */
export function codeOf(error: Error & { readonly code?: unknown }): string {
  const codes = error instanceof AggregateError ? error.errors.map(codeOf) : [];
  const code = codes.find(isPassing) ?? (String(error.code ?? codes[0] ?? '') || 'unknown');
  // what OpenSSL says stands in the message only, if it says so while Node.js writes
  const [, reason] = (code === 'EPROTO' && /:SSL routines:[^:]*:([^:]+):/.exec(error.message)) || [];
  return reason ? `ERR_SSL_${reason.toUpperCase().replaceAll(' ', '_')}` : code;
}

/** KW4004, with the reason in words. */
export function unreachable(access: ClusterAccess, failure: Error): KubewrightError {
  const code = codeOf(failure);
  const { reason, remedy } = isUntrusted(code)
    ? access.certificateAuthority
      ? otherAuthority
      : noAuthority
    : (verdicts.get(code.replace(/^HPE_.*/, 'HPE')) ?? {
        reason: 'the connection fails',
        remedy: 'look whether kubectl get --raw /version works with this context',
      });
  return new KubewrightError({
    code: 'KW4004',
    problem: `the API server ${shownServer(access.server)} of context ${access.context} can't be reached: ${reason} (${code})`,
    remedy,
    // this one holds a whole certificate, which Node.js would print
    ...('cert' in failure ? {} : { cause: failure }),
  });
}

/** Without user and password. */
function shownServer(server: string): string {
  return server.replace(/\/\/[^/?#]*@/, '//').split(/[?#]/)[0]!;
}
