import { Chart, Lazy } from 'cdk8s';
import {
  App,
  GeneratedSecret,
  KubewrightError,
  MariaDb,
  type MariaDbProps,
  NginxProxy,
  type NginxProxyProps,
  RestrictedNamespace,
  WordPress,
  type WordPressProps,
  WordPressSite,
  type WordPressSiteProps,
} from '../../src';
import { nameViolations, textsIn } from './rules';
import { type KubeObject, objectsOf, type Program, refusal, untyped } from './support';
import { externalDatabase as database } from './variants';

describe('a namespace of the cluster itself', () => {
  it.each(['default', 'kube-system', 'kube-flannel'])('is not made restricted: %s', name => {
    expect(refusal(chart => new RestrictedNamespace(chart, 'ns', { name })).code).toBe('KW2003');
  });
});

describe('several mistakes at once', () => {
  it('come as one report that names each, with its code, place and remedy', () => {
    const error = refusal(
      chart =>
        new WordPress(chart, 'blog', {
          database,
          image: 'wordpress',
          replicas: -1,
          tablePrefix: "x'",
          expose: { type: 'nodePort', nodePort: 80 },
          resources: { cpuRequest: 'much' },
        }),
    );
    expect(error.code).toBe('KW1000');
    expect(error.errors.map(e => [e.code, e.place])).toEqual(
      ['KW2005', 'KW2001', 'KW2012', 'KW2006', 'KW2002'].map(code => [code, 'apps/blog']),
    );
    for (const single of error.errors) {
      expect(error.message).toContain(single.problem);
      expect(error.message).toContain(single.remedy);
    }
  });

  it('are told of each option and each key', () => {
    const options = refusal(chart => new MariaDb(chart, 'db', { configuration: { 'A b': 1, c: 'x\ny' } }));
    expect(options.errors.map(e => e.problem)).toEqual(['configuration is "A b"', 'configuration is "x\\ny"']);
    const keys = refusal(chart => new GeneratedSecret(chart, 's', { keys: { 'a b': 1, c: 500 } }));
    expect(keys.errors.map(e => e.code)).toEqual(['KW2012', 'KW2001', 'KW2001']);
  });
});

describe('a folder of a node', () => {
  it.each([
    ['MariaDb', (chart: Chart, storage: MariaDbProps['storage']) => new MariaDb(chart, 'x', { storage })],
    ['a backup', (chart: Chart, storage: MariaDbProps['storage']) => new MariaDb(chart, 'x', { backup: { storage } })],
    ['WordPress', (chart: Chart, storage: MariaDbProps['storage']) => new WordPress(chart, 'x', { database, storage })],
  ])('is refused to %s of a chart without a namespace', (_, make) => {
    const storage = { type: 'hostPath', path: '/srv', node: 'worker-1' } as const;
    const work = () => make(new Chart(new App(), 'apps'), storage);
    expect(work).toThrow(KubewrightError);
    expect(work).toThrow(/KW2011 \[apps\/x/);
  });
});

describe('names', () => {
  it('are as long as Kubernetes leaves room for, and not one letter longer', () => {
    const make = (length: number) => (chart: Chart) =>
      new MariaDb(chart, 'db', { name: 'x'.repeat(length), credentials: { name: 'a' }, backup: false });
    expect(refusal(make(53)).code).toBe('KW2008');
    expect(() => make(52)(new Chart(new App(), 'apps'))).not.toThrow();
  });

  it('come from ids, which are refused where they make none', () => {
    for (const id of ['1st', 'a_b', '-a', 'ä']) {
      const error = refusal(chart => new MariaDb(chart, id));
      expect(error.code).toBe('KW2003');
      expect(error.message).toContain(`[apps/${id}]`);
    }
  });

  it('of a site are refused at the site, before its parts have no room', () => {
    // the longest part is `-mariadb-restore` or `-wordpress-cron`
    const errors = [41, 40, 39, 38, 37].map(length =>
      refusal(chart => new WordPressSite(chart, 'blog', { name: 'x'.repeat(length) })),
    );
    expect(errors.map(error => [error.code, error.place])).toEqual(errors.map(() => ['KW2008', 'apps/blog']));
  });
});

describe('a key that a generated Secret has not', () => {
  it.each(['user', '', 'toString', 'constructor', '__proto__'])('is refused: %j', key => {
    const error = refusal(chart => new GeneratedSecret(chart, 'secrets', { keys: { password: 32 } }).key(key));
    expect(error.code).toBe('KW2007');
    expect(error.remedy).toBe('use one of password');
  });
});

/** What a caller without types may get wrong, and what only the API server, the database or nginx would tell him. */
describe('input that leads to broken manifests is refused', () => {
  const refuse = (title: string, program: (chart: Chart) => unknown) =>
    it(title, () => expect(refusal(program).code).toMatch(/^KW[12]\d\d\d$/));
  const mariadb = (title: string, props: unknown) =>
    refuse(`MariaDb: ${title}`, chart => new MariaDb(chart, 'db', untyped<MariaDbProps>(props)));
  const upstream = (title: string, given: unknown) =>
    refuse(`NginxProxy: ${title}`, chart => new NginxProxy(chart, 'p', untyped<NginxProxyProps>({ upstream: given })));
  const wordpress = (title: string, props: object) =>
    refuse(`WordPress: ${title}`, c => new WordPress(c, 'b', untyped<WordPressProps>({ database, ...props })));

  upstream('a namespace that ends the string in nginx.conf', { name: 'a', port: 80, namespace: 'b"; return 200 "' });
  upstream('no name', { port: 80 });
  upstream('no port', { name: 'app' });
  upstream('no upstream', undefined);
  mariadb('a database that mariadb-dump takes for an option', { database: '--all-databases', user: 'app' });
  mariadb('a key that no Secret has', { credentials: { name: 'a', passwordKey: 'a b' } });
  mariadb('a Secret that can not be', { credentials: { name: 'My_Secret' } });
  mariadb('an option that is an object', { configuration: { 'max-connections': { value: 5 } } });
  mariadb('resources of another form', { resources: { requests: { cpu: '1' } } });
  mariadb('an unknown resource', { resources: { memory: '1Gi' } });
  mariadb('a memory limit below the default request', { resources: { memoryLimit: '256Mi' } });
  mariadb('an endless memory limit', { resources: { memoryLimit: '1e999' } });
  mariadb('a claim of nothing', { storage: { type: 'claim', size: '0' } });
  mariadb('a path with .. behind a line break', { storage: { type: 'hostPath', node: 'n', path: '/a\n/../b' } });
  mariadb('an access mode that is none', { storage: { type: 'claim', accessModes: ['ReadWriteFoo'] } });
  mariadb('access modes that are a string', { storage: { type: 'claim', accessModes: 'ReadWriteMany' } });
  mariadb('a minute that no hour has', { backup: { schedule: '61 3 * * *' } });
  wordpress('a database with a reference', { database: { ...database, database: '$(WORDPRESS_DB_USER)' } });
  wordpress('a user that is a number', { database: { ...database, user: 5 } });
  wordpress('no port of the database', { database: { ...database, service: { name: 'db' } } });
  wordpress('no host of the database', { database: { ...database, service: { port: 3306 } } });
  wordpress('no database', { database: undefined });
  wordpress('several replicas on a storage that is a string', { replicas: 2, storage: 'claim' });
  refuse('WordPressSite: a database that is a string', chart => {
    return new WordPressSite(chart, 'b', untyped<WordPressSiteProps>({ database: 'mariadb' }));
  });
  refuse('GeneratedSecret: no keys at all', chart => new GeneratedSecret(chart, 's', untyped({})));
  refuse(
    'GeneratedSecret: a key that no Secret may have',
    chart => new GeneratedSecret(chart, 's', { keys: { '..': 32 } }),
  );
});

describe('labels', () => {
  it.each([
    'nginx:_1',
    'nginx:1.',
    'nginx:1-',
    `nginx:${'1'.repeat(128)}`,
    `registry:5000/nginx@sha256:${'0'.repeat(64)}`,
    `nginx:1@sha256:${'0'.repeat(64)}`,
  ])('hold as much of an image as a label can: %s', image => {
    const objects = objectsOf(chart => new NginxProxy(chart, 'p', { image, upstream: { name: 'app', port: 80 } }));
    expect(nameViolations(objects)).toEqual([]);
  });
});

describe('a value that is not known yet', () => {
  const lazy = <T>(value: T): T => untyped<T>(Lazy.any({ produce: () => value }));
  it.each<[string, Program]>([
    ['an image', chart => new MariaDb(chart, 'x', { image: lazy('mariadb:11.8.8') })],
    ['a size of a body', c => new NginxProxy(c, 'x', { maxBodySize: lazy('1m'), upstream: { name: 'app', port: 80 } })],
    ['a limit of PHP', chart => new WordPress(chart, 'x', { database, php: { memoryLimit: lazy('128M') } })],
    ['a prefix', chart => new WordPress(chart, 'x', { database, tablePrefix: lazy('p_') })],
    ['a memory limit', chart => new MariaDb(chart, 'x', { resources: { memoryLimit: lazy('1Gi') } })],
    ['replicas', c => new NginxProxy(c, 'x', { replicas: lazy(3), upstream: { name: 'app', port: 80 } })],
  ])('is resolved or refused: %s', (_, program) => {
    let objects: KubeObject[] = [];
    try {
      objects = objectsOf(program);
    } catch (error) {
      expect(error).toBeInstanceOf(KubewrightError);
    }
    expect(objects.flatMap(textsIn).filter(text => text.includes('[object'))).toEqual([]);
  });
});
