import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { isDeferred } from '../../src/values';
import { Checks } from '../common/checks';
import { orEmpty } from '../common/defaults';
import type { StringMap } from '../common/labels';
import { LONG_NAME, objectName } from '../common/names';
import { checkFlag } from '../common/prop-forms';
import type { IPAddressPoolSpec } from '../crds/types/metallb';
import { type AddressRange, overlaps, parseAddress, parseRange } from './addresses';
import { checkMetalLbNamespace, type MetalLbObjectProps, metalLbObject } from './objects';

/** Settings of an {@link AddressPool}. */
export interface AddressPoolProps extends MetalLbObjectProps {
  /** Networks (`192.168.10.240/28`, `fd00:10::/112`) and ranges (`192.168.10.240-192.168.10.250`). */
  readonly addresses: readonly string[];
  /**
   * Whether Services that ask for no pool are given addresses of this one.
   * @default true
   */
  readonly autoAssign?: boolean;
  /**
   * Whether to leave out addresses that end with .0 and .255, which some old devices take for others.
   * @default false
   */
  readonly avoidBuggyIPs?: boolean;
  /**
   * Which namespaces and Services it is for, and how soon it is used among other pools.
   * @default - all of them
   */
  readonly serviceAllocation?: IPAddressPoolSpec['serviceAllocation'];
}

/**
 * Addresses that MetalLB gives to Services of type LoadBalancer. They are told to the network by an
 * {@link L2Advertisement} or a {@link BgpAdvertisement}.
 *
 * @example
 * const pool = new AddressPool(chart, 'public', { addresses: ['192.168.10.240-192.168.10.250'] });
 * new L2Advertisement(chart, 'public-l2', { pools: [pool] });
 *
 * @see https://metallb.io/configuration/
 */
export class AddressPool extends Construct {
  public readonly name: string;
  public readonly pool: ApiObject;
  /** The ranges that are known already; of a pool that was refused, none. */
  private readonly ranges: readonly AddressRange[] = [];

  /**
   * @throws KubewrightError KW2003 and KW2008 for the name, KW2004 for addresses and for those that another pool has,
   * KW2012 for settings, KW2013 for no addresses, KW2014 for what has to be known
   */
  public constructor(scope: Construct, id: string, given: AddressPoolProps) {
    super(scope, id);
    const props = orEmpty(given);
    this.name = objectName(this, props.name, LONG_NAME);
    const { addresses, autoAssign, avoidBuggyIPs, serviceAllocation } = props;
    const checks = new Checks(this).known('serviceAllocation', serviceAllocation, 'its fields may be known later');
    checkMetalLbNamespace(checks, props.namespace);
    for (const [prop, flag] of Object.entries({ autoAssign, avoidBuggyIPs })) {
      checkFlag(checks, prop, flag);
    }
    this.ranges = checkAddresses(checks, this, addresses);
    checks.done();
    this.pool = metalLbObject(this, 'IPAddressPool', this.name, props, {
      addresses: [...addresses],
      autoAssign: autoAssign ?? true,
      avoidBuggyIPs,
      serviceAllocation,
    });
  }

  /**
   * Annotations with which a Service asks for an address of the pool.
   * @param address one that it is to have
   * @throws KubewrightError KW2004 for an address that the pool has not
   *
   * @example
   * const expose = { type: 'loadBalancer', annotations: pool.annotations('192.168.10.241') };
   */
  public annotations(address?: string): StringMap {
    const asked = { 'metallb.io/address-pool': this.name };
    if (address === undefined) return asked;
    const known = isDeferred(address) ? undefined : parseAddress(String(address));
    const isIn = known && this.ranges.some(range => overlaps(range, known));
    if (!isIn && !isDeferred(address)) {
      new Checks(this)
        .fail('KW2004', `${JSON.stringify(address)} is no address of the pool`, 'use one of its addresses')
        .done();
    }
    return { ...asked, 'metallb.io/loadBalancerIPs': address };
  }

  /** The other pools of the tree that have addresses of this one. */
  public overlapping(ranges: readonly AddressRange[]): AddressPool[] {
    const others = this.node.root.node.findAll().filter(other => other instanceof AddressPool && other !== this);
    return (others as AddressPool[]).filter(other =>
      other.ranges.some(range => ranges.some(own => overlaps(own, range))),
    );
  }
}

function checkAddresses(checks: Checks, pool: AddressPool, given: unknown): readonly AddressRange[] {
  checks.known('addresses', given, 'its items may be known later');
  if (isDeferred(given) || !checks.isGiven('addresses', given)) return [];
  if (!Array.isArray(given) || given.length === 0) {
    checks.fail('KW2012', `addresses is ${JSON.stringify(given)}`, 'use a list of networks and ranges');
    return [];
  }
  const ranges: AddressRange[] = [];
  given.forEach((text: unknown, i) => {
    if (isDeferred(text)) return;
    const range = typeof text === 'string' ? parseRange(text) : undefined;
    const prop = `addresses[${i}]`;
    if (!range) {
      checks.fail(
        'KW2004',
        `${prop} is ${JSON.stringify(text)}`,
        'use a network or a range, such as 192.168.10.240/28 or 192.168.10.240-192.168.10.250',
      );
      return;
    }
    if (ranges.some(other => overlaps(other, range))) {
      checks.fail('KW2004', `${prop}, ${text}, has addresses that are in the list already`, 'list each address once');
    }
    ranges.push(range);
  });
  for (const other of pool.overlapping(ranges)) {
    checks.fail(
      'KW2004',
      `${other.node.path} and ${pool.node.path} have addresses in common`,
      'give each address to one pool',
    );
  }
  return ranges;
}
