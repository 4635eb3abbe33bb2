import { MariaDb, type MariaDbProps, WordPressSite } from '../../src';
import { deployed, lazy, output } from './later';
import { type KubeObject, named, objectsOf, type Program, refusal, untyped } from './support';

const credentials = { values: { password: output<string>('one'), rootPassword: output<string>('two') } };
const mariadb =
  (props: MariaDbProps): Program =>
  chart =>
    new MariaDb(chart, 'db', props);
const secretsOf = (objects: readonly KubeObject[]) => objects.filter(o => o.kind === 'Secret');

describe('passwords that are given as outputs', () => {
  const objects = deployed(mariadb({ credentials }));

  it('make a Secret with the keys that a generated one has, and no Job', () => {
    expect(secretsOf(objects)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {
          name: 'db-secrets',
          namespace: 'apps',
          labels: named(objects, 'ConfigMap', 'db').metadata.labels,
        },
        type: 'Opaque',
        stringData: { password: 'one', 'root-password': 'two' },
      },
    ]);
    expect(objects.filter(o => o.kind === 'Job')).toEqual([]);
  });

  it('change nothing else', () => {
    const given = objectsOf(mariadb({ credentials: { name: 'db-secrets' } }));
    expect(objects.filter(o => o.kind !== 'Secret')).toEqual(given);
  });

  it('are there before whatever reads them', () => {
    const at = (kind: string) => objects.findIndex(o => o.kind === kind);
    for (const kind of ['StatefulSet', 'CronJob']) expect(at('Secret')).toBeLessThan(at(kind));
  });

  it('are references for others', () => {
    deployed(chart => {
      const database = new MariaDb(chart, 'db', { credentials });
      expect(database.password).toEqual({ name: 'db-secrets', key: 'password' });
      expect(database.rootPassword).toEqual({ name: 'db-secrets', key: 'root-password' });
      for (const { node } of [database.statefulSet, database.backup!]) {
        expect(node.dependencies.includes(database.secret!)).toBe(true);
      }
    });
  });

  it('may be known when cdk8s asks for them', () => {
    const values = { password: lazy('one'), rootPassword: lazy('two') };
    expect(objectsOf(mariadb({ credentials: { values } }))).toEqual(objects);
  });

  it('serve a site, whose keys are generated still', () => {
    const site = deployed(chart => new WordPressSite(chart, 'blog', { database: { credentials } }));
    expect(secretsOf(site).map(o => o.metadata.name)).toEqual(['blog-mariadb-secrets']);
    const [job, ...more] = site.filter(o => o.kind === 'Job');
    expect(more).toEqual([]);
    const env = job!.spec.template!.spec.containers[0]!.env!;
    const keys = env.find(({ name }) => name === 'SECRET_KEYS')!.value;
    expect(keys).toContain('auth-key=64');
    expect(keys).not.toContain('password');
    const at = (kind: string, name: string) => site.indexOf(named(site, kind, name));
    expect(at('Secret', 'blog-mariadb-secrets')).toBeLessThan(at('Deployment', 'blog-wordpress'));
    const { sources } = named(site, 'Deployment', 'blog-wordpress').spec.template!.spec.volumes!.find(
      volume => volume.name === 'secrets',
    )!.projected!;
    expect(sources[0]!.secret).toEqual({
      name: 'blog-mariadb-secrets',
      items: [{ key: 'password', path: 'database-password' }],
    });
  });

  it('serve a site with keys of its own, where nothing is generated', () => {
    const site = deployed(c => new WordPressSite(c, 'blog', { database: { credentials }, keys: { name: 'given' } }));
    expect(site.filter(o => o.kind === 'Job')).toEqual([]);
  });
});

describe('passwords are refused', () => {
  const values = credentials.values;
  it.each<[string, unknown, string]>([
    ['in plain text', { values: { ...values, password: 'hunter2' } }, 'KW2015'],
    ['of root in plain text', { values: { ...values, rootPassword: 'hunter2' } }, 'KW2015'],
    ['that are empty', { values: { ...values, password: '' } }, 'KW2015'],
    ['that are numbers', { values: { ...values, password: 5 } }, 'KW2015'],
    ['that are missing', { values: { password: values.password } }, 'KW2013'],
    ['beside a name', { name: 'a', values }, 'KW2012'],
    ['as one output', { values: output(values) }, 'KW2014'],
  ])('%s', (_, given, code) => {
    for (const program of [
      mariadb(untyped({ credentials: given })),
      untyped<Program>((chart: Parameters<Program>[0]) => {
        return new WordPressSite(chart, 'db', { database: untyped({ credentials: given }) });
      }),
    ]) {
      const error = refusal(program);
      expect(error.code).toBe(code);
      expect(error.message).not.toContain('hunter2');
    }
  });

  it('with a word on what else to do', () => {
    const error = refusal(mariadb({ credentials: { values: { ...values, password: 'hunter2' } } }));
    expect(error.problem).toBe('credentials.values.password is a password in plain text');
    expect(error.remedy).toBe(
      'give an output (config.requireSecret), name a Secret, or leave it out and have it generated',
    );
  });
});
