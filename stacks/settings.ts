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

/** What differs from site to site. The defaults work on a kubeadm cluster with a default StorageClass. */
export const settingsSchema = z.strictObject({
  wordpress: wordpress.prefault({}),
  wordpressNfs: wordpressNfs.prefault({}),
  nfs: nfs.prefault({}),
  redis: redis.prefault({}),
});

/** Settings of all stacks, with every default filled in. */
export type Settings = z.infer<typeof settingsSchema>;
