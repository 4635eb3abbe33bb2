import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkPlugin } from '../../src/pulumi/plugin';
import { removeTempFolders, tempFolder } from '../support/temp-folders';
import { thrownBy } from '../support/thrown';

afterEach(removeTempFolders);

describe('the plugin of the provider', () => {
  const off = { PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true' };

  it('is fetched by the engine, unless that was forbidden', () => {
    expect(checkPlugin({ PULUMI_HOME: tempFolder() })).toBeUndefined();
    expect(thrownBy(() => checkPlugin({ ...off, PULUMI_HOME: tempFolder() }))).toMatchObject({
      code: 'KW4010',
      remedy: expect.stringMatching(/^run: pulumi plugin install resource kubernetes \d+\.\d+\.\d+$/),
    });
  });

  it('is found among those of Pulumi, wherever they are', () => {
    const home = tempFolder();
    mkdirSync(join(home, '.pulumi/plugins/resource-kubernetes-v4.30.0'), { recursive: true });
    expect(checkPlugin({ ...off, HOME: home })).toBeUndefined();
    expect(checkPlugin({ ...off, PULUMI_HOME: join(home, '.pulumi') })).toBeUndefined();
  });

  it('is found on PATH', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'pulumi-resource-kubernetes'), '');
    chmodSync(join(folder, 'pulumi-resource-kubernetes'), 0o755);
    expect(checkPlugin({ ...off, PULUMI_HOME: tempFolder(), PATH: `/nowhere:${folder}` })).toBeUndefined();
  });
});
