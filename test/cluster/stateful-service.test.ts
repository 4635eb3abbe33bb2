import { ApiObject, Chart } from 'cdk8s';
import { clusterScoped } from '../../constructs/common/cluster-scoped';
import { App, RestrictedNamespace, StatefulService, type StatefulServiceProps } from '../../src';
import { describeWithControlPlane } from './control-plane';

jest.setTimeout(240_000);

const STRICT = ['--server-side', '--validate=strict'];

describeWithControlPlane('a StatefulService on a real API server', cluster => {
  const namespace = 'queue';
  const kubectl = (...args: string[]) => cluster().kubectl(['-n', namespace, ...args]);

  function make(size: string, props: Partial<StatefulServiceProps> = {}) {
    const app = new App();
    const chart = new Chart(app, 'chart', { namespace });
    new RestrictedNamespace(chart, 'namespace', { name: namespace });
    clusterScoped(
      new ApiObject(chart, 'class', {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: 'growing' },
        provisioner: 'example.com/growing',
        allowVolumeExpansion: true,
      }),
    );
    const queue = new StatefulService(chart, 'queue', {
      image: 'nats:2.12.0',
      ports: { client: 4222, cluster: 6222 },
      replicas: 3,
      readService: true,
      primaryOrdinal: 0,
      config: { mountPath: '/etc/nats', files: { 'nats.conf': 'debug: false\n' } },
      podConfig: { mountPath: '/etc/nats-pod', files: ordinal => ({ 'id.conf': `server_name: n${ordinal}\n` }) },
      claims: {
        data: { mountPath: '/data', storage: { type: 'claim', storageClassName: 'growing', initialSize: '1Gi', size } },
      },
      ...props,
    });
    return { queue, yaml: app.synthYaml() };
  }

  async function apply(yaml: string, ...flags: string[]): Promise<void> {
    const { stderr } = await cluster().kubectl(['apply', ...STRICT, ...flags, '-f', '-'], { input: yaml });
    expect(stderr).toBe('');
    await cluster().waitReady(namespace);
  }

  const sizes = async () =>
    (await kubectl('get', 'pvc', '-o', 'jsonpath={.items[*].spec.resources.requests.storage}')).stdout.split(' ');

  test('starts its pods in order, each with a claim of its own', async () => {
    const { queue, yaml } = make('1Gi');
    await apply(yaml);
    const times = await kubectl('get', 'pods', '--sort-by=.metadata.creationTimestamp', '-o', 'name');
    expect(times.stdout.trim().split('\n')).toEqual(queue.podNames.map(name => `pod/${name}`));
    const claims = await kubectl('get', 'pvc', '-o', 'jsonpath={.items[*].metadata.name}');
    expect(claims.stdout.split(' ')).toEqual([0, 1, 2].map(ordinal => queue.claimOf(ordinal).claimName));
    const slices = await kubectl(
      'get',
      'endpointslices',
      '-l',
      'kubernetes.io/service-name=queue-primary',
      '-o',
      'json',
    );
    const [slice] = JSON.parse(slices.stdout).items;
    expect(slice.endpoints.map((endpoint: { targetRef: object }) => endpoint.targetRef)).toEqual([
      expect.objectContaining({ name: 'queue-0' }),
    ]);
  });

  test('lets claims grow, and does not touch the template or the pods', async () => {
    const uids = async () => (await kubectl('get', 'pods', '-o', 'jsonpath={.items[*].metadata.uid}')).stdout;
    const before = await uids();
    expect(await sizes()).toEqual(['1Gi', '1Gi', '1Gi']);
    await expect(apply(make('2Gi').yaml)).rejects.toThrow('conflict');
    await apply(make('2Gi').yaml, '--force-conflicts');
    expect(await sizes()).toEqual(['2Gi', '2Gi', '2Gi']);
    expect(await uids()).toBe(before);
    await apply(make('2Gi').yaml);
  });

  test('has a claim of the new size for a pod that is new, and keeps that of one that is gone', async () => {
    await apply(make('2Gi', { replicas: 4 }).yaml);
    expect(await sizes()).toEqual(['2Gi', '2Gi', '2Gi', '2Gi']);
    await apply(make('2Gi', { replicas: 1 }).yaml);
    await kubectl('wait', '--for=delete', 'pod/queue-3', '--timeout=60s');
    expect(await sizes()).toHaveLength(4);
  });

  test('takes over pods and claims when it is made anew with a larger template', async () => {
    await kubectl('delete', 'statefulset', 'queue', '--cascade=orphan');
    const storage = { type: 'claim', storageClassName: 'growing', size: '2Gi' } as const;
    await apply(make('2Gi', { replicas: 1, claims: { data: { mountPath: '/data', storage } } }).yaml);
    expect(await sizes()).toHaveLength(4);
  });
});
