import { existsSync } from 'node:fs';
import { ControlPlane, describeWithControlPlane } from './control-plane';
import { isAlive } from './is-alive';

const pod = (replicas: number, spec: object = {}) => ({
  replicas,
  selector: { matchLabels: { app: 'x' } },
  template: {
    metadata: { labels: { app: 'x' } },
    spec: { containers: [{ name: 'x', image: 'registry.k8s.io/pause:3.10' }], ...spec },
  },
});
const deployment = (name: string, spec: object) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec,
});

describeWithControlPlane('a control plane', cluster => {
  const apply = (namespace: string, object: object) =>
    cluster().kubectl(['apply', '-n', namespace, '-f', '-'], { input: JSON.stringify(object) });
  const namespace = async (name: string, labels: Record<string, string> = {}) => {
    await apply('default', { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
    return name;
  };

  describe('a strict dry run', () => {
    const dryRun = (input: string) =>
      cluster().kubectl(['apply', '--server-side', '--dry-run=server', '--validate=strict', '-f', '-'], {
        input,
        allowFailure: true,
      });
    const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';

    test('accepts a good object, and leaves nothing', async () => {
      expect(await dryRun(`${configMap}data: {a: b}`)).toMatchObject({ code: 0, stderr: '' });
      await expect(cluster().kubectl(['get', 'configmap', 'a'])).rejects.toThrow(
        /^kubectl get configmap a: exit code 1\n.*configmaps "a" not found/,
      );
    });

    test('refuses an unknown field', async () => {
      const { code, stderr } = await dryRun(`${configMap}dota: {a: b}`);
      expect(code).toBe(1);
      expect(stderr).toMatch(/\.dota: field not declared in schema/);
    });

    test('refuses a duplicate entry of a list', async () => {
      const env = [1, 2].map(value => ({ name: 'A', value: `${value}` }));
      const { code, stderr } = await dryRun(
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'a' },
          spec: { containers: [{ name: 'x', image: 'x', env }] },
        }),
      );
      expect(code).toBe(1);
      expect(stderr).toMatch(/env: duplicate entries for key \[name="A"\]/);
    });

    test('refuses a duplicate field, if sent as it is: kubectl apply would send the last one only', async () => {
      const path = '/api/v1/namespaces/default/configmaps?dryRun=All&fieldValidation=Strict';
      const { code, stderr } = await cluster().kubectl(['create', '--raw', path, '-f', '-'], {
        input: '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"a":"b"},"data":{"a":"c"}}',
        allowFailure: true,
      });
      expect(code).toBe(1);
      expect(stderr).toMatch(/strict decoding error: duplicate field "data"/);
    });
  });

  test('a Deployment and a StatefulSet with claims become ready', async () => {
    const ns = await namespace('ready');
    await apply(ns, deployment('web', pod(2)));
    await apply(ns, {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db' },
      spec: {
        ...pod(2, { containers: [{ name: 'x', image: 'x', volumeMounts: [{ name: 'data', mountPath: '/data' }] }] }),
        serviceName: 'db',
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        ],
      },
    });
    await cluster().waitReady(ns);
    const phases = ['-o', 'jsonpath={range .items[*]}{.metadata.name}={.status.phase} {end}'];
    expect((await cluster().kubectl(['get', 'pvc', '-n', ns, ...phases])).stdout).toBe(
      'data-db-0=Bound data-db-1=Bound ',
    );
    expect((await cluster().kubectl(['get', 'pods', '-n', ns, ...phases])).stdout.match(/=Running /g)).toHaveLength(4);
  });

  test('waitReady names what does not become ready, and why', async () => {
    const ns = await namespace('stuck', { 'pod-security.kubernetes.io/enforce': 'baseline' });
    await apply(ns, deployment('homeless', pod(1, { nodeSelector: { planet: 'mars' } })));
    await apply(ns, deployment('forbidden', pod(1, { hostNetwork: true })));
    await apply(ns, {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'unprovided' },
      spec: { storageClassName: '', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    });
    const message = await cluster()
      .waitReady(ns, 2000)
      .catch((error: Error) => error.message);
    expect(message).toMatch(/^namespace "stuck" is not ready after 2 s:\n/);
    expect(message).toMatch(/^ {2}Deployment homeless: .*0 of 1 available$/m);
    expect(message).toMatch(/^ {2}Deployment forbidden: .*0 of 1 available$/m);
    expect(message).toMatch(/^ {2}PersistentVolumeClaim unprovided: Pending$/m);
    expect(message).toMatch(/^ {2}Pod homeless-\S+: Pending; not PodScheduled: 0\/2 nodes are available/m);
    expect(message).toMatch(/^ {2}Warning FailedCreate of ReplicaSet forbidden-.* violates PodSecurity "baseline/m);
  });

  test('waitReady does not take a misspelt namespace for a ready one', async () => {
    await expect(cluster().waitReady('raedy')).rejects.toThrow(/namespaces \\"raedy\\" not found/);
  });

  test('Pod Security is enforced where a namespace asks for it', async () => {
    const ns = await namespace('safe', { 'pod-security.kubernetes.io/enforce': 'restricted' });
    const root = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'root' }, spec: pod(1).template.spec };
    await expect(apply(ns, root)).rejects.toThrow(/violates PodSecurity "restricted:latest"/);
  });

  test('a kubectl that takes too long is ended', async () => {
    const wait = ['wait', '--for=delete', 'namespace/default', '--timeout=60s'];
    await expect(cluster().kubectl(wait, { timeoutMs: 500, allowFailure: true })).rejects.toThrow(
      /500 ms are its limit/,
    );
  });

  test('stop ends every process and removes the folder, and nothing of the control plane beside it', async () => {
    const other = await ControlPlane.start({ nodes: false });
    const { pids, folder, kubeconfig } = other;
    expect(pids.filter(isAlive)).toHaveLength(5); // etcd, kube-apiserver, -controller-manager, -scheduler, and the guard
    expect(existsSync(kubeconfig)).toBe(true);
    await other.stop();
    expect(pids.filter(isAlive)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
    expect((await cluster().kubectl(['get', 'nodes', '-o', 'name'])).stdout).toBe('node/node-0\nnode/node-1\n');
  });
});
