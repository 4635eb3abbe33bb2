import { Lazy } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { StringMap } from '../common/labels';
import type { GatewaySpecListeners, GatewaySpecListenersAllowedRoutes } from '../crds/types/gateway';
import type { Grants } from './reference-grant';

/** Which namespaces' routes a listener takes: the Gateway's own, all, or those with labels. */
export type AllowedRoutes = 'Same' | 'All' | { readonly matchLabels: StringMap };

/** A Secret of type `kubernetes.io/tls`. */
export interface CertificateReference {
  readonly name: string;
  /**
   * Namespace of the Secret; where it is not the Gateway's, a ReferenceGrant is made there.
   * @default - the Gateway's
   */
  readonly namespace?: string;
}

interface AnyListener {
  /**
   * Name, which routes can attach to.
   * @default - `http`, `https` or `tls` and, where there is one, the host name: `https.blog.example.com`
   */
  readonly name?: string;
  /**
   * Host name, with `*.` before it for all names below it.
   * @default - any
   */
  readonly hostname?: string;
  /**
   * Routes of which namespaces may attach.
   * @default - the Gateway's own, and those of the routes in the tree that attach
   */
  readonly allowedRoutes?: AllowedRoutes;
}

/** Takes plain HTTP. */
export interface HttpListener extends AnyListener {
  readonly protocol: 'HTTP';
  /** @default 80 */
  readonly port?: number;
}

/** Takes HTTP in TLS, which it ends. */
export interface HttpsListener extends AnyListener {
  readonly protocol: 'HTTPS';
  /** @default 443 */
  readonly port?: number;
  readonly certificates: readonly CertificateReference[];
}

/** Takes TLS for TLSRoutes. */
export interface TlsListener extends AnyListener {
  readonly protocol: 'TLS';
  /** @default 443 */
  readonly port?: number;
  /**
   * Whether TLS goes on to the target, or ends here.
   * @default 'Passthrough'
   */
  readonly mode?: 'Passthrough' | 'Terminate';
  /** @default - none; `Terminate` needs one */
  readonly certificates?: readonly CertificateReference[];
}

/** A port of a Gateway, with what it takes. */
export type Listener = HttpListener | HttpsListener | TlsListener;

/** A listener with its defaults filled in. */
export interface FullListener {
  readonly name: string;
  readonly protocol: Listener['protocol'];
  readonly port: number;
  readonly hostname?: string;
  readonly mode?: 'Passthrough' | 'Terminate';
  readonly certificates: readonly CertificateReference[];
  /** Namespaces whose routes attach, where the caller leaves that to us. */
  readonly namespaces: Set<string>;
  readonly allowedRoutes?: AllowedRoutes;
  /** The endpoints whose certificate it has; none where it is for all. */
  readonly owners?: Set<IConstruct>;
}

const PORTS = { HTTP: 80, HTTPS: 443, TLS: 443 } as const;

export function fullListener(listener: Listener): FullListener {
  const { protocol, hostname, allowedRoutes } = listener;
  return {
    name: listener.name ?? listenerName(protocol, hostname),
    protocol,
    port: listener.port ?? PORTS[protocol],
    hostname,
    mode: protocol === 'TLS' ? (listener.mode ?? 'Passthrough') : undefined,
    certificates: (protocol === 'HTTP' ? undefined : listener.certificates) ?? [],
    namespaces: new Set(),
    allowedRoutes,
  };
}

/** A host as the end of a name, after `-` or `.`: unlike any other host's, since none begins with a dot. */
export function hostPart(host: string): string {
  if (host === '') return '';
  return host.startsWith('*.') ? `-wildcard.${host.slice(2)}` : `.${host}`;
}

function listenerName(protocol: string, hostname = ''): string {
  return `${protocol.toLowerCase()}${hostPart(hostname)}`;
}

/** A listener for a certificate. */
export function httpsListener(hostname: string, certificate: CertificateReference, port: number): HttpsListener {
  return { protocol: 'HTTPS', name: listenerName('HTTPS', hostname), hostname, port, certificates: [certificate] };
}

/** A listener as the Gateway has it. */
export function listenerSpec(listener: FullListener, own: string | undefined, grants: Grants): GatewaySpecListeners {
  const { name, protocol, port, hostname, mode, certificates } = listener;
  const certificateRefs = certificates.map(certificate => {
    const namespace = grants.to('Secret', certificate.name, certificate.namespace);
    return { name: certificate.name, ...(namespace !== undefined && { namespace }) };
  });
  return {
    name,
    protocol,
    port,
    ...(hostname !== undefined && { hostname }),
    ...(protocol !== 'HTTP' && {
      tls: { mode: mode ?? 'Terminate', ...(certificateRefs.length > 0 && { certificateRefs }) },
    }),
    allowedRoutes: Lazy.any({
      produce: () => ({ namespaces: allowedNamespaces(listener, own) }),
    }) as unknown as GatewaySpecListenersAllowedRoutes,
  };
}

/** By name, and not by labels that anybody may set, which namespaces the routes of the tree are in. */
function allowedNamespaces(
  { allowedRoutes, namespaces }: FullListener,
  own: string | undefined,
): GatewaySpecListenersAllowedRoutes['namespaces'] {
  if (typeof allowedRoutes === 'string') return { from: allowedRoutes };
  if (allowedRoutes) return { from: 'Selector', selector: { matchLabels: { ...allowedRoutes.matchLabels } } };
  const others = [...namespaces].filter(namespace => namespace !== own);
  if (others.length === 0) return { from: 'Same' };
  const values = [own!, ...others].sort();
  return {
    from: 'Selector',
    selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values }] },
  };
}

/**
 * Whether a listener takes all requests for a route's host; an empty one is any. At a listener that takes only some of
 * them the route would be one of that listener's host name, and compete with those that are made for it.
 */
export function takesHost({ hostname }: FullListener, host: string): boolean {
  if (hostname === undefined || hostname === host) return true;
  return hostname.startsWith('*.') && host.endsWith(hostname.slice(1));
}
