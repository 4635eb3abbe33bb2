import {
  type Database,
  GeneratedSecret,
  MariaDb,
  type MariaDbProps,
  NginxProxy,
  type NginxProxyProps,
  RestrictedNamespace,
  type Scheduling,
  WordPress,
  type WordPressProps,
  WordPressSite,
  type WordPressSiteProps,
} from '../../src';
import type { Program } from './support';

/** Names of what users bring along start like this, so that the rules can tell it from a name that leads nowhere. */
export const GIVEN = 'given-';

export const externalDatabase: Database = {
  service: { name: 'db.example.com', port: 3307 },
  database: 'blog',
  user: 'writer',
  password: { name: 'given-database', key: 'pass' },
};

const scheduling: Scheduling = {
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'web', effect: 'NoSchedule' }],
  priorityClassName: 'business',
};

export const shared = { type: 'claim', storageClassName: 'nfs', accessModes: ['ReadWriteMany'] } as const;

/** A class that is known to be shared, as an NFS provisioner's is. */
export const sharedClass = { storageClassName: 'given-nfs', accessModes: ['ReadWriteOnce', 'ReadWriteMany'] } as const;
const nfs = { nfs: { server: '192.168.10.208', path: '/srv/nfs/blog', size: '50Gi', mountOptions: ['nfsvers=4.1'] } };

export const secret: Program = chart => new GeneratedSecret(chart, 'secrets', { keys: { password: 32, token: 64 } });

const mariadb =
  (props?: MariaDbProps): Program =>
  chart =>
    new MariaDb(chart, 'db', props);

export const mariaDbs = {
  default: mariadb(),
  'existing credentials, no backup': mariadb({ credentials: { name: 'given-passwords' }, backup: false }),
  hostPath: mariadb({ storage: { type: 'hostPath', path: '/srv/db', node: 'worker-1', size: '20Gi' } }),
  existingClaim: mariadb({ storage: { type: 'existingClaim', claimName: 'given-data' } }),
  'a class': mariadb({ storage: sharedClass }),
  'an NFS export': mariadb({ storage: nfs }),
  'a claim that has grown': mariadb({ storage: { type: 'claim', size: '50Gi', initialSize: '10Gi' } }),
  none: mariadb({ storage: { type: 'none' }, backup: { storage: { type: 'none' } } }),
  'configuration and resources': mariadb({
    configuration: { max_connections: 250, 'slow-query-log': true, 'skip-name-resolve': false },
    resources: {
      cpuRequest: '1',
      cpuLimit: '2',
      memoryRequest: '2Gi',
      memoryLimit: '4Gi',
      ephemeralStorageRequest: '1Gi',
      ephemeralStorageLimit: '8Gi',
    },
  }),
} satisfies Record<string, Program>;

/** An upstream of the same namespace with pods that the policy can name. */
const app = { name: 'app', port: 80, pods: { podLabels: { 'app.kubernetes.io/name': 'app' }, port: 8000 } };

const nginx =
  (props?: Partial<NginxProxyProps>): Program =>
  chart =>
    new NginxProxy(chart, 'proxy', { upstream: app, ...props });

export const nginxes = {
  default: nginx(),
  'ingress with TLS': nginx({
    expose: {
      type: 'ingress',
      host: 'shop.example.com',
      ingressClassName: 'nginx',
      tlsSecretName: 'given-tls',
      annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' },
    },
  }),
  loadBalancer: nginx({
    expose: {
      type: 'loadBalancer',
      loadBalancerClass: 'metallb.io/metallb',
      annotations: { 'metallb.io/address-pool': 'public' },
    },
  }),
  cacheSeconds: nginx({ cacheSeconds: 3600 }),
  'one replica': nginx({ replicas: 1 }),
  'external upstream': nginx({ upstream: { name: 'app.example.com', port: 8080 } }),
  'upstream in another namespace': nginx({
    upstream: { ...app, namespace: 'backend', pods: { ...app.pods, namespace: 'backend' } },
  }),
} satisfies Record<string, Program>;

const wordpress =
  (props?: Partial<WordPressProps>): Program =>
  chart => {
    const database =
      props?.database ?? new MariaDb(chart, 'db', { credentials: { name: 'given-passwords' }, backup: false });
    return new WordPress(chart, 'blog', { database, ...props });
  };

export const wordPresses = {
  default: wordpress(),
  'nodePort, no scheduler, no internet': wordpress({
    expose: { type: 'nodePort', nodePort: 30080 },
    schedule: false,
    internet: false,
  }),
  'three replicas on ReadWriteMany': wordpress({ replicas: 3, storage: shared }),
  'three replicas on a class': wordpress({ replicas: 3, storage: sharedClass }),
  'three replicas on an NFS export': wordpress({ replicas: 3, storage: nfs }),
  'external database': wordpress({ database: externalDatabase }),
} satisfies Record<string, Program>;

const site =
  (props?: WordPressSiteProps): Program =>
  chart =>
    new WordPressSite(chart, 'blog', props);

export const sites = {
  default: site(),
  'no nginx': site({ nginx: false }),
  ingress: site({ expose: { type: 'ingress', host: 'blog.example.com', tlsSecretName: 'given-tls' } }),
  'a class for all': site({ replicas: 2, storage: sharedClass }),
  'everything given': site({
    name: 'news',
    expose: { type: 'nodePort', nodePort: 30081 },
    replicas: 2,
    storage: shared,
    keys: { name: 'given-keys' },
    database: {
      database: 'news',
      user: 'editor',
      credentials: { name: 'given-passwords', passwordKey: 'app', rootPasswordKey: 'root' },
      storage: { type: 'claim', storageClassName: 'local', size: '50Gi' },
      backup: { schedule: '30 2 * * *', timeZone: 'Asia/Shanghai', retentionDays: 30 },
      scheduling,
    },
    nginx: { replicas: 3, cacheSeconds: 600, scheduling },
    wordpress: {
      php: { memoryLimit: '512M', uploadMaxFilesize: '1G', maxExecutionTime: 300, maxInputVars: 5000 },
      workers: 20,
      tablePrefix: 'n_',
      configExtra: "define('WP_POST_REVISIONS', 5);",
      scheduling,
    },
  }),
} satisfies Record<string, Program>;

export const inNamespace: Program = chart => {
  const namespace = new RestrictedNamespace(chart, 'namespace', { name: 'apps' });
  new WordPressSite(chart, 'blog').node.addDependency(namespace);
};
