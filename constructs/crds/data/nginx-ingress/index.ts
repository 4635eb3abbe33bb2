// Made by `npm run crds`; don't change it by hand.
import type { CrdManifest } from '../../manifest';
import dnsendpoints from './dnsendpoints.json';
import globalconfigurations from './globalconfigurations.json';
import policies from './policies.json';
import transportservers from './transportservers.json';
import virtualserverroutes from './virtualserverroutes.json';
import virtualservers from './virtualservers.json';

/** F5 NGINX Ingress Controller 5.6.0, Apache-2.0. */
export const definitions: readonly CrdManifest[] = [
  dnsendpoints,
  globalconfigurations,
  policies,
  transportservers,
  virtualserverroutes,
  virtualservers,
];
