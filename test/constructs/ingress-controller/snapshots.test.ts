import { changes, only, type Program, yamlOf } from '../support';
import { controllers, hostControllers, nginxResources } from './variants';

const own = (text: string): string =>
  text
    .split(/^---\n/m)
    .filter(document => !document.includes('kind: CustomResourceDefinition'))
    .join('---\n');

describe('NginxIngressController', () => {
  it('by default', () => {
    expect(own(yamlOf(controllers.default))).toMatchSnapshot();
  });

  it.each(Object.entries<Program>({ ...controllers, ...hostControllers }).filter(([name]) => name !== 'default'))(
    '%s: what differs from the default',
    (_, program) => {
      expect(own(changes(program, controllers.default))).toMatchSnapshot();
    },
  );
});

it('resources of its own', () => {
  const kinds = ['VirtualServer', 'VirtualServerRoute', 'TransportServer', 'Policy'];
  expect(only(nginxResources['all of them'], ...kinds)).toMatchSnapshot();
});
