import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { isDeferred } from '../../../src/values';
import type { Checks } from '../../common/checks';
import type { StringMap } from '../../common/labels';
import { namespaceOf } from '../../common/namespace-of';
import { checkRouteHost, hostSlug } from './location';
import type { Tls } from './types';

const KINDS = ['Issuer', 'ClusterIssuer'];

/** KW2103: each host with a Secret, or with somebody who makes one. */
export function checkTls(checks: Checks, tls: Readonly<Record<string, Tls>>): void {
  for (const [host, given] of Object.entries(tls)) {
    const prop = `tls[${JSON.stringify(host)}]`;
    checkRouteHost(checks, 'a host of tls', host);
    checks.known(prop, given);
    if (isDeferred(given)) continue;
    const { secretName, issuer, selfSigned } = Object(given) as {
      secretName?: unknown;
      issuer?: { name?: unknown; kind?: unknown };
      selfSigned?: unknown;
    };
    checks.known(`${prop}.issuer`, issuer, 'its name may be known later').known(`${prop}.selfSigned`, selfSigned);
    if (secretName === undefined && issuer === undefined && selfSigned !== true) {
      checks.fail(
        'KW2103',
        `${prop} has no Secret and no issuer`,
        'give { secretName }, { issuer: { name } } of cert-manager, or { selfSigned: true }',
      );
    }
    if (secretName !== undefined) checks.secret(`${prop}.secretName`, { name: secretName });
    if (issuer === undefined || isDeferred(issuer)) continue;
    if (checks.isGiven(`${prop}.issuer.name`, issuer.name)) checks.dnsSubdomain(`${prop}.issuer.name`, issuer.name);
    checks.known(`${prop}.issuer.kind`, issuer.kind);
    if (issuer.kind !== undefined && !KINDS.includes(String(issuer.kind)) && !isDeferred(issuer.kind)) {
      checks.fail('KW2012', `${prop}.issuer.kind is ${JSON.stringify(issuer.kind)}`, "use 'Issuer' or 'ClusterIssuer'");
    }
  }
}

/**
 * The Certificates of an endpoint that cert-manager is to make. They are objects of their own, and no annotations of an
 * Ingress, so that any rendering finds a Secret.
 * @see https://cert-manager.io/docs/usage/certificate/
 */
export class Certificates extends Construct {
  /** The Secrets by host. */
  public readonly secrets: ReadonlyMap<string, { readonly secretName: string }>;
  private issuer?: ApiObject;

  public constructor(
    scope: Construct,
    id: string,
    private readonly name: string,
    private readonly labels: StringMap,
    tls: Readonly<Record<string, Tls>>,
  ) {
    super(scope, id);
    this.secrets = new Map(Object.entries(tls).map(([host, given]) => [host, this.secretOf(host, given)]));
  }

  private secretOf(host: string, given: Tls): { secretName: string } {
    const {
      issuer: signer,
      selfSigned,
      secretName: own,
    } = given as Partial<Record<'secretName', string>> & {
      readonly issuer?: { readonly name: string; readonly kind?: string };
      readonly selfSigned?: boolean;
    };
    if (!signer && selfSigned !== true) return { secretName: own! };
    const name = `${this.name}-${hostSlug(host)}`;
    const secretName = own ?? `${name}-tls`;
    const issuer = signer
      ? { name: signer.name, kind: signer.kind ?? 'Issuer' }
      : { name: this.selfSigner().name, kind: 'Issuer' };
    const certificate = new ApiObject(this, host, {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name, namespace: namespaceOf(this), labels: { ...this.labels } },
      spec: {
        secretName,
        // who signs it himself is found by his name
        ...(!signer && host.length <= 64 ? { commonName: host } : {}),
        dnsNames: [host],
        issuerRef: { group: 'cert-manager.io', ...issuer },
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      },
    });
    if (this.issuer && !signer) certificate.addDependency(this.issuer);
    return { secretName };
  }

  private selfSigner(): ApiObject {
    this.issuer ??= new ApiObject(this, 'Issuer', {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Issuer',
      metadata: { name: `${this.name}-self-signed`, namespace: namespaceOf(this), labels: { ...this.labels } },
      spec: { selfSigned: {} },
    });
    return this.issuer;
  }
}
