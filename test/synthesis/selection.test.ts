import type { JsonObject } from '../../src/synthesis';
import { selectsPodsOf } from '../../src/synthesis/selection';

const service = (spec: unknown, more: object = {}): JsonObject =>
  ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec, ...more }) as JsonObject;
const front = service({ selector: { app: 'web' } });

function workload(apiVersion: string, kind: string, labels: unknown = { app: 'web', tier: 'front' }): JsonObject {
  const template = { metadata: { labels } };
  return { apiVersion, kind, metadata: { name: 'a' }, spec: { template } } as JsonObject;
}

const deployment = workload('apps/v1', 'Deployment');

describe('a Service that is ready only with the pods of a workload', () => {
  it.each([
    ['apps/v1', 'Deployment'],
    ['apps/v1', 'StatefulSet'],
    ['apps/v1', 'DaemonSet'],
    ['apps/v1', 'ReplicaSet'],
    ['apps/v1beta1', 'Deployment'],
    ['v1', 'ReplicationController'],
  ])('is one that selects them: %s %s', (apiVersion, kind) => {
    expect(selectsPodsOf(front, workload(apiVersion, kind))).toBe(true);
    expect(selectsPodsOf(front, workload(apiVersion, kind, { app: 'other' }))).toBe(false);
  });

  it('may select a pod by its own labels', () => {
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', labels: { app: 'web' } } };
    expect(selectsPodsOf(front, pod)).toBe(true);
    expect(selectsPodsOf(front, { ...pod, metadata: { name: 'a' } })).toBe(false);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ['another namespace', service(front.spec, { metadata: { name: 'web', namespace: 'x' } }), deployment],
    ['a Job, which no Service waits for', front, workload('batch/v1', 'Job')],
    ['a CronJob', front, workload('batch/v1', 'CronJob')],
    ['a Deployment of somebody else', front, workload('x.io/v1', 'Deployment')],
    ['a ConfigMap', front, workload('v1', 'ConfigMap')],
    ['only one of two labels', service({ selector: { app: 'web', tier: 'back' } }), deployment],
    ['no selector', service({ ports: [] }), deployment],
    ['an empty one', service({ selector: {} }), deployment],
    ['a headless Service', service({ selector: { app: 'web' }, clusterIP: 'None' }), deployment],
    ['a Service of Knative', service(front.spec, { apiVersion: 'serving.knative.dev/v1' }), deployment],
    ['what is no Service', workload('apps/v1', 'Deployment'), deployment],
    ['a Service without a spec', service(undefined), deployment],
    ['a Service whose spec is none', service('x'), deployment],
    ['a selector that is none', service({ selector: ['web'] }), deployment],
    ['labels that are none', front, workload('apps/v1', 'Deployment', null)],
    ['labels of a list', front, workload('apps/v1', 'Deployment', ['web'])],
  ])('is none with %s', (_, of, by) => {
    expect(selectsPodsOf(of, by)).toBe(false);
  });
});
