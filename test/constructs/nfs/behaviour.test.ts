// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the programs' placeholders look like JavaScript's own
import { Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { App, KubewrightError, MariaDb, NfsProvisioner, type NfsProvisionerProps } from '../../../src';
import { deployed, lazy, leaves, output, withLater } from '../later';
import { nameViolations, podsOf, restrictedViolations } from '../rules';
import { build, type KubeObject, named, objectsOf, type Program, untyped } from '../support';
import { exported, nfsCsis, nfsSubdirs } from './variants';

type Rule = Readonly<Record<'apiGroups' | 'resources' | 'verbs', readonly string[]>>;

const make =
  (props: Partial<NfsProvisionerProps> = {}): Program =>
  chart =>
    new NfsProvisioner(chart, 'nfs', { ...exported, ...props });
const parameters = (objects: readonly KubeObject[], name = 'nfs') =>
  untyped<{ parameters: Record<string, string> }>(named(objects, 'StorageClass', name)).parameters;
const titles = (program: Program) => objectsOf(program).map(o => `${o.kind}/${o.metadata.name}`);
const verbsOf = (program: Program, resource: string): readonly string[] =>
  objectsOf(program)
    .filter(o => o.kind === 'ClusterRole' || o.kind === 'Role')
    .flatMap(o => (o.rules ?? []) as readonly Rule[])
    .filter(rule => rule.resources.includes(resource))
    .flatMap(rule => rule.verbs);

describe('what a class tells the program', () => {
  it.each<[string, Partial<NfsProvisionerProps>, Record<string, string>]>([
    ['by default', {}, { archiveOnDelete: 'true' }],
    ['archive', { onDelete: 'archive' }, { archiveOnDelete: 'true' }],
    ['delete', { onDelete: 'delete' }, { onDelete: 'delete' }],
    ['retain', { onDelete: 'retain' }, { onDelete: 'retain' }],
    ['archiveOnDelete', { archiveOnDelete: false }, { onDelete: 'delete' }],
    ['a name', { pathPattern: 'x-${.PVC.name}' }, { onDelete: 'retain', pathPattern: 'x-${.PVC.name}' }],
    [
      'a name of two parts',
      { pathPattern: '${.PVC.namespace}/x', onDelete: 'retain' },
      { onDelete: 'retain', pathPattern: '${.PVC.namespace}/x' },
    ],
    [
      'a name, archived',
      { pathPattern: 'x-${.PVC.labels.a}', onDelete: 'archive' },
      { archiveOnDelete: 'true', pathPattern: 'x-${.PVC.labels.a}' },
    ],
  ])('subdir: %s', (_, props, expected) => {
    expect(parameters(objectsOf(make(props)))).toEqual(expected);
  });

  it.each<[string, Partial<NfsProvisionerProps>, Record<string, string>]>([
    ['by default', {}, { onDelete: 'archive' }],
    ['delete', { onDelete: 'delete', mountPermissions: '0' }, { onDelete: 'delete', mountPermissions: '0' }],
    ['a name', { subDir: '${pvc.metadata.name}' }, { onDelete: 'retain', subDir: '${pvc.metadata.name}' }],
  ])('csi: %s', (_, props, expected) => {
    const share = { server: exported.server, share: exported.path };
    expect(parameters(objectsOf(make({ driver: 'csi', ...props })))).toEqual({ ...share, ...expected });
  });
});

describe('classes as references', () => {
  const of = (props: Partial<NfsProvisionerProps>) => {
    const chart = new Chart(new App(), 'apps', { namespace: 'apps' });
    return new NfsProvisioner(chart, 'nfs', { ...exported, ...props });
  };

  it('tell what their volumes can do', () => {
    const [subdir, csi] = [of({}).storageClass, of({ driver: 'csi' }).storageClass];
    expect(subdir.accessModes).toEqual(['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany']);
    expect(csi.accessModes).toEqual([...subdir.accessModes, 'ReadWriteOncePod']);
    expect([subdir.allowVolumeExpansion, csi.allowVolumeExpansion]).toEqual([false, true]);
    expect(of({ driver: 'csi', allowVolumeExpansion: false }).storageClass.allowVolumeExpansion).toBe(false);
  });

  it('make claims', () => {
    const { storageClass } = of({});
    const claim = storageClass.claim({ size: '20Gi', accessModes: ['ReadWriteMany'] });
    expect(claim).toEqual({ type: 'claim', storageClass, size: '20Gi', accessModes: ['ReadWriteMany'] });
  });

  it('are found by id and by name', () => {
    const nfs = of({});
    const archive = nfs.addStorageClass('archive', { storageClassName: 'cold' });
    expect([nfs.storageClassOf('archive'), nfs.storageClassOf('cold')]).toEqual([archive, archive]);
    expect(nfs.storageClassOf('nfs')).toBe(nfs.storageClass);
  });

  it('what a class cannot do is refused where it is used', () => {
    const use = (claim: object) => () =>
      build(chart => {
        const nfs = new NfsProvisioner(chart, 'nfs', exported);
        new MariaDb(chart, 'db', { storage: untyped(nfs.storageClass.claim(claim)), backup: false });
      });
    expect(use({ accessModes: ['ReadWriteOncePod'] })).toThrow(/KW2016/);
    expect(use({ initialSize: '1Gi', size: '2Gi' })).toThrow(/KW2017/);
  });

  it.each(['subdir', 'csi'] as const)('%s: whoever uses one comes after the whole provisioner', driver => {
    const order = titles(chart => {
      const nfs = new NfsProvisioner(chart, 'nfs', { ...exported, driver });
      new MariaDb(chart, 'a-db', { storage: nfs.storageClass, backup: false });
      nfs.addStorageClass('late', { path: '/srv/late' });
    });
    const after = order.indexOf('StatefulSet/a-db');
    const before = driver === 'subdir' ? ['Deployment/nfs'] : ['Deployment/nfs', 'DaemonSet/nfs-node', 'Role/nfs'];
    for (const title of [...before, 'StorageClass/nfs']) expect(order.indexOf(title)).toBeLessThan(after);
    const role = order.findIndex(title => title.startsWith('ClusterRoleBinding/'));
    expect(role).toBeLessThan(order.indexOf('Deployment/nfs'));
  });
});

describe('exports', () => {
  const deployments = (program: Program) => titles(program).filter(title => title.startsWith('Deployment/'));

  it('have one Deployment each, whatever the classes', () => {
    const program: Program = chart => {
      const nfs = new NfsProvisioner(chart, 'nfs', exported);
      nfs.addStorageClass('same', { server: exported.server, path: exported.path });
      nfs.addStorageClass('other', { path: '/srv/other' });
      nfs.addStorageClass('other-too', { path: '/srv/other', onDelete: 'delete' });
    };
    expect(deployments(program)).toEqual(['Deployment/nfs', 'Deployment/nfs-other']);
    const provisioner = (name: string) =>
      untyped<{ provisioner: string }>(named(objectsOf(program), 'StorageClass', name)).provisioner;
    expect(provisioner('nfs-same')).toBe(provisioner('nfs'));
    expect(provisioner('nfs-other-too')).toBe(provisioner('nfs-other'));
    expect(provisioner('nfs-other')).not.toBe(provisioner('nfs'));
  });

  it('that are known later are told apart by who gives them', () => {
    const [server, other] = [lazy('nas.example.com'), lazy('nas.example.com')];
    const program: Program = chart => {
      const nfs = new NfsProvisioner(chart, 'nfs', { server, path: '/srv' });
      nfs.addStorageClass('same', { server });
      nfs.addStorageClass('other', { server: other });
    };
    expect(deployments(program)).toEqual(['Deployment/nfs', 'Deployment/nfs-other']);
  });

  it('one driver of CSI serves them all', () => {
    expect(deployments(nfsCsis['two classes of two exports'])).toEqual(['Deployment/nfs']);
  });
});

describe('rights', () => {
  it('subdir: no more than it needs', () => {
    expect(verbsOf(make(), 'persistentvolumeclaims')).toEqual(['list', 'watch']);
    expect(verbsOf(make(), 'nodes')).toEqual([]);
    expect(verbsOf(make(), 'endpoints')).toEqual([]);
  });

  it('subdir: nodes and claims once a class waits for the first pod, whichever', () => {
    const program: Program = chart => {
      const nfs = new NfsProvisioner(chart, 'nfs', exported);
      nfs.addStorageClass('waiting', { volumeBindingMode: 'WaitForFirstConsumer' });
    };
    expect(verbsOf(program, 'persistentvolumeclaims')).toEqual(['list', 'watch', 'update']);
    expect(verbsOf(program, 'nodes')).toEqual(['get']);
  });

  it.each(Object.entries({ ...nfsSubdirs, ...nfsCsis }))('%s: no Secrets, and nothing of "*"', (_, program) => {
    const rules = objectsOf(program).flatMap(o => (o.rules ?? []) as readonly Rule[]);
    expect(rules.flatMap(rule => [...rule.resources, ...rule.verbs])).not.toContain('*');
    const ownRules = objectsOf(program)
      .filter(o => o.metadata.name.includes('nfs') || o.metadata.name.includes('files'))
      .flatMap(o => (o.rules ?? []) as readonly Rule[]);
    expect(ownRules.flatMap(rule => rule.resources)).not.toContain('secrets');
  });

  it('csi: those of snapshots only with snapshots', () => {
    expect(verbsOf(make({ driver: 'csi' }), 'volumesnapshotcontents')).toEqual([]);
    expect(verbsOf(make({ driver: 'csi', snapshots: true }), 'volumesnapshotcontents')).not.toEqual([]);
  });
});

describe('pods', () => {
  const violations = (program: Program) =>
    podsOf(objectsOf(program)).map(({ template }) => restrictedViolations(template.spec));

  it('subdir as an ordinary user is restricted', () => {
    expect(violations(nfsSubdirs['an ordinary user'])).toEqual([[]]);
  });

  it('subdir as root is not, for its user alone', () => {
    expect(violations(nfsSubdirs.default)).toEqual([['runAsUser', 'provisioner: runAsNonRoot']]);
    expect(violations(make({ onDelete: 'delete' }))).toEqual([
      ['runAsUser', 'provisioner: runAsNonRoot', 'provisioner: capabilities.add'],
    ]);
  });

  it('csi: only the driver is privileged', () => {
    const privileged = violations(nfsCsis.default).flatMap(list => list.filter(text => text.includes('privileged')));
    expect(privileged).toEqual(['nfs: privileged', 'nfs: privileged']);
  });

  it.each(Object.entries({ ...nfsSubdirs, ...nfsCsis }))('%s: names that the API server takes', (_, program) => {
    expect(nameViolations(objectsOf(program))).toEqual([]);
  });
});

describe('values that are known later', () => {
  const rows: Record<string, NfsProvisionerProps> = {
    subdir: {
      ...exported,
      image: 'a/b:1.0',
      mountOptions: ['hard', 'nfsvers=4.1'],
      resources: { cpuRequest: '20m', memoryRequest: '64Mi', memoryLimit: '256Mi' },
    },
    csi: {
      ...exported,
      image: 'a/b:1.0',
      sidecarImages: { provisioner: 'a/p:1', resizer: 'a/r:1', snapshotter: 'a/s:1', nodeDriverRegistrar: 'a/n:1' },
      replicas: 2,
      subDir: 'a/b',
      mountPermissions: '0770',
      kubeletPath: '/var/lib/k0s/kubelet',
      resources: { memoryLimit: '256Mi' },
    },
  };
  const fixed = { subdir: {}, csi: { driver: 'csi', snapshots: true } } as const;

  it.each(['subdir', 'csi'] as const)('%s: wherever they stand', driver => {
    const props = rows[driver]!;
    const program =
      (of: NfsProvisionerProps): Program =>
      chart =>
        new NfsProvisioner(chart, 'nfs', { ...of, ...fixed[driver] });
    for (const path of leaves(props)) {
      for (const later of [lazy, output]) {
        const now = JSON.parse(JSON.stringify(objectsOf(program(props))));
        expect(JSON.parse(JSON.stringify(deployed(program(withLater(props, [path], later)))))).toEqual(now);
      }
    }
  });
});

it('free input is either fine or refused by an error of ours', () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constant([]), fc.constant({}));
  const keys = [
    ...['server', 'path', 'name', 'namespace', 'storageClassName', 'onDelete', 'pathPattern', 'subDir', 'mountOptions'],
    ...['runAsUser', 'replicas', 'image', 'resources', 'sidecarImages', 'kubeletPath', 'driver', 'mountPermissions'],
    ...['reclaimPolicy', 'isDefault', 'allowVolumeExpansion', 'snapshots', 'scheduling', 'nodeScheduling'],
  ];
  fc.assert(
    fc.property(fc.constantFrom('subdir', 'csi'), fc.constantFrom(...keys), value, (driver, key, item) => {
      try {
        build(make(untyped({ driver, [key]: item }))).synthesize();
      } catch (error) {
        if (!(error instanceof KubewrightError)) throw error;
      }
    }),
    { numRuns: 1000 },
  );
});
