import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Project, type ProjectOptions } from '../../support/pulumi-project';
import { removeTempFolders, tempFolder } from '../../support/temp-folders';
import { freePorts } from '../ports';
import { describeWithPulumi } from './describe';

afterAll(removeTempFolders);

const PROGRAM = `
import * as pulumi from '@pulumi/pulumi';
import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { ConstructTree, deploy, token } from './src/pulumi';
`;

describeWithPulumi('what goes wrong', cluster => {
  /** What a preview says is wrong: one error, without a stack. */
  const errorOf = async (options: Partial<ProjectOptions>): Promise<string> => {
    const { code, output } = await new Project({ kubeconfig: cluster().kubeconfig, ...options }).run('preview');
    expect(code).not.toBe(0);
    expect(output).not.toMatch(/\n\s+at \S+ \(|Unhandled|unhandled|PromiseRejection/);
    const errors = output.slice(output.indexOf('Diagnostics:')).match(/error: .*/g) ?? [];
    const own = errors.filter(error => !/preview failed/.test(error));
    expect(own).toHaveLength(1);
    return own[0]!;
  };

  test('no kubeconfig', async () => {
    expect(await errorOf({ kubeconfig: '/nowhere/config' })).toMatch(
      /^error: KW4001 there is no kubeconfig; looked at \/now/,
    );
  });

  test('a context that is not there', async () => {
    const config = { 'kubernetes:context': 'moon' };
    expect(await errorOf({ config })).toMatch(/^error: KW4003 \[.*\] there is no context "moon"; there are "test"/);
  });

  test('a cluster that does not answer', async () => {
    const [port] = (await freePorts(1)) as [number];
    const kubeconfig = join(tempFolder(), 'config');
    const text = readFileSync(cluster().kubeconfig, 'utf8').replaceAll(cluster().url, `https://127.0.0.1:${port}`);
    writeFileSync(kubeconfig, text);
    expect(await errorOf({ kubeconfig })).toMatch(
      /^error: KW4004 the API server https:\/\/127\.0\.0\.1:\d+ .* refused/,
    );
  });

  test('a stack that is not there, and a setting that is none', async () => {
    expect(await errorOf({ config: { 'kubewright:stacks': 'moon' } })).toMatch(
      /^error: KW3004 \[Pulumi\.test\.yaml kubewright:stacks\] there is no stack "moon"/,
    );
    expect(await errorOf({ config: { 'kubewright:wordpress': { replica: 2 } } })).toMatch(
      /^error: KW3003 \[Pulumi\.test\.yaml kubewright:wordpress\.replica\] wordpress\.replica is no setting/,
    );
  });

  test('a key of the configuration that is missing', async () => {
    const program = `${PROGRAM}
export = deploy(() => { new pulumi.Config().requireSecret('password'); });`;
    expect(await errorOf({ program })).toMatch(/^error: Missing required configuration variable 'kubewright:password'/);
  });

  test('a secret in plain text', async () => {
    const program = `${PROGRAM}
new ConstructTree('tree', chart => {
  new k8s.KubeSecret(chart, 'secret', { metadata: { name: 'plain' }, stringData: { password: 'hunter2' } });
});`;
    const error = await errorOf({ program });
    expect(error).toMatch(/^error: KW4005 \[tree\/secret\] the Secret "plain" holds password in plain text/);
    expect(error).not.toContain('hunter2');
  });

  test('a plugin that is not installed', async () => {
    expect(await errorOf({ env: { PULUMI_HOME: tempFolder() } })).toMatch(
      /^error: KW4010 Pulumi's plugin for Kubernetes is not installed/,
    );
  });

  test('a circle', async () => {
    const program = `${PROGRAM}
export = deploy(app => {
  const chart = new Chart(app, 'chart', { namespace: 'default' });
  const config = new k8s.KubeConfigMap(chart, 'config', { metadata: { name: 'config' } });
  const pod = new k8s.KubePod(chart, 'pod', { metadata: { name: 'pod' }, spec: { containers: [{ name: 'a', image: 'a:1', envFrom: [{ configMapRef: { name: 'config' } }] }] } });
  config.addDependency(pod);
});`;
    expect(await errorOf({ program })).toMatch(
      /^error: KW1008 \[chart\/\w+\] objects wait for each other in a circle: .*chart\/pod \(Pod pod\) => chart\/config/,
    );
  });
});
