import { BlockList, isIP } from 'node:net';

/** The proxy that the provider takes to a server by the environment, after the rules of Go's net/http. */
export function proxyFromEnv(server: URL, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const isSecure = server.protocol === 'https:';
  const proxy = isSecure ? env.HTTPS_PROXY || env.https_proxy : env.HTTP_PROXY || env.http_proxy;
  const host = server.hostname.replace(/^\[|\]$/g, '');
  if (!proxy || isLoopback(host)) return undefined;
  const port = server.port || (isSecure ? '443' : '80');
  const exceptions = (env.NO_PROXY || env.no_proxy || '').toLowerCase().split(',');
  return exceptions.some(exception => covers(exception.trim(), host, port)) ? undefined : proxy;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function covers(exception: string, host: string, port: string): boolean {
  if (exception === '*') return true;
  if (exception.includes('/')) return isInSubnet(exception, host);
  const [, name = '', onlyPort] = /^(?:\[?([^\]]*:[^\]]*:[^\]]*|[^\]:]*)\]?)(?::(\d+))?$/.exec(exception) ?? [];
  if (name === '' || (onlyPort && onlyPort !== port)) return false;
  if (isIP(host)) return name === host;
  const domain = name.replace(/^\*?\./, '.');
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

function isInSubnet(subnet: string, host: string): boolean {
  const [net = '', bits = ''] = subnet.split('/');
  const family = isIP(net);
  if (family === 0 || family !== isIP(host) || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) {
    return false;
  }
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(net, Number(bits), type);
  return list.check(host, type);
}
