import {
  MariaDb,
  type MariaDbProps,
  NginxProxy,
  type NginxProxyProps,
  WordPress,
  type WordPressProps,
} from '../../src';
import { type KubeObject, named, objectsOf } from './support';
import { externalDatabase } from './variants';

const hashOf = (objects: KubeObject[], kind: string): string =>
  named(objects, kind, 'x').spec.template!.metadata.annotations!['checksum/config']!;
const dataOf = (objects: KubeObject[]) => named(objects, 'ConfigMap', 'x').data;

const mariadb = (props: MariaDbProps = {}) =>
  objectsOf(chart => new MariaDb(chart, 'x', { credentials: { name: 'a' }, backup: false, ...props }));
const nginx = (props: Partial<NginxProxyProps> = {}) =>
  objectsOf(chart => new NginxProxy(chart, 'x', { upstream: { name: 'app', port: 80 }, ...props }));
const wordpress = (props: Partial<WordPressProps> = {}) =>
  objectsOf(chart => new WordPress(chart, 'x', { database: externalDatabase, ...props }));

const toleration = { tolerations: [{ key: 'a', operator: 'Exists' }] };

/** Title, kind of the workload, objects before and after. */
type Row = readonly [title: string, kind: string, before: KubeObject[], after: KubeObject[]];

describe('a change of the configuration changes its hash, and so rolls the pods', () => {
  it.each<Row>([
    ['an option of MariaDB', 'StatefulSet', mariadb(), mariadb({ configuration: { 'max-connections': 5 } })],
    [
      'the memory that the buffer pool is made for',
      'StatefulSet',
      mariadb(),
      mariadb({ resources: { memoryLimit: '8Gi' } }),
    ],
    ["nginx's timeout", 'Deployment', nginx(), nginx({ proxyTimeoutSeconds: 5 })],
    ["nginx's upstream", 'Deployment', nginx(), nginx({ upstream: { name: 'other', port: 80 } })],
    ["PHP's memory", 'Deployment', wordpress(), wordpress({ php: { memoryLimit: '1G' } })],
    ['PHP in wp-config.php', 'Deployment', wordpress(), wordpress({ configExtra: "define('A', 1);" })],
    ['the workers', 'Deployment', wordpress(), wordpress({ workers: 3 })],
    ['no scheduler', 'Deployment', wordpress(), wordpress({ schedule: false })],
  ])('%s', (_, kind, before, after) => {
    expect(dataOf(after)).not.toEqual(dataOf(before));
    expect(hashOf(after, kind)).not.toBe(hashOf(before, kind));
  });
});

describe('any other change leaves the hash, and the template but for what was changed', () => {
  it.each<Row>([
    ["MariaDb's backup", 'StatefulSet', mariadb(), mariadb({ backup: { retentionDays: 3 } })],
    ["MariaDb's tolerations", 'StatefulSet', mariadb(), mariadb({ scheduling: toleration })],
    ["nginx's replicas", 'Deployment', nginx(), nginx({ replicas: 5 })],
    ["nginx's exposure", 'Deployment', nginx(), nginx({ expose: { type: 'loadBalancer' } })],
    ["WordPress's storage", 'Deployment', wordpress(), wordpress({ storage: { type: 'claim', size: '1Ti' } })],
    ["WordPress's schedule", 'Deployment', wordpress(), wordpress({ schedule: '@hourly' })],
    ["WordPress's exposure", 'Deployment', wordpress(), wordpress({ expose: { type: 'ingress', host: 'x.example' } })],
  ])('%s', (_, kind, before, after) => {
    expect(after).not.toEqual(before);
    expect(dataOf(after)).toEqual(dataOf(before));
    expect(hashOf(after, kind)).toBe(hashOf(before, kind));
    const template = (objects: KubeObject[]) => {
      const { metadata, spec } = named(objects, kind, 'x').spec.template!;
      return { metadata, spec: { ...spec, tolerations: undefined } };
    };
    expect(template(after)).toEqual(template(before));
  });
});

describe('the Job that makes a Secret', () => {
  const jobOf = (objects: KubeObject[]) => objects.find(o => o.kind === 'Job')!;
  const make = (props: MariaDbProps) => jobOf(objectsOf(chart => new MariaDb(chart, 'x', { backup: false, ...props })));

  it('has another name when its content changes, since a Job can not be changed', () => {
    const [before, after] = [make({}), make({ scheduling: toleration })];
    expect(after.spec).not.toEqual(before.spec);
    expect(after.metadata.name).not.toBe(before.metadata.name);
  });

  it('keeps its name as long as it is the same', () => {
    expect(make({ configuration: { 'max-connections': 5 } })).toEqual(make({}));
  });
});
