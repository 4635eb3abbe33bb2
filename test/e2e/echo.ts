import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { ServiceReference } from '../../src';

/** Answers with what it was asked, and says who it is. */
export function echo(chart: Chart, name: string): ServiceReference {
  const labels = { app: name };
  const seen = '$request_uri host=$host a=$http_x_a b=$http_x_b upgrade=$http_upgrade connection=$http_connection';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(kind => `${kind}_temp_path /tmp/${kind};`);
  const config = `pid /tmp/nginx.pid;
error_log /dev/stderr;
events {}
http {
  access_log off;
  default_type text/plain;
  ${temporary.join(' ')}
  server {
    listen 8080;
    add_header X-Echo ${name};
    location / { return 200 "${name} uri=${seen} proto=$http_x_forwarded_proto\n"; }
  }
}
`;
  new k8s.KubeConfigMap(chart, `${name}-config`, { metadata: { name }, data: { 'nginx.conf': config } });
  new k8s.KubeDeployment(chart, name, {
    metadata: { name },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          securityContext: { runAsNonRoot: true, runAsUser: 101, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              name: 'echo',
              image: 'nginx:1.30.4-alpine',
              command: ['nginx', '-c', '/etc/echo/nginx.conf', '-g', 'daemon off;'],
              ports: [{ containerPort: 8080 }],
              readinessProbe: { tcpSocket: { port: k8s.IntOrString.fromNumber(8080) } },
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
              volumeMounts: [
                { name: 'config', mountPath: '/etc/echo' },
                { name: 'tmp', mountPath: '/tmp' },
              ],
            },
          ],
          volumes: [
            { name: 'config', configMap: { name } },
            { name: 'tmp', emptyDir: {} },
          ],
        },
      },
    },
  });
  new k8s.KubeService(chart, `${name}-service`, {
    metadata: { name },
    spec: { selector: labels, ports: [{ port: 80, targetPort: k8s.IntOrString.fromNumber(8080) }] },
  });
  return { name, port: 80, pods: { podLabels: labels, port: 8080 } };
}
