import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubewrightError } from '../../src';
import { parseSettings, readSettings } from '../../stacks/read-settings';
import { settingsSchema } from '../../stacks/settings';
import { removeTempFolders, tempFolder, withEnv } from '../support/temp-folders';

afterEach(removeTempFolders);

const defaults = settingsSchema.parse({});

function refusal(work: () => unknown): KubewrightError {
  try {
    work();
  } catch (error) {
    if (error instanceof KubewrightError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const refused = (text: string) => refusal(() => parseSettings(text, 'my.yaml'));

describe('settings', () => {
  it('have a default for everything', () => {
    const site = {
      name: 'blog',
      expose: { type: 'nodePort' },
      allowFrom: [],
      contentSize: '10Gi',
      databaseSize: '10Gi',
      uploadMaxFilesize: '64M',
      backup: { enabled: true, schedule: '0 3 * * *', retentionDays: 7, size: '10Gi' },
    };
    expect(defaults).toEqual({
      wordpress: { ...site, namespace: 'wordpress', replicas: 1, sharedStorage: false },
      wordpressNfs: { ...site, namespace: 'wordpress-nfs', replicas: 2 },
      nfs: {
        server: '192.168.10.208',
        path: '/srv/nfs',
        driver: 'subdir',
        storageClassName: 'nfs',
        isDefault: false,
      },
      redis: { namespace: 'redis', name: 'redis', replicas: 3, size: '8Gi' },
      ingress: {
        namespace: 'nginx-ingress',
        replicas: 2,
        expose: { type: 'nodePort' },
        ingressClassName: 'nginx',
        isDefaultClass: false,
      },
      publicEndpoint: { namespace: 'public-endpoint', host: 'blog.example.com' },
      gateway: { namespace: 'gateway', gatewayClassName: 'traefik', tlsSecretNames: {} },
      kong: { replicas: 2, expose: { type: 'nodePort' }, isDefaultClass: false },
    });
  });

  it('refuse a site that nobody could reach', () => {
    const text = 'wordpress:\n  expose: { type: clusterIp }\n';
    expect(refused(text)).toMatchObject({ code: 'KW3003', place: 'my.yaml:2' });
    expect(parseSettings(`${text}  allowFrom: [{ podLabels: { app: web } }]\n`, 'my.yaml').wordpress.allowFrom).toEqual(
      [{ podLabels: { app: 'web' } }],
    );
  });

  it.each(['', '\n', '# nothing\n', '---\n', '{}', 'wordpress: {}', 'wordpress: {backup: {}}'])(
    'of %j are the defaults',
    text => {
      expect(parseSettings(text, 'my.yaml')).toEqual(defaults);
    },
  );

  it.each(['wordpress:\n', 'wordpress:\n  # namespace: blog\n', 'wordpress:\n  backup:\n'])(
    'of %j, where all that is below a key was commented out, are the defaults',
    text => {
      expect(parseSettings(text, 'my.yaml')).toEqual(defaults);
    },
  );

  it('that are given stand over the defaults', () => {
    const text =
      'wordpress:\n  name: news\n  backup: {retentionDays: 30}\n  expose: {type: ingress, host: a.example.com}';
    expect(parseSettings(text, 'my.yaml').wordpress).toEqual({
      ...defaults.wordpress,
      name: 'news',
      expose: { type: 'ingress', host: 'a.example.com' },
      backup: { ...defaults.wordpress.backup, retentionDays: 30 },
    });
  });
});

describe('KW3003', () => {
  it.each([
    ['an unknown key', 'wordpress:\n  nam: x\n', 2, /wordpress\.nam is no setting/],
    ['an unknown key at the top', '# a\n\nwordpres: 1\n', 3, /wordpres is no setting/],
    ['an unknown key with a map', 'wordpress:\n  backups:\n    enabled: true\n', 2, /wordpress\.backups is no setting/],
    ['an unknown key further below', 'wordpress:\n  backup:\n    size: 1Gi\n    keep: 3\n', 4, /backup\.keep/],
    ['a text for a number', 'wordpress:\n  replicas: "two"\n', 2, /wordpress\.replicas: .*expected number/],
    ['a number for a text', 'wordpress:\n  name: 5\n', 2, /wordpress\.name: .*expected string/],
    ['no whole number', 'wordpress:\n  replicas: 1.5\n', 2, /wordpress\.replicas/],
    ['no replicas', 'wordpress:\n  replicas: 0\n', 2, /wordpress\.replicas/],
    ['a quantity', 'wordpress:\n  contentSize: much\n', 2, /contentSize: a quantity such as 10Gi/],
    ['a port', 'wordpress:\n  expose:\n    type: nodePort\n    nodePort: 80\n', 4, /expose\.nodePort/],
    ['a type', 'wordpress:\n  expose:\n    type: gateway\n', 3, /expose\.type/],
    ['no type', 'wordpress:\n  expose: nodePort\n', 2, /expose/],
    ['a list', '- wordpress\n', 1, /the whole file: .*expected object/],
    ['a text', 'wordpress\n', 1, /the whole file: .*expected object/],
  ])('tells file and line: %s', (_, text, line, problem) => {
    const error = refused(text);
    expect(error.code).toBe('KW3003');
    expect(error.place).toBe(`my.yaml:${line}`);
    expect(error.problem).toMatch(problem);
    expect(error.remedy).not.toBe('');
  });

  it('tells the line of what lacks a part', () => {
    const error = refused('wordpress:\n  name: a\n  expose:\n    type: ingress\n');
    expect(error.problem).toContain('wordpress.expose.host');
    expect(error.place).toMatch(/^my\.yaml:[34]$/);
  });

  it('names the settings that there are', () => {
    expect(refused('wordpress:\n  backup:\n    keep: 3\n').remedy).toBe(
      'use one of enabled, schedule, retentionDays, size',
    );
    expect(refused('x: 1').remedy).toBe(
      'use one of wordpress, wordpressNfs, nfs, redis, ingress, publicEndpoint, gateway, kong',
    );
  });

  it('comes with all mistakes in one report', () => {
    const error = refused('other: 1\nwordpress:\n  nam: x\n  replicas: no\n  backup:\n    size: big\n');
    expect(error.code).toBe('KW1000');
    const places = error.errors.map(e => `${e.code} ${e.place}`).sort();
    expect(places).toEqual([1, 3, 4, 6].map(line => `KW3003 my.yaml:${line}`));
    for (const single of error.errors) expect(error.message).toContain(single.problem);
  });
});

describe('KW3002', () => {
  it.each([
    ['a bracket', 'wordpress:\n  name: [a\n', /^my\.yaml:[23]$/],
    ['a quote', 'wordpress: {}\nx: "a\n', /^my\.yaml:[23]$/],
    ['indentation', 'wordpress:\n    name: a\n  replicas: 1\n', /^my\.yaml:[23]$/],
    ['a tab', 'wordpress:\n\tname: a\n', /^my\.yaml:2$/],
    ['a key twice', 'wordpress: {}\nwordpress: {}\n', /^my\.yaml:2$/],
    ['two documents', 'wordpress: {}\n---\nwordpress: {}\n', /^my\.yaml:[23]$/],
    ['an alias of nothing', 'wordpress:\n  name: *site\n', /^my\.yaml:2$/],
  ])('tells file and line: %s', (_, text, place) => {
    const error = refused(text);
    expect(error.code).toBe('KW3002');
    expect(error.place).toMatch(place);
    expect(error.problem).toMatch(/^this is no YAML: \S/);
  });

  it('is what a file gets that grows beyond measure', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`);
    expect(refused(['a0: &a0 x', ...levels].join('\n')).code).toMatch(/^KW3/);
  });
});

describe('the file', () => {
  it('is the one that is named', () => {
    const file = join(tempFolder(), 'blog.yaml');
    writeFileSync(file, 'wordpress: {name: news}');
    expect(readSettings(file).wordpress.name).toBe('news');
    expect(withEnv({ KUBEWRIGHT_SETTINGS: file }, () => readSettings()).wordpress.name).toBe('news');
  });

  it('has its own name in what is wrong with it', () => {
    const file = join(tempFolder(), 'blog.yaml');
    writeFileSync(file, 'wordpress:\n  nam: news');
    expect(refusal(() => readSettings(file)).place).toBe(`${file}:2`);
  });

  it.each(['absent.yaml', 'folder'])('that can not be read is KW3001: %s', name => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'folder'));
    const error = refusal(() => readSettings(join(folder, name)));
    expect(error.code).toBe('KW3001');
    expect(error.place).toBe(join(folder, name));
  });
});
