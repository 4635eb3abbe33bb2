export { type FromIngressNginxProps, fromIngressNginx } from './from-ingress-nginx';
export type { ClusterObject } from './input';
export type { MigratedRoute, Migration, MigrationEntry } from './types';
