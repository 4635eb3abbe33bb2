import { Chart } from 'cdk8s';
import { App, Redis, type RedisProps } from '../../../src';
import { deployed, output } from '../later';
import { nameViolations, podsOf, restrictedViolations, selects, textsIn } from '../rules';
import { changes, type KubeObject, named, objectsIn, objectsOf, only, type Program } from '../support';
import { redises } from './variants';

const chartOf = () => new Chart(new App(), 'apps', { namespace: 'apps' });
const of =
  (props?: RedisProps): Program =>
  chart =>
    new Redis(chart, 'redis', props);
const filesOf = (program: Program) =>
  objectsOf(program).find(o => o.kind === 'ConfigMap' && o.data?.['redis.conf'] !== undefined)!.data!;
const optionsOf = (props: RedisProps) => filesOf(of(props))['redis.conf']!.trimEnd().split('\n');

describe('what Redis makes', () => {
  it('by default', () => {
    const kinds = ['ConfigMap', 'Service', 'NetworkPolicy', 'StatefulSet', 'PodDisruptionBudget'];
    expect(only(redises.default, ...kinds)).toMatchSnapshot();
  });

  it.each(Object.entries(redises).filter(([name]) => name !== 'default' && name !== 'generated password'))(
    '%s: what differs from the default',
    (_, program) => {
      expect(changes(program, redises.default)).toMatchSnapshot();
    },
  );

  it('a password in the cluster, where none is given', () => {
    const job = objectsOf(redises['generated password']).find(o => o.kind === 'Job')!;
    const env = job.spec.template!.spec.containers[0]!.env!;
    expect(env.find(({ name }) => name === 'SECRET_KEYS')!.value).toBe('password=32');
    expect(new Redis(chartOf(), 'redis').password).toEqual({ name: 'redis-secrets', key: 'password' });
  });

  it.each(Object.entries(redises))('%s: pods are restricted, and names are sound', (_, program) => {
    const objects = objectsOf(program);
    expect(podsOf(objects).flatMap(({ template }) => restrictedViolations(template.spec))).toEqual([]);
    expect(nameViolations(objects)).toEqual([]);
  });
});

describe('where it answers', () => {
  it('is the primary for writes, and any pod for reads', () => {
    const redis = new Redis(chartOf(), 'redis', { replicas: 3 });
    expect(redis.service).toMatchObject({ name: 'redis-primary', namespace: 'apps', port: 6379 });
    expect(redis.reads).toMatchObject({ name: 'redis-read', port: 6379 });
    expect([0, 2].map(ordinal => redis.podHost(ordinal))).toEqual(['redis-0.redis.apps.svc', 'redis-2.redis.apps.svc']);
    expect(() => redis.podHost(3)).toThrow('KW2001');
  });

  it('stays the same Service when a single pod gets replicas', () => {
    const redis = new Redis(chartOf(), 'redis');
    expect([redis.service.name, redis.reads]).toEqual(['redis-primary', undefined]);
  });

  it('is the Service that the replicas follow', () => {
    const objects = objectsOf(redises['everything given']);
    const service = named(objects, 'Service', 'sessions-primary');
    expect(service.spec.selector).toMatchObject({ 'statefulset.kubernetes.io/pod-name': 'sessions-1' });
    const script = filesOf(redises['everything given'])['configure.sh'];
    expect(script).toContain('"$POD_NAME" != sessions-1');
    expect(script).toContain('replicaof sessions-primary 6379');
  });
});

describe('another number of pods', () => {
  it('changes neither the files nor the pods, so that those that are there run on', () => {
    const [two, five] = [2, 5].map(replicas => objectsOf(of({ replicas })));
    const template = (objects: readonly KubeObject[]) => named(objects, 'StatefulSet', 'redis').spec.template;
    expect(template(five!)).toEqual(template(two!));
    expect(filesOf(of({ replicas: 5 }))).toEqual(filesOf(of({})));
  });
});

describe('redis.conf', () => {
  it('gives three quarters of the memory limit to the data', () => {
    expect(optionsOf({ resources: { memoryLimit: '4Gi' } })).toEqual(
      expect.arrayContaining([
        'maxmemory 3072mb',
        'repl-backlog-size 128mb',
        'client-output-buffer-limit replica 256mb 64mb 60',
      ]),
    );
  });

  it.each([
    ['aof', ['appendonly yes', 'save ""']],
    ['rdb', ['appendonly no', 'save 3600 1', 'save 300 100', 'save 60 10000']],
    ['both', ['appendonly yes', 'save 3600 1', 'save 300 100', 'save 60 10000']],
    ['none', ['appendonly no', 'save ""']],
  ] as const)('with persistence %s', (persistence, lines) => {
    expect(optionsOf({ persistence }).filter(line => /^(appendonly|save)/.test(line))).toEqual(lines);
  });

  it('has what is given in place of the defaults, and a line for each item of a list', () => {
    const options = optionsOf({
      configuration: { maxmemory: '1gb', save: ['60 1', '10 100'], 'close-on-replica-write': false, loglevel: '' },
    });
    expect(options.filter(line => /^(maxmemory |save|close|loglevel)/.test(line))).toEqual([
      'maxmemory 1gb',
      'save 60 1',
      'save 10 100',
      'close-on-replica-write no',
      'loglevel ""',
    ]);
  });
});

describe('who is let in', () => {
  const policyOf = (redis: Redis) => {
    const objects = objectsIn(redis.node.root as App);
    return named(objects, 'NetworkPolicy', 'redis').spec;
  };

  it('is nobody but the pods themselves and clients', () => {
    const redis = new Redis(chartOf(), 'redis', { replicas: 2 });
    redis.allowFrom({ podLabels: { app: 'shop' }, namespace: 'shop' });
    const { ingress } = policyOf(redis);
    expect(ingress!.map(rule => rule.ports!.map(({ port }) => port))).toEqual([[6379], [6379]]);
    const [own, shop] = ingress!.map(rule => rule.from![0]!);
    expect(selects(own!.podSelector, redis.statefulService.podLabels)).toBe(true);
    expect(shop).toMatchObject({ podSelector: { matchLabels: { app: 'shop' } } });
  });

  it('a single pod has nobody to meet', () => {
    expect(policyOf(new Redis(chartOf(), 'redis')).ingress).toBeUndefined();
  });

  it('Prometheus, to the exporter alone', () => {
    const redis = new Redis(chartOf(), 'redis', { metrics: true });
    redis.allowMetricsFrom({ podLabels: { app: 'prometheus' } });
    expect(policyOf(redis).ingress!.map(rule => rule.ports!.map(({ port }) => port))).toEqual([[9121]]);
    expect(() => new Redis(chartOf(), 'redis').allowMetricsFrom({ podLabels: {} })).toThrow('KW2013 [apps/redis]');
  });
});

describe('the password', () => {
  it('stands in a Secret alone, where it is an output', () => {
    const program = of({ credentials: { values: { password: output('s3cret') } }, metrics: true });
    const found = deployed(program).filter(o => textsIn(o).some(text => text.includes('s3cret')));
    expect(found).toMatchObject([{ kind: 'Secret', stringData: { password: 's3cret' } }]);
  });

  it('is in no variable and no argument of a container', () => {
    const { template } = podsOf(objectsOf(redises['everything given']))[0]!;
    const containers = [...template.spec.initContainers!, ...template.spec.containers];
    expect(containers.flatMap(({ env = [] }) => env).filter(({ valueFrom }) => valueFrom?.secretKeyRef)).toEqual([]);
    const mounted = containers.filter(c => c.volumeMounts?.some(({ name }) => name === 'password')).map(c => c.name);
    expect(mounted).toEqual(['configure']);
  });
});
