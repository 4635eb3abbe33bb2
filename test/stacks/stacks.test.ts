import { Chart } from 'cdk8s';
import { App, KubewrightError } from '../../src';
import { makeStacks } from '../../stacks/all';
import { parseSettings } from '../../stacks/read-settings';
import { WordPressStack } from '../../stacks/wordpress';

const stacksOf = (names: readonly string[], text = ''): App => {
  const app = new App();
  makeStacks(app, parseSettings(text, 'settings.yaml'), names);
  return app;
};
const ALL = ['crds', 'gateway', 'ingress', 'kong', 'nfs', 'public-endpoint', 'redis', 'wordpress', 'wordpress-nfs'];
const ALONE = ALL.filter(name => !['gateway', 'kong', 'public-endpoint', 'wordpress-nfs'].includes(name));
const objectsOf = (text = '', names = ['wordpress']) =>
  stacksOf(names, text)
    .synthesize()
    .charts.flatMap(chart => chart.manifests.map(m => m.object as unknown as KubeObject));

interface KubeObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly accessModes?: readonly string[];
    readonly storageClassName?: string;
    readonly replicas?: number;
    readonly volumeClaimTemplates?: readonly KubeObject[];
    readonly resources?: { readonly requests: { readonly storage: string } };
  };
}

describe('makeStacks', () => {
  it('makes all stacks, or those that are named', () => {
    const idsOf = (...names: string[]) => stacksOf(names).charts.map(chart => chart.node.id);
    expect(idsOf().sort()).toEqual(ALL);
    for (const name of ALONE) {
      expect(idsOf(name)).toEqual([name]);
      expect(idsOf(name, name)).toEqual([name]);
    }
  });

  it('makes a stack before one that needs it', () => {
    for (const names of [['wordpress-nfs'], ['nfs', 'wordpress-nfs'], ['wordpress-nfs', 'nfs']]) {
      expect(stacksOf(names).charts.map(chart => chart.node.id)).toEqual(['nfs', 'wordpress-nfs']);
    }
  });

  it.each([[['nope']], [['wordpress', 'nope']], [['toString']], [['WordPress']]])('knows no stack of %j', names => {
    const app = new App();
    let error: unknown;
    try {
      makeStacks(app, parseSettings('', 'settings.yaml'), names);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(KubewrightError);
    expect(error).toMatchObject({
      code: 'KW3004',
      place: 'CDK8S_STACKS',
      remedy: 'choose from wordpress, nfs, wordpress-nfs, redis, ingress, public-endpoint, crds, gateway, kong',
    });
    expect((error as KubewrightError).problem).toContain(names.at(-1));
    expect(app.node.children).toEqual([]);
  });
});

describe('the stack of WordPress on NFS', () => {
  const text = 'nfs: { server: nas.example.com, path: /exports, storageClassName: nas, isDefault: true }';
  const objects = objectsOf(text, ['wordpress-nfs']);

  it('has all its claims of the class of the NFS stack, and WordPress shares its files', () => {
    const claims = objects.flatMap(o => (o.kind === 'StatefulSet' ? o.spec.volumeClaimTemplates! : [o]));
    const ofSite = claims.filter(
      o => ['PersistentVolumeClaim', undefined].includes(o.kind) && o.metadata.namespace !== 'nfs-provisioner',
    );
    expect(ofSite.map(o => [o.metadata.name, o.spec.storageClassName, o.spec.accessModes]).sort()).toEqual([
      ['blog-mariadb-backup', 'nas', ['ReadWriteOnce']],
      ['blog-wordpress', 'nas', ['ReadWriteMany']],
      ['data', 'nas', ['ReadWriteOnce']],
    ]);
    expect(objects.find(o => o.metadata.name === 'blog-wordpress' && o.kind === 'Deployment')!.spec.replicas).toBe(2);
  });
});

describe('the stack of WordPress', () => {
  it('is these objects', () => {
    // the hash at the end of the Job's name is another test's
    const names = objectsOf().map(o => `${o.kind}/${o.metadata.name}`.replace(/-[0-9a-f]{8}$/, '-HASH'));
    expect(names).toMatchSnapshot();
  });

  it('has them all in its namespace, which comes first', () => {
    const [namespace, ...others] = objectsOf('wordpress: {namespace: site}');
    expect(namespace).toMatchObject({ kind: 'Namespace', metadata: { name: 'site' } });
    expect(others.filter(o => o.metadata.namespace !== 'site')).toEqual([]);
  });

  it('can be part of any chart tree', () => {
    const parent = new Chart(new App(), 'parent');
    const stack = new WordPressStack(parent, 'mine', parseSettings('', 'settings.yaml').wordpress);
    expect(stack.site.mariadb?.database).toBe('wordpress');
  });

  it('takes class and sizes of its claims, and shares only that of the files', () => {
    const objects = objectsOf(
      `wordpress:
  replicas: 3
  sharedStorage: true
  storageClassName: nfs
  contentSize: 1Gi
  databaseSize: 2Gi
  backup: {size: 3Gi}`,
    );
    const claims = objects.flatMap(o =>
      o.kind === 'PersistentVolumeClaim' ? [o] : o.kind === 'StatefulSet' ? o.spec.volumeClaimTemplates! : [],
    );
    const seen = claims.map(({ metadata, spec }) => [
      metadata.name,
      spec.accessModes?.[0],
      spec.storageClassName,
      spec.resources?.requests.storage,
    ]);
    expect(seen.sort()).toEqual([
      ['blog-mariadb-backup', 'ReadWriteOnce', 'nfs', '3Gi'],
      ['blog-wordpress', 'ReadWriteMany', 'nfs', '1Gi'],
      ['data', 'ReadWriteOnce', 'nfs', '2Gi'],
    ]);
    expect(objects.find(o => o.metadata.name === 'blog-wordpress' && o.kind === 'Deployment')?.spec.replicas).toBe(3);
  });

  it('has no backup where none is wanted', () => {
    expect(objectsOf().filter(o => /backup|restore/.test(o.metadata.name)).length).toBeGreaterThan(0);
    const objects = objectsOf('wordpress: {backup: {enabled: false}}');
    expect(objects.filter(o => /backup|restore/.test(o.metadata.name))).toEqual([]);
  });

  it.each([
    ['replicas without shared storage', 'replicas: 2', 'KW2009'],
    ['a name', 'name: My_Blog', 'KW2003'],
    ['a name that is too long', `name: ${'x'.repeat(41)}`, 'KW2008'],
    ['a namespace', 'namespace: My_Blog', 'KW2003'],
    ['a host', 'expose: {type: ingress, host: "http://a"}', 'KW2004'],
    ['a schedule', 'backup: {schedule: daily}', 'KW2010'],
    ['an upload', 'uploadMaxFilesize: 64MB', 'KW2012'],
  ])('refuses %s', (_, line, code) => {
    expect(() => stacksOf([], `wordpress: {${line}}`)).toThrow(KubewrightError);
    expect(() => stacksOf([], `wordpress: {${line}}`)).toThrow(code);
  });
});
