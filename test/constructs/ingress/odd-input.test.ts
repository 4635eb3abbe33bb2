import { ingressOf, NginxIngressController, nodePorts, PublicEndpoint } from '../../../src';
import { objectsOf, refusal, untyped } from '../support';

const web = { name: 'web', port: 80 };

it('a Secret of one’s own is not made over', () => {
  const tls = {
    'a.example.com': untyped<{ secretName: string }>({ secretName: 'mine', selfSigned: false, issuer: undefined }),
  };
  const objects = objectsOf(chart =>
    new PublicEndpoint(chart, 'public', { via: ingressOf({ ingressClassName: 'x' }), tls }).route(
      'a.example.com/',
      web,
    ),
  );
  expect(objects.map(({ kind }) => kind)).toEqual(['Ingress']);
  expect(objects[0]!.spec.tls).toEqual([{ hosts: ['a.example.com'], secretName: 'mine' }]);
});

it('options that are nothing are none', () => {
  const via = ingressOf(untyped(null));
  expect(
    objectsOf(chart => new PublicEndpoint(chart, 'public', { via }).route('a.example.com/', web, untyped(null))),
  ).toHaveLength(1);
  expect(nodePorts(untyped(null)).name).toContain('NodePort');
});

it.each([
  ['log-format', "a';\nload_module x"],
  ['ssl-ciphers', 'A;\nB'],
  ['default-server-return', '302 https://x;evil'],
  ['proxy-read-timeout', `${'1'.repeat(40)}x`],
])('KW2012: %s can’t end its directive', (key, value) => {
  const configuration = untyped<object>({ [key]: value });
  expect(refusal(chart => new NginxIngressController(chart, 'ingress', { configuration })).code).toBe('KW2012');
});
