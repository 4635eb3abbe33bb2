import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { App, RestrictedNamespace, WordPressSite, type WordPressSiteProps } from '../../src';
import { makeStacks } from '../../stacks/all';
import { settingsSchema } from '../../stacks/settings';
import { describeWithControlPlane } from './control-plane';

jest.setTimeout(240_000);

const STRICT = ['--server-side', '--validate=strict'];
const folder = mkdtempSync(join(tmpdir(), 'kubewright-stacks-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeWithControlPlane('stacks on a real API server', cluster => {
  /** The stacks in the order they are applied in, each with its namespace. */
  const stacks = {
    nfs: 'nfs-provisioner',
    redis: 'redis',
    wordpress: 'wordpress',
    'wordpress-nfs': 'wordpress-nfs',
    ingress: 'nginx-ingress',
    'public-endpoint': 'public-endpoint',
    crds: 'default',
    gateway: 'gateway',
    kong: 'kong',
  };

  beforeAll(() => {
    const app = new App({ outdir: join(folder, 'dist') });
    makeStacks(app, settingsSchema.parse({}), []);
    app.synth();
  });

  test('all of them are tested here', () => {
    expect(readdirSync(join(folder, 'dist'))).toEqual(
      Object.keys(stacks)
        .map(stack => `${stack}.k8s.yaml`)
        .sort(),
    );
  });

  test.each(Object.entries(stacks))(
    '%s: admitted in strict mode, applied in its order, ready, and unchanged the second time',
    async (stack, namespace) => {
      const file = join(folder, 'dist', `${stack}.k8s.yaml`);
      // each object in its turn: what it refers to must have come before
      const first = await cluster().kubectl(['apply', ...STRICT, '-f', file]);
      expect(first.stderr).toBe('');
      await cluster().kubectl(['apply', ...STRICT, '--dry-run=server', '-f', file]);
      await cluster().waitReady(namespace);
      const { stdout } = await cluster().kubectl(['diff', '--server-side', '-f', file], { allowFailure: true });
      expect(stdout).toBe('');
    },
  );
});

describeWithControlPlane('variants of a WordPress site on a real API server', cluster => {
  const shared = { type: 'claim', storageClassName: 'nfs', accessModes: ['ReadWriteMany'] } as const;
  const variants: Record<string, WordPressSiteProps> = {
    'without props': {},
    ingress: { expose: { type: 'ingress', host: 'blog.example.com', tlsSecretName: 'tls', ingressClassName: 'nginx' } },
    'load balancer': { expose: { type: 'loadBalancer', loadBalancerClass: 'example.com/lb' } },
    'a fixed NodePort, no nginx': { expose: { type: 'nodePort', nodePort: 30123 }, nginx: false },
    'three replicas': { replicas: 3, storage: shared },
    'a folder of a node': { storage: { type: 'hostPath', path: '/srv/blog', node: 'node-1' } },
    'no storage': { storage: { type: 'none' }, database: { storage: { type: 'none' }, backup: false } },
    'a database elsewhere': {
      database: {
        service: { name: 'db.example.com', port: 3307 },
        database: 'blog',
        user: 'blog',
        password: { name: 'db', key: 'password' },
      },
      keys: { name: 'keys' },
    },
    'everything set': {
      nginx: { replicas: 3, cacheSeconds: 600, resources: { cpuLimit: '1' } },
      wordpress: { php: { uploadMaxFilesize: '1G' }, configExtra: "define('WP_DEBUG', true);", internet: false },
      database: {
        configuration: { 'max-connections': 50 },
        backup: { timeZone: 'Asia/Shanghai', schedule: '@daily', storage: shared },
        scheduling: {
          nodeSelector: { disk: 'ssd' },
          tolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' }],
        },
      },
    },
  };

  test.each(Object.entries(variants))('%s: admitted in strict mode by a restricted namespace', async (name, props) => {
    const namespace = name.replace(/[^a-z]+/g, '-');
    const app = new App();
    const chart = new Chart(app, 'variant', { namespace });
    new RestrictedNamespace(chart, 'namespace', { name: namespace });
    new WordPressSite(chart, 'site', props);
    const apply = await cluster().kubectl(['apply', ...STRICT, '-f', '-'], { input: app.synthYaml() });
    // a warning would be a field that is deprecated, or a pod that Pod Security minds
    expect(apply.stderr).toBe('');
    const pods = await cluster().kubectl(['-n', namespace, 'get', 'jobs,deployments,statefulsets', '-o', 'name']);
    expect(pods.stdout.trim().split('\n').length).toBeGreaterThanOrEqual(1);
  });
});
