import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { isDeferred } from '../../src/values';
import { Checks } from '../common/checks';
import { orEmpty } from '../common/defaults';
import { LONG_NAME, objectName } from '../common/names';
import type { BGPAdvertisementSpec, L2AdvertisementSpec } from '../crds/types/metallb';
import type { BgpPeer } from './bgp-peer';
import { checkMetalLbNamespace, type MetalLbObjectProps, metalLbObject } from './objects';

/** A pool: an {@link AddressPool}, or the name of one that is there already. */
export type PoolReference = string | { readonly name: string };

/** What both kinds of advertisements have. */
export interface AdvertisementProps extends MetalLbObjectProps {
  /**
   * Pools whose addresses it tells.
   * @default - all pools of MetalLB
   */
  readonly pools?: readonly PoolReference[];
}

/** Settings of an {@link L2Advertisement}. */
export interface L2AdvertisementProps
  extends AdvertisementProps,
    Pick<L2AdvertisementSpec, 'nodeSelectors' | 'preferredNodeSelectors' | 'serviceSelectors'> {
  /**
   * Network interfaces of the nodes to answer at.
   * @default - all
   */
  readonly interfaces?: readonly string[];
}

/**
 * Tells the addresses of pools to the nodes' own network: one node answers for each address by ARP and NDP, and another
 * one when it fails. Routers need no settings.
 *
 * @example
 * new L2Advertisement(chart, 'public', { pools: [pool], interfaces: ['eth0'] });
 *
 * @see https://metallb.io/concepts/layer2/
 */
export class L2Advertisement extends Construct {
  public readonly name: string;
  public readonly advertisement: ApiObject;

  /**
   * @throws KubewrightError KW2003 and KW2008 for names, KW2012 for settings, KW2014 for what has to be known
   */
  public constructor(scope: Construct, id: string, given?: L2AdvertisementProps) {
    super(scope, id);
    const props = orEmpty(given);
    this.name = objectName(this, props.name, LONG_NAME);
    const { interfaces, nodeSelectors, preferredNodeSelectors, serviceSelectors } = props;
    const checks = new Checks(this);
    checkAdvertisement(checks, props);
    listOf(checks, 'interfaces', interfaces).forEach((name, i) => {
      checks.match(`interfaces[${i}]`, name, /^[^\s/]{1,15}$/, 'the name of an interface such as eth0');
    });
    checks.done();
    this.advertisement = metalLbObject(this, 'L2Advertisement', this.name, props, {
      ipAddressPools: namesOf(props.pools),
      interfaces,
      nodeSelectors,
      preferredNodeSelectors,
      serviceSelectors,
    });
    follow(this, props.pools);
  }
}

/** Settings of a {@link BgpAdvertisement}. */
export interface BgpAdvertisementProps
  extends AdvertisementProps,
    Pick<
      BGPAdvertisementSpec,
      'aggregationLength' | 'aggregationLengthV6' | 'communities' | 'localPref' | 'nodeSelectors' | 'serviceSelectors'
    > {
  /**
   * Routers that it tells.
   * @default - all of MetalLB's
   */
  readonly peers?: readonly (string | BgpPeer)[];
}

/**
 * Tells the addresses of pools to routers by BGP, so that requests are spread over nodes.
 *
 * @example
 * const router = new BgpPeer(chart, 'router', { myASN: 64512, peerASN: 64513, peerAddress: '192.168.10.1' });
 * new BgpAdvertisement(chart, 'public', { pools: [pool], peers: [router] });
 *
 * @see https://metallb.io/concepts/bgp/
 */
export class BgpAdvertisement extends Construct {
  public readonly name: string;
  public readonly advertisement: ApiObject;

  /**
   * @throws KubewrightError KW2001 for numbers, KW2003 and KW2008 for names, KW2012 for settings, KW2014 for what has to
   * be known
   */
  public constructor(scope: Construct, id: string, given?: BgpAdvertisementProps) {
    super(scope, id);
    const props = orEmpty(given);
    this.name = objectName(this, props.name, LONG_NAME);
    const { aggregationLength, aggregationLengthV6, communities, localPref, nodeSelectors, serviceSelectors } = props;
    const checks = new Checks(this)
      .integer('aggregationLength', aggregationLength, 1, 32)
      .integer('aggregationLengthV6', aggregationLengthV6, 1, 128)
      .integer('localPref', localPref, 0, 2 ** 32 - 1);
    checkAdvertisement(checks, props);
    checkNames(checks, 'peers', props.peers);
    listOf(checks, 'communities', communities).forEach((community, i) => {
      checks.match(`communities[${i}]`, community, COMMUNITY, 'a community such as 65535:65282, or the name of one');
    });
    checks.done();
    this.advertisement = metalLbObject(this, 'BGPAdvertisement', this.name, props, {
      ipAddressPools: namesOf(props.pools),
      aggregationLength,
      aggregationLengthV6,
      communities,
      localPref,
      nodeSelectors,
      serviceSelectors,
      peers: namesOf(props.peers),
    });
    follow(this, props.pools, props.peers);
  }
}

const COMMUNITY = /^(\d+:\d+|large:\d+:\d+:\d+|[a-z0-9]([-a-z0-9.]*[a-z0-9])?)$/;

function checkAdvertisement(checks: Checks, props: AdvertisementProps): void {
  checkMetalLbNamespace(checks, props.namespace);
  checkNames(checks, 'pools', props.pools);
}

function checkNames(checks: Checks, prop: string, given: unknown): void {
  listOf(checks, prop, given).forEach((item, i) => {
    checks.known(`${prop}[${i}]`, item);
    if (!isDeferred(item)) checks.dnsSubdomain(`${prop}[${i}]`, nameOf(item) ?? '');
  });
}

function listOf(checks: Checks, prop: string, given: unknown): readonly unknown[] {
  if (given === undefined) return [];
  checks.known(prop, given, 'its items may be known later');
  if (isDeferred(given)) return [];
  if (Array.isArray(given)) return given;
  checks.fail('KW2012', `${prop} is ${JSON.stringify(given)}`, 'use a list');
  return [];
}

function nameOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null ? (item as { name?: unknown }).name : item;
}

function namesOf(items: readonly unknown[] | undefined): unknown[] | undefined {
  return items?.map(nameOf);
}

/** An advertisement comes after what it names. */
function follow(construct: Construct, ...lists: readonly (readonly unknown[] | undefined)[]): void {
  for (const item of lists.flatMap(list => list ?? [])) {
    if (Construct.isConstruct(item)) construct.node.addDependency(item);
  }
}
