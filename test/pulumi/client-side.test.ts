import { Provider } from '@pulumi/kubernetes/provider';
import { Chart } from 'cdk8s';
import type { App } from '../../src';
import { deploy } from '../../src/pulumi';
import { Engine, rejection } from './mocks';
import { object } from './objects';

const large = (app: App): void => {
  const chart = new Chart(app, 'c');
  object(chart, 'large', 'v1', 'ConfigMap', { metadata: { name: 'large' }, data: { text: 'x'.repeat(300_000) } });
  object(chart, 'small', 'v1', 'ConfigMap', { metadata: { name: 'small' } });
};
const setting = 'PULUMI_K8S_ENABLE_SERVER_SIDE_APPLY';

afterEach(() => Reflect.deleteProperty(process.env, setting));

async function deployed(provider: () => Provider, config?: Record<string, string>): Promise<Engine> {
  const engine = new Engine({ config });
  await deploy(large, { provider: provider() });
  await engine.settle();
  return engine;
}

it('an object that is too large for an annotation is deployed by a provider that applies on the server', async () => {
  const engine = await deployed(() => new Provider('mine', {}));
  expect(engine.find('c/large').inputs.data).toEqual({ text: 'x'.repeat(300_000) });
});

it('by one that is told not to, it is refused, with its path', async () => {
  const error = await rejection(deployed(() => new Provider('mine', { enableServerSideApply: false })));
  expect(String(error)).toContain('KW4012 [c/large]');
  expect(String(error)).not.toContain('c/small');
});

it('also where the environment or the configuration says so', async () => {
  const byConfig = deployed(() => new Provider('mine', {}), { 'kubernetes:enableServerSideApply': 'false' });
  expect(String(await rejection(byConfig))).toContain('KW4012');
  process.env[setting] = 'false';
  expect(String(await rejection(deployed(() => new Provider('mine', {}))))).toContain('KW4012');
  await deployed(() => new Provider('mine', { enableServerSideApply: true }));
});
