import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate with its key, both as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** Whether certificates can be made here. */
export const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const validNow = ['20200101000000Z', '20991231235959Z'] as const;

/** A certificate authority in a folder of its own; its own certificate signs itself. */
export class Authority {
  readonly certificate: Certificate;

  constructor(private readonly folder: string) {
    mkdirSync(join(folder, 'new'), { recursive: true });
    this.write('index.txt', '');
    this.write('serial', '01');
    this.write(
      'config',
      `[ca]
default_ca = ca
[ca]
new_certs_dir = ${join(folder, 'new')}
database = ${join(folder, 'index.txt')}
serial = ${join(folder, 'serial')}
default_md = sha256
policy = policy
unique_subject = no
[policy]
commonName = supplied
[req]
distinguished_name = name
[name]
`,
    );
    this.certificate = this.make('ca', 'basicConstraints = critical, CA:true', validNow, ['-selfsign']);
  }

  /** A certificate that the authority signs. */
  sign(name: string, addresses: string, [from, to]: readonly [string, string] = validNow): Certificate {
    const signer = ['-cert', join(this.folder, 'ca.crt')];
    return this.make(name, `subjectAltName = ${addresses}`, [from, to], signer);
  }

  /** A certificate of the past. */
  signExpired(name: string, addresses: string): Certificate {
    return this.sign(name, addresses, ['20200101000000Z', '20200201000000Z']);
  }

  private make(name: string, extension: string, [from, to]: readonly [string, string], signer: readonly string[]) {
    const file = (ending: string) => join(this.folder, `${name}.${ending}`);
    const config = ['-config', join(this.folder, 'config')];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', file('key')];
    openssl('req', '-new', ...config, ...key, '-subj', `/CN=${name}`, '-out', file('csr'));
    this.write(`${name}.ext`, `${extension}\n`);
    const dates = ['-startdate', from, '-enddate', to];
    const [keyFile, out] = [join(this.folder, 'ca.key'), file('crt')];
    openssl(
      'ca',
      '-batch',
      '-notext',
      ...config,
      ...signer,
      '-keyfile',
      keyFile,
      '-in',
      file('csr'),
      ...dates,
      '-extfile',
      file('ext'),
      '-out',
      out,
    );
    return { cert: readFileSync(out, 'utf8'), key: readFileSync(file('key'), 'utf8') };
  }

  private write(name: string, content: string): void {
    writeFileSync(join(this.folder, name), content);
  }
}

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}
