import { changes, yamlOf } from '../support';
import { statefulServices } from './variants';

it('by default', () => {
  expect(yamlOf(statefulServices.default)).toMatchSnapshot();
});

it.each(Object.entries(statefulServices).slice(1))('%s: what differs from the default', (_, program) => {
  expect(changes(program, statefulServices.default)).toMatchSnapshot();
});
