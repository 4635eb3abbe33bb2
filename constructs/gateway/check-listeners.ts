import { isDeferred } from '../../src/values';
import type { Checks } from '../common/checks';
import { checkRouteHost } from '../ingress/routes/location';
import { fullListener, type Listener } from './listeners';

/** More than that a Gateway can't have. */
export const MOST_LISTENERS = 64;

/** Why a port can't be known later. */
export const IS_TOLD_APART = 'listeners are told apart by it';

/**
 * KW2001, KW2003, KW2004, KW2007, KW2012, KW2013, KW2014, KW2103, KW2105: looks at the listeners of a Gateway.
 * @param others listeners that are made beside them
 */
export function checkListeners(
  checks: Checks,
  given: readonly Listener[],
  others: readonly Listener[],
): readonly Listener[] {
  if (isDeferred(given)) return [];
  if (!Array.isArray(given) || given.length === 0) {
    checks.fail('KW2012', `listeners is ${JSON.stringify(given)}`, 'give a list of listeners, or leave it out');
    return [];
  }
  checks.integer('the number of listeners', given.length + others.length, 1, MOST_LISTENERS);
  const sound = (given as readonly Listener[]).filter((listener, i) =>
    checkListener(checks, `listeners[${i}]`, listener),
  );
  checkTogether(checks, [...sound, ...others]);
  return sound;
}

function checkListener(checks: Checks, prop: string, listener: Listener | undefined): boolean {
  checks.known(prop, listener);
  if (isDeferred(listener) || !checks.isGiven(prop, listener)) return false;
  const { protocol, name, hostname, port, allowedRoutes } = Object(listener) as Partial<Listener>;
  checks.known(`${prop}.protocol`, protocol).known(`${prop}.hostname`, hostname).known(`${prop}.name`, name);
  checks.known(`${prop}.port`, port, IS_TOLD_APART);
  checks.known(`${prop}.allowedRoutes`, allowedRoutes, 'its labels may be known later');
  if ([protocol, hostname, name, allowedRoutes].some(isDeferred)) return false;
  if (protocol !== 'HTTP' && protocol !== 'HTTPS' && protocol !== 'TLS') {
    checks.fail('KW2012', `${prop}.protocol is ${JSON.stringify(protocol)}`, "use 'HTTP', 'HTTPS' or 'TLS'");
    return false;
  }
  checks.dnsSubdomain(`${prop}.name`, name).integer(`${prop}.port`, port, 1, 65535);
  if (hostname !== undefined) checkRouteHost(checks, `${prop}.hostname`, String(hostname));
  checkAllowed(checks, `${prop}.allowedRoutes`, allowedRoutes);
  checkCertificates(checks, prop, listener as Listener);
  return true;
}

function checkAllowed(checks: Checks, prop: string, allowed: unknown): void {
  if (allowed === undefined || allowed === 'Same' || allowed === 'All') return;
  const { matchLabels } = Object(allowed) as { matchLabels?: unknown };
  if (typeof matchLabels === 'object' && matchLabels !== null && Object.keys(matchLabels).length > 0) return;
  checks.fail('KW2012', `${prop} is ${JSON.stringify(allowed)}`, "use 'Same', 'All' or { matchLabels }");
}

function checkCertificates(checks: Checks, prop: string, listener: Listener): void {
  if (listener.protocol === 'HTTP') return;
  const mode: unknown = listener.protocol === 'TLS' ? (listener.mode ?? 'Passthrough') : 'Terminate';
  checks.known(`${prop}.mode`, mode).known(`${prop}.certificates`, listener.certificates);
  if (mode !== 'Passthrough' && mode !== 'Terminate' && !isDeferred(mode)) {
    checks.fail('KW2012', `${prop}.mode is ${JSON.stringify(mode)}`, "use 'Passthrough' or 'Terminate'");
  }
  if (isDeferred(listener.certificates)) return;
  const certificates = Array.isArray(listener.certificates) ? listener.certificates : [];
  if (mode === 'Terminate' && certificates.length === 0) {
    checks.fail('KW2103', `${prop} ends TLS and has no certificate`, 'give certificates: [{ name }] of Secrets');
  }
  if (mode === 'Passthrough' && certificates.length > 0) {
    checks.fail(
      'KW2012',
      `${prop} has certificates, and lets TLS through`,
      "leave them out, or set mode to 'Terminate'",
    );
  }
  checks.integer(`the number of certificates of ${prop}`, certificates.length, 0, MOST_LISTENERS);
  for (const [i, certificate] of certificates.entries()) {
    checks.secret(`${prop}.certificates[${i}]`, certificate);
    checks.dnsLabel(`${prop}.certificates[${i}].namespace`, certificate?.namespace);
  }
}

/** What can't stand beside each other: names, and ports with hosts, twice; plain HTTP at a port of TLS. */
function checkTogether(checks: Checks, listeners: readonly Listener[]): void {
  const full = listeners.map(fullListener);
  const twice = (key: (listener: (typeof full)[number]) => string) =>
    full.find((one, i) => full.findIndex(other => key(other) === key(one)) < i);
  const named = twice(({ name }) => name);
  if (named) checks.fail('KW2012', `two listeners have the name ${named.name}`, 'give each a name of its own');
  const alike = twice(({ port, protocol, hostname }) => `${port}/${protocol}/${hostname ?? ''}`);
  if (alike && !named) {
    checks.fail('KW2012', `two listeners take ${alike.protocol} of one host at port ${alike.port}`, 'leave out one');
  }
  const plain = new Set(full.filter(({ protocol }) => protocol === 'HTTP').map(({ port }) => port));
  const mixed = full.find(({ protocol, port }) => protocol !== 'HTTP' && plain.has(port));
  if (mixed) checks.fail('KW2012', `port ${mixed.port} takes plain HTTP and ${mixed.protocol}`, 'use two ports');
}
