import { yamlOf } from '../support';
import { endpoints, gateways, routes } from './variants';

it.each(Object.entries({ ...gateways, ...routes, ...endpoints }))('%s', (_, program) => {
  expect(yamlOf(program)).toMatchSnapshot();
});
