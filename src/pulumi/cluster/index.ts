export { type ClusterAccess, readKubeconfig } from './kubeconfig';
export { checkReachable } from './reach';
