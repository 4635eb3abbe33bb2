/**
 * Registers N objects with Pulumi's mocks, in a third each Deployments, Services and ConfigMaps, and prints how long it
 * took in milliseconds: below a tree of constructs, or each by its class of @pulumi/kubernetes.
 * usage: node pulumi.js kubewright|classes N
 */
const [engine, count] = process.argv.slice(2);
const start = performance.now();
const pulumi = require('@pulumi/pulumi');
const sdkLoaded = performance.now();
const own = engine === 'kubewright' ? require('../../lib/src/pulumi') : undefined;
const k8s = require('@pulumi/kubernetes');
const { ApiObject } = require('cdk8s');

const names = Array.from({ length: Math.ceil(count / 3) }, (_, i) => `app-${i}`);
let registered = 0;
pulumi.runtime.setMocks({
  newResource: ({ type, inputs, name }) => {
    if (type.startsWith('kubernetes:')) registered++;
    return { id: name, state: inputs };
  },
  call: () => ({}),
});

function objectsOf(name) {
  const labels = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': name };
  const metadata = { name, namespace: 'bench', labels };
  const container = {
    name: 'web',
    image: 'registry.example.com/web:1.2.3',
    ports: [{ name: 'http', containerPort: 8080 }],
    envFrom: [{ configMapRef: { name } }],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
  };
  return {
    config: { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { LOG_LEVEL: 'info' } },
    service: { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports: [{ port: 80 }] } },
    deployment: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [container] } },
      },
    },
  };
}

const provider = new k8s.Provider('cluster', {});
const work = {
  kubewright: () => {
    const build = chart => {
      for (const name of names) {
        for (const [id, object] of Object.entries(objectsOf(name))) new ApiObject(chart, `${name}-${id}`, object);
      }
    };
    new own.ConstructTree('bench', build, { provider });
  },
  classes: () => {
    for (const name of names) {
      const { config, service, deployment } = objectsOf(name);
      const map = new k8s.core.v1.ConfigMap(name, config, { provider });
      new k8s.core.v1.Service(name, service, { provider });
      new k8s.apps.v1.Deployment(name, deployment, { provider, dependsOn: [map] });
    }
  },
};

const begun = performance.now();
work[engine]();
pulumi.runtime.disconnect().then(() => {
  const ended = performance.now();
  const { maxRSS } = process.resourceUsage();
  console.log(JSON.stringify({ sdk: sdkLoaded - start, register: ended - begun, registered, maxRss: maxRSS / 1024 }));
});
