import { accessSync, constants } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Credentials } from './credentials';

const programs = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl', 'kwok'];
const simulation = { stages: 'kwok-stages.yaml', cluster: 'kwok-cluster.yaml' };

/** The folder that KUBEBUILDER_ASSETS names, if it has the programs. */
export function assets(): string | undefined {
  return whatIsMissing() === undefined ? assetsFolder() : undefined;
}

/** Why there is no control plane to be had, or undefined. */
export function whatIsMissing(): string | undefined {
  const folder = assetsFolder();
  if (folder === undefined) return 'KUBEBUILDER_ASSETS is not set';
  const missing = [
    ...programs.filter(name => !may(constants.X_OK, join(folder, name))),
    ...Object.values(simulation).filter(name => !may(constants.R_OK, join(folder, name))),
  ];
  return missing.length === 0 ? undefined : `${folder} (KUBEBUILDER_ASSETS) lacks ${missing.join(', ')}`;
}

function assetsFolder(): string | undefined {
  const folder = process.env['KUBEBUILDER_ASSETS'];
  return folder ? resolve(folder) : undefined;
}

function may(mode: number, file: string): boolean {
  try {
    accessSync(file, mode);
    return true;
  } catch {
    return false;
  }
}

export interface Ports {
  readonly api: number;
  readonly etcd: number;
  readonly etcdPeer: number;
}

/** The arguments of each program: what a kubeadm cluster has, less what a test does not need. */
export const argumentsOf = {
  etcd(folder: string, ports: Ports): string[] {
    const client = `http://127.0.0.1:${ports.etcd}`;
    const peer = `http://127.0.0.1:${ports.etcdPeer}`;
    return [
      '--name=test',
      `--data-dir=${join(folder, 'etcd')}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=test=${peer}`,
      '--unsafe-no-fsync',
      '--log-level=warn',
    ];
  },

  apiserver(folder: string, ports: Ports, credentials: Credentials): string[] {
    return [
      `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      `--secure-port=${ports.api}`,
      // A loopback address is no valid endpoint, so the Service "kubernetes" gets none.
      '--endpoint-reconciler-type=none',
      '--service-cluster-ip-range=10.96.0.0/16',
      `--cert-dir=${folder}`,
      `--token-auth-file=${credentials.tokensFile}`,
      '--authorization-mode=RBAC',
      '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
      `--service-account-key-file=${credentials.serviceAccountKeyFile}`,
      `--service-account-signing-key-file=${credentials.serviceAccountKeyFile}`,
      '--allow-privileged=true',
      '--profiling=false',
    ];
  },

  controllerManager(credentials: Credentials): string[] {
    return [
      `--kubeconfig=${credentials.kubeconfigFile('kube-controller-manager')}`,
      '--leader-elect=false',
      '--secure-port=0',
      '--use-service-account-credentials=true',
      `--root-ca-file=${credentials.certificateFile}`,
      `--service-account-private-key-file=${credentials.serviceAccountKeyFile}`,
      '--kube-api-qps=500',
      '--kube-api-burst=1000',
      '--profiling=false',
    ];
  },

  scheduler(credentials: Credentials): string[] {
    return [
      `--kubeconfig=${credentials.kubeconfigFile('kube-scheduler')}`,
      '--leader-elect=false',
      '--secure-port=0',
      '--profiling=false',
    ];
  },

  kwok(folderOfAssets: string, credentials: Credentials): string[] {
    return [
      `--kubeconfig=${credentials.kubeconfigFile('admin')}`,
      `--config=${join(folderOfAssets, simulation.stages)}`,
      '--manage-all-nodes=true',
      '--v=WARN',
    ];
  },

  kubectlApplyNodes(folderOfAssets: string): string[] {
    return ['apply', '-f', join(folderOfAssets, simulation.cluster)];
  },
};
