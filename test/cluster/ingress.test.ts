import { Chart } from 'cdk8s';
import { CustomResourceDefinitions } from '../../constructs/crds';
import { App, RestrictedNamespace } from '../../src';
import { PublicEndpointStack } from '../../stacks/public-endpoint';
import { endpoints, f5, f5Endpoints, nodePortEndpoints } from '../constructs/ingress/variants';
import type { Program } from '../constructs/support';
import { type ControlPlane, describeWithControlPlane } from './control-plane';

jest.setTimeout(120_000);

const STRICT = ['--server-side', '--validate=strict'];

async function apply(cluster: ControlPlane, input: string): Promise<void> {
  const { stderr } = await cluster.kubectl(['apply', ...STRICT, '-f', '-'], { input });
  expect(stderr).toBe('');
}

function yamlOf(namespace: string, program: Program): string {
  const app = new App();
  const [first, chart] = [new Chart(app, 'namespace'), new Chart(app, 'apps', { namespace })];
  new RestrictedNamespace(first, 'namespace', { name: namespace });
  chart.addDependency(first);
  program(chart);
  return app.synthYaml();
}

describeWithControlPlane('public endpoints on a real API server', cluster => {
  const prefixed = (prefix: string, programs: Readonly<Record<string, Program>>): [string, Program][] =>
    Object.entries(programs).map(([name, program]) => [`${prefix} ${name}`, program]);

  beforeAll(async () => {
    const app = new App();
    new CustomResourceDefinitions(new Chart(app, 'definitions'), 'nginx', { set: 'nginx-ingress' });
    await apply(cluster(), app.synthYaml());
    await cluster().kubectl(['wait', '--for=condition=Established', '--timeout=60s', 'crd', '--all']);
  });

  test.each([
    ...prefixed('plain', endpoints),
    ...prefixed('nginx', f5Endpoints),
    ...prefixed('port', nodePortEndpoints),
  ])('%s: admitted in strict mode', async (name, program) => {
    await apply(cluster(), yamlOf(name.replace(/[^A-Za-z0-9]+/g, '-').toLowerCase(), program));
  });

  test('the stack: admitted in strict mode', async () => {
    const app = new App();
    new PublicEndpointStack(app, 'public', {
      namespace: 'public-stack',
      host: 'blog.example.com',
      tls: { secretName: 'blog-tls' },
      adminsFrom: ['192.168.0.0/16'],
      via: f5(),
    });
    await apply(cluster(), app.synthYaml());
  });
});
