// Made by `npm run crds`; don't change it by hand.
import type { CrdManifest } from '../../manifest';
import bfdprofiles from './bfdprofiles.json';
import bgpadvertisements from './bgpadvertisements.json';
import bgppeers from './bgppeers.json';
import communities from './communities.json';
import configurationstates from './configurationstates.json';
import ipaddresspools from './ipaddresspools.json';
import l2advertisements from './l2advertisements.json';
import servicebgpstatuses from './servicebgpstatuses.json';
import servicel2statuses from './servicel2statuses.json';

/** MetalLB v0.16.2, Apache-2.0. */
export const definitions: readonly CrdManifest[] = [
  bfdprofiles,
  bgpadvertisements,
  bgppeers,
  communities,
  configurationstates,
  ipaddresspools,
  l2advertisements,
  servicebgpstatuses,
  servicel2statuses,
];
