import { changes, type Program, yamlOf } from '../support';
import { kongControllers, kongEndpoints, kongObjects } from './variants';

const rest: [string, Program][] = Object.entries(kongControllers).filter(([name]) => name !== 'default');

describe('KongIngressController', () => {
  it('by default', () => {
    expect(yamlOf(kongControllers.default)).toMatchSnapshot();
  });

  it.each(rest)('%s: what differs from the default', (_, program) => {
    expect(changes(program, kongControllers.default)).toMatchSnapshot();
  });
});

describe('routes', () => {
  it.each(Object.entries(kongEndpoints))('%s: what is added to the controller', (_, program) => {
    expect(changes(program, kongControllers.default)).toMatchSnapshot();
  });
});

describe('objects of Kong', () => {
  it.each(Object.entries(kongObjects))('%s', (_, program) => {
    expect(yamlOf(program)).toMatchSnapshot();
  });
});
