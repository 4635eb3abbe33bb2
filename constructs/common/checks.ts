import { isIP, isIPv4 } from 'node:net';
import type { IConstruct } from 'constructs';
import { KubewrightError } from '../../src/error';
import { derived, isDeferred } from '../../src/values';
import { parseQuantity } from './quantity';
import { isSchedule } from './schedule';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
/** An image with a tag or a digest: `registry:5000/group/name:tag@sha256:…`. */
const IMAGE =
  /^([a-zA-Z0-9.-]+(:\d+)?\/)?[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:\w[\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/;

/**
 * Looks at the props of one construct and collects what is wrong with them, so that one error tells all.
 *
 * A value that is not known yet (a `Lazy`, an output of Pulumi) passes; so does `undefined`. See {@link checkedLater}.
 */
export class Checks {
  private readonly errors: KubewrightError[] = [];

  public constructor(private readonly scope: IConstruct) {}

  /** Reports a problem of its own kind. */
  public fail(code: string, problem: string, remedy: string): this {
    this.errors.push(new KubewrightError({ code, place: this.scope.node.path, problem, remedy }));
    return this;
  }

  /**
   * Ends the look.
   * @throws KubewrightError with all that was collected
   */
  public done(): void {
    if (this.errors.length > 0) throw KubewrightError.all(this.errors);
  }

  /** KW2013: something has to be given; tells whether it is. */
  public isGiven(prop: string, value: unknown): boolean {
    if (value !== undefined && value !== null) return true;
    this.fail('KW2013', `${prop} is missing`, `give ${prop}`);
    return false;
  }

  /** KW2014: a value that has to be known when the construct is made. */
  public known(prop: string, value: unknown, why = 'what is made depends on it'): this {
    if (!isDeferred(value)) return this;
    return this.fail('KW2014', `${prop} is not known yet`, `give a plain value; ${why}`);
  }

  /** KW2014: props that decide what is made; an object's own values may still be known later. */
  public allKnown<T extends object>(props: T, ...names: readonly (keyof T & string)[]): this {
    for (const name of names) this.known(name, props[name]);
    return this;
  }

  /** KW2014: a value that goes into a name, with all that is in it. */
  public knownThroughout(prop: string, value: unknown, why: string): this {
    this.known(prop, value, why);
    if (typeof value !== 'object' || value === null || isDeferred(value)) return this;
    for (const [key, item] of Object.entries(value)) this.knownThroughout(`${prop}.${key}`, item, why);
    return this;
  }

  /** KW2001: a whole number from `min` to `max`. */
  public integer(prop: string, value: unknown, min: number, max = Number.MAX_SAFE_INTEGER): this {
    if (isOpen(value) || (Number.isInteger(value) && Number(value) >= min && Number(value) <= max)) return this;
    const range = max === Number.MAX_SAFE_INTEGER ? `from ${min}` : `from ${min} to ${max}`;
    return this.fail('KW2001', `${prop} is ${show(value)}`, `use a whole number ${range}`);
  }

  /** KW2002: a quantity of Kubernetes, more than nothing. */
  public quantity(prop: string, value: unknown): this {
    if (isOpen(value) || (typeof value === 'string' && (parseQuantity(value) ?? 0) > 0)) return this;
    return this.fail('KW2002', `${prop} is ${show(value)}`, 'use a quantity such as 250m, 512Mi or 10Gi');
  }

  /** KW2003: a DNS label, which names of objects are. */
  public dnsLabel(prop: string, value: unknown, max = 63): this {
    if (isOpen(value) || (typeof value === 'string' && DNS_LABEL.test(value) && value.length <= max)) return this;
    return this.fail(
      'KW2003',
      `${prop} is ${show(value)}`,
      `use up to ${max} lower-case letters, digits and "-", starting and ending with a letter or digit`,
    );
  }

  /** KW2003: DNS labels with dots between them, which names of claims, secrets and classes are. */
  public dnsSubdomain(prop: string, value: unknown): this {
    if (isOpen(value) || (typeof value === 'string' && isSubdomain(value))) return this;
    return this.fail(
      'KW2003',
      `${prop} is ${show(value)}`,
      'use lower-case letters, digits, "-" and ".", each part starting and ending with a letter or digit',
    );
  }

  /** KW2004: the name of a host, such as `blog.example.com`. */
  public host(prop: string, value: unknown): this {
    if (isOpen(value) || (typeof value === 'string' && isSubdomain(value) && !isAddress(value))) return this;
    return this.fail(
      'KW2004',
      `${prop} is ${show(value)}`,
      'use a host name such as blog.example.com, without scheme, port or path',
    );
  }

  /** KW2004: the name of a host, or its address. */
  public hostOrAddress(prop: string, value: unknown): this {
    if (isOpen(value)) return this;
    // numbers and dots that make no address are no name either
    const isHost = typeof value === 'string' && isSubdomain(value) && !/^[\d.]+$/.test(value);
    if (isHost || (typeof value === 'string' && isIP(value) > 0)) return this;
    return this.fail(
      'KW2004',
      `${prop} is ${show(value)}`,
      'use the name or the address of a host, such as nfs.example.com or 192.168.10.208',
    );
  }

  /** KW2003, KW2004, KW2013: a Service, or a host outside the cluster by name or address. */
  public service(prop: string, value: { name?: unknown; namespace?: unknown; port?: unknown } | undefined): this {
    if (isDeferred(value)) return this.known(prop, value, 'its fields may be known later');
    if (!this.isGiven(prop, value)) return this;
    if (this.isGiven(`${prop}.name`, value?.name) && !isAddress(value?.name)) this.host(`${prop}.name`, value?.name);
    if (this.isGiven(`${prop}.port`, value?.port)) this.integer(`${prop}.port`, value?.port, 1, 65535);
    return this.dnsLabel(`${prop}.namespace`, value?.namespace);
  }

  /** KW2005: an image with a tag or digest, and not `latest`. */
  public image(prop: string, value: unknown): this {
    if (isOpen(value)) return this;
    const match = typeof value === 'string' ? IMAGE.exec(value) : null;
    if (!match) return this.fail('KW2005', `${prop} is ${show(value)}`, 'use an image such as mariadb:11.8.8');
    const [tag, digest] = [match[6], match[7]];
    if (digest || (tag && tag !== ':latest')) return this;
    return this.fail(
      'KW2005',
      `${prop} is ${show(value)}, which names no release`,
      'pin a tag or a digest, such as mariadb:11.8.8, so that what runs does not change by itself',
    );
  }

  /** KW2006: a port in the range that kubeadm reserves for Services of type NodePort. */
  public nodePort(prop: string, value: unknown): this {
    if (isOpen(value) || (Number.isInteger(value) && Number(value) >= 30000 && Number(value) <= 32767)) return this;
    return this.fail(
      'KW2006',
      `${prop} is ${show(value)}`,
      'use a port from 30000 to 32767, or leave it to the cluster',
    );
  }

  /** KW2007: the name of a Secret and, where it is asked for, of a key in it. */
  public secret(
    prop: string,
    value: { readonly name?: unknown; readonly key?: unknown } | undefined,
    key = false,
  ): this {
    if (isDeferred(value)) return this.known(prop, value, 'its fields may be known later');
    const isName = (text: unknown) => isOpen(text) || (typeof text === 'string' && isSubdomain(text));
    if (value?.name !== undefined && isName(value.name) && (!key || isSecretKey(value.key))) return this;
    const what = key ? '{ name, key }' : '{ name }';
    return this.fail('KW2007', `${prop} names no Secret: ${show(value)}`, `refer to a Secret as ${what}`);
  }

  /** KW2007: a key that a Secret may have. */
  public secretKey(prop: string, value: unknown): this {
    if (value === undefined || isSecretKey(value)) return this;
    return this.fail('KW2007', `${prop} is ${show(value)}`, 'use a key of letters, digits, "-", "_" and "."');
  }

  /** KW2010: a schedule of cron with five fields, or a macro such as `@daily`. */
  public schedule(prop: string, value: unknown): this {
    if (isOpen(value) || (typeof value === 'string' && isSchedule(value))) return this;
    return this.fail('KW2010', `${prop} is ${show(value)}`, 'use five fields of cron such as "0 3 * * *"');
  }

  /** KW2012: text of a form; `what` says which. */
  public match(prop: string, value: unknown, form: RegExp, what: string): this {
    if (isOpen(value) || (typeof value === 'string' && form.test(value))) return this;
    return this.fail('KW2012', `${prop} is ${show(value)}`, `use ${what}`);
  }
}

/**
 * Calculates something as {@link derived} does, and looks at what it is made of once that is known: what was known when
 * the construct was made has been looked at then, and what was not is looked at late, but before it is used.
 */
export function checkedLater<T, R>(
  scope: IConstruct,
  given: T,
  look: (checks: Checks, known: T) => void,
  calculate: (known: T) => R,
): R {
  return derived(given, known => {
    const checks = new Checks(scope);
    look(checks, known);
    checks.done();
    return calculate(known);
  });
}

function isOpen(value: unknown): boolean {
  return value === undefined || isDeferred(value);
}

function isSecretKey(value: unknown): boolean {
  if (isDeferred(value)) return true;
  return typeof value === 'string' && /^[-._a-zA-Z0-9]{1,253}$/.test(value) && !/^\.\.?$/.test(value);
}

/** Whether a host is given by its IPv4 address. */
export function isAddress(value: unknown): value is string {
  return typeof value === 'string' && isIPv4(value);
}

function isSubdomain(value: string): boolean {
  return value.length <= 253 && value.split('.').every(part => DNS_LABEL.test(part) && part.length <= 63);
}

function show(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
}
