import { definitions as gateway } from './data/gateway';
import { definitions as kong } from './data/kong';
import { definitions as metallb } from './data/metallb';
import { definitions as nginxIngress } from './data/nginx-ingress';
import type { CrdManifest } from './manifest';

/** Definitions that belong together: the Gateway API, or those of one controller. */
export type CrdSet = 'gateway' | 'kong' | 'metallb' | 'nginx-ingress';

export const crdSets: Readonly<Record<CrdSet, readonly CrdManifest[]>> = {
  gateway,
  kong,
  metallb,
  'nginx-ingress': nginxIngress,
};
