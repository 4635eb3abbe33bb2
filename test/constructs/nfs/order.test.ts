import { MariaDb, NfsProvisioner } from '../../../src';
import { dependenciesOf, type Manifest } from '../../../src/synthesis';
import { build, type KubeObject, type Program, untyped } from '../support';
import { exported } from './variants';

describe('what waits for what, and is deleted before it', () => {
  /** What an object waits for, whether by itself or by others. */
  const waitsFor = (program: Program, title: string): Set<string> => {
    const waits = dependenciesOf(build(program).synthesize());
    const titleOf = ({ object }: Manifest) => `${object.kind}/${untyped<KubeObject>(object).metadata.name}`;
    const found = new Set<Manifest>();
    const follow = (manifest: Manifest) => {
      for (const target of waits.get(manifest) ?? []) if (!found.has(target)) follow(found.add(target) && target);
    };
    follow([...waits.keys()].find(manifest => titleOf(manifest) === title)!);
    return new Set([...found].map(titleOf));
  };
  const program =
    (driver: 'subdir' | 'csi'): Program =>
    chart => {
      const nfs = new NfsProvisioner(chart, 'nfs', { ...exported, driver });
      new MariaDb(chart, 'db', { storage: nfs.storageClass, backup: { storage: nfs.storageClass } });
    };

  it.each<['subdir' | 'csi', string[]]>([
    ['subdir', ['ClusterRoleBinding/nfs-provisioner.nfs', 'PersistentVolumeClaim/nfs', 'NetworkPolicy/nfs']],
    [
      'csi',
      ['ClusterRoleBinding/csi-driver-nfs.nfs', 'RoleBinding/nfs', 'DaemonSet/nfs-node', 'CSIDriver/nfs.csi.k8s.io'],
    ],
  ])('%s: claims wait for the class and all of the program', (driver, parts) => {
    const all = ['StorageClass/nfs', 'Deployment/nfs', 'ServiceAccount/nfs', ...parts];
    for (const claimant of ['StatefulSet/db', 'PersistentVolumeClaim/db-backup']) {
      expect([...waitsFor(program(driver), claimant)]).toEqual(expect.arrayContaining(all));
    }
  });

  it.each<['subdir' | 'csi', string[]]>([
    ['subdir', ['ClusterRoleBinding/nfs-provisioner.nfs', 'NetworkPolicy/nfs', 'Namespace/nfs-provisioner']],
    ['csi', ['ClusterRoleBinding/csi-driver-nfs.nfs', 'RoleBinding/nfs', 'Namespace/csi-driver-nfs']],
  ])('%s: the program waits for its rights', (driver, parts) => {
    expect([...waitsFor(program(driver), 'Deployment/nfs')]).toEqual(expect.arrayContaining(parts));
  });

  it('csi: a node is told of the driver after the cluster', () => {
    expect(waitsFor(program('csi'), 'DaemonSet/nfs-node')).toContain('CSIDriver/nfs.csi.k8s.io');
  });
});
