import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSettings } from '../../stacks/read-settings';
import { typeErrors } from './compile';
import { blocks } from './markdown';
import { configCommands, configurationAfter, configurationOf, isPulumiConfig } from './pulumi-config';
import { deployed, isForPulumi, synthesized } from './run-example';

jest.setTimeout(120_000);

const root = mkdtempSync(join(tmpdir(), 'kubewright-docs-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const folder = (name: string) => join(root, name.replace(/\W/g, '-'));

const all = blocks();
const examples = all.filter(block => block.language === 'ts');
const programs = examples.filter(({ text }) => !isForPulumi(text));
const pulumiPrograms = examples.filter(({ text }) => isForPulumi(text));
const yaml = all.filter(block => block.language === 'yaml');
const settings = yaml.filter(({ text }) => !isPulumiConfig(text));
const pulumiConfigs = yaml.filter(({ text }) => isPulumiConfig(text));
const commands = all.flatMap(configCommands);
const commandsOfStacks = commands.filter(({ key }) => key.includes(':'));

const table = <T extends { readonly place: string }>(items: readonly T[]) =>
  items.map(item => [item.place, item] as const);

/** The keys that the commands in a document set for programs of one's own. */
function configIn(place: string): Record<string, string> {
  const document = (of: string) => of.slice(0, of.lastIndexOf(':'));
  const own = commands.filter(command => document(command.place) === document(place) && !command.key.includes(':'));
  return Object.fromEntries(own.map(({ key, value = 'a value' }) => [key, value]));
}

test('the documents have examples', () => {
  expect(programs.length).toBeGreaterThanOrEqual(6);
  expect(pulumiPrograms.length).toBeGreaterThanOrEqual(6);
  expect(settings.length).toBeGreaterThanOrEqual(2);
  expect(pulumiConfigs.length).toBeGreaterThanOrEqual(2);
  expect(commandsOfStacks.length).toBeGreaterThanOrEqual(4);
});

test('every example compiles', () => {
  const texts = examples.map(({ text }) => text);
  expect(typeErrors(texts, folder('types'))).toBe('');
});

test.each(table(programs))('%s runs and writes manifests', (place, { text }) => {
  expect(synthesized(text, folder(place)).length).toBeGreaterThan(0);
});

test.each(table(pulumiPrograms))('%s runs under Pulumi and registers objects', (place, { text }) => {
  const { types, outputs } = deployed(text, folder(place), configIn(place));
  expect(types).toContainEqual(expect.stringMatching(/^kubernetes:/));
  expect(Object.values(outputs)).not.toContain(null);
});

test.each(table(settings))('%s is a file of settings', (place, { text }) => {
  expect(parseSettings(text, place)).toHaveProperty('wordpress');
});

test.each(table(pulumiConfigs))('%s is configuration of a stack', (_, { text }) => {
  expect(configurationOf(text).settings).toHaveProperty('wordpress');
});

test.each(table(commandsOfStacks))('%s sets what the stacks read', (_, command) => {
  expect(configurationAfter(command).settings).toHaveProperty('wordpress');
});

describe('an example that is wrong is found out, where it', () => {
  const program = (body: string) => `import { Chart } from 'cdk8s';
    import * as pulumi from '@pulumi/pulumi';
    import { RestrictedNamespace } from 'kubewright';
    import { ConstructTree, deploy } from 'kubewright/pulumi';
    ${body}`;
  const broken = (name: string, body: string) => () => deployed(program(body), folder(`broken-${name}`));

  test('does not compile', () => {
    const text = program('deploy(app => new RestrictedNamespace(app), { adopt: 1 });');
    expect(typeErrors([text], folder('broken-types'))).toMatch(/error TS\d+/);
  });

  test('throws', () => {
    expect(broken('throws', "export = deploy(app => new RestrictedNamespace(app, 'a'));")).toThrow();
  });

  test('is refused once it deploys', () => {
    const tree = (options: string) =>
      `new ConstructTree('a', chart => new RestrictedNamespace(chart, 'n', { name: 'n' }), ${options});`;
    expect(broken('context', tree("{ cluster: { kubeconfig: '/nowhere' } }"))).toThrow(/KW4002/);
    expect(broken('none', tree('{}'))).not.toThrow();
  });

  test('asks for configuration that nobody set', () => {
    expect(broken('config', "new pulumi.Config().require('key');")).toThrow(/key/);
  });

  test('has an unknown or a wrong key of configuration', () => {
    expect(() => configurationOf('config:\n  kubewright:adop: true\n')).toThrow(/KW3003/);
    expect(() => configurationOf('config:\n  kubernetes:conext: a\n')).toThrow(/kubernetes:conext/);
    const [command] = configCommands({
      place: 'a:1',
      language: 'sh',
      text: "pulumi config set --path 'kubewright:wordpress.replica' 2",
    });
    expect(() => configurationAfter(command!)).toThrow(/KW3003/);
  });
});
