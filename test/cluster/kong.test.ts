import { Chart } from 'cdk8s';
import { HttpGateway } from '../../constructs/gateway/http-gateway';
import { PublicEndpoint } from '../../constructs/ingress';
import { KongIngressController, type KongIngressControllerProps } from '../../constructs/kong';
import { App } from '../../src';
import { kongObjects, kongRoutes } from '../constructs/kong/variants';
import { describeWithControlPlane } from './control-plane';

jest.setTimeout(240_000);

const STRICT = ['--server-side', '--validate=strict'];
const shop = { name: 'shop', port: 80 };

/** Documents of some YAML, those that define kinds or the others. */
const documents = (yaml: string, defining: boolean): string =>
  yaml
    .split(/^---\n/m)
    .filter(text => /^kind: CustomResourceDefinition$/m.test(text) === defining)
    .join('---\n');

describeWithControlPlane('Kong on a real API server', cluster => {
  const apply = (input: string, ...more: string[]) =>
    cluster().kubectl(['apply', ...STRICT, ...more, '-f', '-'], { input });
  /** In the order that we give, but for the moment that definitions take. */
  const applyAll = async (yaml: string): Promise<string> => {
    const definitions = documents(yaml, true);
    if (definitions !== '') {
      await apply(definitions);
      await cluster().kubectl(['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']);
    }
    return (await apply(documents(yaml, false))).stderr;
  };
  const isUnchanged = async (yaml: string): Promise<void> => {
    const input = documents(yaml, false);
    const again = await cluster().kubectl(['diff', '--server-side', '-f', '-'], { input, allowFailure: true });
    expect(again.stdout).toBe('');
  };

  const variants: Record<string, KongIngressControllerProps> = {
    default: {},
    gateways: { gatewayApi: true, expose: { type: 'loadBalancer' }, replicas: 3 },
    narrow: { watchNamespaces: ['default'], metrics: false, expose: { type: 'clusterIp' }, replicas: 1 },
    proxied: {
      clientAddresses: { from: 'proxyProtocol', trustedProxies: ['10.0.0.0/8'] },
      configuration: { ssl_protocols: 'TLSv1.3' },
      externalBackends: true,
    },
  };

  test.each(Object.entries(variants))(
    '%s: admitted in strict mode by its own namespace, ready, and unchanged the second time',
    async (variant, props) => {
      const app = new App();
      const name = `kong-${variant}`;
      const own = { name, namespace: name, ingressClassName: name };
      new KongIngressController(new Chart(app, 'apps'), 'kong', { ...own, ...props });
      const yaml = app.synthYaml();
      // a warning would be a field that is deprecated, or a pod that Pod Security minds
      expect(await applyAll(yaml)).toBe('');
      await apply(yaml, '--dry-run=server');
      await cluster().waitReady(name, 90_000);
      await isUnchanged(yaml);
    },
  );

  test('routes, with all that annotations and plugins say, and a Gateway of its class', async () => {
    const app = new App();
    const kong = new KongIngressController(new Chart(app, 'kong'), 'kong', { gatewayApi: true });
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const tls = { '*.example.com': { secretName: 'all-tls' } };
    const endpoint = new PublicEndpoint(chart, 'public', { via: kong, tls, defaultBackend: shop });
    for (const [i, options] of Object.values(kongRoutes).entries()) endpoint.route(`${i}.example.com/a`, shop, options);
    endpoint.redirect('old.example.com/', { host: 'shop.example.com', statusCode: 301 });
    const gateway = new HttpGateway(chart, 'gateway', { gatewayClass: 'kong', pods: kong.clients });
    new PublicEndpoint(chart, 'gated', { via: gateway }).route('gated.example.com/', shop, {
      rewrite: { prefix: '/b' },
    });
    const yaml = app.synthYaml();
    await cluster().kubectl(['create', 'namespace', 'shop']);
    expect(await applyAll(yaml)).toBe('');
    await isUnchanged(yaml);
    const ingresses = await cluster().kubectl(['-n', 'shop', 'get', 'ingresses', '-o', 'name']);
    expect(ingresses.stdout.trim().split('\n')).toHaveLength(Object.keys(kongRoutes).length + 2);
  });

  test.each(Object.entries(kongObjects))('%s: admitted', async (_, program) => {
    const app = new App();
    program(new Chart(app, 'apps', { namespace: 'default' }));
    const yaml = app.synthYaml();
    expect((await apply(yaml)).stderr).toBe('');
    await isUnchanged(yaml);
  });

  test('the account may do what the program does, and no more', async () => {
    const may = async (account: string, ...what: string[]): Promise<string> => {
      const as = `--as=system:serviceaccount:${account}:${account}`;
      const { stdout } = await cluster().kubectl(['auth', 'can-i', ...what, as], { allowFailure: true });
      return stdout.trim();
    };
    expect(await may('kong-default', 'watch', 'secrets', '-A')).toBe('yes');
    expect(await may('kong-default', 'update', 'ingresses', '--subresource=status', '-A')).toBe('yes');
    expect(await may('kong-default', 'create', 'secrets', '-A')).toBe('no');
    expect(await may('kong-default', 'list', 'nodes')).toBe('no');
    expect(await may('kong-default', 'list', 'gateways.gateway.networking.k8s.io', '-A')).toBe('no');
    // or it would wait for them for ever, where the cluster has the definitions
    expect(await may('kong-default', 'list', 'httproutes.gateway.networking.k8s.io', '-A')).toBe('yes');
    expect(await may('kong-gateways', 'list', 'gateways.gateway.networking.k8s.io', '-A')).toBe('yes');
    expect(await may('kong-narrow', 'list', 'secrets', '-n', 'kube-system')).toBe('no');
    expect(await may('kong-narrow', 'list', 'secrets', '-n', 'default')).toBe('yes');
  });
});
