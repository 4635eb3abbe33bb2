import { Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { type App, RestrictedNamespace, WordPressSite } from '../../src';
import { isBuiltIn, resourceClass, typeOf } from '../../src/pulumi/resource-class';
import { deployed } from './mocks';
import { object } from './objects';

function wordpress(app: App): void {
  const chart = new Chart(app, 'blog', { namespace: 'blog' });
  new RestrictedNamespace(chart, 'namespace', { name: 'blog' });
  const expose = { type: 'ingress', host: 'a.example.com' } as const;
  new WordPressSite(chart, 'site', { expose, database: { backup: { schedule: '@daily' } } });
}

describe('the type of a resource', () => {
  it('is the one that the provider knows, for each object of a WordPress site', async () => {
    const { engine } = await deployed(wordpress);
    const types = new Set(engine.objects.map(({ type }) => type));
    expect([...types].sort()).toEqual([
      'kubernetes:apps/v1:Deployment',
      'kubernetes:apps/v1:StatefulSet',
      'kubernetes:batch/v1:CronJob',
      'kubernetes:batch/v1:Job',
      'kubernetes:core/v1:ConfigMap',
      'kubernetes:core/v1:Namespace',
      'kubernetes:core/v1:PersistentVolumeClaim',
      'kubernetes:core/v1:Service',
      'kubernetes:core/v1:ServiceAccount',
      'kubernetes:networking.k8s.io/v1:Ingress',
      'kubernetes:networking.k8s.io/v1:NetworkPolicy',
      'kubernetes:policy/v1:PodDisruptionBudget',
      'kubernetes:rbac.authorization.k8s.io/v1:Role',
      'kubernetes:rbac.authorization.k8s.io/v1:RoleBinding',
    ]);
  });

  it.each([
    ['policy/v1', 'PodDisruptionBudget'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
    ['apiregistration.k8s.io/v1', 'APIService'],
    ['storage.k8s.io/v1', 'CSIDriver'],
    ['storage.k8s.io/v1', 'StorageClass'],
    ['networking.k8s.io/v1', 'IngressClass'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler'],
    ['discovery.k8s.io/v1', 'EndpointSlice'],
    ['admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration'],
    ['scheduling.k8s.io/v1', 'PriorityClass'],
    ['coordination.k8s.io/v1', 'Lease'],
    ['flowcontrol.apiserver.k8s.io/v1', 'FlowSchema'],
    ['policy/v1beta1', 'PodDisruptionBudget'],
  ])('is that of its class: %s %s', (apiVersion, kind) => {
    expect(typeOf(apiVersion, kind)).toBe(`kubernetes:${apiVersion}:${kind}`);
    expect(resourceClass(apiVersion, kind).name).toBe(kind);
    expect(isBuiltIn(apiVersion, kind)).toBe(true);
  });

  it.each(['Secret', 'ConfigMap', 'Pod', 'PersistentVolume', 'Endpoints'])(
    'has a group also for the core: %s',
    kind => {
      expect(typeOf('v1', kind)).toBe(`kubernetes:core/v1:${kind}`);
    },
  );

  const STRANGERS = [
    ['cert-manager.io/v1', 'Certificate'],
    ['snapshot.storage.k8s.io/v1', 'VolumeSnapshot'],
    ['gateway.networking.k8s.io/v1', 'Gateway'],
    ['gateway.networking.k8s.io/v1', 'Ingress'],
    ['metrics.k8s.io/v1beta1', 'PodMetrics'],
    ['apps/v1', 'DeploymentPatch'],
    ['v1', 'ConfigMapPatch'],
    ['apps/v1', 'deployment'],
    ['apps/v1', '__esModule'],
    ['apps/v1', 'ApiVersion'],
    ['core/v1', 'Pod'],
    ['../x/v1', 'Thing'],
    ['../../fs/v1', 'Thing'],
    ['apps/../core/v1', 'Pod'],
    ['apps', 'Deployment'],
    ['apps/v1/extra', 'Deployment'],
    ['apps.k8s.io/v1', 'Deployment'],
    ['yaml/v2', 'ConfigGroup'],
    ['helm.sh/v3', 'Release'],
    ['helm/v3', 'Chart'],
    ['helm/v3', 'Release'],
    ['', 'Thing'],
  ] as const;

  it.each(STRANGERS)('is a custom one for all others: %s %s', (apiVersion, kind) => {
    expect(isBuiltIn(apiVersion, kind)).toBe(false);
    expect(typeOf(apiVersion, kind)).toBe(`kubernetes:${apiVersion}:${kind}`);
    expect(resourceClass(apiVersion, kind).name).toBe('CustomResource');
  });

  it('is custom for lists, which are no objects', () => {
    for (const [apiVersion, kind] of [['v1', 'ConfigMapList'] as const, ['apps/v1', 'DeploymentList'] as const]) {
      expect([kind, isBuiltIn(apiVersion, kind)]).toEqual([kind, false]);
    }
  });

  it('loads no more of the SDK than the kinds in use', async () => {
    jest.resetModules();
    const fresh = require('./mocks') as typeof import('./mocks');
    await fresh.deployed(app => {
      const chart = new Chart(app, 'c');
      object(chart, 'a', 'v1', 'ConfigMap');
      object(chart, 'b', 'apps/v1', 'Deployment', { spec: {} });
      object(chart, 'c', 'x.io/v1', 'Thing');
    });
    const loaded = Object.keys(require.cache).flatMap(file => /@pulumi.kubernetes.(.*)\.js$/.exec(file)?.[1] ?? []);
    expect(loaded.filter(file => !/index$|^utilities$|^types/.test(file)).sort()).toEqual([
      'apiextensions/customResource',
      'apps/v1/deployment',
      'core/v1/configMap',
      'provider',
    ]);
    expect(loaded.filter(file => file.endsWith('index') && !file.startsWith('types'))).toEqual(
      expect.arrayContaining(['apps/v1/index', 'core/v1/index']),
    );
    expect(loaded).not.toContain('index');
  });

  it('is told for any text', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('..', 'apps/v1', 'v1', 'core', 'constructor', '__proto__'));
    fc.assert(
      fc.property(text, text, (apiVersion, kind) => {
        expect(typeOf(apiVersion, kind)).toMatch(/^kubernetes:/);
      }),
    );
  });

  it('is the one under which custom objects are registered', async () => {
    const { engine } = await deployed(app => {
      const chart = new Chart(app, 'c');
      object(chart, 'a', 'cert-manager.io/v1', 'Certificate', { spec: { secretName: 'tls' } });
      object(chart, 'b', 'apps/v1', 'DeploymentPatch', { spec: { paused: true } });
    });
    expect(engine.find('c/a')).toMatchObject({
      type: 'kubernetes:cert-manager.io/v1:Certificate',
      inputs: { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', spec: { secretName: 'tls' } },
    });
    expect(engine.find('c/b').type).toBe('kubernetes:apps/v1:DeploymentPatch');
  });
});
