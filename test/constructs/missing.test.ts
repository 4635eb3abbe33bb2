import { Chart } from 'cdk8s';
import * as library from '../../src';
import { App, KubewrightError } from '../../src';
import { untyped } from './support';

type Make = (chart: Chart, props: unknown) => unknown;
type Constructor = new (scope: Chart, id: string, props: unknown) => unknown;

/** Every exported class that is made with props, but the App and the errors. */
const constructs: [string, Make][] = Object.entries(library as Record<string, unknown>)
  .filter(([name, value]) => typeof value === 'function' && /^[A-Z]/.test(name) && value !== App)
  .filter(([name]) => !/^(KubewrightError|MountableClaim|NfsStorageClass|MariaDbBackup|WordPressScheduler)$/.test(name))
  .map(([name, value]) => [name, (chart, props) => new (value as Constructor)(chart, 'it', props)]);

const others: [string, Make][] = [
  ['Volume.claim', (chart, props) => library.Volume.claim(chart, 'it', untyped(props))],
  ['Volume.emptyDir', (_, props) => library.Volume.emptyDir(untyped(props))],
  ['Volume.existing', (_, props) => library.Volume.existing('claim', untyped(props))],
  [
    'addStorageClass',
    (chart, props) =>
      new library.NfsProvisioner(chart, 'nfs', { server: 'nas', path: '/srv' }).addStorageClass('it', untyped(props)),
  ],
];

const odd: unknown[] = [undefined, null, {}, 'text', 5, true, []];

describe.each([...constructs, ...others])('%s', (_, make) => {
  it.each(odd.map(props => [props]))('is made of %p, or tells what is missing', props => {
    const chart = new Chart(new App(), 'apps', { namespace: 'apps' });
    try {
      make(chart, props);
    } catch (error) {
      if (!(error instanceof KubewrightError)) throw error;
      expect(error.remedy).not.toBe('');
    }
  });
});

it('knows the constructs of the library', () => {
  expect(constructs.map(([name]) => name)).toEqual(
    expect.arrayContaining(['MariaDb', 'NfsProvisioner', 'Redis', 'StatefulService', 'VolumeBackup', 'WordPressSite']),
  );
});
