import { setTimeout as sleep } from 'node:timers/promises';
import { App } from '../../../src';
import { makeStacks } from '../../../stacks/all';
import { settingsSchema } from '../../../stacks/settings';
import { ended, Project, printed } from '../../support/pulumi-project';
import { removeTempFolders } from '../../support/temp-folders';
import { describeWithPulumi } from './describe';
import { Gate } from './gate';
import { objectsIn } from './objects';

afterAll(removeTempFolders);

/** Every object of the stack is there once, and nothing else of its sort is. */
const expected = (): string[] => {
  const app = new App({ outdir: 'unused' });
  makeStacks(app, settingsSchema.parse({}), ['wordpress']);
  const own = app.synthesize().charts[0]!.manifests.map(({ object }) => {
    const { name } = object.metadata as { name: string };
    return `${object.kind}/${name}`;
  });
  // the claim that the StatefulSet makes
  return [...own, 'PersistentVolumeClaim/data-blog-mariadb-0'].sort();
};

describeWithPulumi('an update that was interrupted', cluster => {
  const names = async () =>
    (await objectsIn(cluster(), 'wordpress')).map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort();
  const settled = async (project: Project) => {
    await cluster().waitReady('wordpress');
    expect(await names()).toEqual(expected());
    const urns = project.state().map(({ urn }) => urn);
    expect(new Set(urns).size).toBe(urns.length);
    expect(urns.filter(urn => urn.includes('$kubernetes:'))).toHaveLength(expected().length - 1);
    await project.preview('--expect-no-changes');
  };
  /** What destroy leaves would be there for the next test. */
  const config = { 'kubewright:retainData': false };

  test.each([
    ['while it makes claims and Services', /PersistentVolumeClaim \S+ creating/],
    ['while it waits for a Deployment', /Deployment creating/],
  ])('by SIGKILL %s goes on where it was', async (_, moment) => {
    const project = new Project({ kubeconfig: cluster().kubeconfig, config });
    const child = project.start('up', '--yes', '--skip-preview');
    const run = ended(child);
    await printed(child, moment);
    // the engine, the program and the plugins: all at once
    process.kill(-child.pid!, 'SIGKILL');
    await run;
    project.mendState();
    const before = await names();
    expect(before.length).toBeLessThan(expected().length);
    const locked = await project.run('up', '--yes', '--skip-preview');
    expect(locked.output).toMatch(/the stack is currently locked .* `pulumi cancel`/s);
    await project.succeed('cancel', '--yes');
    await project.up();
    await settled(project);
    await project.destroy();
  });

  test('by an API server that is away for 20 s ends with a word, and the next one converges', async () => {
    const gate = await Gate.to(cluster().url, cluster().kubeconfig);
    const project = new Project({ kubeconfig: gate.kubeconfig, config });
    const child = project.start('up', '--yes', '--skip-preview');
    const run = ended(child);
    await printed(child, /Service \S+ creating/);
    await gate.shut();
    await sleep(20_000);
    await gate.open();
    const { code, output } = await run;
    if (code !== 0) expect(output).toMatch(/error: .*(refused|reset|EOF|unreachable|can't be reached)/s);
    await project.up();
    await settled(project);
    await project.destroy();
    await gate.shut();
  });
});
