import { type ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { Checks } from '../common/checks';
import type { StringMap } from '../common/labels';
import { namespaceOf } from '../common/namespace-of';
import type { GatewaySpecListeners } from '../crds/types/gateway';
import { coveringHost } from '../ingress/routes/location';
import { MOST_LISTENERS } from './check-listeners';
import {
  type CertificateReference,
  type FullListener,
  fullListener,
  httpsListener,
  type Listener,
  listenerSpec,
  takesHost,
} from './listeners';
import { Grants } from './reference-grant';
import type { GatewayReference } from './references';

/** The endpoint that a listener is for, and what lets the Gateway read its certificates. */
interface ListenerOwner {
  readonly scope: Construct;
  readonly grants: Grants;
}

/** The listeners of one Gateway, to which endpoints with certificates add theirs. */
export class GatewayListeners implements GatewayReference {
  public readonly name: string;
  public readonly namespace: string | undefined;
  /** Port of HTTPS listeners that are made for certificates. */
  public readonly httpsPort: number;
  /** Hosts whose plain HTTP the Gateway itself sends to HTTPS. */
  public readonly redirected = new Set<string>();
  private readonly listeners: FullListener[] = [];
  private readonly specs: GatewaySpecListeners[] = [];
  private readonly grants: Grants;

  public constructor(
    private readonly scope: Construct,
    settings: { readonly name: string; readonly labels: StringMap; readonly httpsPort: number },
  ) {
    this.name = settings.name;
    this.namespace = namespaceOf(scope);
    this.httpsPort = settings.httpsPort;
    const { name, labels } = settings;
    this.grants = new Grants(scope, { kind: 'Gateway', name, namespace: this.namespace, labels });
  }

  /** How many there may still be. */
  public get room(): number {
    return MOST_LISTENERS - this.listeners.length;
  }

  /** Of the Gateway's `spec`. */
  public get spec(): readonly GatewaySpecListeners[] {
    return Lazy.any({ produce: () => this.specs }) as unknown as readonly GatewaySpecListeners[];
  }

  /** What lets the Gateway read Secrets of other namespaces. */
  public get granted(): readonly ApiObject[] {
    return this.grants.objects;
  }

  /** Adds one; an owner's is for the owner's routes. */
  public add(listener: Listener, owner?: ListenerOwner): FullListener {
    const full = { ...fullListener(listener), ...(owner && { owners: new Set([owner.scope]) }) };
    this.listeners.push(full);
    this.specs.push(listenerSpec(full, this.namespace, owner?.grants ?? this.grants));
    return full;
  }

  /** Adds one for a certificate. */
  public addHttps(hostname: string, certificate: CertificateReference, owner?: ListenerOwner): FullListener {
    return this.add(httpsListener(hostname, certificate, this.httpsPort), owner);
  }

  /** The one that is made for a certificate's host. */
  public httpsOf(hostname: string): FullListener | undefined {
    const isIt = (one: FullListener) => one.protocol === 'HTTPS' && one.hostname === hostname;
    return this.listeners.find(one => isIt(one) && one.port === this.httpsPort);
  }

  /**
   * Those that take HTTP for a host, encrypted or plain, and are for all or for this owner: at each port the one that
   * says most of the host, since it is the one that gets its requests.
   */
  public for(protocol: 'HTTP' | 'HTTPS', host: string, owner?: Construct): readonly FullListener[] {
    const taking = this.listeners.filter(
      one =>
        one.protocol === protocol &&
        takesHost(one, host) &&
        (!one.owners || (owner !== undefined && one.owners.has(owner))),
    );
    const length = (one: FullListener) => one.hostname?.length ?? 0;
    return taking.filter(one => !taking.some(other => other.port === one.port && length(other) > length(one)));
  }

  /**
   * Those that take a route of some hosts: not plain HTTP where that is sent to HTTPS, since two routes of one host
   * would compete for it.
   */
  public sectionsFor(checks: Checks, hostnames: readonly string[] = []): readonly GatewayReference[] | undefined {
    const sent = hostnames.filter(host => coveringHost(this.redirected, host) !== undefined);
    if (sent.length === 0) return undefined;
    if (sent.length < hostnames.length) {
      checks.fail(
        'KW2012',
        `the Gateway sends plain HTTP of ${sent.join(', ')} to HTTPS, and of the other hosts it does not`,
        'make two routes of it',
      );
    }
    const taking = new Set(hostnames.flatMap(host => this.for('HTTPS', host)));
    return [...taking].map(({ name }) => this.section(name));
  }

  /** One of them, as routes attach to it. */
  public section(sectionName: string): GatewayReference {
    const { name, namespace } = this;
    return { name, namespace, sectionName, allowRoutesFrom: from => this.allowRoutesFrom(from, sectionName) };
  }

  /**
   * Lets routes of a namespace attach to the listeners that leave it to us.
   * @throws KubewrightError KW2013 for a Gateway in a chart without a namespace
   */
  public allowRoutesFrom(namespace: string | undefined, sectionName?: string): void {
    if (namespace === undefined || namespace === this.namespace) return;
    const checks = new Checks(this.scope);
    checks.isGiven(`the namespace of the Gateway's chart, which routes of ${namespace} attach to,`, this.namespace);
    checks.done();
    for (const listener of this.listeners) {
      if (sectionName === undefined || listener.name === sectionName) listener.namespaces.add(namespace);
    }
  }
}
