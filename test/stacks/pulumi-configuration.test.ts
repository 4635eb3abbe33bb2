import * as pulumi from '@pulumi/pulumi';
import type { KubewrightError } from '../../src';
import { readConfiguration } from '../../stacks/pulumi-configuration';
import { settingsSchema } from '../../stacks/settings';
import { thrownBy } from '../support/thrown';

const NOTHING = { value: {}, placeOf: () => 'settings.yaml:1' };

/** Settings of a file in which each stands in a line that its path tells. */
function file(value: unknown) {
  return { value, placeOf: (path: readonly PropertyKey[]) => `settings.yaml ${path.join('.')}` };
}

function read(config: Record<string, string>, below = NOTHING as ReturnType<typeof file>) {
  const own = Object.entries(config).map(([key, value]) => [key.includes(':') ? key : `shop:${key}`, value]);
  return readConfiguration(Object.fromEntries(own), below, 'shop', 'dev');
}

function refused(config: Record<string, string>, below?: ReturnType<typeof file>): KubewrightError {
  return thrownBy(() => read(config, below)) as KubewrightError;
}

const defaults = settingsSchema.parse({});

describe('a configuration', () => {
  it('has a default for everything', () => {
    const { settings, ...others } = read({});
    expect(settings).toMatchObject(defaults);
    expect(others).toEqual({
      place: 'Pulumi.dev.yaml shop:stacks',
      stacks: ['wordpress'],
      options: {
        adopt: false,
        retainData: true,
        allowDataLoss: false,
        skipAwait: false,
        renamed: undefined,
        nodeAddress: undefined,
        timeouts: { create: '10m', update: '10m', delete: '10m' },
      },
    });
  });

  it('takes all options', () => {
    const { options } = read({
      adopt: 'true',
      retainData: 'false',
      allowDataLoss: '["c/data"]',
      skipAwait: 'true',
      timeoutMinutes: '25',
      renamed: '{"a/b":"c/d"}',
      nodeAddress: '192.0.2.7',
    });
    expect(options).toEqual({
      adopt: true,
      retainData: false,
      allowDataLoss: ['c/data'],
      skipAwait: true,
      renamed: { 'a/b': 'c/d' },
      nodeAddress: '192.0.2.7',
      timeouts: { create: '25m', update: '25m', delete: '25m' },
    });
  });

  it.each<[string, string[]]>([
    ['wordpress', ['wordpress']],
    ['a,b', ['a', 'b']],
    [' a , b ,', ['a', 'b']],
    ['["a","b"]', ['a', 'b']],
    ['[" a ",""]', ['a']],
    ['', []],
    ['[]', []],
  ])('names stacks as text or as a list: %j', (stacks, expected) => {
    expect(read({ stacks }).stacks).toEqual(expected);
  });

  it('is not that of other projects', () => {
    const { settings } = read({ 'kubernetes:context': 'x', 'shopping:wordpress': '1', 'aws:stacks': 'x' });
    expect(settings).toMatchObject(defaults);
  });
});

describe('settings', () => {
  it('are those of the file, and over them those of the stack, key by key', () => {
    const below = file({ wordpress: { name: 'news', replicas: 1, backup: { retentionDays: 3, size: '5Gi' } } });
    const { settings } = read({ wordpress: '{"backup":{"retentionDays":30},"contentSize":"50Gi"}' }, below);
    expect(settings.wordpress).toEqual({
      ...defaults.wordpress,
      name: 'news',
      contentSize: '50Gi',
      backup: { ...defaults.wordpress.backup, retentionDays: 30, size: '5Gi' },
    });
  });

  it('replace lists as a whole', () => {
    const client = (app: string) => ({ podLabels: { app } });
    const below = file({ wordpress: { allowFrom: [client('a'), client('b')] } });
    const { settings } = read({ wordpress: JSON.stringify({ allowFrom: [client('c')] }) }, below);
    expect(settings.wordpress.allowFrom).toEqual([client('c')]);
  });

  it('of a false, a zero or an empty text stand over those of the file', () => {
    const below = file({ wordpress: { sharedStorage: true, backup: { enabled: true } } });
    const { wordpress } = read({ wordpress: '{"sharedStorage":false,"backup":{"enabled":false}}' }, below).settings;
    expect([wordpress.sharedStorage, wordpress.backup.enabled]).toEqual([false, false]);
  });

  it('of another way to be reached take the place of those of the file', () => {
    const below = file({ wordpress: { expose: { type: 'ingress', host: 'a.example.com' } } });
    expect(read({ wordpress: '{"expose":{"host":"b.example.com"}}' }, below).settings.wordpress.expose).toEqual({
      type: 'ingress',
      host: 'b.example.com',
    });
    const { expose } = read({ wordpress: '{"expose":{"type":"nodePort"}}' }, below).settings.wordpress;
    expect(expose).toEqual({ type: 'nodePort' });
  });

  it('that are text stay text, whatever they look like', () => {
    // Pulumi hands over a text as it is, so a text of digits can't be told from a number
    const { settings } = read({ wordpress: '{"name":"2024","namespace":"true"}' });
    expect(settings.wordpress).toMatchObject({ name: '2024', namespace: 'true' });
  });

  it('are not changed by reading', () => {
    const below = file(Object.freeze({ wordpress: Object.freeze({ name: 'news' }) }));
    read({ wordpress: '{"replicas":1}' }, below);
    expect(below.value).toEqual({ wordpress: { name: 'news' } });
  });
});

describe('KW3003', () => {
  it.each<[string, Record<string, string>, string, RegExp]>([
    ['an unknown key', { stack: 'a' }, 'Pulumi.dev.yaml shop:stack', /^stack is no setting/],
    ['one below', { wordpress: '{"nam":"x"}' }, 'Pulumi.dev.yaml shop:wordpress.nam', /^wordpress\.nam is no setting/],
    ['a text for a boolean', { adopt: 'yes' }, 'Pulumi.dev.yaml shop:adopt', /^adopt: .*expected boolean/],
    ['a text for a number', { timeoutMinutes: 'ten' }, 'Pulumi.dev.yaml shop:timeoutMinutes', /expected number/],
    ['too little', { timeoutMinutes: '0' }, 'Pulumi.dev.yaml shop:timeoutMinutes', /^timeoutMinutes: /],
    ['a half', { timeoutMinutes: '1.5' }, 'Pulumi.dev.yaml shop:timeoutMinutes', /^timeoutMinutes: /],
    ['a list of the wrong type', { stacks: '[1]' }, 'Pulumi.dev.yaml shop:stacks', /^stacks/],
    ['a map for text', { nodeAddress: '{}' }, 'Pulumi.dev.yaml shop:nodeAddress', /expected string/],
    ['a text for all settings', { wordpress: 'x' }, 'Pulumi.dev.yaml shop:wordpress', /expected object/],
    ['a key of a secret', { constructor: 'x' }, 'Pulumi.dev.yaml shop:constructor', /^constructor is no setting/],
  ])('tells the place in the configuration: %s', (_, config, place, problem) => {
    const error = refused(config);
    expect([error.code, error.place]).toEqual(['KW3003', place]);
    expect(error.problem).toMatch(problem);
  });

  it('tells the place in the file for what stands there', () => {
    const below = file({ wordpress: { nam: 'x', replicas: 1 } });
    const error = refused({ wordpress: '{"replicas":0}' }, below);
    expect(error.errors.map(({ place }) => place).sort()).toEqual([
      'Pulumi.dev.yaml shop:wordpress.replicas',
      'settings.yaml wordpress.nam',
    ]);
  });

  it('names what there is', () => {
    expect(refused({ stack: 'a' }).remedy).toMatch(
      /^use one of stacks, adopt, .*, wordpress, wordpressNfs, nfs, redis, ingress, publicEndpoint, gateway, kong$/,
    );
  });

  it('is for options in the settings file none', () => {
    expect(read({}, file({ stacks: ['a'] })).stacks).toEqual(['a']);
  });
});

describe('what Pulumi hands over', () => {
  it('is read by itself', () => {
    pulumi.runtime.setAllConfig({ 'shop:stacks': 'a,b', 'shop:wordpress': '{"name":"news"}' });
    pulumi.runtime.setMocks(
      { call: () => ({}), newResource: ({ name, inputs }) => ({ id: name, state: inputs }) },
      'shop',
      'live',
    );
    const { place, stacks, settings } = readConfiguration(undefined, NOTHING);
    expect([place, stacks, settings.wordpress.name]).toEqual(['Pulumi.live.yaml shop:stacks', ['a', 'b'], 'news']);
  });
});
