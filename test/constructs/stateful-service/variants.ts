import { StatefulService, type StatefulServiceProps } from '../../../src';
import type { Program } from '../support';

const service =
  (props?: Partial<StatefulServiceProps>): Program =>
  chart =>
    new StatefulService(chart, 'queue', { image: 'nats:2.12.0-alpine', ports: { client: 4222 }, ...props });

/** A class that can do all but let claims grow. */
export const nfsClass = {
  storageClassName: 'nfs',
  accessModes: ['ReadWriteOnce', 'ReadWriteMany'],
  allowVolumeExpansion: false,
} as const;

export const everything: StatefulServiceProps = {
  name: 'jobs',
  program: 'nats',
  component: 'queue',
  image: 'nats:2.12.0-alpine',
  ports: { client: 4222, cluster: 6222 },
  replicas: 3,
  firstOrdinal: 2,
  user: 4222,
  command: ['nats-server'],
  args: ['--config', '/etc/nats/nats.conf'],
  env: {
    MODE: 'cluster',
    TOKEN: { name: 'given-token', key: 'token' },
    POD_IP: { fieldPath: 'status.podIP' },
  },
  claims: {
    data: { mountPath: '/data', storage: { ...nfsClass, storageClassName: 'given-fast' }, size: '20Gi' },
    raw: { mountPath: '/dev/raw', storage: { type: 'claim', size: '1Gi' }, volumeMode: 'Block' },
  },
  claimRetention: { whenScaled: 'Delete' },
  config: { mountPath: '/etc/nats', files: { 'nats.conf': 'include "/etc/pod/id.conf"\n' } },
  podConfig: { mountPath: '/etc/pod', files: ordinal => ({ 'id.conf': `server_name: n${ordinal}\n` }) },
  mounts: {
    certificates: {
      volume: { secret: { secretName: 'given-tls', defaultMode: 0o440 } },
      mountPath: '/tls',
      readOnly: true,
    },
  },
  checks: {
    startup: { tcpSocket: { port: 'client' }, failureThreshold: 120 },
    readiness: { httpGet: { path: '/healthz', port: 'client' }, periodSeconds: 5 },
    liveness: { exec: ['nats-server', '--signal', 'alive'], timeoutSeconds: 9 },
  },
  resources: { memoryLimit: '512Mi' },
  tmpSize: '1Gi',
  initContainers: [
    { name: 'prepare', image: 'busybox:1.37.0', command: ['true'], mounts: { data: { mountPath: '/data' } } },
  ],
  sidecars: [
    {
      name: 'exporter',
      image: 'natsio/prometheus-nats-exporter:0.17.3',
      ports: { metrics: 7777 },
      mounts: { certificates: { mountPath: '/tls', readOnly: true } },
      resources: { memoryLimit: '64Mi' },
    },
  ],
  podManagementPolicy: 'Parallel',
  updateStrategy: { partition: 3 },
  readService: true,
  primaryOrdinal: 2,
  spread: [
    { topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' },
    { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 2 },
  ],
  terminationGracePeriodSeconds: 60,
  scheduling: { nodeSelector: { disk: 'ssd' } },
};

export const statefulServices = {
  default: service(),
  'three pods with claims': service({ replicas: 3, claims: { data: { mountPath: '/data' } } }),
  'claims that have grown': service({
    replicas: 2,
    claims: { data: { mountPath: '/data', storage: { type: 'claim', size: '20Gi', initialSize: '10Gi' } } },
  }),
  'updates by hand': service({ updateStrategy: { type: 'OnDelete' }, claimRetention: { whenDeleted: 'Delete' } }),
  everything: service(everything),
} satisfies Record<string, Program>;
