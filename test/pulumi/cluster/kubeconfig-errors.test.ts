import { execFileSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import fc from 'fast-check';
import { KubewrightError } from '../../../src';
import { config, type Fields, inHome, noEnv, problemOf, read, SECRET, text, write } from './kubeconfigs';

describe('KW4002', () => {
  test.each<[string, string, string, string]>([
    ['YAML', `apiVersion: v1\nclusters:\n\t- ${SECRET}`, 'kubeconfig:3', 'a tab in the indentation'],
    ['password that starts with *', `apiVersion: v1\nusers:\n  - *${SECRET}\n`, 'kubeconfig:3', 'alias'],
    ['reserved character', `apiVersion: v1\npassword: @${SECRET}\n`, 'kubeconfig:2', 'needs quotes'],
    ['quote', `apiVersion: v1\n"${SECRET}`, 'kubeconfig:2', 'this is no YAML'],
    ['text behind a text', `apiVersion: "v1" ${SECRET}\n`, 'kubeconfig:1', 'this is no YAML'],
    ['many brackets', `apiVersion: ${'['.repeat(100_000)}`, 'kubeconfig', 'nested too deeply'],
    ['many dashes', `apiVersion: v1\nx:\n  ${'- '.repeat(100_000)}`, 'kubeconfig', 'nested too deeply'],
    ['aliases', `apiVersion: &a [x]\nb: &b [${'*a,'.repeat(99)}]\nc: [${'*b,'.repeat(99)}]`, 'kubeconfig', 'aliases'],
    ['only blanks', ' \n ', 'kubeconfig', 'it is empty'],
    ['text', `${SECRET}\n${SECRET}`, 'kubeconfig', 'this is no kubeconfig'],
    ['list', '{}\n', 'kubeconfig', 'this is no kubeconfig'],
    ['other object', text({ apiVersion: 'v1', kind: 'Secret', data: { a: SECRET } }), 'kubeconfig', 'another kind'],
    ['other version', text({ apiVersion: SECRET, kind: 'Config' }), 'kubeconfig', 'another kind'],
    ['clusters', text({ clusters: { a: SECRET } }), 'kubeconfig', 'clusters is no list'],
    ['entry', text({ users: [SECRET] }), 'kubeconfig', 'users[0] has no name'],
    ['fields', text({ users: [{ name: 'a', user: SECRET }] }), 'kubeconfig', 'user of users[0] has no fields'],
    ['twice', text({ users: [{ name: 'a' }, { name: 'a' }] }), 'kubeconfig', 'users has two entries of the name "a"'],
    ['current-context', text({ 'current-context': 1 }), 'kubeconfig', 'current-context is no text'],
  ])('%s', (_, kubeconfig, place, problem) => {
    expect(problemOf(() => read({ kubeconfig }))).toMatchObject({
      code: 'KW4002',
      place: expect.stringMatching(new RegExp(`^${place}(:\\d+)?$`)),
      problem: expect.stringContaining(problem),
    });
  });

  test.each<[string, Fields]>([
    ['server of "a" is missing', { server: undefined }],
    ['server of "a" is no text', { server: 1 }],
    ['server of "a" is no URL', { server: `https://me:${SECRET}@:x` }],
    ['server of "a" is no URL of https or http', { server: `ftp://${SECRET}` }],
    ['certificate-authority-data of "a" is no base64', { 'certificate-authority-data': SECRET }],
    ['certificate-authority-data of "a" holds no certificate', { 'certificate-authority-data': btoa(SECRET) }],
    ['insecure-skip-tls-verify of "a" is neither', { 'insecure-skip-tls-verify': SECRET }],
    ['tls-server-name of "a" is no text', { 'tls-server-name': [SECRET] }],
    ['there is no such file', { 'certificate-authority': '/none/ca.crt' }],
  ])('%s', (problem, cluster) => {
    const found = problemOf(() => read({ kubeconfig: text(config('a', cluster)) }));
    expect(found).toMatchObject({ code: 'KW4002', problem: expect.stringContaining(problem) });
  });

  test('names the file', () => {
    const good = write('good', config('a'));
    const bad = write('bad', `apiVersion: v1\n"${SECRET}`);
    const problem = problemOf(() => read({ kubeconfig: [good, bad].join(delimiter) }));
    expect(problem.code).toBe('KW4002');
    expect(problem.place).toBe(`${bad}:2`);
    const lost = inHome('none');
    expect(problemOf(() => read({ kubeconfig: lost }))).toMatchObject({
      code: 'KW4002',
      place: lost,
      problem: "the kubeconfig can't be read: there is no such file",
    });
    expect(problemOf(() => read({ kubeconfig: inHome() })).problem).toContain('this is a folder');
    expect(problemOf(() => read({ kubeconfig: join(good, 'x') })).problem).toContain('no folder');
    expect(problemOf(() => read({ kubeconfig: 'a\0b' }))).toMatchObject({ place: 'a?b' });
    expect(problemOf(() => read({ kubeconfig: write('empty', '') })).problem).toContain('it is empty');
    expect(problemOf(() => read({}, { ...noEnv(), KUBECONFIG: inHome() }))).toMatchObject({ code: 'KW4002' });
  });

  test('does not show base64 and tokens that went astray', () => {
    const base64 = btoa(text(config('a')));
    const problem = problemOf(() => read({ kubeconfig: base64 }));
    expect(problem.place).toBe(`a text of ${base64.length} characters`);
    expect(problem.remedy).toContain('decode base64');
    expect(problem.message).not.toContain(base64.slice(0, 20));
    expect(problemOf(() => read({}, { ...noEnv(), KUBECONFIG: base64 })).message).not.toContain(base64.slice(0, 20));
  });

  (process.platform === 'win32' ? test.skip : test)('does not wait for a pipe', () => {
    const pipe = inHome('pipe');
    execFileSync('mkfifo', [pipe]);
    expect(problemOf(() => read({ kubeconfig: pipe })).problem).toContain('no regular file');
    const kubeconfig = text(config('a', { 'certificate-authority': pipe }));
    expect(problemOf(() => read({ kubeconfig })).problem).toContain('no regular file');
  });
});

describe('KW4003', () => {
  test.each<[string, Fields, string | undefined]>([
    ['there is no context "x"; there are "a"', config('a'), 'x'],
    ['there is no context "x"; there are "a"', { ...config('a'), 'current-context': 'x' }, undefined],
    ['no current-context is set; there are "a"', { ...config('a'), 'current-context': '' }, undefined],
    ['no current-context is set; there is none at all', { apiVersion: 'v1', kind: 'Config' }, undefined],
    ['the context "a" names the cluster "b", which is not there', config('a', {}, { cluster: 'b' }), undefined],
    ['the context "a" names the user "b", which is not there', config('a', {}, { user: 'b' }), undefined],
    ['the context "a" names no cluster', config('a', {}, { cluster: undefined }), undefined],
  ])('%s', (problem, content, context) => {
    const file = write('config', content);
    expect(problemOf(() => read({ kubeconfig: file, context }))).toMatchObject({
      code: 'KW4003',
      place: file,
      problem,
    });
  });

  test('a context without a user is one', () => {
    expect(read({ kubeconfig: text(config('a', {}, { user: undefined })) }).context).toBe('a');
  });

  test('many contexts are not all named, odd names stay on the line', () => {
    const contexts = Array.from({ length: 30 }, (_, i) => ({ name: i === 0 ? 'a\nb' : `c${i}` }));
    const { problem } = problemOf(() => read({ kubeconfig: text({ contexts }), context: 'x' }));
    expect(problem).toBe(
      'there is no context "x"; there are "a\\nb", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", 20 more',
    );
  });
});

describe('any text', () => {
  const holds = (kubeconfig: string, context?: string) => {
    try {
      const access = read({ kubeconfig, context });
      expect(access.server).toMatch(/^https?:\/\//);
    } catch (error) {
      expect(error).toBeInstanceOf(KubewrightError);
      const { code, message } = error as KubewrightError;
      expect(code).toMatch(/^KW400[123]$/);
      expect(message.split('\n')).toHaveLength(2);
      expect(message).not.toContain(SECRET);
    }
  };

  test('is a path or a kubeconfig, or an error of ours', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), value => holds(value)));
    fc.assert(fc.property(fc.string(), value => holds(`apiVersion: v1\n${value}`)));
  });

  test('of any JSON', () => {
    const key = fc.constantFrom('apiVersion', 'kind', 'clusters', 'contexts', 'users', 'current-context', '__proto__');
    fc.assert(fc.property(fc.dictionary(key, fc.jsonValue()), value => holds(JSON.stringify(value))));
  });

  test('a kubeconfig with anything anywhere', () => {
    const anything = () => fc.oneof(fc.jsonValue(), fc.string());
    const fields = ['server', 'certificate-authority', 'certificate-authority-data', 'proxy-url', 'tls-server-name'];
    fc.assert(
      fc.property(fc.constantFrom(...fields, 'insecure-skip-tls-verify'), anything(), (key, value) =>
        holds(text(config('a', { [key]: value }))),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom('cluster', 'user', 'namespace'), anything(), (key, value) =>
        holds(text(config('a', {}, { [key]: value }))),
      ),
    );
    fc.assert(fc.property(fc.string(), fc.string(), (name, context) => holds(text(config(name)), context)));
  });

  test('a kubeconfig with a part cut out or text put in', () => {
    const yaml = `apiVersion: v1
kind: Config
clusters:
- name: a
  cluster: {server: "https://a:6443", tls-server-name: 'x'}
users:
- name: a
  user:
    token: ${SECRET}
contexts:
- name: a
  context: {cluster: a, user: a}
current-context: a
`;
    fc.assert(
      fc.property(fc.nat(yaml.length), fc.nat(40), fc.string({ maxLength: 5 }), (start, length, insert) =>
        holds(`${yaml.slice(0, start)}${insert}${yaml.slice(start + length)}`),
      ),
      { numRuns: 500 },
    );
  });
});
