import { nfsVolumeUsers } from './nfs/nfs-volume-variants';
import { redises } from './redis/variants';
import { statefulServices } from './stateful-service/variants';
import { volumeUsers } from './storage/variants';
import type { Program } from './support';
import { inNamespace, mariaDbs, nginxes, secret, sites, wordPresses } from './variants';
import { volumeBackups } from './volume-backup/variants';

const prefixed = (prefix: string, programs: Readonly<Record<string, Program>>): [string, Program][] =>
  Object.entries(programs).map(([name, program]) => [`${prefix}: ${name}`, program]);

// a container may be given a Secret as a variable; our own patterns take none
const { everything: _, ...plainStatefulServices } = statefulServices;

/** All programs of which the pods are "restricted", for `test.each`. */
export const variants: readonly [name: string, program: Program][] = [
  ['GeneratedSecret', secret],
  ...prefixed('MariaDb', mariaDbs),
  ...prefixed('NginxProxy', nginxes),
  ...prefixed('Redis', redises),
  ...prefixed('StatefulService', plainStatefulServices),
  ...prefixed('NfsVolume', nfsVolumeUsers),
  ...prefixed('volumes', volumeUsers),
  ...prefixed('VolumeBackup', volumeBackups),
  ...prefixed('WordPress', wordPresses),
  ...prefixed('WordPressSite', sites),
  ['RestrictedNamespace with a site', inNamespace],
];
