// Made by `npm run crds`; don't change it by hand.
export type * from './bfdprofile';
export type * from './bgpadvertisement';
export type * from './bgppeer';
export type * from './community';
export type * from './ipaddresspool';
export type * from './l2advertisement';
export type * from './servicebgpstatus';
export type * from './servicel2status';
