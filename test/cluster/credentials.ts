import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const users = {
  admin: { name: 'admin', groups: 'system:masters' },
  'kube-controller-manager': { name: 'system:kube-controller-manager', groups: '' },
  'kube-scheduler': { name: 'system:kube-scheduler', groups: '' },
};
export type User = keyof typeof users;

/** Who may talk to one API server, and the files which say so, in the folder of its control plane. */
export class Credentials {
  readonly tokensFile: string;
  readonly serviceAccountKeyFile: string;
  /** kube-apiserver writes it at its start: its own certificate and the one of the authority that it made for it. */
  readonly certificateFile: string;
  private readonly tokens = new Map<User, string>();

  constructor(private readonly folder: string) {
    this.certificateFile = join(folder, 'apiserver.crt');
    const lines = Object.entries(users).map(([user, { name, groups }]) => {
      const token = randomBytes(24).toString('hex');
      this.tokens.set(user as User, token);
      return `${token},${name},${name},${groups}\n`;
    });
    this.tokensFile = this.write('tokens.csv', lines.join(''));
    // SEC1, because kube-apiserver derives the public key from a private one in that form only.
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    this.serviceAccountKeyFile = this.write(
      'service-account.key',
      privateKey.export({ type: 'sec1', format: 'pem' }).toString(),
    );
  }

  token(user: User): string {
    return this.tokens.get(user)!;
  }

  kubeconfigFile(user: User): string {
    return join(this.folder, `${user}.kubeconfig`);
  }

  /** Writes every user's kubeconfig, with the certificate inside, so that its content alone will do for a program that wants a text. */
  writeKubeconfigs(server: string): void {
    const certificate = readFileSync(this.certificateFile).toString('base64');
    for (const [user, token] of this.tokens) {
      const config = {
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name: 'test', cluster: { server, 'certificate-authority-data': certificate } }],
        users: [{ name: user, user: { token } }],
        contexts: [{ name: 'test', context: { cluster: 'test', user } }],
        'current-context': 'test',
      };
      this.write(`${user}.kubeconfig`, JSON.stringify(config, undefined, 2));
    }
  }

  private write(name: string, content: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, content, { mode: 0o600 });
    return file;
  }
}
