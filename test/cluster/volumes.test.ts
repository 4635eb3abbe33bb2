import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { NfsVolume } from '../../constructs/nfs/nfs-volume';
import { HostPathVolume, LocalVolumePool, Volume, type VolumeClaim } from '../../constructs/storage';
import { App, RestrictedNamespace } from '../../src';
import { nfsVolumes, nfsVolumeUsers } from '../constructs/nfs/nfs-volume-variants';
import { hostPathVolumes, localVolumePools, volumeClaims, volumeUsers } from '../constructs/storage/variants';
import type { Program } from '../constructs/support';
import { ControlPlane, describeWithControlPlane } from './control-plane';

jest.setTimeout(120_000);

const STRICT = ['--server-side', '--validate=strict'];
const NAMESPACE = 'volumes';
const share = { server: '192.168.10.208', path: '/srv/nfs/media' };

/** The YAML of a chart, after the namespace that it is in. */
function yamlOf(namespace: string, program: (chart: Chart) => void): string {
  const app = new App();
  const [first, chart] = [new Chart(app, 'namespace'), new Chart(app, 'volumes', { namespace })];
  new RestrictedNamespace(first, 'namespace', { name: namespace });
  chart.addDependency(first);
  program(chart);
  return app.synthYaml();
}

async function apply(cluster: ControlPlane, input: string): Promise<void> {
  const { stderr } = await cluster.kubectl(['apply', ...STRICT, '-f', '-'], { input });
  expect(stderr).toBe('');
}

/** Waits for a claim to be in a phase. */
async function phaseOf(cluster: ControlPlane, claim: string, phase: string): Promise<void> {
  const condition = `--for=jsonpath={.status.phase}=${phase}`;
  await cluster.kubectl(['-n', NAMESPACE, 'wait', condition, '--timeout=45s', `pvc/${claim}`], {
    timeoutMs: 60_000,
  });
}

describeWithControlPlane('volumes on a real API server', cluster => {
  const prefixed = (prefix: string, programs: Readonly<Record<string, Program>>): [string, Program][] =>
    Object.entries(programs).map(([name, program]) => [`${prefix} ${name}`, program]);
  const variants = [
    ...prefixed('nfs', nfsVolumes),
    ...prefixed('host', hostPathVolumes),
    ...prefixed('pool', localVolumePools),
    ...prefixed('claim', volumeClaims),
    ...prefixed('use', { ...nfsVolumeUsers, ...volumeUsers }),
  ];

  test.each(variants)('%s: admitted in strict mode', async (name, program) => {
    const input = yamlOf(name.replace(/[^A-Za-z]+/g, '-').toLowerCase(), program);
    await apply(cluster(), input);
  });

  describe('static volumes', () => {
    beforeAll(async () => {
      const yaml = yamlOf(NAMESPACE, chart => {
        new NfsVolume(chart, 'media', share);
        new NfsVolume(chart, 'grown', { ...share, size: '20Gi', initialSize: '10Gi' });
        new HostPathVolume(chart, 'local', { path: '/srv/a', node: 'node-1' });
        new HostPathVolume(chart, 'plain', { path: '/srv/b', node: 'node-1', type: 'hostPath' });
      });
      await apply(cluster(), yaml);
    });

    test.each(['media', 'grown', 'local', 'plain'])('%s is bound to its own volume', async claim => {
      await phaseOf(cluster(), claim, 'Bound');
      const path = ['-o', 'jsonpath={.spec.claimRef.namespace}/{.spec.claimRef.name} {.status.phase}'];
      const { stdout } = await cluster().kubectl(['get', 'pv', `${NAMESPACE}.${claim}`, ...path]);
      expect(stdout).toBe(`${NAMESPACE}/${claim} Bound`);
    });

    test('another claim can’t take one, neither by name nor by looking for one that fits', async () => {
      const thief = (name: string, volumeName?: string) =>
        yamlOf(NAMESPACE, chart => {
          new k8s.KubePersistentVolumeClaim(chart, 'Claim', {
            metadata: { name },
            spec: {
              accessModes: ['ReadWriteMany'],
              storageClassName: '',
              volumeName,
              resources: { requests: { storage: k8s.Quantity.fromString('1Gi') } },
            },
          });
        });
      await apply(cluster(), thief('by-name', `${NAMESPACE}.media`));
      await apply(cluster(), thief('by-size'));
      // a claim made after both is bound: so the controller has seen them
      await apply(
        cluster(),
        yamlOf(NAMESPACE, chart => void new NfsVolume(chart, 'later', share)),
      );
      await phaseOf(cluster(), 'later', 'Bound');
      const of = ['get', 'pvc', 'by-name', 'by-size', '-o', 'jsonpath={.items[*].status.phase}'];
      const { stdout } = await cluster().kubectl(['-n', NAMESPACE, ...of]);
      expect(stdout).toBe('Pending Pending');
    });

    test('the claim can’t grow, the volume can: so `initialSize` is what the claim asks for', async () => {
      const grown = (initialSize?: string) =>
        yamlOf(NAMESPACE, chart => void new NfsVolume(chart, 'media', { ...share, size: '30Gi', initialSize }));
      const options = { input: grown(), allowFailure: true };
      const { stderr } = await cluster().kubectl(['apply', ...STRICT, '-f', '-'], options);
      expect(stderr).toContain('only dynamically provisioned pvc can be resized');
      await apply(cluster(), grown('10Gi'));
    });
  });

  describe('a pool of local volumes', () => {
    // the simulated nodes come with volumes for claims of whatever class, so this one does without
    let bare: ControlPlane | undefined;
    beforeAll(async () => {
      bare = await ControlPlane.start({ nodes: false });
      await apply(bare, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: ['node-a', 'node-b'].map(nodeOf) }));
    });
    afterAll(() => bare?.stop());

    test('gives each pod one, on the node that it comes to, and none to who has no pod', async () => {
      const yaml = yamlOf(NAMESPACE, chart => {
        const storageClass = new LocalVolumePool(chart, 'disks', {
          volumes: {
            a: { node: 'node-a', path: '/mnt' },
            b: { node: 'node-b', path: '/mnt' },
            c: { node: 'none', path: '/mnt' },
          },
        });
        const claims = ['first', 'second', 'idle'].map(id => Volume.claim(chart, id, { storageClass }));
        for (const claim of claims.slice(0, 2)) podWith(chart, claim);
      });
      await apply(bare!, yaml);
      const read = async (kind: string, path: string) => {
        const { stdout } = await bare!.kubectl(['-n', NAMESPACE, 'get', kind, '-o', `jsonpath={.items[*]${path}}`]);
        return stdout.split(' ').sort();
      };
      await phaseOf(bare!, 'first', 'Bound');
      await phaseOf(bare!, 'second', 'Bound');
      expect(await read('pvc', '.spec.volumeName')).toEqual(['disks-a', 'disks-b']);
      expect(await read('pvc', '.status.phase')).toEqual(['Bound', 'Bound', 'Pending']);
      await bare!.kubectl(['-n', NAMESPACE, 'wait', 'pods', '--all', '--for=condition=PodScheduled', '--timeout=20s']);
      expect(await read('pods', '.spec.nodeName')).toEqual(['node-a', 'node-b']);
    });
  });
});

function nodeOf(name: string): object {
  const status = {
    capacity: { cpu: '4', memory: '8Gi', pods: '10' },
    allocatable: { cpu: '4', memory: '8Gi', pods: '10' },
  };
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/hostname': name } }, status };
}

function podWith(chart: Chart, claim: VolumeClaim): void {
  const container: k8s.Container = {
    name: 'a',
    image: 'busybox:1.35',
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    volumeMounts: [{ name: 'data', mountPath: '/data' }],
  };
  new k8s.KubePod(chart, `Pod-${claim.claimName}`, {
    metadata: { name: claim.claimName },
    spec: {
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      // no kubelet says that its node is well
      tolerations: [{ operator: 'Exists' }],
      containers: [container],
      volumes: [claim.volume('data')],
    },
  });
}
