import { changes, only, type Program, yamlOf } from '../support';
import { nfsCsis, nfsSubdirs } from './variants';

const rest = (programs: Readonly<Record<string, Program>>): [string, Program][] =>
  Object.entries(programs).filter(([name]) => name !== 'default' && name !== 'a database on it');

describe('NfsProvisioner, driver subdir', () => {
  it('by default', () => {
    expect(yamlOf(nfsSubdirs.default)).toMatchSnapshot();
  });

  it.each(rest(nfsSubdirs))('%s: what differs from the default', (_, program) => {
    expect(changes(program, nfsSubdirs.default)).toMatchSnapshot();
  });

  it('the claim of a database on it', () => {
    expect(only(nfsSubdirs['a database on it'], 'StatefulSet')).toMatch(/storageClassName: nfs\n/);
  });
});

describe('NfsProvisioner, driver csi', () => {
  it('by default', () => {
    expect(yamlOf(nfsCsis.default)).toMatchSnapshot();
  });

  it.each(rest(nfsCsis))('%s: what differs from the default', (_, program) => {
    expect(changes(program, nfsCsis.default)).toMatchSnapshot();
  });
});
