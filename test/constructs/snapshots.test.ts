import { RestrictedNamespace } from '../../src';
import { changes, only, type Program, yamlOf } from './support';
import { mariaDbs, nginxes, secret, sites, wordPresses } from './variants';

const rest = (programs: Readonly<Record<string, Program>>): [string, Program][] =>
  Object.entries(programs).filter(([name]) => name !== 'default');

it('RestrictedNamespace', () => {
  expect(yamlOf(chart => new RestrictedNamespace(chart, 'namespace', { name: 'apps' }))).toMatchSnapshot();
});

it('GeneratedSecret', () => {
  expect(yamlOf(secret)).toMatchSnapshot();
});

describe('MariaDb', () => {
  it('by default', () => {
    const kinds = ['NetworkPolicy', 'ConfigMap', 'Service', 'StatefulSet', 'PersistentVolumeClaim', 'CronJob'];
    expect(only(mariaDbs.default, ...kinds)).toMatchSnapshot();
  });

  it.each(rest(mariaDbs))('%s: what differs from the default', (_, program) => {
    expect(changes(program, mariaDbs.default)).toMatchSnapshot();
  });
});

describe('NginxProxy', () => {
  it('by default', () => {
    expect(yamlOf(nginxes.default)).toMatchSnapshot();
  });

  it.each(rest(nginxes))('%s: what differs from the default', (_, program) => {
    expect(changes(program, nginxes.default)).toMatchSnapshot();
  });
});

describe('WordPress', () => {
  it('by default, but for its database', () => {
    expect(changes(wordPresses.default, mariaDbs['existing credentials, no backup'])).toMatchSnapshot();
  });

  it.each(rest(wordPresses))('%s: what differs from the default', (_, program) => {
    expect(changes(program, wordPresses.default)).toMatchSnapshot();
  });
});

describe('WordPressSite', () => {
  it('by default: what the parts alone do not show', () => {
    expect(only(sites.default, 'NetworkPolicy', 'PersistentVolumeClaim', 'Service')).toMatchSnapshot();
  });

  it.each([
    ['no nginx', sites['no nginx']],
    ['ingress', sites.ingress],
    ['a class for all', sites['a class for all']],
  ])('%s: what differs from the default', (_, program) => {
    expect(changes(program, sites.default)).toMatchSnapshot();
  });

  it('everything given', () => {
    const kinds = ['Service', 'Deployment', 'ConfigMap', 'PersistentVolumeClaim', 'Job', 'PodDisruptionBudget'];
    expect(only(sites['everything given'], ...kinds)).toMatchSnapshot();
  });
});
