import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { RestrictedNamespace, type Storage, WordPressSite } from '../src';
import type { Settings } from './settings';

/** A WordPress site in a namespace of its own, which admits only pods of Pod Security "restricted". */
export class WordPressStack extends Chart {
  public readonly site: WordPressSite;

  public constructor(scope: Construct, id: string, settings: Settings['wordpress']) {
    super(scope, id, { namespace: settings.namespace });
    const namespace = new RestrictedNamespace(this, 'Namespace', { name: settings.namespace });
    const claim = (size: string): Storage => ({
      type: 'claim',
      size,
      storageClassName: settings.storageClassName,
    });
    this.site = new WordPressSite(this, 'Site', {
      name: settings.name,
      expose: settings.expose,
      replicas: settings.replicas,
      storage: {
        type: 'claim',
        size: settings.contentSize,
        storageClassName: settings.storageClassName,
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
