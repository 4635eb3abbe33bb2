import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { isDeferred } from '../../src/values';
import { Checks, isAddress } from './checks';
import type { PodGroup, ServiceReference } from './connections';
import type { StringMap } from './labels';
import { namespaceOf } from './namespace-of';
import { madeOf, portNumber } from './parts';

/** Settings of a {@link WorkloadPolicy}. */
export interface WorkloadPolicyProps {
  /** Name of the object. */
  readonly name: string;
  /** Labels of the object. */
  readonly labels: StringMap;
  /** Labels of the pods it is for. */
  readonly selector: StringMap;
}

/** Addresses that are never on the internet: private and special networks, link-local (cloud metadata), multicast. */
const NOT_INTERNET = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
];

/** IPv4 behind a translator, unique local, link-local and multicast addresses. */
const NOT_INTERNET_6 = ['64:ff9b::/96', 'fc00::/7', 'fe80::/10', 'ff00::/8'];

/**
 * Denies a workload's pods all traffic, in and out, but what is allowed here.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class WorkloadPolicy extends Construct {
  /** The NetworkPolicy. */
  public readonly networkPolicy: k8s.KubeNetworkPolicy;
  private readonly ingress: k8s.NetworkPolicyIngressRule[] = [];
  private readonly egress: k8s.NetworkPolicyEgressRule[] = [];

  public constructor(scope: Construct, id: string, props: WorkloadPolicyProps) {
    super(scope, id);
    this.networkPolicy = new k8s.KubeNetworkPolicy(this, 'Resource', {
      metadata: { name: props.name, namespace: namespaceOf(this), labels: { ...props.labels } },
      spec: {
        podSelector: { matchLabels: { ...props.selector } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: Lazy.any({ produce: () => unlessEmpty(this.ingress) }),
        egress: Lazy.any({ produce: () => unlessEmpty(this.egress) }),
      },
    });
  }

  /**
   * Lets pods connect to a port.
   * @throws KubewrightError KW2013 where it is not said which pods: that would be all that is
   */
  public allowFrom(port: number, client: PodGroup): this {
    const { podLabels } = Object(client) as Partial<PodGroup>;
    const checks = new Checks(this);
    if (isDeferred(podLabels)) checks.known('client.podLabels', podLabels, 'its values may be known later');
    else if (typeof podLabels !== 'object') checks.isGiven('podLabels of the client', undefined);
    checks.done();
    this.ingress.push({ from: [this.peer(client)], ports: [tcp(port)] });
    return this;
  }

  /** Lets anybody connect to a port. */
  public allowFromAnywhere(port: number, protocol: 'TCP' | 'UDP' = 'TCP'): this {
    this.ingress.push({ ports: [{ ...tcp(port), protocol }] });
    return this;
  }

  /** Lets the pods connect to a Service. */
  public allowTo({ name, namespace, port, pods }: ServiceReference): this {
    // of an output it can't be told whether it is an address, so the port is open to any
    const address = (host: string) => (isAddress(host) ? [{ ipBlock: { cidr: `${host}/32` } }] : undefined);
    this.egress.push({
      to: pods ? [this.peer({ namespace, ...pods })] : madeOf(name, address),
      ports: [tcp(pods?.port ?? port)],
    });
    return this;
  }

  /** Lets the pods connect to all pods of the cluster, and to no address outside it. */
  public allowToAllPods(): this {
    this.egress.push({ to: [{ namespaceSelector: {} }] });
    return this;
  }

  /** Lets the pods connect to any address. */
  public allowToAnywhere(): this {
    this.egress.push({});
    return this;
  }

  /** Lets the pods ask the cluster's DNS, also where NodeLocal DNSCache answers for it (169.254.20.10). */
  public allowDns(): this {
    const dns = { podLabels: { 'k8s-app': 'kube-dns' }, namespace: 'kube-system' };
    const port = k8s.IntOrString.fromNumber(53);
    this.egress.push({
      to: [this.peer(dns), { ipBlock: { cidr: '169.254.20.10/32' } }],
      ports: [
        { protocol: 'UDP', port },
        { protocol: 'TCP', port },
      ],
    });
    return this;
  }

  /** Lets the pods connect to ports of hosts on the internet, and to no private address. */
  public allowInternet(...ports: number[]): this {
    this.egress.push({
      to: [
        { ipBlock: { cidr: '0.0.0.0/0', except: [...NOT_INTERNET] } },
        { ipBlock: { cidr: '::/0', except: [...NOT_INTERNET_6] } },
      ],
      ports: ports.map(tcp),
    });
    return this;
  }

  /**
   * Lets the pods connect to the API server. Policies see its real address, which no selector can name, so its usual
   * ports are open to any address.
   */
  public allowApiServer(): this {
    this.egress.push({ ports: [tcp(443), tcp(6443)] });
    return this;
  }

  private peer({ podLabels, namespace }: PodGroup): k8s.NetworkPolicyPeer {
    const own = namespaceOf(this);
    const selector = (other: string | undefined) =>
      other === undefined || other === own ? undefined : { matchLabels: { 'kubernetes.io/metadata.name': other } };
    return {
      namespaceSelector: namespace === own ? undefined : madeOf(namespace, selector),
      podSelector: { matchLabels: { ...podLabels } },
    };
  }
}

/** The API server drops an empty list, and tools that compare would see a change that never ends. */
function unlessEmpty<T>(rules: readonly T[]): readonly T[] | undefined {
  return rules.length > 0 ? rules : undefined;
}

function tcp(port: number): k8s.NetworkPolicyPort {
  return { protocol: 'TCP', port: portNumber(port) };
}
