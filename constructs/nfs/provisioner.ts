import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { KubewrightError } from '../../src/error';
import { Checks } from '../common/checks';
import { orEmpty } from '../common/defaults';
import { images } from '../common/images';
import { type StringMap, systemOf, workloadLabels } from '../common/labels';
import { appendName, objectName } from '../common/names';
import { setNamespace } from '../common/namespace-of';
import { type FullResources, mergeResources } from '../common/resources';
import { type PodSecurityLevel, securedNamespace } from '../common/secured-namespace';
import { checkClass } from './check-class';
import { checkProvisioner } from './check-provisioner';
import { CsiDriver } from './csi';
import type { NfsDriver } from './driver';
import type { NfsDriverName, NfsProvisionerProps, NfsStorageClassProps } from './props';
import { NfsStorageClass } from './storage-class';
import { SubdirDriver } from './subdir';

const DEFAULTS = {
  subdir: { namespace: 'nfs-provisioner', image: images.nfsSubdir, memoryLimit: '128Mi' },
  csi: { namespace: 'csi-driver-nfs', image: images.nfsCsi, memoryLimit: '256Mi' },
} as const;

/**
 * Makes volumes of NFS exports: each claim of its StorageClasses is given a folder of its own. A namespace, the
 * program with an account that may do no more than it must, and a StorageClass for each export or way to use it.
 *
 * Driver `subdir` runs as root by default, without capabilities: it makes folders in an export that belongs to root, as
 * exports do where nobody has changed it, so its namespace is Pod Security "baseline". With `runAsUser` it is
 * "restricted". Driver `csi` mounts on the nodes by itself, which takes a privileged container and the host's network;
 * its namespace is "privileged".
 *
 * @example
 * const nfs = new NfsProvisioner(chart, 'nfs', { server: '192.168.10.208', path: '/srv/nfs' });
 * new MariaDb(chart, 'db', { storage: nfs.storageClass });
 *
 * @see https://github.com/kubernetes-sigs/nfs-subdir-external-provisioner
 * @see https://github.com/kubernetes-csi/csi-driver-nfs
 */
export class NfsProvisioner extends Construct {
  /** The class of the provisioner's own export. */
  public readonly storageClass: NfsStorageClass;
  /** Namespace of the program. */
  public readonly namespaceName: string;
  /** The namespace, unless it is the chart's own. */
  public readonly namespace?: k8s.KubeNamespace;
  private readonly driver: NfsDriver;
  private readonly name: string;
  private readonly labels: StringMap;
  private readonly classes = new Map<string, NfsStorageClass>();
  private readonly own: Pick<NfsProvisionerProps, 'server' | 'path'>;

  /**
   * @throws KubewrightError KW2001 for numbers, KW2002 for resources, KW2003 and KW2008 for names, KW2004 for the
   * server, KW2005 for images, KW2012 for paths, options and what the driver doesn't know, KW2014 for what has to be
   * known, KW2017 for a class that can't let claims grow, KW2018 for a second default class
   */
  public constructor(scope: Construct, id: string, given: NfsProvisionerProps) {
    super(scope, id);
    const props = orEmpty(given);
    this.name = objectName(this, props.name);
    const driver = props.driver === 'csi' ? 'csi' : 'subdir';
    const defaults = DEFAULTS[driver];
    this.namespaceName = props.namespace ?? defaults.namespace;
    const image = props.image ?? defaults.image;
    const checks = new Checks(this).image('image', image);
    checkProvisioner(checks, driver, props, Chart.of(this).namespace);
    checkClass(checks, driver, props);
    this.checkOthers(checks, driver);
    const resources = mergeResources(checks, props.resources, {
      cpuRequest: '10m',
      memoryRequest: '32Mi',
      memoryLimit: defaults.memoryLimit,
    });
    checks.done();

    setNamespace(this, this.namespaceName);
    this.own = { server: props.server, path: props.path };
    const program = driver === 'csi' ? 'csi-driver-nfs' : 'nfs-subdir-external-provisioner';
    this.labels = workloadLabels({
      name: program,
      instance: this.name,
      component: 'provisioner',
      partOf: systemOf(this),
    }).labels;
    const user = props.runAsUser ?? 0;
    const level: PodSecurityLevel = driver === 'csi' ? 'privileged' : user === 0 ? 'baseline' : 'restricted';
    if (this.makesNamespace) {
      this.namespace = securedNamespace(this, 'Namespace', this.namespaceName, level);
    }
    this.driver = this.makeDriver(driver, { ...props, image }, resources);
    this.storageClass = this.makeClass('StorageClass', this.name, props);
  }

  /**
   * Makes a further class: of another export, or of the same with other options.
   * @param id what the class is called here: lower-case letters, digits and "-"
   * @throws KubewrightError as the constructor does, for the class
   */
  public addStorageClass(id: string, given?: NfsStorageClassProps): NfsStorageClass {
    const props = orEmpty(given);
    const checks = new Checks(this).known('id', id).dnsLabel('id', id ?? '');
    if (this.classes.has(id)) checks.fail('KW2003', `there is a class "${id}" already`, 'choose another id');
    checks.done();
    return this.makeClass(`StorageClass-${id}`, appendName(this, this.name, id), props, id);
  }

  /**
   * One of the classes, by its id or its name.
   * @throws KubewrightError KW2020 for one that nobody has defined
   */
  public storageClassOf(name: string): NfsStorageClass {
    const all = [...this.classes.values()];
    const found = this.classes.get(name) ?? all.find(one => one.storageClassName === name);
    if (found) return found;
    throw new KubewrightError({
      code: 'KW2020',
      place: this.node.path,
      problem: `there is no StorageClass ${JSON.stringify(name)}`,
      remedy: `use ${[...this.classes.keys()].join(', ')}, or make it by addStorageClass`,
    });
  }

  /** The chart's own namespace is somebody else's to make. */
  private get makesNamespace(): boolean {
    return this.namespaceName !== Chart.of(this).namespace;
  }

  /** KW1001: of two that make the same objects, there is no telling which one is meant. */
  private checkOthers(checks: Checks, driver: NfsDriverName): void {
    const all = this.node.root.node.findAll().filter(other => other instanceof NfsProvisioner && other !== this);
    for (const other of all as NfsProvisioner[]) {
      if (driver === 'csi' && other.driver.name === 'csi') {
        checks.fail(
          'KW1001',
          `a cluster has one driver nfs.csi.k8s.io, and ${other.node.path} makes it`,
          'use addStorageClass of that one for other exports',
        );
      } else if (other.namespace && this.namespaceName === other.namespaceName && this.makesNamespace) {
        checks.fail(
          'KW1001',
          `${other.node.path} is in namespace ${other.namespaceName} too, and makes it`,
          'use addStorageClass of that one for other exports, or give this one a namespace of its own',
        );
      }
    }
  }

  private makeClass(id: string, name: string, props: NfsStorageClassProps, ownId?: string): NfsStorageClass {
    const made = new NfsStorageClass(this, id, {
      driver: this.driver,
      name,
      labels: this.labels,
      id: ownId,
      props: { ...props, server: props.server ?? this.own.server, path: props.path ?? this.own.path },
    });
    this.classes.set(ownId ?? made.storageClassName, made);
    return made;
  }

  private makeDriver(
    driver: 'subdir' | 'csi',
    props: NfsProvisionerProps & { readonly image: string },
    resources: FullResources,
  ): NfsDriver {
    const { name, labels } = this;
    const { image, scheduling } = props;
    const settings = { name, labels, image, resources, scheduling };
    if (driver === 'subdir') return new SubdirDriver(this, { ...settings, user: props.runAsUser ?? 0 });
    return new CsiDriver(this, {
      ...settings,
      replicas: props.replicas ?? 1,
      nodeScheduling: props.nodeScheduling,
      sidecarImages: props.sidecarImages ?? {},
      kubeletPath: props.kubeletPath ?? '/var/lib/kubelet',
      snapshots: props.snapshots ?? false,
    });
  }
}
