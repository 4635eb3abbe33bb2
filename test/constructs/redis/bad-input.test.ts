import * as fc from 'fast-check';
import { KubewrightError, Redis, type RedisProps } from '../../../src';
import { deployed, lazy, leaves, output, withLater } from '../later';
import { objectsOf, type Program, refusal, untyped } from '../support';

const redis =
  (props: unknown): Program =>
  chart =>
    new Redis(chart, 'redis', untyped<RedisProps>(props));
const rows = (prop: string, values: readonly unknown[], code: string) =>
  values.map((value): [string, unknown, string] => [
    `${prop} ${JSON.stringify(value) ?? String(value)}`,
    { [prop]: value },
    code,
  ]);
const option = (...names: string[]) => names.map(name => ({ [name]: 1 }));
const value = (...values: unknown[]) => values.map(text => ({ timeout: text }));
const claim = { type: 'claim' };

it.each([
  ...rows('name', ['Redis', 'a b', '', '1a', 'ä', 'a\n'], 'KW2003'),
  ...rows('name', ['x'.repeat(53), 'x'.repeat(45)], 'KW2008'),
  ...rows('image', ['redis', 'redis:latest', 'a b:1', 5, ''], 'KW2005'),
  ...rows('replicas', [0, -1, 1.5, '3', Number.NaN, null], 'KW2001'),
  ...rows('primaryOrdinal', [1, -1, 0.5, '0'], 'KW2001'),
  ...rows('persistence', ['AOF', '', 5, null, 'constructor'], 'KW2012'),
  ...rows('maxmemoryPolicy', ['lru', '', 5, 'noeviction\ndir /', null], 'KW2012'),
  ...rows('configuration', ['x', 5, [], null].slice(0, 3), 'KW2012'),
  ...rows('configuration', option('A', 'a b', 'a\nb', '', '#a', '1a', '-a', 'a_b'), 'KW2012'),
  ...rows('configuration', option('port', 'dir', 'include', 'replicaof', 'appendonly', 'bind'), 'KW2012'),
  ...rows('configuration', option('requirepass', 'masterauth', 'user', 'aclfile'), 'KW2015'),
  ...rows('configuration', value('1\nrequirepass x', '1\r', '\0', '\u2028', '\t', {}, null, [['a']]), 'KW2012'),
  ...rows('configuration', [{ save: ['60 1', '1\n'] }, { timeout: undefined }], 'KW2012'),
  ...rows('storage', ['nfs', 5, { type: 'nfs' }, { type: 'hostPath', path: '/srv', node: 'a' }], 'KW2012'),
  ...rows('storage', [{ type: 'existingClaim', claimName: 'a' }, { nfs: { server: 'a', path: '/a' } }], 'KW2012'),
  ...rows('storage', [{ type: 'claim', size: '8 Gi' }], 'KW2002'),
  ...rows('storage', [{ type: 'claim', size: '1Gi', initialSize: '2Gi' }], 'KW2017'),
  ...rows('credentials', [{}, { name: '' }, { name: 'a b' }, 'x', { name: 'a', passwordKey: 'a b' }], 'KW2007'),
  ...rows('credentials', [{ values: { password: 'plain' } }], 'KW2015'),
  ...rows('credentials', [{ values: {} }], 'KW2013'),
  ...rows('credentials', [{ name: 'a', values: { password: lazy('x') } }], 'KW2012'),
  ...rows('metrics', ['yes', 5], 'KW2012'),
  ...rows('metrics', [{ image: 'exporter' }], 'KW2005'),
  ...rows('metrics', [{ resources: { memoryLimit: '1 Gi' } }], 'KW2002'),
  ...rows('resources', [{ memoryLimit: '' }, { memoryLimit: '128Mi' }], 'KW2002'),
  ['several pods that keep nothing', { replicas: 2, persistence: 'none' }, 'KW2012'],
  ['several pods without storage', { replicas: 2, storage: { type: 'none' } }, 'KW2012'],
  ['a number of pods known later, without storage', { replicas: lazy(1), storage: { type: 'none' } }, 'KW2012'],
  ['storage for nothing', { persistence: 'none', storage: claim }, 'KW2012'],
  ...['name', 'persistence', 'primaryOrdinal', 'configuration', 'metrics', 'storage', 'credentials'].map(
    (prop): [string, unknown, string] => [`${prop} that is known later`, { [prop]: output('x') }, 'KW2014'],
  ),
])('Redis refuses %s', (_, props, code) => {
  const error = refusal(redis(props));
  expect(error).toBeInstanceOf(KubewrightError);
  expect(`${error.code}: ${error.message}`).toMatch(new RegExp(`^${code}: `));
  expect(error.message).toContain('[apps/redis');
  expect(error.message).toContain(`To mend it: ${error.remedy}.`);
});

it('tells all at once', () => {
  const error = refusal(redis({ replicas: 0, image: 'redis', configuration: { port: 1, user: 'a' } }));
  for (const text of ['replicas is 0', 'image is "redis"', 'configuration.port', 'configuration.user']) {
    expect(error.message).toContain(text);
  }
});

describe('the configuration', () => {
  const linesOf = (configuration: object) =>
    objectsOf(redis({ credentials: { name: 'a' }, configuration }))
      .find(o => o.kind === 'ConfigMap')!
      .data!['redis.conf']!.split(/[\n\r\u2028\u2029]/)
      .slice(0, -1);
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .tuple(fc.stringMatching(/^[ -~]{0,20}$/), fc.constantFrom('\n', '\r', '\0', '"', "'", '\\', '#'))
      .map(t => t.join('')),
  );

  it('has a line more for each option, whatever its value, or it is refused', () => {
    const usual = linesOf({}).length;
    let taken = 0;
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,12}(-[a-z]{1,9})?$/), text, (name, given) => {
        const options = { [`x-${name}`]: given };
        try {
          const lines = linesOf(options);
          taken++;
          expect(lines).toHaveLength(usual + 1);
          expect(lines.at(-1)).toBe(`x-${name} ${given || '""'}`);
        } catch (error) {
          if (!(error instanceof KubewrightError)) throw error;
          expect(error.code).toBe('KW2012');
        }
      }),
      { numRuns: 300 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it('takes no name of an option that is none', () => {
    fc.assert(
      fc.property(text, name => {
        if (/^[a-z][a-z0-9-]*$/.test(name)) return;
        expect(() => linesOf({ [name]: 1 })).toThrow(KubewrightError);
      }),
    );
  });
});

describe('values known later', () => {
  const props: RedisProps = {
    image: 'redis:8.8.3',
    replicas: 3,
    storage: { type: 'claim', storageClassName: 'fast', size: '20Gi' },
    credentials: { name: 'given', passwordKey: 'key' },
    maxmemoryPolicy: 'allkeys-lru',
    configuration: { timeout: 300, save: ['60 1', '10 2'] },
    metrics: { image: 'a/exporter:v1', resources: { memoryLimit: '99Mi' } },
    resources: { cpuRequest: '200m', cpuLimit: '2', memoryRequest: '300Mi', memoryLimit: '2Gi' },
    scheduling: { nodeSelector: { disk: 'ssd' }, priorityClassName: 'business' },
  };
  const plain = objectsOf(redis(props));

  it.each(leaves(props).map(path => [path.join('.'), path] as const))('%s', (_, path) => {
    expect(objectsOf(redis(withLater(props, [path], lazy)))).toEqual(plain);
    expect(deployed(redis(withLater(props, [path], output)))).toEqual(plain);
  });

  it('all of them', () => {
    expect(objectsOf(redis(withLater(props, leaves(props), lazy)))).toEqual(plain);
    expect(deployed(redis(withLater(props, leaves(props), output)))).toEqual(plain);
  });

  it.each<[string, object]>([
    ['an option of two lines', { configuration: { timeout: lazy('1\nuser x') } }],
    ['a policy of two lines', { maxmemoryPolicy: lazy('noeviction\nuser x') }],
    ['a limit that is none', { resources: { memoryLimit: lazy('much') } }],
  ])('are looked at once they are known: %s', (_, given) => {
    expect(() => objectsOf(redis(given))).toThrow(KubewrightError);
  });
});
