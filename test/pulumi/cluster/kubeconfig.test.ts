import { delimiter, join } from 'node:path';
import { readKubeconfig } from '../../../src/pulumi/cluster/kubeconfig';
import { config, type Fields, inHome, noEnv, PEM, problemOf, read, SECRET, text, write } from './kubeconfigs';

describe('where the kubeconfig is', () => {
  test('content, as JSON on one line, as JSON, as YAML', () => {
    for (const content of [
      JSON.stringify(config('a')),
      text(config('a')),
      `apiVersion: v1
clusters:
- {name: a, cluster: {server: 'https://a:6443'}}
users:
- name: a
contexts:
- {name: a, context: {cluster: a, user: a}}
current-context: a
`,
    ]) {
      expect(read({ kubeconfig: content })).toEqual({ context: 'a', server: 'https://a:6443' });
    }
  });

  test('a path, a list of paths, a path below the home folder', () => {
    const a = write('a', config('a'));
    const b = write('b', config('b'));
    expect(read({ kubeconfig: a }).context).toBe('a');
    expect(read({ kubeconfig: [inHome('none'), b, a].join(delimiter) }).context).toBe('b');
    expect(read({ kubeconfig: '~/b' }).context).toBe('b');
  });

  test('what is given wins over KUBECONFIG, which wins over ~/.kube/config', () => {
    const given = write('given', config('given'));
    const env = { ...noEnv(), KUBECONFIG: write('env', config('env')) };
    write('.kube/config', config('home'));
    expect(read({ kubeconfig: given }, env).context).toBe('given');
    expect(read({}, env).context).toBe('env');
    expect(read({ kubeconfig: '' }, { ...env, KUBECONFIG: '' }).context).toBe('home');
  });

  test('KUBECONFIG skips what is missing or empty, and may hold the content', () => {
    const list = ['', inHome('none'), write('empty', ' \n'), write('a', config('a'))];
    expect(read({}, { ...noEnv(), KUBECONFIG: list.join(delimiter) }).context).toBe('a');
    expect(read({}, { ...noEnv(), KUBECONFIG: text(config('b')) }).context).toBe('b');
  });

  test('no kubeconfig anywhere', () => {
    const problem = problemOf(() => read({}));
    expect(problem.code).toBe('KW4001');
    expect(problem.problem).toContain(`${inHome('.kube', 'config')} (not there)`);
    expect(problem.remedy).toContain('/etc/kubernetes/admin.conf');
    const list = [inHome('none'), write('empty', '')].join(delimiter);
    expect(problemOf(() => read({}, { ...noEnv(), KUBECONFIG: list })).problem).toBe(
      `there is no kubeconfig; looked at ${inHome('none')} (not there), ${inHome('empty')} (empty), ` +
        'the service account of a pod (not there)',
    );
    // KUBECONFIG is no hint, but an order: the home folder does not count beside it
    write('.kube/config', config('home'));
    expect(problemOf(() => read({}, { ...noEnv(), KUBECONFIG: inHome('none') })).code).toBe('KW4001');
    expect(problemOf(() => read({}, { ...noEnv(), KUBECONFIG: '/dev/null' })).problem).toContain('/dev/null (empty)');
  });

  describe('in a pod', () => {
    const pod = (host: string) => ({ ...noEnv(), KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: '443' });
    const account = () => join(write('account/token', SECRET), '..');

    test('its service account', () => {
      expect(readKubeconfig({}, pod('10.0.0.1'), account())).toEqual({
        context: 'in-cluster',
        server: 'https://10.0.0.1:443',
      });
      write('account/ca.crt', PEM);
      write('account/namespace', 'shop\n');
      expect(readKubeconfig({}, pod('fd00::1'), account())).toEqual({
        context: 'in-cluster',
        server: 'https://[fd00::1]:443',
        namespace: 'shop',
        certificateAuthority: PEM,
      });
    });

    test('a kubeconfig wins, a context needs one', () => {
      const problem = problemOf(() => readKubeconfig({ context: 'a' }, pod('10.0.0.1'), account()));
      expect(problem.code).toBe('KW4003');
      write('.kube/config', config('home'));
      expect(readKubeconfig({}, pod('10.0.0.1'), account()).context).toBe('home');
    });

    test('no token, no service account', () => {
      expect(problemOf(() => readKubeconfig({}, pod('10.0.0.1'), inHome('none'))).code).toBe('KW4001');
    });
  });
});

describe('several files', () => {
  test('the first that sets an entry or current-context wins', () => {
    const first = write('1', { contexts: [{ name: 'b', context: { cluster: 'b', user: 'b', namespace: 'first' } }] });
    const second = write('2', config('a'));
    const third = write('3', config('b', {}, { namespace: 'third' }));
    const kubeconfig = [first, second, third].join(delimiter);
    expect(read({ kubeconfig })).toMatchObject({ context: 'a', server: 'https://a:6443' });
    expect(read({ kubeconfig, context: 'b' })).toEqual({
      context: 'b',
      server: 'https://b:6443',
      namespace: 'first',
    });
  });

  test('a path in a file is relative to it', () => {
    write('one/ca.crt', PEM);
    const one = write('one/config', config('a', { 'certificate-authority': 'ca.crt' }));
    const two = write('two/config', { 'current-context': 'a' });
    expect(read({ kubeconfig: [two, one].join(delimiter) }).certificateAuthority).toBe(PEM);
  });

  test('the same file twice', () => {
    const file = write('a', config('a'));
    expect(read({ kubeconfig: [file, file].join(delimiter) }).context).toBe('a');
  });
});

describe('what is read', () => {
  const of = (cluster: Fields, env?: Record<string, string>) => {
    const { context: _, ...access } = read({ kubeconfig: text(config('a', cluster)) }, env);
    return access;
  };
  const server = 'https://a:6443';

  test.each<[string, Fields, Fields]>([
    ['authority in place', { 'certificate-authority-data': btoa(PEM) }, { server, certificateAuthority: PEM }],
    ['name of the server', { 'tls-server-name': 'kubernetes' }, { server, tlsServerName: 'kubernetes' }],
    ['no check of TLS', { 'insecure-skip-tls-verify': true }, { server, insecureSkipTlsVerify: true }],
    ['checks of TLS', { 'insecure-skip-tls-verify': false }, { server }],
    ['proxy', { 'proxy-url': 'http://proxy' }, { server, proxyUrl: 'http://proxy' }],
    ['empty fields', { 'proxy-url': '', 'certificate-authority': null }, { server }],
    ['path', { server: 'https://rancher/k8s/clusters/c-1' }, { server: 'https://rancher/k8s/clusters/c-1' }],
    ['slash', { server: 'https://a:6443/' }, { server }],
    ['IPv6', { server: 'https://[fd00::1]:6443' }, { server: 'https://[fd00::1]:6443' }],
    ['no scheme', { server: '10.0.0.1:8080' }, { server: 'http://10.0.0.1:8080' }],
    [
      'no scheme, with TLS',
      { server: 'a:6443', 'insecure-skip-tls-verify': true },
      { server, insecureSkipTlsVerify: true },
    ],
    ['password', { server: `https://me:${SECRET}@a:6443` }, { server }],
  ])('%s', (_, cluster, expected) => expect(of(cluster)).toEqual(expected));

  test.each<[string, string | undefined, boolean]>([
    ['https://a.example:6443', undefined, true],
    ['https://a.example:6443', 'example', false],
    ['https://a.example:6443', '.example', false],
    ['https://a.example:6443', '*.example', false],
    ['https://a.example:6443', 'b.example,A.EXAMPLE', false],
    ['https://a.example:6443', 'a.example:6443', false],
    ['https://a.example:6443', 'a.example:443', true],
    ['https://a.example:6443', 'ample', true],
    ['https://a.example:6443', '*', false],
    ['https://10.1.2.3:6443', '10.1.0.0/16', false],
    ['https://10.1.2.3:6443', '10.2.0.0/16, 10.1.2.0/99,x/8', true],
    ['https://10.1.2.3:6443', '10.1.2.3', false],
    ['https://[fd00::1]:6443', 'fd00::/8', false],
    ['https://[fd00::1]:6443', '[fd00::1]:6443', false],
    ['https://127.0.0.1:6443', undefined, false],
    ['https://localhost:6443', undefined, false],
    ['http://a.example', undefined, false],
  ])('HTTPS_PROXY for %s without %s: %s', (url, exceptions, expected) => {
    const env = { ...noEnv(), HTTPS_PROXY: 'http://proxy', ...(exceptions ? { NO_PROXY: exceptions } : {}) };
    expect(of({ server: url }, env).proxyUrl).toBe(expected ? 'http://proxy' : undefined);
  });

  test('as forgiving as kubectl: a second document, a key twice, entries without fields', () => {
    const kubeconfig = `
clusters: [{name: a, cluster: {server: http://x, server: "http://a"}}]
users: [{name: a, user: }]
contexts: [{name: a, context: {cluster: a, user: a}}, {name: b}]
current-context: a
---
x: 1
`;
    expect(read({ kubeconfig })).toEqual({ context: 'a', server: 'http://a' });
  });
});
