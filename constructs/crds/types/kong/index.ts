// Made by `npm run crds`; don't change it by hand.
export type * from './ingressclassparameters';
export type * from './kongclusterplugin';
export type * from './kongconsumer';
export type * from './kongconsumergroup';
export type * from './kongcustomentity';
export type * from './kongingress';
export type * from './konglicense';
export type * from './kongplugin';
export type * from './kongupstreampolicy';
export type * from './kongvault';
export type * from './tcpingress';
export type * from './udpingress';
