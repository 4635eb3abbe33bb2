// Made by `npm run crds`; don't change it by hand.
import type { CrdManifest } from '../../manifest';
import ingressclassparameterses from './ingressclassparameterses.json';
import kongclusterplugins from './kongclusterplugins.json';
import kongconsumergroups from './kongconsumergroups.json';
import kongconsumers from './kongconsumers.json';
import kongcustomentities from './kongcustomentities.json';
import kongingresses from './kongingresses.json';
import konglicenses from './konglicenses.json';
import kongplugins from './kongplugins.json';
import kongupstreampolicies from './kongupstreampolicies.json';
import kongvaults from './kongvaults.json';
import tcpingresses from './tcpingresses.json';
import udpingresses from './udpingresses.json';

/** kinds of the Kong Ingress Controller 3.5, Apache-2.0. */
export const definitions: readonly CrdManifest[] = [
  ingressclassparameterses,
  kongclusterplugins,
  kongconsumergroups,
  kongconsumers,
  kongcustomentities,
  kongingresses,
  konglicenses,
  kongplugins,
  kongupstreampolicies,
  kongvaults,
  tcpingresses,
  udpingresses,
];
