import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from '../../../src';
import { makeStacks } from '../../../stacks/all';
import { settingsSchema } from '../../../stacks/settings';
import { Project } from '../../support/pulumi-project';
import { removeTempFolders } from '../../support/temp-folders';
import { describeWithPulumi } from './describe';
import { comparable, type LiveObject, objectsIn } from './objects';

const UNCHANGED = /Resources:\n {4}\d+ unchanged\n/;
afterAll(removeTempFolders);

const byName = (objects: readonly LiveObject[]) =>
  Object.fromEntries(objects.map(object => [`${object.kind}/${object.metadata.name}`, comparable(object)]).sort());

describeWithPulumi('the WordPress stack by pulumi', cluster => {
  let project: Project;
  const tree = () => {
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'kubewright-test-')) });
    makeStacks(app, settingsSchema.parse({}), ['wordpress']);
    return app;
  };

  beforeAll(() => {
    project = new Project({ kubeconfig: cluster().kubeconfig });
  });

  test('up: each object is a resource of its own type, made in order and ready', async () => {
    await project.up();
    const manifests = tree().synthesize().charts[0]!.manifests;
    const resources = project.state().filter(({ type }) => type.startsWith('kubernetes:'));
    expect(resources.map(({ urn }) => urn.split('::')[3]).sort()).toEqual(manifests.map(({ path }) => path).sort());
    const ofKind = (kind: string) => resources.find(({ type }) => type === kind);
    expect(ofKind('kubernetes:apps/v1:StatefulSet')!.urn).toMatch(/::wordpress\/Site\/MariaDb\/StatefulSet$/);
    expect(ofKind('kubernetes:apps/v1:StatefulSet')!.parent).toMatch(/::wordpress\/Site\/MariaDb$/);
    await cluster().waitReady('wordpress');
    expect(project.outputs()).toEqual({ wordpressUrl: expect.stringMatching(/^http:\/\/[\d.]+:3\d{4}\/$/) });
  });

  test('a second up, a preview and a refresh find nothing to change', async () => {
    expect(await project.up()).toMatch(UNCHANGED);
    expect(await project.preview('--expect-no-changes')).toMatch(UNCHANGED);
    expect(await project.succeed('refresh', '--yes', '--skip-preview', '--expect-no-changes')).toMatch(UNCHANGED);
  });

  test('a changed setting changes the resources that it concerns, and no other', async () => {
    project.setConfig({ 'kubewright:wordpress': { uploadMaxFilesize: '128M' } });
    const output = await project.up();
    const changed = [...output.matchAll(/^ [~+-]+ {1,2}kubernetes:\S+ (\S+) (?:updated|replaced|created|deleted) /gm)];
    expect(changed.map(([, name]) => name).sort()).toEqual([
      'wordpress/Site/Nginx/Config',
      'wordpress/Site/Nginx/Deployment',
      'wordpress/Site/WordPress/Config',
      'wordpress/Site/WordPress/Deployment',
    ]);
    project.setConfig({});
    expect(await project.up()).toMatch(/ {4}~ 4 updated/);
  });

  test('destroy leaves the claims and their namespace, and the next up takes them over', async () => {
    const before = await objectsIn(cluster(), 'wordpress');
    const uidOf = (objects: readonly LiveObject[], kind: string, name: string) =>
      objects.find(object => object.kind === kind && object.metadata.name === name)?.metadata.uid;
    await project.destroy();
    const left = await objectsIn(cluster(), 'wordpress');
    expect(left.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort()).toEqual([
      'Namespace/wordpress',
      'PersistentVolumeClaim/blog-mariadb-backup',
      'PersistentVolumeClaim/blog-wordpress',
      'PersistentVolumeClaim/data-blog-mariadb-0',
    ]);
    await project.up();
    await project.preview('--expect-no-changes');
    const after = await objectsIn(cluster(), 'wordpress');
    for (const name of ['blog-mariadb-backup', 'blog-wordpress', 'data-blog-mariadb-0']) {
      expect(uidOf(after, 'PersistentVolumeClaim', name)).toBe(uidOf(before, 'PersistentVolumeClaim', name));
    }
  });

  test('with retainData: false, destroy leaves nothing', async () => {
    project.setConfig({ 'kubewright:retainData': false });
    await project.up();
    await project.destroy();
    const { stdout } = await cluster().kubectl(['get', 'namespaces', '-o', 'name']);
    expect(stdout).not.toContain('wordpress');
    project.setConfig({});
  });

  test('what pulumi makes equals what cdk8s synth and kubectl apply make, object for object', async () => {
    await project.up();
    await cluster().waitReady('wordpress');
    const byPulumi = byName(await objectsIn(cluster(), 'wordpress'));
    project.setConfig({ 'kubewright:retainData': false });
    await project.up();
    await project.destroy();
    await cluster().kubectl(['apply', '--server-side', '-f', '-'], { input: tree().synthYaml() });
    await cluster().waitReady('wordpress');
    const byKubectl = byName(await objectsIn(cluster(), 'wordpress'));
    expect(Object.keys(byPulumi)).toEqual(Object.keys(byKubectl));
    expect(byPulumi).toEqual(byKubectl);
  });

  test('objects that kubectl made are refused, and taken over where that is asked for, without being made anew', async () => {
    const refused = await project.run('up', '--yes', '--skip-preview');
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(
      /KW4007 \[wordpress\/Site\/MariaDb\/StatefulSet\] the StatefulSet "blog-mariadb" exists/,
    );
    const before = await objectsIn(cluster(), 'wordpress');
    project.setConfig({ 'kubewright:adopt': true });
    await project.up();
    const after = await objectsIn(cluster(), 'wordpress');
    const uids = (objects: readonly LiveObject[]) => objects.map(({ metadata }) => metadata.uid).sort();
    expect(uids(after)).toEqual(uids(before));
    await project.preview('--expect-no-changes');
  });
});
