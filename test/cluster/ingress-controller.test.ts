import { Chart } from 'cdk8s';
import { NginxIngressController, type NginxIngressControllerProps } from '../../constructs/ingress/controller';
import { App } from '../../src';
import { controllers, hostControllers, nginxResources } from '../constructs/ingress-controller/variants';
import { loadBalancers, metalLbObjects } from '../constructs/load-balancer/variants';
import { objectsIn, type Program } from '../constructs/support';
import { describeWithControlPlane } from './control-plane';

const TIMEOUT = 240_000;

const STRICT = ['--server-side', '--validate=strict', '--force-conflicts'];

describeWithControlPlane('Ingress controller and MetalLB on a real API server', cluster => {
  const apply = (input: string, ...more: string[]) =>
    cluster().kubectl(['apply', ...STRICT, ...more, '-f', '-'], { input, timeoutMs: 60_000 });
  const isDefinition = ({ kind }: { kind: string }) => kind === 'CustomResourceDefinition';
  const list = (items: readonly unknown[]) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

  /** Definitions first, as a folder of manifests is applied; what a warning would tell is empty. */
  async function install(program: Program): Promise<string> {
    const app = new App();
    program(new Chart(app, 'apps', { namespace: 'apps' }));
    const objects = objectsIn(app);
    const definitions = objects.filter(isDefinition);
    if (definitions.length > 0) {
      await apply(list(definitions));
      await cluster().kubectl(['wait', '--for=condition=Established', 'crd', '--all', '--timeout=30s']);
    }
    return (await apply(list(objects.filter(object => !isDefinition(object))))).stderr;
  }

  const remove = (namespace: string) =>
    cluster().kubectl(['delete', 'namespace', namespace, '--ignore-not-found'], { timeoutMs: 90_000 });

  beforeAll(async () => {
    for (const name of ['apps', 'shop', 'blog', 'metallb']) await cluster().kubectl(['create', 'namespace', name]);
  });

  test.each(Object.entries<Program>({ ...controllers, ...hostControllers }))(
    'NginxIngressController, %s: admitted in strict mode by its own namespace, and ready',
    async (name, program) => {
      expect(await install(program)).toBe('');
      const namespace = name === 'everything given' ? 'edge-system' : 'nginx-ingress';
      await cluster().waitReady(namespace, 90_000);
      await remove(namespace);
    },
    TIMEOUT,
  );

  test(
    'resources of the controller: established and admitted',
    async () => {
      expect(await install(nginxResources['all of them'])).toBe('');
      const kinds = 'virtualservers,virtualserverroutes,transportservers,policies';
      const { stdout } = await cluster().kubectl(['-n', 'apps', 'get', kinds, '-o', 'name']);
      expect(stdout.trim().split('\n')).toHaveLength(8);
    },
    TIMEOUT,
  );

  test('the account may do what the program does, and no more', async () => {
    const props: NginxIngressControllerProps = { namespace: 'rights', watchNamespaces: ['shop'] };
    await install(chart => new NginxIngressController(chart, 'nic', props));
    const may = async (namespace: string, ...what: string[]): Promise<string> => {
      const as = '--as=system:serviceaccount:rights:nic';
      const { stdout } = await cluster().kubectl(['auth', 'can-i', ...what, '-n', namespace, as], {
        allowFailure: true,
      });
      return stdout.trim();
    };
    expect(await may('shop', 'watch', 'secrets')).toBe('yes');
    expect(await may('shop', 'update', 'virtualservers.k8s.nginx.org', '--subresource=status')).toBe('yes');
    expect(await may('rights', 'update', 'leases/nic-leader')).toBe('yes');
    expect(await may('rights', 'get', 'ingressclasses/nginx')).toBe('yes');
    expect(await may('blog', 'get', 'secrets')).toBe('no');
    expect(await may('shop', 'update', 'pods')).toBe('no');
    expect(await may('shop', 'create', 'services')).toBe('no');
    expect(await may('rights', 'get', 'leases/other')).toBe('no');
    expect(await may('rights', 'list', 'nodes')).toBe('no');
    expect(await may('shop', 'update', 'ingresses')).toBe('no');
  });

  const metallbs = new Set(['default', 'a MetalLB of its own settings', 'all of them']);

  test.each(Object.entries<Program>({ ...loadBalancers, ...metalLbObjects }))(
    'MetalLB, %s: established, admitted in strict mode, and ready',
    async (name, program) => {
      const own = name === 'a MetalLB of its own settings' ? 'lb-system' : 'metallb-system';
      // the cluster's own MetalLB is in there, where it is not made
      await cluster().kubectl(['create', 'namespace', own]);
      expect(await install(program)).toBe('');
      if (metallbs.has(name)) await cluster().waitReady(own, 90_000);
      // its speakers take ports of their nodes
      await remove(own);
    },
    TIMEOUT,
  );
});
