import { Project } from '../../support/pulumi-project';
import { removeTempFolders } from '../../support/temp-folders';
import { describeWithPulumi } from './describe';

const UNCHANGED = /Resources:\n {4}\d+ unchanged\n/;
afterAll(removeTempFolders);

describeWithPulumi('the stacks of traffic by pulumi', cluster => {
  let project: Project;

  beforeAll(() => {
    project = new Project({ kubeconfig: cluster().kubeconfig });
    project.setConfig({
      'kubewright:stacks': 'public-endpoint,gateway,kong',
      'kubewright:retainData': false,
      // nobody serves Gateways here
      'kubewright:skipAwait': true,
    });
  });

  test('up: definitions come before what they define, and a second up finds nothing to change', async () => {
    await project.up();
    const { stdout } = await cluster().kubectl(['get', 'ingresses,gateways,kongclusterplugins', '-A', '-o', 'name']);
    expect(stdout.trim().split('\n').sort()).toEqual([
      'gateway.gateway.networking.k8s.io/gateway',
      expect.stringMatching(/^ingress\.networking\.k8s\.io\/public-/),
      expect.stringMatching(/^ingress\.networking\.k8s\.io\/public-/),
      'kongclusterplugin.configuration.konghq.com/kong-kong-prometheus',
    ]);
    for (const namespace of ['nginx-ingress', 'kong', 'public-endpoint']) await cluster().waitReady(namespace);
    expect(await project.up()).toMatch(UNCHANGED);
  });

  test('destroy leaves nothing', async () => {
    await project.destroy();
    for (const name of ['gateway', 'kong', 'nginx-ingress', 'public-endpoint']) {
      await cluster().kubectl(['wait', '--for=delete', `namespace/${name}`, '--timeout=60s']);
    }
    const { stdout } = await cluster().kubectl([
      'get',
      'namespaces,crds,ingressclasses,clusterroles,clusterrolebindings',
      '-o',
      'name',
    ]);
    expect(stdout.split('\n').filter(name => /nginx|kong|gateway|public-endpoint/.test(name))).toEqual([]);
  });
});
