export { type ClusterAccess, readKubeconfig } from './kubeconfig';
export { isContent, untilded } from './kubeconfig-files';
export { checkReachable } from './reach';
