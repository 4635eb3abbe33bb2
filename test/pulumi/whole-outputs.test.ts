import * as pulumi from '@pulumi/pulumi';
import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { KubewrightError } from '../../src/error';
import { token } from '../../src/pulumi';
import { at, deployed } from './mocks';

/** Generated classes take maps and lists apart; what they make of an output in the place of one must not be sent. */
describe('an output in the place of a whole map or list of a generated class', () => {
  it.each<[string, unknown, (chart: Chart, value: never) => unknown, string[]]>([
    ['a map of text', { a: '1' }, (chart, data) => new k8s.KubeConfigMap(chart, 'a', { data }), ['data']],
    [
      'a structure',
      { limits: { cpu: '1' } },
      (chart, resources) => {
        const containers = [{ name: 'main', resources }];
        return new k8s.KubePod(chart, 'a', { spec: { containers } });
      },
      ['spec', 'containers', '0', 'resources'],
    ],
    [
      'a list',
      ['a', 'b'],
      (chart, args) => new k8s.KubePod(chart, 'a', { spec: { containers: [{ name: 'main', args }] } }),
      ['spec', 'containers', '0', 'args'],
    ],
    [
      'a list of structures',
      [{ name: 'main' }],
      (chart, containers) => new k8s.KubePod(chart, 'a', { spec: { containers } }),
      ['spec', 'containers'],
    ],
  ])('is sent as it is, or refused with the place: %s', async (_, value, build, path) => {
    const attempt = deployed(app => build(new Chart(app, 'c'), token(pulumi.output(value)) as never)).then(
      ({ engine }) => at(engine.find('c/a').inputs, ...path),
      error => error,
    );
    const outcome = await attempt;
    if (outcome instanceof KubewrightError) expect(outcome.place).toMatch(/^c\/a/);
    else expect(outcome).toEqual(value);
  });
});
