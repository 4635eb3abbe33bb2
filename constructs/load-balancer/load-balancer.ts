import { Construct } from 'constructs';
import { isDeferred } from '../../src/values';
import { Checks } from '../common/checks';
import { orEmpty } from '../common/defaults';
import type { LoadBalancerExposure } from '../common/exposure';
import { appendName, LONG_NAME, objectName } from '../common/names';
import { AddressPool } from './address-pool';
import { BgpAdvertisement, L2Advertisement } from './advertisement';
import { BgpPeer, type BgpPeerProps } from './bgp-peer';
import { MetalLb, type MetalLbProps } from './metallb';

/** Settings of a {@link LoadBalancer}. */
export interface LoadBalancerProps {
  /** Networks and ranges of addresses, such as `192.168.10.240-192.168.10.250`, that nothing else has. */
  readonly addresses: readonly string[];
  /**
   * Name of the objects.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /**
   * Routers that are told by BGP. Without any, the nodes answer by ARP and NDP, which needs no settings elsewhere.
   * @default - none
   */
  readonly peers?: readonly Omit<BgpPeerProps, 'name' | 'namespace'>[];
  /**
   * Network interfaces of the nodes that answer by ARP and NDP.
   * @default - all
   */
  readonly interfaces?: readonly string[];
  /**
   * MetalLB itself: its settings, or `false` where the cluster has it already.
   * @default - MetalLB with its own defaults
   */
  readonly metallb?: MetalLbProps | false;
  /**
   * Namespace of a MetalLB that the cluster has already.
   * @default 'metallb-system'
   */
  readonly namespace?: string;
}

/**
 * Addresses for Services of type LoadBalancer on a cluster without a cloud, as kubeadm makes it: MetalLB, a pool, and
 * how the network learns of it.
 *
 * @example
 * const balancer = new LoadBalancer(chart, 'balancer', { addresses: ['192.168.10.240-192.168.10.250'] });
 * new NginxIngressController(chart, 'ingress', { expose: balancer.expose('192.168.10.240') });
 *
 * @see https://metallb.io/
 */
export class LoadBalancer extends Construct {
  public readonly pool: AddressPool;
  /** MetalLB, unless the cluster has it already. */
  public readonly metallb?: MetalLb;
  public readonly advertisement: L2Advertisement | BgpAdvertisement;

  /**
   * @throws KubewrightError as its parts do; KW2012 for what doesn't go together, KW2014 for what has to be known
   */
  public constructor(scope: Construct, id: string, given: LoadBalancerProps) {
    super(scope, id);
    const props = orEmpty(given);
    const name = objectName(this, props.name);
    const { addresses, peers, interfaces, metallb } = props;
    const checks = new Checks(this).allKnown(props, 'peers', 'metallb');
    checkWay(checks, props);
    checks.done();
    if (metallb !== false)
      this.metallb = new MetalLb(this, 'MetalLb', { name: appendName(this, name, 'metallb'), ...metallb });
    const namespace = this.metallb?.namespaceName ?? props.namespace;
    this.pool = new AddressPool(this, 'Pool', { name, namespace, addresses });
    const pools = [this.pool];
    if (peers === undefined || peers.length === 0) {
      this.advertisement = new L2Advertisement(this, 'Advertisement', { name, namespace, pools, interfaces });
    } else {
      const routers = peers.map((peer, i) => {
        const own = appendName(this, name, `peer-${i + 1}`, LONG_NAME);
        return new BgpPeer(this, `Peer${i + 1}`, { ...peer, name: own, namespace });
      });
      this.advertisement = new BgpAdvertisement(this, 'Advertisement', { name, namespace, pools, peers: routers });
    }
    if (this.metallb) {
      for (const part of this.node.children) if (part !== this.metallb) part.node.addDependency(this.metallb);
    }
  }

  /**
   * How a construct is reached at an address of the pool, for its `expose`.
   * @param address one that it is to have
   * @throws KubewrightError KW2004 for an address that the pool has not
   */
  public expose(address?: string): LoadBalancerExposure {
    const { loadBalancerClass } = this.metallb ?? {};
    return { type: 'loadBalancer', loadBalancerClass, annotations: this.pool.annotations(address) };
  }
}

function checkWay(checks: Checks, { peers, interfaces, metallb, namespace }: LoadBalancerProps): void {
  if (peers !== undefined && !isDeferred(peers) && !Array.isArray(peers)) {
    checks.fail('KW2012', `peers is ${JSON.stringify(peers)}`, 'use a list');
  } else if (Array.isArray(peers) && peers.length > 0 && interfaces !== undefined) {
    checks.fail('KW2012', 'interfaces is nothing that BGP knows', 'leave it out, or peers');
  }
  if (metallb !== undefined && metallb !== false && (typeof metallb !== 'object' || metallb === null)) {
    checks.fail('KW2012', `metallb is ${JSON.stringify(metallb)}`, 'use an object, or false');
  } else if (metallb !== false && namespace !== undefined) {
    checks.fail('KW2012', 'namespace is that of a MetalLB that is there already', 'give it in metallb');
  }
}
