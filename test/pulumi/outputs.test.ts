import * as pulumi from '@pulumi/pulumi';
import { App as CdkApp, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { App, WordPressSite } from '../../src';
import type { KubewrightError } from '../../src/error';
import { token } from '../../src/pulumi';
import { removeTempFolders, tempFolder } from '../support/temp-folders';
import { thrownBy } from '../support/thrown';
import { at, deployed, Engine, isSecret, plain, rejection } from './mocks';
import { configMap, object } from './objects';

afterEach(removeTempFolders);

type Build = (chart: Chart, of: <T>(value: T) => T) => void;
type Path = readonly (string | number)[];

const workload = (container: object): object => ({
  selector: { matchLabels: { app: 'a' } },
  template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'main', ...container }] } },
});
const CONTAINER = ['spec', 'template', 'spec', 'containers', 0];
const kube = (chart: Chart, spec: object) => new k8s.KubeDeployment(chart, 'a', { spec: spec as k8s.DeploymentSpec });
const { Quantity, IntOrString } = k8s;

/** Where an output may stand: what it is, what makes the object, where it is in the end. */
const PLACES: [string, unknown, Build, Path][] = [
  ['text', 'x', (chart, of) => configMap(chart, 'a', { key: of('x') }), ['data', 'key']],
  ['empty text', '', (chart, of) => configMap(chart, 'a', { key: of('') }), ['data', 'key']],
  ['a number', 3, (chart, of) => kube(chart, { ...workload({}), replicas: of(3) }), ['spec', 'replicas']],
  ['zero', 0, (chart, of) => kube(chart, { ...workload({}), replicas: of(0) }), ['spec', 'replicas']],
  ['a boolean', false, (chart, of) => kube(chart, { ...workload({}), paused: of(false) }), ['spec', 'paused']],
  ['a list', ['a'], (chart, of) => object(chart, 'a', 'x.io/v1', 'X', { spec: { list: of(['a']) } }), ['spec', 'list']],
  ['an item', 'b', (chart, of) => kube(chart, workload({ args: ['a', of('b')] })), [...CONTAINER, 'args', 1]],
  ['a map', { a: '1' }, (chart, of) => configMap(chart, 'a', of({ a: '1' })), ['data']],
  [
    'a Quantity',
    '64Mi',
    (chart, of) => kube(chart, workload({ resources: { limits: { memory: Quantity.fromString(of('64Mi')) } } })),
    [...CONTAINER, 'resources', 'limits', 'memory'],
  ],
  [
    'a Quantity of a number',
    2,
    (chart, of) => kube(chart, workload({ resources: { requests: { cpu: Quantity.fromNumber(of(2)) } } })),
    [...CONTAINER, 'resources', 'requests', 'cpu'],
  ],
  [
    'an IntOrString',
    8080,
    (chart, of) => {
      const ports = [{ port: 80, targetPort: IntOrString.fromNumber(of(8080)) }];
      new k8s.KubeService(chart, 'a', { spec: { ports } });
    },
    ['spec', 'ports', 0, 'targetPort'],
  ],
  [
    'an annotation',
    'x',
    (chart, of) => object(chart, 'a', 'v1', 'ConfigMap', { metadata: { annotations: { 'a/b': of('x') } } }),
    ['metadata', 'annotations', 'a/b'],
  ],
  [
    'an annotation that is added later',
    'x',
    (chart, of) => configMap(chart, 'a').metadata.addAnnotation('a/b', of('x')),
    ['metadata', 'annotations', 'a/b'],
  ],
  [
    'a label',
    'x',
    (chart, of) => configMap(chart, 'a').metadata.addLabel('team', of('x')),
    ['metadata', 'labels', 'team'],
  ],
  ['a Lazy', 'x', (chart, of) => configMap(chart, 'a', { key: Lazy.any({ produce: () => of('x') }) }), ['data', 'key']],
  [
    'a Lazy in a Lazy',
    'x',
    (chart, of) => {
      const inner = Lazy.any({ produce: () => of('x') });
      configMap(chart, 'a', Lazy.any({ produce: () => ({ key: inner }) }));
    },
    ['data', 'key'],
  ],
  ['a custom object', 5, (chart, of) => object(chart, 'a', 'x.io/v1', 'X', { spec: { n: of(5) } }), ['spec', 'n']],
];

const PATCHES: [string, unknown, Build, Path][] = [
  [
    'a JSON patch',
    'x',
    (chart, of) => configMap(chart, 'a', {}).addJsonPatch(JsonPatch.add('/data/key', of('x'))),
    ['data', 'key'],
  ],
  [
    'a map in a JSON patch',
    'x',
    (chart, of) => configMap(chart, 'a').addJsonPatch(JsonPatch.replace('/data', { key: of('x') })),
    ['data', 'key'],
  ],
];

const later =
  (make: (value: unknown) => pulumi.Output<unknown>) =>
  <T>(value: T): T =>
    token(make(value)) as T;
const outputOf = later(pulumi.output);
const secretOf = later(pulumi.secret);
/** What an output is in a preview, while its resource is yet to be made. */
const unknownOf = later(value => {
  const [inner, no] = [Promise.resolve(value), Promise.resolve(false)];
  const none = new Set();
  return Reflect.construct(pulumi.Output as never, [none, inner, no, no, Promise.resolve(none)]);
});

const chartOf = (app: App): Chart => new Chart(app, 'c');

describe.each([...PLACES, ...PATCHES])('an output in the place of %s', (_, value, build, path) => {
  it('is sent as what it is', async () => {
    const { engine } = await deployed(app => build(chartOf(app), outputOf));
    const { inputs } = engine.find('c/a');
    expect(at(inputs, ...path)).toEqual(value);
    expect(plain(inputs)).toEqual(inputs);
  });

  it('is the same as the plain value, in all else', async () => {
    const given = await deployed(app => build(chartOf(app), outputOf));
    const known = await deployed(app => build(chartOf(app), plainValue => plainValue));
    expect(given.engine.find('c/a').inputs).toEqual(known.engine.find('c/a').inputs);
  });

  it('stays a secret, and makes none of what is beside it', async () => {
    const { engine } = await deployed(app => build(chartOf(app), secretOf));
    const { inputs } = engine.find('c/a');
    expect(isSecret(at(inputs, ...path))).toBe(true);
    expect(plain(at(inputs, ...path))).toEqual(value);
    expect(isSecret(inputs.metadata)).toBe(false);
    expect(inputs.kind).toBe(plain(inputs.kind));
  });

  it('is not known in a preview, where its resource is not made yet', async () => {
    const world = { preview: true };
    const { engine } = await deployed(
      app => {
        build(chartOf(app), unknownOf);
      },
      {},
      world,
    );
    expect(at(engine.find('c/a').inputs, ...path)).toBe(pulumi.runtime.unknownValue);
  });
});

describe.each([...PLACES, ...PATCHES])('manifests, with an output in the place of %s', (_, value, build) => {
  it('are refused with KW1006 and the path', () => {
    new Engine();
    const app = new App({ outdir: tempFolder() });
    build(chartOf(app), outputOf);
    expect(value).toBeDefined();
    for (const ask of [() => app.synth(), () => app.synthYaml(), () => app.synthesize()]) {
      const error = thrownBy(ask) as KubewrightError;
      expect([error.code, error.place]).toEqual(['KW1006', expect.stringMatching(/^c\/a( |$)/)]);
    }
  });
});

describe('text made of an output as if it were text', () => {
  const build = (app: App) => configMap(chartOf(app), 'a', { key: `https://${pulumi.output('host')}/` });

  it('is KW1007 in manifests', () => {
    new Engine();
    const app = new App({ outdir: tempFolder() });
    build(app);
    expect(thrownBy(() => app.synth())).toMatchObject({ code: 'KW1007', place: 'c/a data.key' });
  });

  it('is KW1007 when it is deployed', async () => {
    const error = await rejection(deployed(build));
    expect(error).toMatchObject({ code: 'KW1007', place: 'c/a data.key' });
  });

  it('is KW1007 also by way of JSON', async () => {
    const error = await rejection(
      deployed(app => configMap(chartOf(app), 'a', { key: JSON.stringify({ host: pulumi.output('host') }) })),
    );
    expect(error).toMatchObject({ code: 'KW1007' });
  });
});

describe('text made of an output with pulumi.interpolate', () => {
  it('is sent', async () => {
    const { engine } = await deployed(app => {
      configMap(chartOf(app), 'a', { key: token(pulumi.interpolate`https://${pulumi.secret('host')}/`) });
    });
    const sent = at(engine.find('c/a').inputs, 'data', 'key');
    expect([plain(sent), isSecret(sent)]).toEqual(['https://host/', true]);
  });
});

describe('an output in a name', () => {
  it('is sent', async () => {
    const { engine } = await deployed(app => {
      object(chartOf(app), 'a', 'v1', 'ConfigMap', { metadata: { name: token(pulumi.output('later')) } });
    });
    expect(engine.find('c/a').inputs.metadata).toEqual({ name: 'later' });
  });
});

describe('the resource that an output is from', () => {
  it('is one that the object waits for', async () => {
    const { engine } = await deployed(app => {
      const made = new pulumi.ComponentResource('x:y:Z', 'made');
      const other = new (class extends pulumi.CustomResource {})('x:y:Other', 'other', {}, { parent: made });
      configMap(chartOf(app), 'a', { key: token(other.id) });
    });
    expect(engine.find('c/a').request.dependenciesList).toContain(engine.find('other').urn);
    expect(at(engine.find('c/a').inputs, 'data', 'key')).toBe('other-id');
  });
});

describe('a site with outputs in its props', () => {
  it('is the same as one without', async () => {
    const site = (of: <T>(value: T) => T) => (app: App) => {
      new WordPressSite(new Chart(app, 'c', { namespace: 'blog' }), 'site', {
        wordpress: { image: of('wordpress:6.8'), php: { uploadMaxFilesize: of('32M') }, workers: of(4) },
        expose: { type: 'ingress', host: of('a.example.com') },
        storage: { type: 'claim', size: of('20Gi') },
      });
    };
    const given = await deployed(site(outputOf));
    const known = await deployed(site(value => value));
    const sent = (engine: Engine) => engine.objects.map(({ name, inputs }) => [name, inputs]);
    expect(Object.fromEntries(sent(given.engine))).toEqual(Object.fromEntries(sent(known.engine)));
  });
});

describe('an app of cdk8s itself', () => {
  it('says in its own words that it knows no outputs', () => {
    const chart = new Chart(new CdkApp(), 'c');
    configMap(chart, 'a', { key: token(pulumi.output('x')) });
    expect(() => Testing.synth(chart)).toThrow(/c\/a/);
  });
});
