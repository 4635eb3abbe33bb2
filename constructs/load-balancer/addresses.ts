import { isIP, isIPv4 } from 'node:net';

/** Addresses from the first to the last. */
export interface AddressRange {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** A network in CIDR notation, or two addresses with `-` between them; `undefined` for what is neither. */
export function parseRange(text: string): AddressRange | undefined {
  const [from, to, ...more] = text.split('-').map(part => part.trim());
  if (to !== undefined) return more.length > 0 ? undefined : between(from!, to);
  const [address, length, ...rest] = text.split('/');
  const start = parseAddress(address!);
  if (!start || rest.length > 0 || !/^\d{1,3}$/.test(length ?? '')) return undefined;
  const bits = start.version === 4 ? 32 : 128;
  if (Number(length) > bits) return undefined;
  const size = 1n << BigInt(bits - Number(length));
  // MetalLB takes the network that an address is in, whatever stands in its host part
  const first = start.first - (start.first % size);
  return { version: start.version, first, last: first + size - 1n };
}

/** One address. */
export function parseAddress(text: string): AddressRange | undefined {
  const version = isIP(text);
  if (version === 0 || text.includes('%')) return undefined;
  const value = version === 4 ? valueOf4(text) : valueOf6(text);
  return { version: version === 4 ? 4 : 6, first: value, last: value };
}

/** Whether some address is in both. */
export function overlaps(one: AddressRange, other: AddressRange): boolean {
  return one.version === other.version && one.first <= other.last && other.first <= one.last;
}

function between(from: string, to: string): AddressRange | undefined {
  const [first, last] = [parseAddress(from), parseAddress(to)];
  if (!first || !last || first.version !== last.version || first.first > last.first) return undefined;
  return { version: first.version, first: first.first, last: last.first };
}

function valueOf4(text: string): bigint {
  return text.split('.').reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function valueOf6(text: string): bigint {
  // the last two groups may be written as an IPv4 address
  const tail = text.slice(text.lastIndexOf(':') + 1);
  const whole = isIPv4(tail)
    ? `${text.slice(0, -tail.length)}${(valueOf4(tail) >> 16n).toString(16)}:${(valueOf4(tail) & 0xffffn).toString(16)}`
    : text;
  const [head = '', end] = whole.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const [left, right] = [groups(head), groups(end ?? '')];
  const zeros = end === undefined ? [] : Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].reduce((value, group) => value * 65536n + BigInt(`0x${group}`), 0n);
}
