import { changes, only, type Program, yamlOf } from '../support';
import { certificates, endpoints, f5Endpoints, nodePortEndpoints } from './variants';

const rest = (programs: Readonly<Record<string, Program>>): [string, Program][] =>
  Object.entries(programs).filter(([name]) => name !== 'default');

describe.each([
  ['Ingress', endpoints],
  ['Ingress of the F5 controller', f5Endpoints],
  ['NodePort', nodePortEndpoints],
])('PublicEndpoint as %s', (_, programs: Readonly<Record<string, Program>>) => {
  it('by default', () => {
    expect(yamlOf(programs.default!)).toMatchSnapshot();
  });

  it.each(rest(programs).filter(([name]) => name !== 'a target behind a policy'))('%s', (_name, program) => {
    expect(changes(program, programs.default!)).toMatchSnapshot();
  });
});

it.each(Object.entries(certificates))('certificates of %s', (_, program) => {
  expect(yamlOf(program)).toMatchSnapshot();
});

it('opens a target for the pods that publish it', () => {
  expect(only(endpoints['a target behind a policy'], 'NetworkPolicy', 'Ingress')).toMatchSnapshot();
});
