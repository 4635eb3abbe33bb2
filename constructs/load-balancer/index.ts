export { AddressPool, type AddressPoolProps } from './address-pool';
export {
  type AdvertisementProps,
  BgpAdvertisement,
  type BgpAdvertisementProps,
  L2Advertisement,
  type L2AdvertisementProps,
  type PoolReference,
} from './advertisement';
export { BgpPeer, type BgpPeerProps } from './bgp-peer';
export { LoadBalancer, type LoadBalancerProps } from './load-balancer';
export { MetalLb, type MetalLbProps } from './metallb';
export type { MetalLbObjectProps } from './objects';
