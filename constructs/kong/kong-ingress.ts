import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Checks } from '../common/checks';
import { orEmpty } from '../common/defaults';
import type { StringMap } from '../common/labels';
import { objectName } from '../common/names';
import { namespaceOf } from '../common/namespace-of';
import { classAnnotation, KONG_GROUP, labelsOf, MAX_NAME } from './plugin';

/** How Kong spreads requests over pods, in the words of KongIngress. */
export interface KongIngressUpstream {
  /** @default 'round-robin' */
  readonly algorithm?: 'round-robin' | 'consistent-hashing' | 'least-connections' | 'latency';
  readonly hash_on?: 'none' | 'consumer' | 'ip' | 'header' | 'cookie' | 'path' | 'query_arg' | 'uri_capture';
  readonly hash_on_header?: string;
  readonly hash_on_cookie?: string;
  readonly hash_on_cookie_path?: string;
  readonly hash_on_query_arg?: string;
  readonly hash_on_uri_capture?: string;
  readonly hash_fallback?: 'none' | 'consumer' | 'ip' | 'header' | 'path' | 'query_arg' | 'uri_capture';
  readonly hash_fallback_header?: string;
  readonly hash_fallback_query_arg?: string;
  readonly hash_fallback_uri_capture?: string;
  /** 10 to 65536. */
  readonly slots?: number;
  /** What pods see as `Host`. */
  readonly host_header?: string;
  /** Health checks, as KongIngress has them. */
  readonly healthchecks?: Readonly<Record<string, unknown>>;
}

/** Settings of a {@link KongIngress}. */
export interface KongIngressProps {
  /**
   * Name of the object.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /** The one part of a KongIngress that the API server still takes. */
  readonly upstream: KongIngressUpstream;
  /**
   * The controller that it is for, by its class.
   * @default 'kong'
   */
  readonly ingressClassName?: string;
}

/**
 * How Kong spreads requests over the pods of Services that name it. Its former parts `proxy` and `route` are refused by
 * its own definition; annotations of Services and Ingresses took their place.
 *
 * @deprecated by Kong: {@link KongUpstreamPolicy} does what is left of it
 * @see https://github.com/Kong/kubernetes-ingress-controller/blob/main/CHANGELOG.md
 */
export class KongIngress extends Construct {
  public readonly object: ApiObject;
  /** What a Service carries that takes it. */
  public readonly annotations: StringMap;

  /** @throws KubewrightError KW2001 for slots, KW2003 for the name, KW2012 for `proxy` and `route`, KW2013, KW2014 */
  public constructor(scope: Construct, id: string, props: KongIngressProps) {
    super(scope, id);
    const given = orEmpty(props);
    const name = objectName(this, given.name, MAX_NAME);
    const { upstream, ingressClassName = 'kong' } = given;
    const checks = new Checks(this).dnsSubdomain('ingressClassName', ingressClassName).allKnown(given, 'upstream');
    for (const former of ['proxy', 'route']) {
      if (!Object.hasOwn(given, former)) continue;
      const remedy = 'use annotations of the Service and the Ingress, such as konghq.com/strip-path';
      checks.fail('KW2012', `${former} is a part of KongIngress that its definition refuses`, remedy);
    }
    if (checks.isGiven('upstream', upstream)) checks.integer('upstream.slots', upstream.slots, 10, 65536);
    checks.done();
    this.annotations = { 'konghq.com/override': name };
    this.object = new ApiObject(this, 'Resource', {
      apiVersion: `${KONG_GROUP}/v1`,
      kind: 'KongIngress',
      metadata: {
        name,
        namespace: namespaceOf(this),
        labels: labelsOf(this, name),
        annotations: classAnnotation(ingressClassName),
      },
      upstream,
    });
  }
}
