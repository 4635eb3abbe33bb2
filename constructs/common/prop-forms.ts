import { isIP } from 'node:net';
import { isDeferred } from '../../src/values';
import type { Checks } from './checks';

/** KW2012: a list, unless it is left out; tells what is in it. */
export function listOf<T = unknown>(checks: Checks, prop: string, value: unknown): readonly T[] {
  if (value === undefined) return [];
  checks.known(prop, value, 'its items may be known later');
  if (isDeferred(value)) return [];
  if (Array.isArray(value)) return value;
  checks.fail('KW2012', `${prop} is ${JSON.stringify(value)}`, 'use a list');
  return [];
}

/** KW2004, KW2012: addresses and networks in CIDR notation. */
export function checkNetworks(checks: Checks, prop: string, value: unknown): void {
  listOf(checks, prop, value).forEach((network, i) => {
    if (isDeferred(network) || (typeof network === 'string' && isNetwork(network))) return;
    checks.fail(
      'KW2004',
      `${prop}[${i}] is ${JSON.stringify(network)}`,
      'use an address or a network, such as 192.168.10.5 or 192.168.0.0/16',
    );
  });
}

/** Whether it is an address, or a network in CIDR notation. */
export function isNetwork(text: string): boolean {
  const [address, length, ...rest] = text.split('/');
  const version = isIP(address!);
  if (version === 0 || rest.length > 0 || address!.includes('%')) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128));
}

/** KW2012: yes or no, unless it is left out. */
export function checkFlag(checks: Checks, prop: string, value: unknown): void {
  if (value === undefined || typeof value === 'boolean' || isDeferred(value)) return;
  checks.fail('KW2012', `${prop} is ${JSON.stringify(value)}`, 'use true or false');
}
