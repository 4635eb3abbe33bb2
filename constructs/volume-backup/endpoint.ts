import { isIP } from 'node:net';
import type { Checks } from '../common/checks';
import type { ServiceReference } from '../common/connections';
import type { WorkloadPolicy } from '../common/network-policy';
import type { S3Bucket } from './props';

interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Host and port of an URL that has nothing else; undefined for any other text. */
export function parseEndpoint(text: unknown): Endpoint | undefined {
  if (typeof text !== 'string') return undefined;
  const match = /^(https?):\/\/([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?$/.exec(text);
  if (!match) return undefined;
  const port = match[3] === undefined ? (match[1] === 'https' ? 443 : 80) : Number(match[3]);
  return { host: match[2]!.replace(/^\[|\]$/g, '').toLowerCase(), port };
}

/** A name without a dot, of a Service, or below a domain that only private networks have. */
function isInside(host: string): boolean {
  if (isIP(host) > 0) return false;
  return !host.includes('.') || /\.svc(\.|$)|\.(local|internal|lan|home\.arpa)$/.test(host);
}

/** KW2004, KW2012, KW2013, KW2014: the URL of a server, and the Service behind it where a policy needs it. */
export function checkEndpoint(checks: Checks, prop: string, { endpoint, service }: S3Bucket): void {
  checks.known(`${prop}.endpoint`, endpoint, 'the network policy depends on it');
  if (service !== undefined) checks.service(`${prop}.service`, service);
  if (!checks.isGiven(`${prop}.endpoint`, endpoint) || typeof endpoint === 'object') return;
  const parsed = parseEndpoint(endpoint);
  if (!parsed) {
    checks.match(`${prop}.endpoint`, endpoint, /(?!)/, 'an URL without a path, such as https://s3.example.com');
    return;
  }
  checks
    .hostOrAddress(`host of ${prop}.endpoint`, parsed.host)
    .integer(`port of ${prop}.endpoint`, parsed.port, 1, 65535);
  if (service !== undefined || !isInside(parsed.host)) return;
  checks.fail(
    'KW2013',
    `${prop}.service is missing: ${parsed.host} is no host of the internet, which is all that the job may reach`,
    `give ${prop}.service, such as { name: 'minio', namespace: 'storage', port: ${parsed.port} }`,
  );
}

/** Lets pods connect to a server of S3, and to the DNS that knows it. */
export function connectTo({ endpoint, service }: S3Bucket, policy: WorkloadPolicy): void {
  const { host, port } = parseEndpoint(endpoint)!;
  policy.allowDns();
  const known: ServiceReference | undefined = service ?? (isIP(host) > 0 ? { name: host, port } : undefined);
  if (known) policy.allowTo(known);
  else policy.allowInternet(port);
}
