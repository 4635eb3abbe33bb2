import { Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { App, KubewrightError, StatefulService, type StatefulServiceProps } from '../../../src';
import { lazy, output } from '../later';
import { named, objectsIn, objectsOf } from '../support';
import { everything, nfsClass } from './variants';

function make(props: Partial<StatefulServiceProps> = {}, namespace?: string) {
  const app = new App();
  const chart = new Chart(app, 'apps', { namespace });
  const service = new StatefulService(chart, 'queue', { image: 'nats:2.12.0', ports: { client: 4222 }, ...props });
  return { app, service };
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof KubewrightError) return error.code;
    throw error;
  }
  return 'none';
}

describe('names of pods', () => {
  it('are those that the cluster gives them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 }), (firstOrdinal, replicas) => {
        const { app, service } = make({ firstOrdinal, replicas }, 'jobs');
        const { spec } = named(objectsIn(app), 'StatefulSet', 'queue') as unknown as {
          spec: { serviceName: string; ordinals?: { start: number } };
        };
        const first = spec.ordinals?.start ?? 0;
        expect(service.podHosts[0]).toBe(`queue-${first}.${spec.serviceName}.jobs.svc`);
        expect(service.podNames).toHaveLength(replicas);
        expect(service.podNames.at(-1)).toBe(`queue-${first + replicas - 1}`);
      }),
    );
  });

  it('have no namespace where the chart has none', () => {
    expect(make().service.podHost(0)).toBe('queue-0.queue');
  });

  it('wait for a namespace that is known later', () => {
    expect(String(make({}, lazy('jobs')).service.podHost(0))).not.toContain('jobs');
  });

  it.each([-1, 3, 0.5, Number.NaN])('KW2001: there is no pod %p of three', ordinal => {
    const { service } = make({ replicas: 3 });
    expect(codeOf(() => service.podHost(ordinal))).toBe('KW2001');
    expect(codeOf(() => service.claimOf(ordinal))).toMatch('KW20');
  });

  it('can be asked for while the number of pods is not known', () => {
    const { service } = make({ replicas: output(3) }, 'jobs');
    expect(service.podHost(7)).toBe('queue-7.queue.jobs.svc');
    expect(service.podNames).toEqual([]);
  });

  it('KW2008: are refused where they would be no DNS name', () => {
    expect(codeOf(() => make({ name: 'q'.repeat(53) }))).toBe('KW2008');
    expect(codeOf(() => make({ name: 'q'.repeat(52) }))).toBe('none');
  });
});

describe('claims', () => {
  const claims = { data: { mountPath: '/data', storage: { type: 'claim', size: '10Gi' } } } as const;
  const grown = {
    data: { mountPath: '/data', storage: { ...claims.data.storage, size: '20Gi', initialSize: '10Gi' } },
  };

  it('have the names that the StatefulSet looks for, and the size they have grown to, beside an unchanged template', () => {
    const before = objectsIn(make({ claims, replicas: 2 }, 'jobs').app);
    const { app, service } = make({ claims: grown, replicas: 2 }, 'jobs');
    const after = objectsIn(app);
    const templates = (objects: typeof after) => named(objects, 'StatefulSet', 'queue').spec.volumeClaimTemplates;
    expect(templates(after)).toEqual(templates(before));
    for (const ordinal of [0, 1]) {
      const { claimName } = service.claimOf(ordinal);
      expect(claimName).toBe(`data-queue-${ordinal}`);
      const claim = named(after, 'PersistentVolumeClaim', claimName);
      const template = templates(before)![0]!;
      expect(claim.spec).toEqual({ ...template.spec, resources: { requests: { storage: '20Gi' } } });
      expect(claim.metadata.labels).toMatchObject(template.metadata.labels!);
    }
  });

  it('say what to do to grow', () => {
    const steps = make({ claims, replicas: 2 }, 'jobs').service.expansionTo('20Gi');
    const text = steps.map(step => `${step.text} ${step.command ?? ''}`).join('\n');
    expect(text).toContain("size: '20Gi', initialSize: '10Gi'");
    expect(text).toContain('-n jobs get persistentvolumeclaims data-queue-0 data-queue-1');
    const again = make({ claims: grown }).service.expansionTo('30Gi');
    expect(again.map(step => step.text).join('\n')).toContain("size: '30Gi', initialSize: '10Gi'");
  });

  it.each([
    ['5Gi', claims, 'KW2017'],
    ['10240Mi', claims, 'KW2017'],
    ['15Gi', grown, 'KW2017'],
    ['many', claims, 'KW2002'],
    ['20Gi', { data: { mountPath: '/data', storage: nfsClass } }, 'KW2017'],
  ] as const)('do not grow to %s', (size, given, code) => {
    expect(codeOf(() => make({ claims: given }).service.expansionTo(size))).toBe(code);
  });

  it('KW2012: are those that pods have', () => {
    expect(codeOf(() => make({ claims }).service.claimOf(0, 'logs'))).toBe('KW2012');
    expect(codeOf(() => make().service.claimOf(0))).toBe('KW2012');
    expect(codeOf(() => make({ claims }).service.expansionTo('1Ti', 'toString'))).toBe('KW2012');
  });
});

describe('configuration', () => {
  const hashOf = (props: Partial<StatefulServiceProps>) => {
    const { template } = named(
      objectsIn(make({ ...everything, name: 'queue', ...props }).app),
      'StatefulSet',
      'queue',
    ).spec;
    return template!.metadata.annotations!['checksum/config'];
  };

  it('rolls the pods when it changes, that of one pod too', () => {
    const files = (text: string) => ({ mountPath: '/etc/pod', files: (n: number) => ({ a: n === 4 ? text : '' }) });
    expect(hashOf({ podConfig: files('x') })).not.toBe(hashOf({ podConfig: files('y') }));
    expect(hashOf({ config: { mountPath: '/etc/nats', files: { a: '1' } } })).not.toBe(hashOf({}));
  });

  it('of a pod is in a folder of its name, and the pod mounts that folder', () => {
    const objects = objectsIn(make({ ...everything, name: 'queue' }).app);
    const { volumes, containers } = named(objects, 'StatefulSet', 'queue').spec.template!.spec;
    const items = volumes!.find(v => v.name === 'pod-config')!.configMap!.items as { key: string; path?: string }[];
    const { data } = named(objects, 'ConfigMap', 'queue-pods');
    expect(items.map(({ key, path }) => [path, data![key]])).toEqual(
      [2, 3, 4].map(n => [`queue-${n}/id.conf`, `server_name: n${n}\n`]),
    );
    const mount = containers[0]!.volumeMounts!.find(m => m.name === 'pod-config');
    expect(mount).toMatchObject({ subPathExpr: '$(POD_NAME)', mountPath: '/etc/pod' });
  });
});

it('sends clients to pods that are ready, where there is a Service for it', () => {
  const nameOf = (props: Partial<StatefulServiceProps>) => make(props).service.service.name;
  expect(nameOf({})).toBe('queue');
  expect(nameOf({ readService: true })).toBe('queue-read');
  expect(nameOf({ readService: true, primaryOrdinal: 0 })).toBe('queue-primary');
});

it('makes claims of the size that they had, where no other is given', () => {
  const storage = { type: 'claim', initialSize: '5Gi' } as const;
  const templateOf = (claim: object) =>
    named(objectsIn(make({ claims: { data: { mountPath: '/data', ...claim } } }).app), 'StatefulSet', 'queue').spec
      .volumeClaimTemplates![0]!.spec.resources!.requests;
  expect(templateOf({ storage })).toEqual({ storage: '5Gi' });
  expect(templateOf({ storage, size: '20Gi' })).toEqual({ storage: '5Gi' });
  expect(templateOf({ size: '20Gi' })).toEqual({ storage: '20Gi' });
});

it('pods of one service meet, and nobody else gets in until it is named', () => {
  const ports = (props: Partial<StatefulServiceProps>, act: (service: StatefulService) => void = () => {}) =>
    objectsOf(chart => act(new StatefulService(chart, 'queue', { image: 'a:1', ports: { a: 1, b: 2 }, ...props })))
      .filter(o => o.kind === 'NetworkPolicy')
      .flatMap(o =>
        (o.spec.ingress ?? []).map(rule => [rule.ports![0]!.port, rule.from![0]!.podSelector!.matchLabels]),
      );
  expect(ports({})).toEqual([]);
  const own = { 'app.kubernetes.io/name': 'queue', 'app.kubernetes.io/instance': 'queue' };
  expect(ports({ replicas: 2 })).toEqual([
    [1, own],
    [2, own],
  ]);
  const podLabels = { app: 'client' };
  expect(ports({}, service => service.allowFrom({ podLabels }))).toEqual([[1, podLabels]]);
  expect(ports({}, service => service.allowFrom({ podLabels }, 2))).toEqual([[2, podLabels]]);
});
