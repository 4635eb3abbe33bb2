// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of nginx look like JavaScript's own
import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { PublicEndpoint } from '../../constructs/ingress';
import {
  NginxIngressController,
  NginxPolicy,
  TransportServer,
  VirtualServer,
} from '../../constructs/ingress/controller';
import { App, images, RestrictedNamespace, WordPressSite } from '../../src';

export const NAMESPACE = 'kubewright-e2e-routes';
export const INGRESS = 'kubewright-e2e-ingress';
export const CLASS = 'kubewright-e2e';
export const PORTS = { http: 30780, https: 30743, echo: 30779 };

/** A web server that tells its name and what it was asked. */
function echo(chart: Chart, name: string): void {
  const labels = { app: name };
  const config = `worker_processes 1; pid /tmp/nginx.pid; error_log stderr; events {} http { access_log off;
    client_body_temp_path /tmp/a; proxy_temp_path /tmp/b; fastcgi_temp_path /tmp/c; uwsgi_temp_path /tmp/d;
    scgi_temp_path /tmp/e; server { listen 8080; location / {
    return 200 "${name} $request_method $request_uri for=$http_x_forwarded_for proto=$http_x_forwarded_proto"; } } }`;
  new k8s.KubeDeployment(chart, name, {
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, runAsUser: 101, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              name: 'echo',
              image: images.nginx,
              command: ['sh', '-c', 'printf %s "$CONFIG" > /tmp/n.conf; exec nginx -c /tmp/n.conf -g "daemon off;"'],
              env: [{ name: 'CONFIG', value: config }],
              readinessProbe: { tcpSocket: { port: k8s.IntOrString.fromNumber(8080) }, periodSeconds: 1 },
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
            },
          ],
        },
      },
    },
  });
  new k8s.KubeService(chart, `${name}-service`, {
    metadata: { name },
    spec: { selector: labels, ports: [{ port: 80, targetPort: k8s.IntOrString.fromNumber(8080) }] },
  });
}

function ingress(chart: Chart, name: string, host: string, more: object): void {
  const backend = { service: { name: 'one', port: { number: 80 } } };
  const second = { service: { name: 'two', port: { number: 80 } } };
  new k8s.KubeIngress(chart, name, {
    metadata: { name },
    spec: {
      rules: [
        {
          host,
          http: {
            paths: [
              { path: '/', pathType: 'Prefix', backend },
              { path: '/two', pathType: 'Prefix', backend: second },
            ],
          },
        },
      ],
      ...more,
    },
  });
}

/** The controller, and all that is behind it. */
export function synthRoutes(outdir: string, generation = '1'): void {
  const app = new App({ outdir });
  const controller = new NginxIngressController(new Chart(app, 'ingress'), 'ingress', {
    name: 'ingress',
    namespace: INGRESS,
    ingressClassName: CLASS,
    isDefaultClass: true,
    replicas: 2,
    healthStatus: true,
    expose: { type: 'nodePort', httpNodePort: PORTS.http, httpsNodePort: PORTS.https },
    listeners: [{ name: 'echo', port: 7000, nodePort: PORTS.echo }],
    clientAddresses: { from: 'X-Forwarded-For', trustedProxies: ['0.0.0.0/0'] },
    configuration: { 'client-max-body-size': '64m', 'worker-connections': generation === '1' ? 1024 : 2048 },
    scheduling: { nodeSelector: { 'kubernetes.io/os': 'linux' } },
    terminationGracePeriodSeconds: generation === '1' ? 60 : 61,
  });
  controller.allowMetricsFrom({ podLabels: { app: 'prometheus' }, namespace: NAMESPACE });
  const chart = new Chart(app, 'routes', { namespace: NAMESPACE });
  const namespace = new RestrictedNamespace(chart, 'namespace', { name: NAMESPACE });
  echo(chart, 'one');
  echo(chart, 'two');
  ingress(chart, 'plain', 'plain.example.org', { ingressClassName: CLASS });
  ingress(chart, 'default-class', 'default.example.org', {});
  ingress(chart, 'secure', 'secure.example.org', {
    ingressClassName: CLASS,
    tls: [{ hosts: ['secure.example.org'], secretName: 'secure' }],
  });
  const [one, two] = ['one', 'two'].map(name => ({ name, port: 80 }));
  const limited = new NginxPolicy(chart, 'limited', { controller, rateLimit: { rate: '1r/s' } });
  const denied = new NginxPolicy(chart, 'denied', { controller, accessControl: { deny: ['198.51.100.0/24'] } });
  new VirtualServer(chart, 'shop', {
    controller,
    host: 'shop.example.org',
    upstreams: { one: one!, two: { target: two!, 'read-timeout': '10s' } },
    routes: [
      {
        path: '/',
        splits: [
          { weight: 70, action: { pass: 'one' } },
          { weight: 30, action: { pass: 'two' } },
        ],
      },
      { path: '/old', action: { proxy: { upstream: 'one', rewritePath: '/new' } } },
      { path: '/limited', policies: [limited], action: { pass: 'one' } },
      { path: '/guarded', policies: [denied], action: { pass: 'one' } },
      { path: '=/gone', action: { redirect: { url: 'https://www.example.org/', code: 301 } } },
    ],
  });
  new VirtualServer(chart, 'tls', {
    controller,
    host: 'tls.example.org',
    tls: { secretName: 'secure' },
    upstreams: { one: one! },
    routes: [{ path: '/', action: { pass: 'one' } }],
  });
  new TransportServer(chart, 'echo', { controller, listener: 'echo', target: two! });
  const site = new WordPressSite(chart, 'blog', {
    expose: { type: 'clusterIp' },
    database: { storage: { type: 'none' }, backup: false },
    storage: { type: 'none' },
    nginx: false,
  });
  const endpoint = new PublicEndpoint(chart, 'public', { via: controller });
  endpoint.route('blog.example.org/', site.wordpress, { maxBodySize: site.wordpress.maxBodySize });
  for (const construct of chart.node.children) {
    if (construct !== namespace) construct.node.addDependency(namespace);
  }
  app.synth();
}
