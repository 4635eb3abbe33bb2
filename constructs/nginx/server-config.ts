import type { Checks } from '../common/checks';
import type { ServiceReference } from '../common/connections';

/** What the proxy's configuration depends on. */
export interface ServerConfig {
  readonly maxBodySize: string;
  readonly proxyTimeoutSeconds: number;
  /** Seconds that static files are cached; 0 for no cache. */
  readonly cacheSeconds: number;
  readonly upstream: ServiceReference;
  /** The proxy's own namespace. */
  readonly namespace: string | undefined;
  /** Whether another proxy in front tells the client's address and scheme. */
  readonly trustForwarded: boolean;
}

/** Looks at what goes into the text. */
export function checkConfig(checks: Checks, config: Omit<ServerConfig, 'namespace' | 'trustForwarded'>): void {
  checks
    .integer('proxyTimeoutSeconds', config.proxyTimeoutSeconds, 1)
    .integer('cacheSeconds', config.cacheSeconds, 0)
    .service('upstream', config.upstream);
  checkBodySize(checks, config.maxBodySize);
}

/** Looks at the size of a body, which stands in annotations of an Ingress too. */
export function checkBodySize(checks: Checks, size: string): void {
  checks.match('maxBodySize', size, /^\d{1,9}[kmg]?$/i, 'a size of nginx such as 64m');
}

/** Port that nginx listens at; one below 1024 would take a privilege. */
export const PORT = 8080;

/**
 * Tells nginx what it can't find out itself, and starts it: the cluster's DNS server; the ends of Services' names,
 * since its own resolver knows no search list; and whether there is IPv6.
 */
export const startScript = `set -eu
awk '
  $1 == "nameserver" { servers = servers " " ($2 ~ /:/ ? "[" $2 "]" : $2) }
  $1 == "search" { namespace = "." $2; cluster = namespace; sub(/^\\.[^.]+/, "", cluster) }
  END {
    print "resolver" servers " valid=10s;"
    print "map \\"\\" $namespace_suffix { default \\"" namespace "\\"; }"
    print "map \\"\\" $cluster_suffix { default \\"" cluster "\\"; }"
  }
' /etc/resolv.conf > /tmp/cluster.conf
echo "listen ${PORT};" > /tmp/listen.conf
if [ -f /proc/net/if_inet6 ]; then echo "listen [::]:${PORT};" >> /tmp/listen.conf; fi
exec nginx -c /etc/nginx/kubewright/nginx.conf -g 'daemon off;'
`;

/**
 * The whole nginx.conf. The upstream stands in a variable, so that nginx asks DNS again and again: a Service that was
 * made anew, with another address, is found without a restart.
 */
export function nginxConfig(config: ServerConfig): string {
  return `worker_processes 2;
pid /tmp/nginx.pid;
error_log /dev/stderr warn;

events {
  worker_connections 1024;
}

http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log /dev/stdout;
  server_tokens off;
  sendfile on;
  keepalive_timeout 65;
  client_max_body_size ${config.maxBodySize};
  client_body_temp_path /tmp/client_body;
  proxy_temp_path /tmp/proxy;
  proxy_max_temp_file_size ${config.cacheSeconds > 0 ? '100m' : '0'};
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  include /tmp/cluster.conf;

  gzip on;
  gzip_proxied any;
  gzip_types text/css text/plain text/xml application/javascript application/json application/rss+xml image/svg+xml;

${config.trustForwarded ? forwardedProto : ''}${config.cacheSeconds > 0 ? cacheZone : ''}
  server {
    include /tmp/listen.conf;
    server_name _;

    location = /nginx-health {
      access_log off;
      default_type text/plain;
      return 200 "ok\\n";
    }
${config.cacheSeconds > 0 ? cachedFiles(config) : ''}
    location / {
${upstream(config)}
    }
  }
}
`;
}

const forwardedProto = `
  # what the proxy in front said of the client's scheme goes on; else it is ours
  map $http_x_forwarded_proto $forwarded_proto {
    default $http_x_forwarded_proto;
    "" $scheme;
  }
`;

const cacheZone = `
  proxy_cache_path /tmp/cache levels=1:2 keys_zone=static:10m max_size=100m inactive=60m use_temp_path=off;
`;

function cachedFiles(config: ServerConfig): string {
  return `
    location ~* \\.(?:css|js|gif|jpe?g|png|webp|avif|svg|ico|woff2?)$ {
${upstream(config)}
      proxy_cache static;
      proxy_cache_valid 200 ${config.cacheSeconds}s;
      proxy_cache_lock on;
      proxy_cache_use_stale error timeout updating http_500 http_502 http_503 http_504;
      add_header X-Cache-Status $upstream_cache_status;
    }
`;
}

function upstream(config: ServerConfig): string {
  const { port } = config.upstream;
  return `      set $backend "${nameOf(config)}";
      proxy_pass http://$backend:${port};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header X-Real-IP $remote_addr;
      proxy_set_header X-Forwarded-For ${config.trustForwarded ? '$proxy_add_x_forwarded_for' : '$remote_addr'};
      proxy_set_header X-Forwarded-Proto ${config.trustForwarded ? '$forwarded_proto' : '$scheme'};
      proxy_set_header Connection "";
      proxy_connect_timeout 5s;
      proxy_read_timeout ${config.proxyTimeoutSeconds}s;
      proxy_send_timeout ${config.proxyTimeoutSeconds}s;`;
}

function nameOf({ upstream: { name, namespace }, namespace: own }: ServerConfig): string {
  if (namespace !== undefined && namespace !== own) return `${name}.${namespace}$cluster_suffix`;
  return name.includes('.') ? name : `${name}$namespace_suffix`;
}
