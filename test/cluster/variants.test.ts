import { Chart } from 'cdk8s';
import { App, RestrictedNamespace } from '../../src';
import { variants } from '../constructs/all-variants';
import { yamlOf } from '../constructs/support';
import { describeWithControlPlane } from './control-plane';

jest.setTimeout(120_000);

describeWithControlPlane('constructs on a real API server', cluster => {
  beforeAll(async () => {
    const app = new App();
    new RestrictedNamespace(new Chart(app, 'namespace'), 'namespace', { name: 'apps' });
    await cluster().kubectl(['apply', '--server-side', '-f', '-'], { input: app.synthYaml() });
  });

  test.each(variants)('%s: admitted in strict mode by a restricted namespace', async (_, program) => {
    const apply = ['apply', '--server-side', '--validate=strict', '--dry-run=server', '-f', '-'];
    const { stderr } = await cluster().kubectl(apply, { input: yamlOf(program) });
    expect(stderr).toBe('');
  });
});
