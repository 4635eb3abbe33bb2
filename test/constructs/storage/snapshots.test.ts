import { changes, type Program, yamlOf } from '../support';
import { hostPathVolumes, localVolumePools, volumeClaims } from './variants';

describe.each<[string, Readonly<Record<string, Program>>]>([
  ['HostPathVolume', hostPathVolumes],
  ['LocalVolumePool', localVolumePools],
  ['Volume.claim', volumeClaims],
])('%s', (_, programs) => {
  it('by default', () => {
    expect(yamlOf(programs.default!)).toMatchSnapshot();
  });

  it.each(Object.entries(programs).filter(([name]) => name !== 'default'))(
    '%s: what differs from the default',
    (_name, program) => {
      expect(changes(program, programs.default!)).toMatchSnapshot();
    },
  );
});
