const entrypoint = `#!/bin/sh
set -eu

# wait: the database is slow
until mysqladmin ping --host="$DB_HOST" --silent; do
\tsleep 1
done

case "$1" in
  on|yes) exec "$@" ;;
  *) echo "usage: $0 [on|off] {a,b}" >&2; exit 64 ;;
esac
`;

const nginx = `server {
  listen 8080 default_server;
  location ~ \\.php$ { fastcgi_pass 127.0.0.1:9000; }
  add_header X-Robots-Tag "noindex, nofollow" always;
}`;

const labels = { 'app.kubernetes.io/name': 'blog', 'app.kubernetes.io/version': '6.4.2', tier: 'front-end' };
const metadata = (name: string, more: object = {}) => ({ name, namespace: 'blog', labels, ...more });

const pod = {
  metadata: {
    labels,
    annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9113', checksum: 'e3b0c44298fc' },
  },
  spec: {
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, fsGroup: 101, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'web',
        image: 'registry.example.com:5000/library/nginx:1.27.3-alpine@sha256:0123456789abcdef',
        command: ['/bin/sh', '-c', 'exec nginx -g "daemon off;"'],
        args: [
          '--listen=:8080',
          '--v=2',
          '-c',
          '/etc/nginx/nginx.conf',
          '--enable',
          '--',
          'on',
          '*.example.com',
          '$(POD_NAME)',
        ],
        env: [
          { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          { name: 'DEBUG', value: 'false' },
          { name: 'UMASK', value: '0022' },
          { name: 'EMPTY', value: '' },
          { name: 'RATIO', value: '.5' },
          { name: 'JSON', value: '{"a": [1, 2]}' },
          { name: 'GREETING', value: "it's: fine # really" },
        ],
        resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1', memory: '1.5Gi' } },
        readinessProbe: { httpGet: { path: '/healthz?full=1', port: 'http' }, periodSeconds: 5, timeoutSeconds: 0.5 },
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp', subPath: null }],
        securityContext: { capabilities: { drop: ['ALL'], add: [] }, readOnlyRootFilesystem: true },
      },
    ],
    volumes: [{ name: 'tmp', emptyDir: {} }],
    tolerations: [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' }],
  },
};

const policy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: metadata('web'),
  spec: {
    podSelector: { matchLabels: labels, matchExpressions: [] },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.2.3/32', 'fd00::/8'] } }] }],
    egress: [{}],
  },
};

const crd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'backups.example.com' },
  spec: {
    group: 'example.com',
    versions: [
      {
        name: 'v1alpha1',
        schema: {
          openAPIV3Schema: { type: 'object', properties: { y: { type: 'string', pattern: '^[a-z]([-a-z0-9]*)$' } } },
        },
        additionalPrinterColumns: [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }],
      },
    ],
    scale: { matrix: [[1, 2], [], [[3.5, -4]], ['a', { b: 'c' }]] },
  },
};

/** What people write: nothing in it is read in two ways. */
export const manifests: Readonly<Record<string, object>> = {
  deployment: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata('web'),
    spec: { replicas: 3, template: pod },
  },
  service: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata('web', {
      annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'a.example.com,b.example.com' },
    }),
    spec: { clusterIP: 'None', externalIPs: ['203.0.113.7', '2001:db8::1'], ports: [{ port: 80, targetPort: 'http' }] },
  },
  scripts: {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata('scripts'),
    data: {
      'entrypoint.sh': entrypoint,
      'nginx.conf': nginx,
      'kept.txt': 'two blank lines follow\n\n\n',
      'unix.properties': 'a=b\nurl=jdbc:mysql://db:3306/blog?useSSL=true\n',
      'one-line': 'key: value\n',
      'words.txt': 'yes\nno\n---\n...\n',
      url: 'https://user@example.com:8443/path?a=b&c=d#fragment',
    },
  },
  secret: {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'Opaque',
    metadata: metadata('db'),
    data: { password: 'cGFzc3dvcmQ=', no: 'bm8=' },
  },
  cronJob: {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadata('backup'),
    spec: { schedule: '*/5 * * * *', timeZone: 'Etc/UTC', suspend: false, jobTemplate: { spec: { backoffLimit: 0 } } },
  },
  nightly: {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadata('nightly'),
    spec: { schedule: '0 3 * * 1-5' },
  },
  policy,
  ingress: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata('web', {
      annotations: {
        'nginx.ingress.kubernetes.io/rewrite-target': '/$2',
        'nginx.ingress.kubernetes.io/server-snippet':
          'if ($host = www.example.com) {\n  return 301 https://example.com;\n}\n',
        'example.com/built': '2024-01-01T00:00:00Z',
        'example.com/window': '22:30',
        'example.com/build': '20240101',
        'example.com/commit': '12e4567',
        'example.com/owner': '@team',
        'example.com/discount': '100%',
        'example.com/text': 'Grüße, 世界 😀',
      },
    }),
    spec: { rules: [{ host: '*.example.com', http: { paths: [{ path: '/(/|$)(.*)', pathType: 'Prefix' }] } }] },
  },
  role: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'system:aggregate-to-view' },
    rules: [
      { apiGroups: ['', '*'], resources: ['pods/log'], verbs: ['get', 'list'] },
      { nonResourceURLs: ['/healthz'], verbs: ['*'] },
    ],
  },
  crd,
  quantities: {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: metadata('all'),
    spec: {
      hard: {
        'requests.cpu': '4',
        memory: '1e3',
        pods: 1e6,
        'count/jobs.batch': '10',
        ratio: 0.25,
        debt: -1,
        null: null,
      },
    },
  },
};
