import { Chart } from 'cdk8s';
import { crdSets } from '../../constructs/crds/sets';
import { App, CustomResourceDefinitions } from '../../src';
import { endpoints, gateways, routes } from '../constructs/gateway/variants';
import { build, yamlOf } from '../constructs/support';
import { describeWithControlPlane } from './control-plane';

jest.setTimeout(240_000);

const STRICT = ['apply', '--server-side', '--validate=strict', '-f', '-'];
const sets = Object.keys(crdSets) as (keyof typeof crdSets)[];

describeWithControlPlane('definitions of custom resources on a real API server', cluster => {
  test.each(sets)('%s: all are established, and unchanged the second time', async set => {
    const app = new App();
    new CustomResourceDefinitions(new Chart(app, 'definitions'), set, { set });
    const input = app.synthYaml();
    const { stderr } = await cluster().kubectl(STRICT, { input, timeoutMs: 60_000 });
    expect(stderr).toBe('');
    const names = crdSets[set].map(({ metadata }) => `crd/${metadata.name}`);
    await cluster().kubectl(['wait', '--for=condition=Established', '--timeout=60s', ...names], { timeoutMs: 90_000 });
    const path = 'jsonpath={range .items[*]}{.status.conditions[?(@.status!="True")].type}{end}';
    const { stdout } = await cluster().kubectl(['get', ...names, '-o', path]);
    expect(stdout).toBe('');
    const versions = ['get', ...names, '-o', 'jsonpath={.items[*].metadata.generation}'];
    const before = await cluster().kubectl(versions);
    await cluster().kubectl(STRICT, { input, timeoutMs: 60_000 });
    expect((await cluster().kubectl(versions)).stdout).toBe(before.stdout);
  });

  describe('the Gateway API', () => {
    beforeAll(async () => {
      const namespaces = ['apps', 'front', 'api', 'certificates'].map(name => ({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name },
      }));
      const definitions = build(chart => new CustomResourceDefinitions(chart, 'gateway', { set: 'gateway' }));
      const certManager = {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'certificates.cert-manager.io' },
        spec: {
          group: 'cert-manager.io',
          scope: 'Namespaced',
          names: { kind: 'Certificate', plural: 'certificates' },
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
            },
          ],
        },
      };
      const input = [...namespaces, certManager].map(object => JSON.stringify(object)).join('\n---\n');
      await cluster().kubectl(['apply', '--server-side', '-f', '-'], { input });
      await cluster().kubectl(STRICT, { input: definitions.synthYaml(), timeoutMs: 60_000 });
      await cluster().kubectl(['wait', '--for=condition=Established', '--timeout=60s', 'crd', '--all'], {
        timeoutMs: 90_000,
      });
    });

    test.each(Object.entries({ ...gateways, ...routes, ...endpoints }))(
      '%s: admitted in strict mode',
      async (_, program) => {
        const { stderr } = await cluster().kubectl([...STRICT, '--dry-run=server'], { input: yamlOf(program) });
        expect(stderr).toBe('');
      },
    );

    test('what a rule of ours would miss is refused, so that the test above can fail', async () => {
      const route = {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: 'a', namespace: 'apps' },
        spec: { rules: [{ matches: [{ path: { type: 'PathPrefix', value: 'no-slash' } }] }] },
      };
      const result = await cluster().kubectl([...STRICT, '--dry-run=server'], {
        input: JSON.stringify(route),
        allowFailure: true,
      });
      expect(result.code).not.toBe(0);
    });
  });
});
