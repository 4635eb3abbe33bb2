import * as fc from 'fast-check';
import { GeneratedSecret, KubewrightError, MariaDb, NginxProxy, WordPress } from '../../src';
import { nameViolations, podsOf } from './rules';
import { type KubeObject, objectsOf, type Program } from './support';
import { externalDatabase } from './variants';

/** Good text, text that is nearly good, any text, and text that tries to break out of where it is put. */
const texts = (good: RegExp, nearly: RegExp) =>
  fc.oneof(
    fc.stringMatching(good),
    fc.stringMatching(nearly),
    fc.string({ unit: 'binary', maxLength: 70 }),
    fc
      .tuple(
        fc.stringMatching(nearly),
        fc.constantFrom('\n', '"', "'", ';', '}', '{', '$(x)', '#', '\\', '\u2028', '\0'),
      )
      .map(([text, end]) => text + end),
  );
const words = texts(/^[a-z][a-z0-9]{0,20}$/, /^[a-zA-Z0-9._-]{1,66}$/);
const hosts = texts(/^[a-z][a-z0-9]{0,9}(\.[a-z]{2,9}){0,3}$/, /^[a-z0-9.:/_-]{1,40}$/);
const images = texts(/^[a-z]{1,9}(\/[a-z0-9]{1,9})?:\d\.\d{1,3}$/, /^[a-z0-9./:_-]{0,12}:[\w.-]{1,70}$/);
const sizes = texts(/^[1-9]\d{0,2}[mM]$/, /^\d{1,12}[kKmMgGtT]?$/);

/** Lines and brackets of the texts in ConfigMaps. A value that is more than a value changes them. */
function shape(objects: readonly KubeObject[]): string[] {
  return objects.flatMap(o => Object.values(o.data ?? {})).map(text => text.replace(/[^\n{};<>"'#[\]]/g, ''));
}

function attempt(program: Program): KubeObject[] | undefined {
  try {
    return objectsOf(program);
  } catch (error) {
    // the tree itself takes no id that each JavaScript object has, such as "constructor"
    const isTaken = error instanceof Error && error.message.startsWith('There is already a Construct');
    if (error instanceof KubewrightError || isTaken) return undefined;
    throw error;
  }
}

/** Whatever the value: it is refused, or names and labels are well formed and no text has another form. */
function holds(values: fc.Arbitrary<string>, make: (value: string) => Program, harmless: string, numRuns = 300): void {
  const usual = shape(objectsOf(make(harmless)));
  let taken = 0;
  fc.assert(
    fc.property(values, value => {
      const objects = attempt(make(value));
      if (!objects) return;
      taken++;
      expect(nameViolations(objects)).toEqual([]);
      expect(shape(objects)).toEqual(usual);
    }),
    { numRuns },
  );
  expect(taken).toBeGreaterThan(0);
}

const upstream = { name: 'app', port: 80 };
const database = externalDatabase;
/** The smallest tree of each kind, so that many can be made. */
const bare = { credentials: { name: 'given-passwords' }, backup: false } as const;
const small = { keys: { name: 'given-keys' }, schedule: false } as const;

describe('any text is refused or does no harm', () => {
  it('as a name', () => {
    holds(words, name => chart => new MariaDb(chart, 'x', { ...bare, name }), 'blog');
    holds(words, name => chart => new NginxProxy(chart, 'x', { name, upstream }), 'blog');
    holds(words, name => chart => new GeneratedSecret(chart, 'x', { name, keys: { a: 16 } }), 'blog');
  });

  it('as an id that names the objects', () => {
    holds(words, id => chart => new MariaDb(chart, id || 'x', bare), 'blog');
  });

  it('as an id beside a name', () => {
    holds(words, id => chart => new MariaDb(chart, id || 'x', { ...bare, name: 'db' }), 'blog');
  });

  it('as an image', () => {
    holds(images, image => chart => new NginxProxy(chart, 'x', { image, upstream }), 'nginx:1', 600);
  });

  it('as a host', () => {
    holds(hosts, name => chart => new NginxProxy(chart, 'x', { upstream: { name, port: 80 } }), 'app');
    holds(
      hosts,
      host => chart => new NginxProxy(chart, 'x', { upstream, expose: { type: 'ingress', host } }),
      'a.example.com',
    );
  });

  it('as a namespace of an upstream', () => {
    holds(words, namespace => chart => new NginxProxy(chart, 'x', { upstream: { ...upstream, namespace } }), 'apps');
  });

  it('as a size of a body', () => {
    holds(sizes, maxBodySize => chart => new NginxProxy(chart, 'x', { upstream, maxBodySize }), '1m');
  });

  it('as a limit of PHP', () => {
    const make = (php: object) => (chart: Parameters<Program>[0]) =>
      new WordPress(chart, 'x', { ...small, database, php });
    holds(sizes, uploadMaxFilesize => make({ uploadMaxFilesize }), '1M');
    holds(sizes, memoryLimit => make({ memoryLimit }), '1M');
  });

  it('as a database and an account', () => {
    holds(words, name => chart => new MariaDb(chart, 'x', { ...bare, database: name, user: 'app' }), 'app');
    holds(words, user => chart => new MariaDb(chart, 'x', { ...bare, user }), 'app');
  });

  it('as an option of MariaDB: one line more, and it is that of the option', () => {
    const keys = texts(/^[a-z]{1,9}_[a-z]{1,9}$/, /^[a-z][a-z_-]{0,20}$/);
    const linesOf = (objects: KubeObject[]) =>
      objects.flatMap(o => (o.kind === 'ConfigMap' ? o.data!['kubewright.cnf']!.split('\n') : []));
    const usual = linesOf(objectsOf(chart => new MariaDb(chart, 'x', bare)));
    fc.assert(
      fc.property(keys, fc.string({ unit: 'binary' }), (key, value) => {
        const objects = attempt(chart => new MariaDb(chart, 'x', { ...bare, configuration: { [key]: value } }));
        if (!objects) return;
        const option = key.replaceAll('_', '-');
        const others = usual.filter(line => line !== option && !line.startsWith(`${option} =`));
        expect(linesOf(objects).filter(line => line !== `${option} = ${value}`)).toEqual(others);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a value', () => {
  it('that is taken stands in the manifests as it was given', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_]{1,64}$/), fc.stringMatching(/^[a-z]\w{0,19}$/), (name, user) => {
        fc.pre(user !== 'root');
        const objects = objectsOf(chart => new MariaDb(chart, 'x', { ...bare, database: name, user }));
        const env = podsOf(objects)[0]!.template.spec.containers[0]!.env!;
        expect(env).toEqual(expect.arrayContaining([{ name: 'MARIADB_DATABASE', value: name }]));
        expect(env).toEqual(expect.arrayContaining([{ name: 'MARIADB_USER', value: user }]));
      }),
    );
  });
});
