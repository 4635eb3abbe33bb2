import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { images, type ServiceReference } from '../../src';

/** A web server that says its name, and what it was asked for. */
export function echo(chart: Chart, name: string): ServiceReference {
  const labels = { app: name };
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(use => `${use}_temp_path /tmp/${use};`);
  const conf = `pid /tmp/nginx.pid;
events {}
http {
  ${folders.join(' ')}
  server {
    listen 8080;
    location / {
      default_type text/plain;
      return 200 "${name} $request_method $host$request_uri added=$http_x_added\\n";
    }
  }
}
`;
  const config = new k8s.KubeConfigMap(chart, `${name}-config`, { metadata: { name }, data: { 'nginx.conf': conf } });
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
              name: 'nginx',
              image: images.nginx,
              command: ['nginx', '-c', '/etc/echo/nginx.conf', '-g', 'daemon off;'],
              ports: [{ containerPort: 8080 }],
              readinessProbe: { httpGet: { path: '/', port: k8s.IntOrString.fromNumber(8080) }, periodSeconds: 2 },
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
              volumeMounts: [
                { name: 'config', mountPath: '/etc/echo' },
                { name: 'tmp', mountPath: '/tmp' },
              ],
            },
          ],
          volumes: [
            { name: 'config', configMap: { name: config.name } },
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
  return { name, namespace: chart.namespace, port: 80 };
}

/**
 * A Secret with a certificate that signs itself.
 * @param folder where its files are made
 */
export function certificate(chart: Chart, name: string, host: string, folder: string): void {
  const [key, cert] = ['key', 'crt'].map(end => join(folder, `${name}.${end}`)) as [string, string];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${host}`],
      ...['-addext', `subjectAltName=DNS:${host}`, '-keyout', key, '-out', cert],
    ],
    { stdio: 'ignore' },
  );
  const text = (file: string) => readFileSync(file, 'utf8');
  new k8s.KubeSecret(chart, `${name}-secret`, {
    metadata: { name },
    type: 'kubernetes.io/tls',
    stringData: { 'tls.key': text(key), 'tls.crt': text(cert) },
  });
}
