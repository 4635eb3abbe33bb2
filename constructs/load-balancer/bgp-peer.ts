import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Checks } from '../common/checks';
import { orEmpty } from '../common/defaults';
import { LONG_NAME, objectName } from '../common/names';
import type { BGPPeerSpec } from '../crds/types/metallb';
import { checkMetalLbNamespace, type MetalLbObjectProps, metalLbObject } from './objects';

/** Settings of a {@link BgpPeer}. */
export interface BgpPeerProps
  extends MetalLbObjectProps,
    Pick<BGPPeerSpec, 'ebgpMultiHop' | 'holdTime' | 'keepaliveTime' | 'nodeSelectors' | 'routerID' | 'sourceAddress'> {
  /** Number of the cluster's autonomous system. */
  readonly myASN: number;
  /** Number of the router's. */
  readonly peerASN: number;
  /** Address of the router. */
  readonly peerAddress: string;
  /** @default 179 */
  readonly peerPort?: number;
  /**
   * Secret of type `kubernetes.io/basic-auth`, in MetalLB's namespace, with the session's password.
   * @default - none
   */
  readonly passwordSecretName?: string;
}

/**
 * A router that MetalLB tells its addresses by BGP.
 *
 * @example
 * new BgpPeer(chart, 'router', { myASN: 64512, peerASN: 64513, peerAddress: '192.168.10.1' });
 *
 * @see https://metallb.io/configuration/_advanced_bgp_configuration/
 */
export class BgpPeer extends Construct {
  public readonly name: string;
  public readonly peer: ApiObject;

  /**
   * @throws KubewrightError KW2001 for numbers, KW2003 and KW2008 for names, KW2004 for addresses, KW2007 for the Secret,
   * KW2012 for times, KW2013 for what is missing, KW2014 for what has to be known
   */
  public constructor(scope: Construct, id: string, given: BgpPeerProps) {
    super(scope, id);
    const props = orEmpty(given);
    this.name = objectName(this, props.name, LONG_NAME);
    const { myASN, peerASN, peerAddress, peerPort, passwordSecretName } = props;
    const { ebgpMultiHop, holdTime, keepaliveTime, nodeSelectors, routerID, sourceAddress } = props;
    const checks = new Checks(this);
    checkMetalLbNamespace(checks, props.namespace);
    for (const [prop, value] of Object.entries({ myASN, peerASN })) {
      if (checks.isGiven(prop, value)) checks.integer(prop, value, 1, 2 ** 32 - 1);
    }
    if (checks.isGiven('peerAddress', peerAddress)) checks.hostOrAddress('peerAddress', peerAddress);
    checks
      .integer('peerPort', peerPort, 1, 65535)
      .match('holdTime', holdTime, /^(\d+(ms|[smh]))+$/, 'a time such as 90s')
      .match('keepaliveTime', keepaliveTime, /^(\d+(ms|[smh]))+$/, 'a time such as 30s')
      .hostOrAddress('sourceAddress', sourceAddress)
      .match('routerID', routerID, /^\d{1,3}(\.\d{1,3}){3}$/, 'four numbers such as 10.0.0.1');
    if (passwordSecretName !== undefined) checks.secret('passwordSecretName', { name: passwordSecretName });
    checks.done();
    const spec: BGPPeerSpec = {
      myASN,
      peerASN,
      peerAddress,
      peerPort,
      ebgpMultiHop,
      holdTime,
      keepaliveTime,
      nodeSelectors,
      routerID,
      sourceAddress,
      passwordSecret: passwordSecretName === undefined ? undefined : { name: passwordSecretName },
    };
    this.peer = metalLbObject(this, 'BGPPeer', this.name, props, spec, 'v1beta2');
  }
}
