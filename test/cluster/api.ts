import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:https';

/** Reads from a Kubernetes API server: for what is polled, where a kubectl process each time would cost too much. */
export class Api {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(
    private readonly url: string,
    private readonly certificateFile: string,
    private readonly token: string,
  ) {}

  /** The body of a 200; anything else is an error. */
  async read(path: string): Promise<string> {
    // Read anew each time, for while the server starts the file may be absent, or not yet whole.
    const ca = readFileSync(this.certificateFile);
    const headers = { authorization: `Bearer ${this.token}` };
    return new Promise((fulfil, reject) => {
      const request = get(`${this.url}${path}`, { agent: this.agent, ca, headers, timeout: 10_000 }, response => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode === 200) fulfil(body);
          else reject(new Error(`GET ${path}: ${response.statusCode} ${body.trim()}`));
        });
      });
      request.on('timeout', () => request.destroy(new Error(`GET ${path}: no answer within 10 s`)));
      request.on('error', reject);
    });
  }

  async list<T>(path: string): Promise<T[]> {
    return (JSON.parse(await this.read(path)) as { items: T[] }).items;
  }

  close(): void {
    this.agent.destroy();
  }
}
