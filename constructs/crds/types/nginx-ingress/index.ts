// Made by `npm run crds`; don't change it by hand.
export type * from './dnsendpoint';
export type * from './globalconfiguration';
export type * from './policy';
export type * from './transportserver';
export type * from './virtualserver';
export type * from './virtualserverroute';
