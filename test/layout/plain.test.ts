import { YamlOutputType } from 'cdk8s';
import * as fc from 'fast-check';
import { plainLayout } from '../../src/layout';
import type { Identity } from '../../src/synthesis';
import { chart, manifest, synthesis } from './objects';

const { FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;

const charts = [
  chart(
    'db',
    manifest({ kind: 'Namespace', name: 'data' }),
    manifest({ kind: 'Service', namespace: 'data', name: 'db' }),
  ),
  chart('empty'),
  chart('web', manifest({ group: 'apps', kind: 'Deployment', namespace: 'web', name: 'web' })),
];
const documents = {
  namespace: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: data\n',
  service: 'apiVersion: v1\nkind: Service\nmetadata:\n  name: db\n  namespace: data\n',
  deployment: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: web\n',
};
const { namespace, service, deployment } = documents;

function layout(type: YamlOutputType, ordered = false): Array<[string, string | undefined]> {
  return [...plainLayout(synthesis(charts, ordered), type, '.k8s.yaml')].map(({ path, content }) => [path, content]);
}

describe('the files', () => {
  test.each([false, true])('of an app, ordered or not (%p), are one', ordered => {
    expect(layout(FILE_PER_APP, ordered)).toEqual([['app.k8s.yaml', [namespace, service, deployment].join('---\n')]]);
  });

  test.each([
    [false, ['db', 'empty', 'web']],
    [true, ['0000-db', '0001-empty', '0002-web']],
  ])('of charts (ordered: %p) are %j', (ordered, [db, empty, web]) => {
    expect(layout(FILE_PER_CHART, ordered)).toEqual([
      [`${db}.k8s.yaml`, `${namespace}---\n${service}`],
      [`${empty}.k8s.yaml`, ''],
      [`${web}.k8s.yaml`, deployment],
    ]);
  });

  test.each([false, true])('of objects, ordered or not (%p), are named after kind, namespace and name', ordered => {
    expect(layout(FILE_PER_RESOURCE, ordered)).toEqual([
      ['Namespace.data.k8s.yaml', namespace],
      ['Service.data.db.k8s.yaml', service],
      ['Deployment.web.web.k8s.yaml', deployment],
    ]);
  });

  test.each([
    [false, ['db', 'empty', 'web']],
    [true, ['0000-db', '0001-empty', '0002-web']],
  ])('of objects in folders (ordered: %p) are in %j', (ordered, [db, empty, web]) => {
    expect(layout(FOLDER_PER_CHART_FILE_PER_RESOURCE, ordered)).toEqual([
      [db, undefined],
      [`${db}/Namespace.data.k8s.yaml`, namespace],
      [`${db}/Service.data.db.k8s.yaml`, service],
      [empty, undefined],
      [web, undefined],
      [`${web}/Deployment.web.web.k8s.yaml`, deployment],
    ]);
  });

  test('have the extension asked for', () => {
    const all = [FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE].flatMap(type => [
      ...plainLayout(synthesis([charts[2]!]), type, '.yml'),
    ]);
    expect(all.map(file => file.path)).toEqual(['app.yml', 'web.yml', 'Deployment.web.web.yml']);
  });

  test('of an app without charts are none', () => {
    const types = [FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE];
    expect(types.flatMap(type => [...plainLayout(synthesis([]), type, '.yaml')])).toEqual([]);
  });

  test('are rendered one by one', () => {
    const good = manifest({ name: 'good' });
    const bad = manifest({ name: 'bad' }, { data: { text: '\0' } });
    const files = plainLayout(synthesis([chart('a', good), chart('b', bad)]), FILE_PER_CHART, '.yaml');
    expect(files.next().value).toMatchObject({ path: 'a.yaml' });
    expect(() => files.next()).toThrow('KW1101');
  });
});

describe('objects never share a file', () => {
  const pathsOf = (type: YamlOutputType, ...identities: Array<Partial<Identity>>) =>
    [...plainLayout(synthesis([chart('c', ...identities.map(i => manifest(i)))]), type, '.yaml')]
      .filter(file => file.content !== undefined)
      .map(file => file.path);

  const folder = FOLDER_PER_CHART_FILE_PER_RESOURCE;
  const pairs: Array<[string, Partial<Identity>, Partial<Identity>]> = [
    ['API groups', { group: 'a.io', kind: 'Backup' }, { group: 'b.io', kind: 'Backup' }],
    ['namespaces', { namespace: 'one' }, { namespace: 'two' }],
    ['characters that are taken out', { name: 'system:foo' }, { name: 'systemfoo' }],
    ['case', { name: 'foo' }, { name: 'Foo' }],
    ['case of the kind', { kind: 'CronTab' }, { kind: 'Crontab' }],
    ['case and characters taken out', { name: 'system:foo' }, { name: 'SystemFoo' }],
    ['where the dots are', { namespace: 'a', name: 'b.c' }, { name: 'a.b.c' }],
  ];
  test.each(pairs)('that differ by %s', (_, one, other) => {
    for (const type of [FILE_PER_RESOURCE, folder]) {
      const paths = pathsOf(type, one, other, { name: 'third' });
      expect(new Set(paths.map(path => path.toLowerCase())).size).toBe(3);
      expect(paths[2]).toMatch(/(^|\/)ConfigMap\.third\.yaml$/);
    }
  });

  test('and keep their files when the order changes', () => {
    const identities = [{ name: 'system:foo' }, { name: 'systemfoo' }, { name: 'SystemFoo' }];
    const paths = pathsOf(FILE_PER_RESOURCE, ...identities);
    expect(pathsOf(FILE_PER_RESOURCE, ...identities.toReversed())).toEqual(paths.toReversed());
    expect(paths[0]).toMatch(/^ConfigMap\.systemfoo\.[0-9a-f]{8}\.yaml$/);
  });

  test('whatever they are called', () => {
    const part = (chars: string) => fc.string({ unit: fc.constantFrom(...chars), minLength: 1, maxLength: 3 });
    const identity = fc.record({
      group: fc.constantFrom('', 'a.io', 'b.io'),
      kind: part('aA:'),
      namespace: fc.oneof(fc.constant(''), part('ab')),
      name: part('abA:./é'),
    });
    const identities = fc.uniqueArray(identity, {
      selector: each => JSON.stringify(each),
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(identities, fc.constantFrom(FILE_PER_RESOURCE, folder), (all, type) => {
        const paths = pathsOf(type, ...all);
        expect(new Set(paths.map(path => path.toLowerCase())).size).toBe(all.length);
        for (const path of paths) expect(path).toMatch(/^(c\/)?[\w.-]+$/);
      }),
      { numRuns: 300 },
    );
  });
});
