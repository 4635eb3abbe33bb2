const QUANTITY = /^(\d+(?:\.\d*)?|\.\d+)(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d+))?$/;
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/**
 * The number a quantity of Kubernetes stands for; undefined for what is none, or negative.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function parseQuantity(text: string): number | undefined {
  const match = QUANTITY.exec(text);
  if (!match) return undefined;
  const [, digits, binary, decimal, exponent] = match;
  if (binary) return Number(digits) * 1024 ** (BINARY.indexOf(binary) + 1);
  const value = Number(`${digits}e${decimal ? DECIMAL[decimal] : (exponent ?? 0)}`);
  return Number.isFinite(value) ? value : undefined;
}
