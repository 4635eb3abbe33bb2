const QUANTITY = /^([+-]?)(\d+)?(?:\.(\d*))?(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d{1,3}))?$/;
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** A decimal number, exactly: `digits` times ten to the power of `power`. */
interface Decimal {
  readonly digits: bigint;
  readonly power: number;
}

/**
 * Compares two quantities of Kubernetes, exactly.
 * @returns less than 0, 0 or more than 0; `undefined` where one of them is no quantity
 */
export function compareQuantities(a: unknown, b: unknown): number | undefined {
  const [left, right] = [parse(a), parse(b)];
  if (!left || !right) return undefined;
  const power = Math.min(left.power, right.power);
  const difference = scaled(left, power) - scaled(right, power);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function scaled({ digits, power }: Decimal, to: number): bigint {
  return digits * 10n ** BigInt(power - to);
}

function parse(value: unknown): Decimal | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const match = QUANTITY.exec(String(value));
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', binary, decimal, exponent] = match;
  if (whole + fraction === '') return undefined;
  const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  const factor = binary ? 1024n ** BigInt(BINARY.indexOf(binary) + 1) : 1n;
  const shift = decimal ? DECIMAL[decimal]! : Number(exponent ?? 0);
  return { digits: digits * factor, power: shift - fraction.length };
}
