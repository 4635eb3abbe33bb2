import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { isDeferred } from '../../../src/values';
import { Checks } from '../../common/checks';
import { orEmpty } from '../../common/defaults';
import { systemOf, workloadLabels } from '../../common/labels';
import { LONG_NAME, objectName } from '../../common/names';
import { namespaceOf } from '../../common/namespace-of';
import { checkNetworks } from '../../common/prop-forms';
import type { PolicySpec } from '../../crds/types/nginx-ingress';
import type { PolicyReference } from './policy-references';
import { afterDefinitions, type NginxController } from './resource';

/** What a policy does, of which it is one; by the names that Policies have. */
type Kinds = Pick<
  PolicySpec,
  | 'accessControl'
  | 'apiKey'
  | 'basicAuth'
  | 'cache'
  | 'cors'
  | 'egressMTLS'
  | 'externalAuth'
  | 'hsts'
  | 'ingressMTLS'
  | 'rateLimit'
>;

/** Settings of an {@link NginxPolicy}: one of what a policy can do. */
export interface NginxPolicyProps extends Kinds {
  /**
   * The controller that it is for.
   * @default - any
   */
  readonly controller?: NginxController;
  /**
   * Name of the object.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /**
   * Requests a client may make, such as `10r/s`; others are answered with 429 unless `rejectCode` says otherwise.
   * @default - no limit
   */
  readonly rateLimit?: Kinds['rateLimit'];
}

const KINDS = [
  'accessControl',
  'apiKey',
  'basicAuth',
  'cache',
  'cors',
  'egressMTLS',
  'externalAuth',
  'hsts',
  'ingressMTLS',
  'rateLimit',
] as const;
/** Secrets that a kind is nothing without. */
const SECRETS = { basicAuth: 'secret', ingressMTLS: 'clientCertSecret', apiKey: 'clientSecret' } as const;

/**
 * A Policy of the F5 NGINX Ingress Controller: a limit of requests, a list of clients, passwords or certificates, for
 * VirtualServers and their routes.
 *
 * @example
 * const slow = new NginxPolicy(chart, 'slow', { controller: ingress, rateLimit: { rate: '10r/s', burst: 20 } });
 *
 * @see https://docs.nginx.com/nginx-ingress-controller/configuration/policy-resource/
 */
export class NginxPolicy extends Construct implements PolicyReference {
  public readonly name: string;
  public readonly namespace?: string;
  public readonly policy: ApiObject;

  /**
   * @throws KubewrightError KW2001 for numbers, KW2003 and KW2008 for the name, KW2004 for networks, KW2007 for Secrets,
   * KW2012 for settings, KW2013 for a policy that does nothing, KW2014 for what has to be known
   */
  public constructor(scope: Construct, id: string, given: NginxPolicyProps) {
    super(scope, id);
    const props = orEmpty(given);
    this.name = objectName(this, props.name, LONG_NAME);
    const checks = new Checks(this).allKnown(props, ...KINDS);
    checkPolicy(checks, props);
    checks.done();
    this.namespace = namespaceOf(this);
    const { labels } = workloadLabels({
      name: 'nginx-ingress',
      instance: this.name,
      component: 'policy',
      partOf: systemOf(this),
    });
    const { accessControl, rateLimit } = props;
    this.policy = new ApiObject(this, 'Resource', {
      apiVersion: 'k8s.nginx.org/v1',
      kind: 'Policy',
      metadata: { name: this.name, namespace: this.namespace, labels: { ...labels } },
      spec: {
        ...Object.fromEntries(KINDS.map(kind => [kind, props[kind]])),
        ingressClassName: props.controller?.ingressClassName,
        accessControl,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of nginx
        rateLimit: rateLimit && { key: '${binary_remote_addr}', zoneSize: '10M', rejectCode: 429, ...rateLimit },
      },
    });
    afterDefinitions(this, props.controller);
  }
}

function checkPolicy(checks: Checks, props: NginxPolicyProps): void {
  const given = KINDS.filter(kind => props[kind] !== undefined);
  if (given.length === 0) checks.fail('KW2013', 'the policy does nothing', `give one of ${KINDS.join(', ')}`);
  if (given.length > 1) checks.fail('KW2012', `a policy can't be ${given.join(' and ')}`, 'make a policy of each');
  for (const kind of given) {
    if (isDeferred(props[kind]) || (typeof props[kind] === 'object' && props[kind] !== null)) continue;
    checks.fail('KW2012', `${kind} is ${JSON.stringify(props[kind])}`, 'use an object');
    return;
  }
  for (const [kind, key] of Object.entries(SECRETS) as [keyof typeof SECRETS, string][]) {
    const own = props[kind] as Readonly<Record<string, unknown>> | undefined;
    if (own !== undefined && !isDeferred(own)) checks.secret(`${kind}.${key}`, { name: own[key] });
  }
  const { accessControl, rateLimit } = props;
  if (accessControl !== undefined && !isDeferred(accessControl)) {
    const { allow, deny } = accessControl;
    if ((allow === undefined) === (deny === undefined)) {
      checks.fail('KW2012', 'accessControl wants either allow or deny', 'give one of them; others are the opposite');
    }
    checkNetworks(checks, 'accessControl.allow', allow);
    checkNetworks(checks, 'accessControl.deny', deny);
  }
  if (rateLimit !== undefined && !isDeferred(rateLimit)) checkRateLimit(checks, rateLimit);
}

function checkRateLimit(checks: Checks, limit: NonNullable<Kinds['rateLimit']>): void {
  const { rate, burst, delay, rejectCode, zoneSize } = limit;
  if (checks.isGiven('rateLimit.rate', rate)) {
    checks.match(
      'rateLimit.rate',
      rate,
      /^[1-9]\d*r\/[sSmM]$/,
      'requests per second or minute, such as 10r/s or 90r/m',
    );
  }
  checks
    .integer('rateLimit.burst', burst, 1)
    .integer('rateLimit.delay', delay, 1)
    .integer('rateLimit.rejectCode', rejectCode, 400, 599)
    .match('rateLimit.zoneSize', zoneSize, /^\d+[kKmM]?$/, 'a size of nginx such as 10M');
}
