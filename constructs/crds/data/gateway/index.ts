// Made by `npm run crds`; don't change it by hand.
import type { CrdManifest } from '../../manifest';
import backendtlspolicies from './backendtlspolicies.json';
import gatewayclasses from './gatewayclasses.json';
import gateways from './gateways.json';
import grpcroutes from './grpcroutes.json';
import httproutes from './httproutes.json';
import listenersets from './listenersets.json';
import referencegrants from './referencegrants.json';
import tcproutes from './tcproutes.json';
import tlsroutes from './tlsroutes.json';
import udproutes from './udproutes.json';

/** Kubernetes Gateway API, standard channel v1.7.0, Apache-2.0. */
export const definitions: readonly CrdManifest[] = [
  backendtlspolicies,
  gatewayclasses,
  gateways,
  grpcroutes,
  httproutes,
  listenersets,
  referencegrants,
  tcproutes,
  tlsroutes,
  udproutes,
];
