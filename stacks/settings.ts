import { z } from 'zod';

const quantity = z.string().regex(/^\d+(\.\d+)?([KMGTPE]i|[kMGTPE]|[eE]\d+)?$/, 'a quantity such as 10Gi');
const port = z.int().min(30000).max(32767);

const exposure = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('clusterIp') }),
  z.strictObject({ type: z.literal('nodePort'), nodePort: port.optional() }),
  z.strictObject({
    type: z.literal('loadBalancer'),
    loadBalancerClass: z.string().optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  z.strictObject({
    type: z.literal('ingress'),
    host: z.string(),
    ingressClassName: z.string().optional(),
    tlsSecretName: z.string().optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
]);

/** Settings of a site, wherever its data is kept. */
const site = {
  /** Name that the objects' names start with. */
  name: z.string().default('blog'),
  /** How the site is reached: a port of every node, unless it says otherwise. */
  expose: exposure.default({ type: 'nodePort' }),
  /** Pods that may connect, where the site is reached from inside the cluster only. */
  allowFrom: z
    .array(z.strictObject({ podLabels: z.record(z.string(), z.string()), namespace: z.string().optional() }))
    .default([]),
  /** Size of the claim for uploads, plugins and themes. */
  contentSize: quantity.default('10Gi'),
  /** Size of the database's claim. */
  databaseSize: quantity.default('10Gi'),
  /** Largest file that can be uploaded, as PHP writes sizes. */
  uploadMaxFilesize: z.string().default('64M'),
  backup: z
    .strictObject({
      enabled: z.boolean().default(true),
      /** When, as cron has it. */
      schedule: z.string().default('0 3 * * *'),
      retentionDays: z.int().min(1).default(7),
      size: quantity.default('10Gi'),
    })
    .prefault({}),
};

const isReached = ({ expose, allowFrom }: { expose: { type: string }; allowFrom: unknown[] }) =>
  expose.type !== 'clusterIp' || allowFrom.length > 0;
const notReached = { path: ['expose'], message: 'with type clusterIp nobody gets in whom allowFrom does not name' };

const wordpress = z
  .strictObject({
    ...site,
    /** Namespace of the site, which the stack makes. */
    namespace: z.string().default('wordpress'),
    /** Pods of WordPress; more than one need `sharedStorage`. */
    replicas: z.int().min(1).default(1),
    /** StorageClass of all claims; the cluster's default class, unless it says otherwise. */
    storageClassName: z.string().optional(),
    /** Whether the class can be mounted by several nodes at once (`ReadWriteMany`), as NFS can. */
    sharedStorage: z.boolean().default(false),
  })
  .refine(isReached, notReached);

const wordpressNfs = z
  .strictObject({
    ...site,
    /** Namespace of the site, which the stack makes. */
    namespace: z.string().default('wordpress-nfs'),
    /** Pods of WordPress, which share `wp-content`. */
    replicas: z.int().min(1).default(2),
  })
  .refine(isReached, notReached);

const nfs = z.strictObject({
  /** Name or address of the NFS server, as the nodes reach it. */
  server: z.string().default('192.168.10.208'),
  /** The folder that it exports. */
  path: z.string().default('/srv/nfs'),
  /** The program that makes a volume for each claim. */
  driver: z.enum(['subdir', 'csi']).default('subdir'),
  /** Name of the StorageClass. */
  storageClassName: z.string().default('nfs'),
  /** Whether claims that name no class are of this one. */
  isDefault: z.boolean().default(false),
});

const redis = z.strictObject({
  /** Namespace of Redis, which the stack makes. */
  namespace: z.string().default('redis'),
  /** Name of the objects. */
  name: z.string().default('redis'),
  /** Pods: the first one is the primary, the others follow it. */
  replicas: z.int().min(1).default(3),
  /** Size of each pod's claim. */
  size: quantity.default('8Gi'),
  /** StorageClass of the claims; the cluster's default class, unless it says otherwise. */
  storageClassName: z.string().optional(),
});

const controllerExposure = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('clusterIp') }),
  z.strictObject({
    type: z.literal('nodePort'),
    httpNodePort: port.optional(),
    httpsNodePort: port.optional(),
  }),
  z.strictObject({
    type: z.literal('loadBalancer'),
    loadBalancerClass: z.string().optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
]);

const ingress = z.strictObject({
  /** Namespace of the controller, which the stack makes. */
  namespace: z.string().default('nginx-ingress'),
  /** Pods of the controller. */
  replicas: z.int().min(1).default(2),
  /** How the controller is reached: at two ports of every node, unless it says otherwise. */
  expose: controllerExposure.default({ type: 'nodePort' }),
  /** Name of the IngressClass. */
  ingressClassName: z.string().default('nginx'),
  /** Whether Ingresses that name no class are its own. */
  isDefaultClass: z.boolean().default(false),
});

const publicEndpoint = z.strictObject({
  /** Namespace of the site and its routes, which the stack makes. */
  namespace: z.string().default('public-endpoint'),
  /** Name of the host. */
  host: z.string().default('blog.example.com'),
  /** Secret of type `kubernetes.io/tls` with the host's certificate; plain HTTP without one. */
  tlsSecretName: z.string().optional(),
  /** Networks whose clients may log in; any, unless it says otherwise. */
  adminsFrom: z.array(z.string()).optional(),
  /** StorageClass of all claims; the cluster's default class, unless it says otherwise. */
  storageClassName: z.string().optional(),
});

const gateway = z.strictObject({
  /** Namespace of the Gateway, which the stack makes. */
  namespace: z.string().default('gateway'),
  /** Name of the GatewayClass, which the controller of the cluster brings along. */
  gatewayClassName: z.string().default('traefik'),
  /** Secret with the certificate of a host, by host. */
  tlsSecretNames: z.record(z.string(), z.string()).default({}),
});

const kong = z.strictObject({
  /** Pods of Kong. */
  replicas: z.int().min(1).default(2),
  /** How Kong is reached: at two ports of every node, unless it says otherwise. */
  expose: controllerExposure.default({ type: 'nodePort' }),
  /** Whether Ingresses that name no class are Kong's. */
  isDefaultClass: z.boolean().default(false),
});

/** What differs from site to site. The defaults work on a kubeadm cluster with a default StorageClass. */
export const settingsSchema = z.strictObject({
  wordpress: wordpress.prefault({}),
  wordpressNfs: wordpressNfs.prefault({}),
  nfs: nfs.prefault({}),
  redis: redis.prefault({}),
  ingress: ingress.prefault({}),
  publicEndpoint: publicEndpoint.prefault({}),
  gateway: gateway.prefault({}),
  kong: kong.prefault({}),
});

/** Settings of all stacks, with every default filled in. */
export type Settings = z.infer<typeof settingsSchema>;
