import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { Checks } from '../common/checks';
import { orEmpty } from '../common/defaults';
import type { StringMap } from '../common/labels';
import { objectName } from '../common/names';
import { namespaceOf } from '../common/namespace-of';
import type { ReferenceGrantSpec, ReferenceGrantSpecFrom, ReferenceGrantSpecTo } from '../crds/types/gateway';
import { GATEWAY_GROUP } from './references';

/** Releases before v1.7.0 serve no other. */
const API_VERSION = `${GATEWAY_GROUP}/v1beta1`;

/** Settings of a {@link ReferenceGrant}. */
export interface ReferenceGrantProps {
  /**
   * Name of the object.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /** Who may refer, such as `{ kind: 'HTTPRoute', namespace: 'shop' }`. */
  readonly from: readonly (Omit<ReferenceGrantSpecFrom, 'group'> & {
    /** @default 'gateway.networking.k8s.io' */
    readonly group?: string;
  })[];
  /** What may be referred to, such as `{ kind: 'Service', name: 'api' }`; without a name, all of the kind. */
  readonly to: readonly (Omit<ReferenceGrantSpecTo, 'group'> & {
    /** @default '' */
    readonly group?: string;
  })[];
}

/**
 * Lets objects of other namespaces refer to objects of this one. Routes and Gateways of kubewright make the grants that
 * they need themselves; this one is for those that somebody else made.
 *
 * @example
 * new ReferenceGrant(chart, 'grant', {
 *   from: [{ kind: 'HTTPRoute', namespace: 'shop' }],
 *   to: [{ kind: 'Service', name: 'api' }],
 * });
 *
 * @see https://gateway-api.sigs.k8s.io/api-types/referencegrant/
 */
export class ReferenceGrant extends Construct {
  public readonly referenceGrant: ApiObject;

  /** @throws KubewrightError KW2001 for too many, KW2003 and KW2008 for names, KW2013 for what is missing, KW2014 */
  public constructor(scope: Construct, id: string, given: ReferenceGrantProps) {
    super(scope, id);
    const props = orEmpty(given);
    const name = objectName(this, props.name, 63);
    const checks = new Checks(this).allKnown(props, 'from', 'to');
    for (const prop of ['from', 'to'] as const) {
      if (!checks.isGiven(prop, props[prop])) continue;
      const entries = Array.isArray(props[prop]) ? props[prop] : [];
      checks.integer(`the number of entries in ${prop}`, entries.length, 1, 16);
      for (const [i, { kind }] of entries.entries()) checks.isGiven(`${prop}[${i}].kind`, kind);
    }
    if (Array.isArray(props.from)) {
      for (const [i, { namespace }] of props.from.entries()) {
        if (checks.isGiven(`from[${i}].namespace`, namespace)) checks.dnsLabel(`from[${i}].namespace`, namespace);
      }
    }
    checks.done();
    this.referenceGrant = grant(this, 'Resource', name, namespaceOf(this), undefined, {
      from: props.from.map(entry => ({ group: GATEWAY_GROUP, ...entry })),
      to: props.to.map(entry => ({ group: '', ...entry })),
    });
  }
}

function grant(
  scope: Construct,
  id: string,
  name: string,
  namespace: string | undefined,
  labels: StringMap | undefined,
  spec: ReferenceGrantSpec,
): ApiObject {
  const metadata = { name, namespace, labels: labels && { ...labels } };
  return new ApiObject(scope, id, { apiVersion: API_VERSION, kind: 'ReferenceGrant', metadata, spec });
}

/** An object that refers to others. */
export interface Referrer {
  readonly kind: 'Gateway' | 'GRPCRoute' | 'HTTPRoute' | 'TLSRoute';
  readonly name: string;
  readonly namespace: string | undefined;
  /**
   * What tells its grants from others of it in the same namespace.
   * @default - nothing: there are no others
   */
  readonly suffix?: string;
  readonly labels?: StringMap;
}

/** What one object of the Gateway API refers to in other namespaces: a grant in each of them, which names what it is. */
export class Grants {
  private readonly targets = new Map<string, { readonly grant: ApiObject; readonly to: ReferenceGrantSpecTo[] }>();

  public constructor(
    private readonly scope: Construct,
    private readonly from: Referrer,
  ) {}

  /**
   * Lets the object refer to another one, where that needs a grant.
   * @returns the namespace to write into the reference; `undefined` for the object's own
   * @throws KubewrightError KW2013 for an object in a chart without a namespace, KW2014 for one that is not known yet
   */
  public to(kind: 'Secret' | 'Service', name: string, namespace: string | undefined): string | undefined {
    const own = this.from.namespace;
    if (namespace === undefined || namespace === own) return undefined;
    const checks = new Checks(this.scope).known(`the namespace of ${kind} ${name}`, namespace, 'a grant is made in it');
    checks.isGiven(`the namespace of the chart, which the grant for ${kind} ${name} in ${namespace} names,`, own);
    checks.done();
    const { to } = this.targets.get(namespace) ?? this.open(own!, namespace);
    if (!to.some(one => one.kind === kind && one.name === name)) to.push({ group: '', kind, name });
    return namespace;
  }

  /** The grants, for what has to wait for them. */
  public get objects(): readonly ApiObject[] {
    return [...this.targets.values()].map(({ grant }) => grant);
  }

  private open(own: string, namespace: string): { readonly to: ReferenceGrantSpecTo[] } {
    const { kind, name, suffix, labels } = this.from;
    const to: ReferenceGrantSpecTo[] = [];
    const spec = {
      from: [{ group: GATEWAY_GROUP, kind, namespace: own }],
      to: Lazy.any({ produce: () => to }) as unknown as readonly ReferenceGrantSpecTo[],
    };
    // with the kind and the namespace, since objects of several may be granted the same
    const grantName = [kind.toLowerCase(), own, name, ...(suffix ? [suffix] : [])].join('.');
    const entry = { grant: grant(this.scope, `Grant-${namespace}`, grantName, namespace, labels, spec), to };
    this.targets.set(namespace, entry);
    return entry;
  }
}
