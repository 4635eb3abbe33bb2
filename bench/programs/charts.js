/**
 * Synthesizes N charts of a Deployment, a Service and a ConfigMap, and prints how long each step took in milliseconds.
 * usage: node charts.js kubewright|cdk8s N OUTDIR
 */
const start = performance.now();
const [engine, count, outdir] = process.argv.slice(2);
const cdk8s = require('cdk8s');
const { App } = engine === 'kubewright' ? require('../../lib/src') : cdk8s;
const { ApiObject, Chart } = cdk8s;
const loaded = performance.now();

const app = new App({ outdir });
for (let i = 0; i < Number(count); i++) {
  const name = `app-${i}`;
  const labels = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': name };
  const chart = new Chart(app, name, { namespace: 'bench' });
  new ApiObject(chart, 'config', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, labels },
    data: { LOG_LEVEL: 'info', 'app.conf': `name = ${name}\nlisten = 8080\ntimeout = 30s\n` },
  });
  new ApiObject(chart, 'deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'web',
              image: 'registry.example.com/web:1.2.3',
              ports: [{ name: 'http', containerPort: 8080 }],
              envFrom: [{ configMapRef: { name } }],
              resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
              readinessProbe: { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 5 },
            },
          ],
        },
      },
    },
  });
  new ApiObject(chart, 'service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels },
    spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
  });
}
const created = performance.now();
app.synth();
const done = performance.now();
const steps = { load: loaded - start, create: created - loaded, synth: done - created };
if (engine === 'kubewright') Object.assign(steps, parts());
console.log(JSON.stringify({ ...steps, maxRss: process.resourceUsage().maxRSS / 1024 }));

/** The steps of synth() once more, one by one; what is left of the whole is the writing of files. */
function parts() {
  if (Number(count) > 5000) return {};
  const { plainLayout } = require('../../lib/src/layout');
  const before = performance.now();
  const synthesis = app.synthesize();
  const resolved = performance.now();
  for (const _ of plainLayout(synthesis, app.yamlOutputType, '.k8s.yaml'));
  return { resolve: resolved - before, yaml: performance.now() - resolved };
}
