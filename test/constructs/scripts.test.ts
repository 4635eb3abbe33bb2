import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeTempFolders, tempFolder } from '../support/temp-folders';
import { run, scriptOf, scriptsOf, stub } from './shell';
import { sites } from './variants';

afterEach(removeTempFolders);

const scripts = scriptsOf(sites.default);

describe('scripts', () => {
  it('are those of the generator, the backup, the restore, the installation and the start of nginx', () => {
    expect(scripts.map(s => s.title).sort()).toEqual(['dump', 'generate', 'install', 'restore', 'start.sh']);
  });

  it.each(scripts)('$title is understood by $shell', ({ shell, text }) => {
    expect(spawnSync(shell, ['-n'], { input: text, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  // in a command, Kubernetes turns $$ into $ and puts in what it knows by a name
  it.each(scripts.filter(s => s.title !== 'start.sh'))('$title means the same after Kubernetes expanded it', s => {
    expect(s.text).not.toContain('$$');
    expect(s.text).not.toMatch(/\$\([A-Z_]+\)/);
  });
});

describe('the start of nginx', () => {
  const start = (resolvConf: string) => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'resolv.conf'), resolvConf);
    const stubs = tempFolder();
    stub(stubs, 'nginx', `echo "$@" > ${folder}/arguments`);
    const paths = [
      ['/etc/resolv.conf', `${folder}/resolv.conf`],
      ['/tmp/', `${folder}/`],
    ] as const;
    const result = run(scriptOf(sites.default, 'start.sh'), paths, { STUBS: stubs });
    expect(result).toMatchObject({ status: 0, stderr: '' });
    const read = (file: string) => readFileSync(join(folder, file), 'utf8').trimEnd().split('\n');
    return { conf: read('cluster.conf'), listen: read('listen.conf'), nginx: read('arguments') };
  };
  const suffixes = (namespace: string, cluster: string) => [
    `map "" $namespace_suffix { default "${namespace}"; }`,
    `map "" $cluster_suffix { default "${cluster}"; }`,
  ];

  it('takes the name server and the ends of names from a pod of a cluster', () => {
    const { conf, listen, nginx } = start(
      'search blog.svc.cluster.local svc.cluster.local cluster.local lan\nnameserver 10.96.0.10\noptions ndots:5\n',
    );
    expect(conf).toEqual([
      'resolver 10.96.0.10 valid=10s;',
      ...suffixes('.blog.svc.cluster.local', '.svc.cluster.local'),
    ]);
    expect(listen[0]).toBe('listen 8080;');
    expect(nginx).toEqual(['-c /etc/nginx/kubewright/nginx.conf -g daemon off;']);
  });

  it.each([
    ['IPv6', 'nameserver fd00::a\nsearch a.svc.k8s svc.k8s k8s\n', 'fd00::a', ['.a.svc.k8s', '.svc.k8s']],
    ['no search list', 'nameserver 1.1.1.1\n', '1.1.1.1', ['', '']],
    ['tabs and comments', '# nameserver 9.9.9.9\n; x\nnameserver\t1.1.1.1\n', '1.1.1.1', ['', '']],
    ['no line break at the end', 'search a.svc.x svc.x x\nnameserver 1.1.1.1', '1.1.1.1', ['.a.svc.x', '.svc.x']],
  ] as const)('understands %s', (_, text, server, [namespace, cluster]) => {
    const resolver = `resolver ${server.includes(':') ? `[${server}]` : server} valid=10s;`;
    expect(start(text).conf).toEqual([resolver, ...suffixes(namespace, cluster)]);
  });

  it('takes several name servers', () => {
    expect(start('nameserver 10.0.0.1\nnameserver fd00::1\n').conf[0]).toBe('resolver 10.0.0.1 [fd00::1] valid=10s;');
  });
});

describe('the generator', () => {
  /** Runs it against an API server that answers with a status; gives what was sent. */
  const generate = (status: number) => {
    const folder = tempFolder();
    const stubs = tempFolder();
    for (const [file, text] of [
      ['namespace', 'apps'],
      ['token', 'the-token'],
      ['ca.crt', ''],
    ] as const) {
      writeFileSync(join(folder, file), text);
    }
    stub(
      stubs,
      'curl',
      `cat > ${folder}/headers; cp ${folder}/secret.json ${folder}/sent; echo "$@" > ${folder}/arguments
echo no > ${folder}/answer.json; printf ${status}`,
    );
    const paths = [
      ['/var/run/secrets/kubernetes.io/serviceaccount', folder],
      ['/tmp', folder],
    ] as const;
    const result = run(scriptOf(sites.default, 'generate'), paths, {
      STUBS: stubs,
      KUBERNETES_SERVICE_HOST: 'fd00::1',
      KUBERNETES_SERVICE_PORT: '6443',
      SECRET_METADATA: '{"name":"s"}',
      SECRET_KEYS: 'password=32 a.b-c_d=16',
    });
    const read = (file: string) => readFileSync(join(folder, file), 'utf8');
    return {
      result,
      folder,
      sent: JSON.parse(read('sent')) as Sent,
      headers: read('headers'),
      args: read('arguments'),
    };
  };
  interface Sent {
    readonly stringData: Readonly<Record<string, string>>;
  }

  it('sends a Secret with values of the lengths asked for, and shows none of them', () => {
    const { result, folder, sent, headers, args } = generate(201);
    expect(result).toEqual({ status: 0, stdout: 'The Secret is made.\n', stderr: '' });
    expect(sent).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'Opaque',
      metadata: { name: 's' },
      stringData: {
        password: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
        'a.b-c_d': expect.stringMatching(/^[A-Za-z0-9]{16}$/),
      },
    });
    expect(headers).toContain('Authorization: Bearer the-token');
    expect(args).toContain('https://[fd00::1]:6443/api/v1/namespaces/apps/secrets');
    expect(args).not.toContain('the-token');
    expect(existsSync(join(folder, 'secret.json'))).toBe(false);
  });

  it('makes other values each time', () => {
    expect(generate(201).sent.stringData).not.toEqual(generate(201).sent.stringData);
  });

  it('is content with a Secret that is there', () => {
    expect(generate(409).result).toMatchObject({ status: 0, stdout: expect.stringContaining('stays as it is') });
  });

  it.each([403, 500, 0])('fails when the answer is %d, and says what it was', status => {
    const { status: code, stdout } = generate(status).result;
    expect(code).toBe(1);
    expect(stdout).toContain(`answered ${status}`);
  });
});

describe('the installation', () => {
  const prepare = () => {
    const folder = tempFolder();
    for (const path of ['src/wp-admin', 'src/wp-content/themes/two', 'program', 'content']) {
      mkdirSync(join(folder, path), { recursive: true });
    }
    for (const file of [
      'index.php',
      '.htaccess',
      'wp-config-docker.php',
      'wp-admin/a.php',
      'wp-content/themes/two/t',
    ]) {
      writeFileSync(join(folder, 'src', file), file);
    }
    const paths = [
      ['/usr/src/wordpress', join(folder, 'src')],
      ['/program', join(folder, 'program')],
      ['/content', join(folder, 'content')],
    ] as const;
    // the last part of a pattern in a path is no path of its own
    return { folder, install: () => run(scriptOf(sites.default, 'install'), paths, {}) };
  };
  const list = (folder: string) => (readdirSync(folder, { recursive: true }) as string[]).sort();

  it('lays out the program and what the content has not', () => {
    const { folder, install } = prepare();
    mkdirSync(join(folder, 'content/themes/mine'), { recursive: true });
    expect(install()).toMatchObject({ status: 0, stderr: '' });
    const program = ['.htaccess', 'index.php', 'wp-admin', 'wp-admin/a.php', 'wp-config-docker.php', 'wp-config.php'];
    expect(list(join(folder, 'program'))).toEqual([...program, 'wp-content']);
    expect(list(join(folder, 'content'))).toEqual(['themes', 'themes/mine', 'themes/two', 'themes/two/t']);
  });

  it('can be done again: init containers are, after a node was restarted or one of them was interrupted', () => {
    const { folder, install } = prepare();
    expect(install().status).toBe(0);
    writeFileSync(join(folder, 'content/themes/two/t'), 'changed');
    expect(install()).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(folder, 'content/themes/two/t'), 'utf8')).toBe('changed');
  });
});

describe('the backup', () => {
  const prepare = (dump: string, database = 'blog') => {
    const folder = tempFolder();
    const stubs = tempFolder();
    const backups = join(folder, 'backups');
    for (const path of ['backups', 'secret']) mkdirSync(join(folder, path));
    writeFileSync(join(folder, 'secret/password'), 'a"b\\c$(x)');
    stub(stubs, 'mariadb-dump', `cp "\${1#*=}" ${folder}/options; ${dump}`);
    stub(stubs, 'mariadb', `cat > ${folder}/restored`);
    const paths = [
      ['/run/secrets/mariadb', join(folder, 'secret')],
      ['/backups', backups],
    ] as const;
    const env = { STUBS: stubs, DB_HOST: 'db', DB_PORT: '3306', DB_NAME: database, DB_USER: 'u', RETENTION_DAYS: '7' };
    const start = (title: string) => run(scriptOf(sites.default, title), paths, { ...env, TMPDIR: folder });
    const age = (name: string, days: number) => {
      const time = Date.now() / 1000 - days * 86400;
      writeFileSync(join(backups, name), '');
      utimesSync(join(backups, name), time, time);
    };
    return { folder, backups, start, age };
  };

  it('keeps a whole dump, removes old ones of its database, and hands over any password', () => {
    const { folder, backups, start, age } = prepare('echo "SELECT 1;"');
    age('blog-20200101T000000Z.sql.gz', 9);
    age('blog-20200103T000000Z.sql.gz', 6);
    age('shop-20200101T000000Z.sql.gz', 9);
    expect(start('dump').status).toBe(0);
    const files = readdirSync(backups).sort();
    expect(files).toHaveLength(3);
    expect(files.slice(0, 1)).toEqual(['blog-20200103T000000Z.sql.gz']);
    expect(files[1]).toMatch(/^blog-\d{8}T\d{6}Z\.sql\.gz$/);
    expect(readFileSync(join(folder, 'options'), 'utf8')).toContain('password="a\\"b\\\\c$(x)"\n');
    expect(start('restore').status).toBe(0);
    expect(readFileSync(join(folder, 'restored'), 'utf8')).toBe('SELECT 1;\n');
  });

  it('that fails leaves no dump and removes none', () => {
    const { backups, start, age } = prepare('echo half; exit 3');
    age('blog-20200101T000000Z.sql.gz', 9);
    expect(start('dump').status).not.toBe(0);
    expect(readdirSync(backups).filter(file => !file.endsWith('.partial'))).toEqual(['blog-20200101T000000Z.sql.gz']);
    expect(start('dump').status).not.toBe(0);
    expect(readdirSync(backups).filter(file => file.endsWith('.partial')).length).toBeLessThanOrEqual(1);
  });

  it('leaves alone, and restores not, what is of a database with a longer name', () => {
    const { backups, start, age } = prepare('echo "SELECT 1;"');
    age('blog-shop-20200101T000000Z.sql.gz', 9);
    expect(start('dump').status).toBe(0);
    expect(readdirSync(backups)).toContain('blog-shop-20200101T000000Z.sql.gz');
    expect(start('restore').stdout).not.toContain('blog-shop');
  });

  it('that is not there is not restored', () => {
    const { start } = prepare('');
    expect(start('restore')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('There is no backup of blog'),
    });
  });
});
