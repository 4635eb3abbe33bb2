import * as cdk8s from 'cdk8s';
import { Chart } from 'cdk8s';
import { App, MariaDb, NginxProxy, WordPress, WordPressSite } from '../../src';
import { variants } from './all-variants';
import { selects } from './rules';
import { build, type KubeObject, type NetworkRule, named, objectsIn, objectsOf, type Program } from './support';
import { externalDatabase } from './variants';

const bare = { credentials: { name: 'given-passwords' }, backup: false } as const;
const small = { keys: { name: 'given-keys' }, schedule: false, internet: false } as const;
const rules = (objects: KubeObject[], name: string, direction: 'ingress' | 'egress'): readonly NetworkRule[] =>
  named(objects, 'NetworkPolicy', name).spec[direction] ?? [];
const other = { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } };

describe('MariaDb.allowFrom', () => {
  const withClient = (namespace?: string) =>
    objectsOf(chart => new MariaDb(chart, 'db', bare).allowFrom({ podLabels: { app: 'shop' }, namespace }));

  it('adds one rule and changes nothing else', () => {
    const before = objectsOf(chart => new MariaDb(chart, 'db', bare));
    expect(rules(before, 'db', 'ingress')).toEqual([]);
    const rule = {
      from: [{ podSelector: { matchLabels: { app: 'shop' } } }],
      ports: [{ port: 3306, protocol: 'TCP' }],
    };
    const expected = before.map(o => (o.kind === 'NetworkPolicy' ? { ...o, spec: { ...o.spec, ingress: [rule] } } : o));
    expect(withClient()).toEqual(expected);
  });

  it('names the namespace of pods that are elsewhere, and not that of its own', () => {
    const peer = (namespace: string) => rules(withClient(namespace), 'db', 'ingress')[0]!.from![0]!;
    expect(peer('shop').namespaceSelector).toEqual(other);
    expect(peer('shop').podSelector).toEqual({ matchLabels: { app: 'shop' } });
    expect(peer('apps').namespaceSelector).toBeUndefined();
  });
});

describe('WordPress', () => {
  it('shares one MariaDb with another WordPress: each is let in by a rule of its own', () => {
    const objects = objectsOf(chart => {
      const database = new MariaDb(chart, 'db', bare);
      for (const id of ['one', 'two']) new WordPress(chart, id, { ...small, database });
    });
    const clients = rules(objects, 'db', 'ingress').map(r => r.from?.map(p => p.podSelector?.matchLabels));
    const labels = (instance: string) => ({
      'app.kubernetes.io/instance': instance,
      'app.kubernetes.io/name': 'wordpress',
    });
    expect(clients).toEqual([[labels('one')], [labels('two')]]);
    for (const name of ['one', 'two']) {
      const [dns, database, ...rest] = rules(objects, name, 'egress');
      expect(dns!.ports!.map(p => p.port)).toEqual([53, 53]);
      expect(database!.ports).toEqual([{ port: 3306, protocol: 'TCP' }]);
      expect(rest).toEqual([]);
    }
  });

  it('goes out to the port of a database elsewhere, and to no other', () => {
    const objects = objectsOf(chart => new WordPress(chart, 'blog', { ...small, database: externalDatabase }));
    expect(rules(objects, 'blog', 'egress').slice(1)).toEqual([{ ports: [{ port: 3307, protocol: 'TCP' }] }]);
    const env = named(objects, 'Deployment', 'blog').spec.template!.spec.containers[0]!.env;
    expect(env).toEqual(
      expect.arrayContaining([
        { name: 'WORDPRESS_DB_HOST', value: 'db.example.com:3307' },
        { name: 'WORDPRESS_DB_NAME', value: 'blog' },
        { name: 'WORDPRESS_DB_USER', value: 'writer' },
      ]),
    );
  });

  it('is let in to a MariaDb of another namespace by its own, or is refused', () => {
    const app = new App();
    const database = new MariaDb(new Chart(app, 'data', { namespace: 'data' }), 'db', bare);
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    let refused = false;
    try {
      new WordPress(shop, 'blog', { ...small, database });
    } catch {
      refused = true;
    }
    if (refused) return;
    const objects = objectsIn(app);
    expect(rules(objects, 'db', 'ingress')[0]!.from![0]!.namespaceSelector).toEqual(other);
    const env = named(objects, 'Deployment', 'blog').spec.template!.spec.containers[0]!.env;
    expect(env).toContainEqual({ name: 'WORDPRESS_DB_HOST', value: 'db.data:3306' });
  });
});

describe('NginxProxy', () => {
  const pods = { podLabels: { app: 'shop' }, port: 8000 };
  const towards = (upstream: ConstructorParameters<typeof NginxProxy>[2]['upstream']) => {
    const objects = objectsOf(chart => new NginxProxy(chart, 'proxy', { upstream }));
    return { peers: rules(objects, 'proxy', 'egress')[1]!.to, conf: named(objects, 'ConfigMap', 'proxy').data! };
  };

  it('goes out to pods of another namespace', () => {
    const service = { name: 'shop', namespace: 'shop', port: 80 };
    const { peers, conf } = towards({ ...service, pods: { ...pods, namespace: 'shop' } });
    expect(peers).toEqual([{ namespaceSelector: other, podSelector: { matchLabels: { app: 'shop' } } }]);
    expect(conf['nginx.conf']).toContain('set $backend "shop.shop$cluster_suffix";');
  });

  it('takes the pods to be in the namespace of their Service', () => {
    expect(towards({ name: 'shop', namespace: 'shop', port: 80, pods }).peers![0]!.namespaceSelector).toEqual(other);
  });

  it('finds the Service of a construct in another namespace', () => {
    const app = new App();
    const back = new Chart(app, 'shop', { namespace: 'shop' });
    const wordpress = new WordPress(back, 'blog', { ...small, database: externalDatabase });
    new NginxProxy(new Chart(app, 'edge', { namespace: 'edge' }), 'proxy', { upstream: wordpress.service });
    const objects = objectsIn(app);
    expect(named(objects, 'ConfigMap', 'proxy').data!['nginx.conf']).toContain('"blog.shop$cluster_suffix"');
    expect(rules(objects, 'proxy', 'egress')[1]!.to![0]!.namespaceSelector).toEqual(other);
  });

  it('can be put in front of another one', () => {
    const objects = objectsOf(chart => {
      const inner = new NginxProxy(chart, 'inner', {
        upstream: { name: 'app', port: 80 },
        expose: { type: 'clusterIp' },
      });
      const outer = new NginxProxy(chart, 'outer', { upstream: inner.service });
      inner.allowFrom(outer);
    });
    const [rule, ...rest] = rules(objects, 'inner', 'ingress');
    expect(rest).toEqual([]);
    const outerLabels = named(objects, 'Deployment', 'outer').spec.template!.metadata.labels;
    expect(selects(rule!.from![0]!.podSelector, outerLabels)).toBe(true);
  });
});

describe('WordPressSite', () => {
  it('lets nodes, or whoever an Ingress is, to the proxy only', () => {
    const objects = objectsOf(chart => new WordPressSite(chart, 'blog'));
    const open = objects.filter(o => o.spec?.ingress?.some((r: NetworkRule) => r.from === undefined));
    expect(open.map(o => `${o.kind}/${o.metadata.name}`)).toEqual(['NetworkPolicy/blog-nginx']);
  });
});

describe('an App of cdk8s', () => {
  it.each(variants)('makes the same objects: %s', (_, program: Program) => {
    const app = new cdk8s.App();
    const chart = new Chart(app, 'apps', { namespace: 'apps' });
    program(chart);
    expect(JSON.parse(JSON.stringify(chart.toJson()))).toEqual(objectsIn(build(program)));
  });
});
