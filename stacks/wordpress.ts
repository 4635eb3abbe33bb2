import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { type ClaimStorage, RestrictedNamespace, type StorageClassReference, WordPressSite } from '../src';
import type { Settings } from './settings';

/** Settings of a site, and where its data is kept. */
export type SiteSettings = Omit<Settings['wordpress'], 'storageClassName' | 'sharedStorage'> & {
  readonly storageClassName?: string;
  readonly sharedStorage?: boolean;
  /** StorageClass of all claims, where it is made here. */
  readonly storageClass?: StorageClassReference;
};

/** A WordPress site in a namespace of its own, which admits only pods of Pod Security "restricted". */
export class WordPressStack extends Chart {
  public readonly site: WordPressSite;

  public constructor(scope: Construct, id: string, settings: SiteSettings) {
    super(scope, id, { namespace: settings.namespace });
    const namespace = new RestrictedNamespace(this, 'Namespace', { name: settings.namespace });
    const { storageClass, storageClassName } = settings;
    const claim = (size: string): ClaimStorage => ({ type: 'claim', size, storageClassName, storageClass });
    this.site = new WordPressSite(this, 'Site', {
      name: settings.name,
      expose: settings.expose,
      replicas: settings.replicas,
      storage: {
        ...claim(settings.contentSize),
        accessModes: settings.sharedStorage ? ['ReadWriteMany'] : undefined,
      },
      database: {
        storage: claim(settings.databaseSize),
        backup: settings.backup.enabled && {
          schedule: settings.backup.schedule,
          retentionDays: settings.backup.retentionDays,
          storage: claim(settings.backup.size),
        },
      },
      wordpress: { php: { uploadMaxFilesize: settings.uploadMaxFilesize } },
    });
    for (const client of settings.allowFrom) this.site.allowFrom(client);
    this.site.node.addDependency(namespace);
  }
}
