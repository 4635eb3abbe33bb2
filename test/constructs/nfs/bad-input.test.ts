// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs' placeholders look like JavaScript's own
import { ApiObject, Chart } from 'cdk8s';
import { App, KubewrightError, NfsProvisioner, type NfsProvisionerProps } from '../../../src';
import { lazy } from '../later';
import { objectsIn, refusal, untyped } from '../support';
import { exported } from './variants';

/** Title, props as somebody without types may write them, code. */
type Row = readonly [title: string, props: Record<string, unknown>, code: string];

const each = (prop: string, values: readonly unknown[], code: string, more: object = {}): Row[] =>
  values.map(value => [`${prop} ${JSON.stringify(value) ?? String(value)}`, { ...more, [prop]: value }, code]);
const csi = { driver: 'csi' };

const rows: Row[] = [
  ...each('name', ['Nfs', '-a', 'a_b', '', '1nfs', 'a b'], 'KW2003'),
  ['a name that is too long', { name: 'x'.repeat(53) }, 'KW2008'],
  ...each('server', ['', 'nfs://a', 'a:/b', '1.2.3', '1.2.3.4.5', 'a b', 5, undefined, null], 'KW2004'),
  ...each('path', ['', 'srv', './srv', '/a/..', '/a b', 5, undefined, null], 'KW2012'),
  ...each('driver', ['nfs', '', 5], 'KW2012'),
  ...each('namespace', ['default', 'kube-system', 'A', '', 'a.b', 5], 'KW2003'),
  ...each('image', ['provisioner', 'a:latest', '', 5], 'KW2005'),
  ...each('storageClassName', ['', 'a b', 'Nfs', 5], 'KW2003'),
  ...each('isDefault', ['true', 1, null], 'KW2012'),
  ...each('onDelete', ['keep', '', true], 'KW2012'),
  ...each('archiveOnDelete', ['false', 0], 'KW2012'),
  ['archiveOnDelete and onDelete', { archiveOnDelete: true, onDelete: 'archive' }, 'KW2012'],
  ...each('reclaimPolicy', ['retain', 'Recycle', 1], 'KW2012'),
  ...each('volumeBindingMode', ['immediate', '', 1], 'KW2012'),
  ...each('mountOptions', ['hard', [''], ['a b'], ['hard,nfsvers=4'], [5], {}], 'KW2012'),
  ...each('allowVolumeExpansion', [true], 'KW2017'),
  ...each('runAsUser', [-1, 1.5, '0', 2 ** 31], 'KW2001'),
  ...each('resources', [{ memoryLimit: 'much' }, { memoryLimit: '1Mi' }], 'KW2002'),
  ...each(
    'pathPattern',
    ['', '/a', '../a', 'a/../b', 'a b', '${.PVC.labels.team}', '${.PVC.uid}-x', '${.PVC.labels.a}/${.PVC.labels.b}', 5],
    'KW2012',
  ),
  ...each('pathPattern', ['${.PVC.namespace}/${.PVC.name}', 'x-${.PVC.annotations.a}'], 'KW2012', {
    onDelete: 'delete',
  }),
  ...each('pathPattern', ['${.PVC.namespace}/${.PVC.name}'], 'KW2012', { archiveOnDelete: true }),
  ...each('subDir', ['a'], 'KW2012'),
  ...each('mountPermissions', ['0777'], 'KW2012'),
  ...each('replicas', [1], 'KW2012'),
  ...each('snapshots', [true, false], 'KW2012'),
  ...each('kubeletPath', ['/var/lib/kubelet'], 'KW2012'),
  ...each('nodeScheduling', [{}], 'KW2012'),
  ...each('sidecarImages', [{}], 'KW2012'),
  ...each('archiveOnDelete', [true], 'KW2012', csi),
  ...each('pathPattern', ['${.PVC.name}'], 'KW2012', csi),
  ...each('runAsUser', [0], 'KW2012', csi),
  ...each('subDir', ['', '/a', '..', 'a/../b', '${pvc.name}', '${pv.metadata.uid}', 'a#b', 5], 'KW2012', csi),
  ...each('path', ['/a#b'], 'KW2012', csi),
  ...each('mountPermissions', ['777x', '0999', 'rwx', '', 0o777], 'KW2012', csi),
  ...each('replicas', [0, -1, 1.5, '2'], 'KW2001', csi),
  ...each('snapshots', ['yes', 1], 'KW2012', csi),
  ...each('kubeletPath', ['', 'var/lib', 5], 'KW2012', csi),
  ...each('sidecarImages', [{ resizer: 'x' }, { provisioner: 'a:latest' }], 'KW2005', csi),
  ...each('allowVolumeExpansion', ['yes'], 'KW2012', csi),
  ...[
    'name',
    'driver',
    'namespace',
    'storageClassName',
    'isDefault',
    'onDelete',
    'pathPattern',
    'volumeBindingMode',
    'runAsUser',
    'scheduling',
    'mountOptions',
    'resources',
  ].flatMap(prop => each(prop, [lazy('x')], 'KW2014')),
  ...['snapshots', 'nodeScheduling', 'sidecarImages'].flatMap(prop => each(prop, [lazy('x')], 'KW2014', csi)),
];

it.each(rows)('NfsProvisioner: %s is refused', (_, props, code) => {
  const error = refusal(chart => new NfsProvisioner(chart, 'nfs', untyped({ ...exported, ...props })));
  expect(error.code).toBe(code);
  expect(error.message).toContain('[apps/nfs');
});

it('tells of everything at once', () => {
  const error = refusal(
    chart => new NfsProvisioner(chart, 'nfs', untyped({ server: 'a:/b', path: 'srv', runAsUser: -1, onDelete: 'no' })),
  );
  expect(error.code).toBe('KW1000');
  expect(error.message.match(/KW\d+/g)).toEqual(['KW1000', 'KW2001', 'KW2004', 'KW2012', 'KW2012']);
});

describe('further classes', () => {
  const add = (id: unknown, props?: object) =>
    refusal(chart => new NfsProvisioner(chart, 'nfs', exported).addStorageClass(untyped(id), untyped(props)));

  it.each([
    ['a server that is no address', 'archive', { server: '1.2.3' }, 'KW2004'],
    ['a share without a leading slash', 'archive', { path: 'srv' }, 'KW2012'],
    ['an id that is no name', 'Archive', {}, 'KW2003'],
    ['no id', undefined, {}, 'KW2003'],
    ['an id that is known later', lazy('archive'), {}, 'KW2014'],
    ['an id that is too long', 'x'.repeat(62), {}, 'KW2008'],
    ['the name of the first class', 'nfs', {}, 'KW2003'],
    ['growth', 'archive', { allowVolumeExpansion: true }, 'KW2017'],
  ])('%s', (_, id, props, code) => {
    expect(add(id, props).code).toBe(code);
  });

  it('an id twice', () => {
    const error = refusal(chart => {
      const nfs = new NfsProvisioner(chart, 'nfs', exported);
      nfs.addStorageClass('archive');
      nfs.addStorageClass('archive');
    });
    expect(error.code).toBe('KW2003');
  });

  it('a class that nobody has defined', () => {
    const error = refusal(chart => {
      const nfs = new NfsProvisioner(chart, 'nfs', exported);
      nfs.addStorageClass('archive');
      nfs.storageClassOf('archiv');
    });
    expect(error.message).toMatch(/^KW2020 \[apps\/nfs\] .*"archiv"\.\n.*use nfs, archive, or make it/);
  });
});

describe('two default classes', () => {
  const stranger = (chart: Chart, value = 'true', name = 'is-default-class') =>
    new ApiObject(chart, 'stranger', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'local', annotations: { [`storageclass.kubernetes.io/${name}`]: value } },
    });
  const ours = (chart: Chart, id = 'nfs', props: Partial<NfsProvisionerProps> = {}) =>
    new NfsProvisioner(chart, id, { ...exported, namespace: id, isDefault: true, ...props });

  it('of one provisioner', () => {
    const error = refusal(chart => ours(chart).addStorageClass('archive', { isDefault: true }));
    expect(error.message).toMatch(/^KW2018 .*apps\/nfs\/StorageClass-archive .* apps\/nfs\/StorageClass\/Resource/);
  });

  it('of two charts', () => {
    const error = refusal(chart => {
      ours(new Chart(chart.node.root as App, 'other'));
      ours(chart, 'more');
    });
    expect(error.message).toMatch(/KW2018 .*apps\/more\/StorageClass .* other\/nfs\/StorageClass/);
  });

  it("of a stranger's", () => {
    expect(refusal(chart => [stranger(chart), ours(chart)]).message).toMatch(/KW2018 .*apps\/stranger/);
  });

  it("of a stranger's that comes later", () => {
    const app = new App();
    const chart = new Chart(app, 'apps');
    ours(chart);
    stranger(chart);
    expect(() => objectsIn(app)).toThrow(KubewrightError);
    expect(() => objectsIn(app)).toThrow(/^KW2018 .*apps\/stranger/);
  });

  it('but one default class among others is fine', () => {
    const app = new App();
    const chart = new Chart(app, 'apps');
    stranger(chart, 'false');
    ours(chart);
    ours(chart, 'more', { isDefault: false });
    expect(objectsIn(app).filter(o => o.kind === 'StorageClass')).toHaveLength(3);
  });
});
