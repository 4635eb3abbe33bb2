import { codeOf, unreachable } from '../../../src/pulumi/cluster/reach-failure';

const access = { context: 'prod', server: 'https://a' };

describe('the words', () => {
  test.each([
    ['wrong version number', 'ERR_SSL_WRONG_VERSION_NUMBER'],
    ['sslv3 alert handshake failure', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'],
  ])('%s, from the message', (reason, code) => {
    const message = `write EPROTO 80:error:0A00:SSL routines:ssl3_read_bytes:${reason}:../deps/openssl:1590:\n`;
    expect(codeOf(Object.assign(new Error(message), { code: 'EPROTO' }))).toBe(code);
    expect(codeOf(Object.assign(new Error('write EPROTO'), { code: 'EPROTO' }))).toBe('EPROTO');
  });

  test('an unknown reason has its code', () => {
    const failure = Object.assign(new Error('x\ny'), { code: 'E_ODD' });
    const { message } = unreachable(access, failure);
    expect(message).toContain('the connection fails (E_ODD)');
    expect(message.split('\n')).toHaveLength(2);
    expect(unreachable(access, new Error()).problem).toContain('(unknown)');
  });

  test('of the errors of several addresses, what tells most', () => {
    const coded = (code: string) => Object.assign(new Error(code), { code });
    expect(codeOf(new AggregateError([coded('ENETUNREACH'), coded('ECONNREFUSED')]))).toBe('ECONNREFUSED');
    expect(codeOf(new AggregateError([coded('ENETUNREACH'), coded('ETIMEDOUT')]))).toBe('ENETUNREACH');
  });
});
