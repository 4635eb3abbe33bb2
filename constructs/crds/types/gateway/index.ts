// Made by `npm run crds`; don't change it by hand.
export type * from './backendtlspolicy';
export type * from './gateway';
export type * from './gatewayclass';
export type * from './grpcroute';
export type * from './httproute';
export type * from './listenerset';
export type * from './referencegrant';
export type * from './tcproute';
export type * from './tlsroute';
export type * from './udproute';
