import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Redis, type RedisPersistence, type RedisProps } from '../../../src';
import { removeTempFolders, tempFolder } from '../../support/temp-folders';
import { run, type Script, scriptOf, scriptsOf, stub } from '../shell';
import { objectsOf, type Program } from '../support';
import { redises } from './variants';

afterEach(removeTempFolders);

const ofRedis =
  (props: RedisProps): Program =>
  chart =>
    new Redis(chart, 'redis', { credentials: { name: 'given' }, ...props });
const confOf = (program: Program) => objectsOf(program).find(o => o.kind === 'ConfigMap')!.data!['redis.conf']!;

/** Folders as a pod has them. */
class Pod {
  public readonly root = tempFolder();
  public readonly env: Record<string, string> = { POD_NAME: 'redis-0', POD_NAMESPACE: 'apps' };

  public constructor(private readonly port = '6379') {
    for (const folder of ['config', 'run', 'secret', 'data']) mkdirSync(join(this.root, folder));
    writeFileSync(join(this.root, 'secret/password'), 'pass word');
  }

  public get paths(): [string, string][] {
    return [
      ['/usr/local/etc/redis', `${this.root}/config`],
      ['/run/redis', `${this.root}/run`],
      ['/run/secrets/redis', `${this.root}/secret`],
      ['/data', `${this.root}/data`],
      ['6379', this.port],
      ['redis-cli', `redis-cli -p ${this.port}`],
    ];
  }

  public run(program: Program, script: string, ...words: string[]) {
    const { shell, text } = scriptOf(program, script);
    // what a shell is given after its script are the words of it
    const wrapped: Script = { title: script, shell, text: `set -- ${words.join(' ')}\n${text}` };
    return run(wrapped, this.paths, this.env);
  }

  public configure(program: Program) {
    const conf = confOf(program).replace('/data', `${this.root}/data`).replace('6379', this.port);
    writeFileSync(join(this.root, 'config/redis.conf'), conf);
    return this.run(program, 'configure.sh');
  }

  public read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  public write(file: string, text: string): void {
    mkdirSync(join(this.root, file, '..'), { recursive: true });
    writeFileSync(join(this.root, file), text);
  }
}

describe('scripts', () => {
  it.each(scriptsOf(redises['everything given']))('$title is understood by $shell', ({ shell, text }) => {
    expect(spawnSync(shell, ['-n'], { input: text, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('the configuration of a pod', () => {
  it('is that of all, with the password and the name', () => {
    const pod = new Pod();
    expect(pod.configure(redises.default)).toEqual({ status: 0, stdout: '', stderr: '' });
    const lines = pod.read('run/redis.conf').split('\n');
    expect(lines.slice(-4)).toEqual([
      'requirepass "pass word"',
      'masterauth "pass word"',
      'replica-announce-ip redis-0.redis.apps.svc',
      '',
    ]);
    expect(lines).toContain('maxmemory 384mb');
    expect(existsSync(join(pod.root, 'run/exporter.json'))).toBe(false);
  });

  it('of a replica follows the primary', () => {
    const pod = new Pod();
    pod.env.POD_NAME = 'redis-10';
    pod.configure(redises['three replicas']);
    expect(pod.read('run/redis.conf')).toMatch(/\nreplicaof redis-primary 6379\n$/);
  });

  it.each([
    ['quotes and backslashes', String.raw`a"b\c'd\x41`, String.raw`a\"b\\c'd\\x41`],
    ['what a shell or printf would take for something', '%s$(x)`x`$HOME #&/', '%s$(x)`x`$HOME #&/'],
    ['letters beyond ASCII', 'pässwörd', 'pässwörd'],
    ['a line break at the end, as echo makes it', 'abc\n', 'abc'],
  ])('takes a password with %s', (_, password, quoted) => {
    const pod = new Pod();
    pod.write('secret/password', password);
    expect(pod.configure(redises.metrics)).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(pod.read('run/redis.conf')).toContain(`requirepass "${quoted}"\nmasterauth "${quoted}"\n`);
    expect(pod.read('run/password')).toBe(password.trimEnd());
    expect(JSON.parse(pod.read('run/exporter.json'))).toEqual({ 'redis://localhost:6379': password.trimEnd() });
  });

  it.each([
    ['an empty one', ''],
    ['one of two lines', 'a\nreplicaof x 1'],
    ['one with a control character', 'a\u0007b'],
  ])('refuses %s, and does not show it', (_, password) => {
    const pod = new Pod();
    pod.write('secret/password', password);
    const { status, stdout, stderr } = pod.configure(redises.default);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^The password (is empty|has line breaks or other control characters)\.\n$/);
  });
});

describe('files of another kind of persistence', () => {
  const start = (persistence: RedisPersistence, pod: Pod) => pod.configure(ofRedis({ persistence }));

  it.each(['aof', 'both'] as const)('a snapshot is the beginning of the log, with %s', persistence => {
    const pod = new Pod();
    pod.write('data/dump.rdb', 'REDIS');
    expect(start(persistence, pod)).toMatchObject({ status: 0, stdout: 'The snapshot is the beginning of the log.\n' });
    expect(pod.read('data/appendonlydir/appendonly.aof.1.base.rdb')).toBe('REDIS');
    pod.write('data/dump.rdb', 'older');
    expect(start(persistence, pod)).toMatchObject({ status: 0, stdout: '' });
    expect(pod.read('data/appendonlydir/appendonly.aof.1.base.rdb')).toBe('REDIS');
  });

  it('a log that has more than the snapshot is not passed over', () => {
    const pod = new Pod();
    pod.write('data/appendonlydir/appendonly.aof.1.incr.aof', '');
    expect(start('rdb', pod)).toMatchObject({ status: 1, stderr: expect.stringContaining('Set persistence to both') });
    pod.write('data/dump.rdb', '');
    utimesSync(join(pod.root, 'data/dump.rdb'), 1000, 1000);
    expect(start('rdb', pod)).toMatchObject({ status: 1 });
    utimesSync(join(pod.root, 'data/appendonlydir/appendonly.aof.1.incr.aof'), 900, 900);
    expect(start('rdb', pod)).toMatchObject({ status: 0 });
    expect(existsSync(join(pod.root, 'data/appendonlydir'))).toBe(false);
    rmSync(join(pod.root, 'data/dump.rdb'));
    expect(start('rdb', pod)).toMatchObject({ status: 0 });
  });
});

describe('the health of a pod', () => {
  /** Asks a Redis that answers so. */
  const ask = (what: 'alive' | 'ready', answer: string, pod = new Pod()) => {
    pod.write('run/password', 'secret');
    const stubs = tempFolder();
    stub(stubs, 'redis-cli', `[ "$REDISCLI_AUTH" = secret ] || exit 9\n${answer}`);
    pod.env.STUBS = stubs;
    return pod.run(redises.default, 'health.sh', what).status;
  };
  const info = (...lines: string[]) => `printf '%s\\r\\n' ${lines.join(' ')}`;
  const follows = (status: string) => info('loading:0', 'role:slave', `master_link_status:${status}`);

  it.each([
    ['it answers', 'echo PONG', 0],
    ['it loads its data', 'echo LOADING Redis is loading', 0],
    ['it can not write to its disk', 'echo MISCONF Errors writing', 0],
    ['nobody answers', 'echo Could not connect >&2; exit 1', 1],
  ])('alive: %s', (_, answer, status) => {
    expect(ask('alive', answer)).toBe(status);
  });

  it.each([
    ['a primary', info('loading:0', 'role:master'), 0],
    ['one that loads its data', info('loading:1', 'role:master'), 1],
    ['a replica that follows', follows('up'), 0],
    ['a replica that does not follow yet', follows('down'), 1],
    ['one that asks for a password', 'echo NOAUTH', 1],
    ['nobody', 'exit 1', 1],
  ])('ready: %s', (_, answer, status) => {
    expect(ask('ready', answer)).toBe(status);
  });

  it('ready: a replica that has followed, when the primary is away', () => {
    const pod = new Pod();
    const statuses = ['down', 'up', 'down'].map(status => ask('ready', follows(status), pod));
    expect(statuses).toEqual([1, 0, 0]);
  });
});

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

(hasRedis ? describe : describe.skip)('with a real redis-server', () => {
  const freePort = () =>
    new Promise<string>(resolve => {
      const server = createServer().listen(0, () => {
        const address = server.address() as { port: number };
        server.close(() => resolve(String(address.port)));
      });
    });

  /** Runs it until it stops, after it was asked something. */
  const serve = async (pod: Pod, props: RedisProps, ...questions: string[][]): Promise<string[]> => {
    const program = ofRedis(props);
    expect(pod.configure(program)).toMatchObject({ status: 0 });
    const server = spawn('redis-server', [join(pod.root, 'run/redis.conf')], { stdio: 'ignore' });
    const ended = new Promise(resolve => server.once('exit', resolve));
    try {
      const end = Date.now() + 10_000;
      while (pod.run(program, 'health.sh', 'ready').status !== 0) {
        if (Date.now() > end) throw new Error('it is not ready');
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      expect(pod.run(program, 'health.sh', 'alive')).toMatchObject({ status: 0, stdout: '' });
      const port = pod.paths.find(([from]) => from === '6379')![1];
      const env = { ...process.env, REDISCLI_AUTH: pod.read('run/password') };
      return questions.map(words =>
        spawnSync('redis-cli', ['-p', port, ...words], { encoding: 'utf8', env }).stdout.trim(),
      );
    } finally {
      server.kill('SIGTERM');
      await ended;
    }
  };

  it('keeps what was written, whichever way persistence is changed', async () => {
    const pod = new Pod(await freePort());
    pod.write('secret/password', String.raw`a"b\x41 c#`);
    await serve(pod, { persistence: 'rdb' }, ['set', 'a', '1']);
    expect(await serve(pod, { persistence: 'aof' }, ['get', 'a'], ['set', 'b', '2'])).toEqual(['1', 'OK']);
    expect(await serve(pod, { persistence: 'both' }, ['mget', 'a', 'b'])).toEqual(['1\n2']);
    expect(await serve(pod, { persistence: 'rdb' }, ['mget', 'a', 'b'])).toEqual(['1\n2']);
    expect(pod.run(redises.default, 'health.sh', 'alive').status).toBe(1);
  });

  it('lets nobody in without the password', async () => {
    const pod = new Pod(await freePort());
    const [, answer] = await serve(pod, {}, ['ping'], ['auth', 'wrong']);
    expect(answer).toMatch(/WRONGPASS/);
  });

  it('takes the default configuration, and that of each variant', async () => {
    const pod = new Pod(await freePort());
    const [memory] = await serve(pod, { metrics: true }, ['config', 'get', 'maxmemory']);
    expect(memory).toBe(`maxmemory\n${384 * 2 ** 20}`);
    expect(await serve(pod, { configuration: { save: ['60 1', '9 9'] } }, ['config', 'get', 'save'])).toEqual([
      'save\n60 1 9 9',
    ]);
  });
});
