import { changes, yamlOf } from '../support';
import { volumeBackups } from './variants';

it('VolumeBackup by default', () => {
  expect(yamlOf(volumeBackups.default)).toMatchSnapshot();
});

it.each(Object.entries(volumeBackups).filter(([name]) => name !== 'default' && name !== 'the uploads of a site'))(
  '%s: what differs from the default',
  (_, program) => {
    expect(changes(program, volumeBackups.default)).toMatchSnapshot();
  },
);
