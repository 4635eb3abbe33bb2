import type { Cluster } from './cluster';

/** A folder that an NFS server exports to the nodes. */
export interface NfsExport {
  readonly server: string;
  readonly path: string;
}

/** The export that tests make volumes in: of a node, unless the environment names another server. */
export async function nfsExport(cluster: Cluster): Promise<NfsExport> {
  const path = process.env.KUBEWRIGHT_E2E_NFS_PATH;
  if (!path) throw new Error('set KUBEWRIGHT_E2E_NFS_PATH to a folder that an NFS server exports to the nodes');
  return { server: process.env.KUBEWRIGHT_E2E_NFS_SERVER || (await cluster.nodeAddress()), path };
}
