import { flag, list, map, mapOf, oneOf, text, whole } from './kong-schemas';

const statuses = list(whole(100, 999));
const seconds = whole(0);
const protocol = oneOf('http', 'https', 'tcp', 'grpc', 'grpcs');
/** What requests are told apart by, where each is to go to the pod that it went to before. */
export const hash = map({
  cookie: text,
  cookiePath: text,
  header: text,
  input: oneOf('ip', 'consumer', 'path', 'none'),
  queryArg: text,
  uriCapture: text,
});
/** Health checks, as KongUpstreamPolicy writes them. */
export const healthchecks = map({
  active: map({
    concurrency: whole(1),
    headers: mapOf(list(text)),
    healthy: map({ httpStatuses: statuses, interval: seconds, successes: whole(0) }),
    httpPath: text,
    httpsSni: text,
    httpsVerifyCertificate: flag,
    timeout: seconds,
    type: protocol,
    unhealthy: map({
      httpFailures: whole(0),
      httpStatuses: statuses,
      interval: seconds,
      tcpFailures: whole(0),
      timeouts: whole(0),
    }),
  }),
  passive: map({
    healthy: map({ httpStatuses: statuses, interval: seconds, successes: whole(0) }),
    type: protocol,
    unhealthy: map({
      httpFailures: whole(0),
      httpStatuses: statuses,
      interval: seconds,
      tcpFailures: whole(0),
      timeouts: whole(0),
    }),
  }),
  threshold: whole(0, 100),
});
/** Health checks, as KongIngress writes them. */
export const oldHealthchecks = map({
  active: map({
    concurrency: whole(1),
    headers: mapOf(list(text)),
    healthy: map({ http_statuses: list(whole(100, 999)), interval: seconds, successes: whole(0) }),
    http_path: text,
    https_sni: text,
    https_verify_certificate: flag,
    timeout: seconds,
    type: text,
    unhealthy: map({
      http_failures: whole(0),
      http_statuses: statuses,
      interval: seconds,
      tcp_failures: whole(0),
      timeouts: whole(0),
    }),
  }),
  passive: map({
    healthy: map({ http_statuses: statuses, interval: seconds, successes: whole(0) }),
    type: text,
    unhealthy: map({
      http_failures: whole(0),
      http_statuses: statuses,
      interval: seconds,
      tcp_failures: whole(0),
      timeouts: whole(0),
    }),
  }),
  threshold: { type: 'number' },
});
