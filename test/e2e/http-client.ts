import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** A request to a host by name, at an address where that name need not lead to. */
export interface Asked {
  readonly address: string;
  readonly port: number;
  readonly host: string;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The certificate to trust; none for plain HTTP. */
  readonly ca?: string;
}

/** Asks once, and follows no redirect. */
export function ask({ address, port, host, path, method = 'GET', headers = {}, body, ca }: Asked): Promise<Answer> {
  const options = { host: address, port, path, method, headers: { ...headers, host }, timeout: 20_000, agent: false };
  return new Promise((resolve, reject) => {
    const request = ca === undefined ? plainRequest(options) : tlsRequest({ ...options, servername: host, ca });
    request.on('response', response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const answered = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, body: text, headers: Object.fromEntries(answered) });
      });
    });
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, body: '', headers: {} });
    });
    request.on('timeout', () => request.destroy(new Error('no answer in 20 s')));
    request.on('error', reject);
    request.end(body);
  });
}
