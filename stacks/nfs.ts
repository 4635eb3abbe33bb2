import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { type NfsDriverName, NfsProvisioner } from '../src';

/** Settings of {@link NfsStack}. */
export interface NfsSettings {
  /** Name or address of the NFS server. */
  readonly server: string;
  /** The folder it exports. */
  readonly path: string;
  readonly storageClassName?: string;
  /** Whether claims that name no class are given this one. */
  readonly isDefault?: boolean;
  readonly driver?: NfsDriverName;
}

/** Volumes on an NFS server: a provisioner in a namespace of its own, and a StorageClass. */
export class NfsStack extends Chart {
  public readonly provisioner: NfsProvisioner;

  public constructor(scope: Construct, id: string, settings: NfsSettings) {
    super(scope, id);
    this.provisioner = new NfsProvisioner(this, 'Nfs', {
      name: 'nfs',
      server: settings.server,
      path: settings.path,
      storageClassName: settings.storageClassName,
      isDefault: settings.isDefault,
      driver: settings.driver,
    });
  }
}
