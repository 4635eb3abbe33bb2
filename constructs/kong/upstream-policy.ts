import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { isDeferred } from '../../src/values';
import { Checks } from '../common/checks';
import { orEmpty } from '../common/defaults';
import type { StringMap } from '../common/labels';
import { objectName } from '../common/names';
import { namespaceOf } from '../common/namespace-of';
import { KONG_GROUP, labelsOf, MAX_NAME } from './plugin';
import type { KongHashOn, KongUpstreamPolicyProps } from './upstream-props';

const ALGORITHMS = ['round-robin', 'consistent-hashing', 'least-connections', 'latency', 'sticky-sessions'];
const INPUTS = ['input', 'header', 'cookie', 'queryArg', 'uriCapture'] as const;

/**
 * How Kong spreads requests over the pods of Services, and which pods it leaves out. A Service takes it by an annotation.
 *
 * @example
 * const policy = new KongUpstreamPolicy(chart, 'sticky', { algorithm: 'consistent-hashing', hashOn: { input: 'ip' } });
 * // annotations of the Service: policy.annotations
 */
export class KongUpstreamPolicy extends Construct {
  public readonly object: ApiObject;
  /** What a Service carries that takes it. */
  public readonly annotations: StringMap;

  /** @throws KubewrightError KW2001 for numbers, KW2003 for the name, KW2012 for what does not go together, KW2014 */
  public constructor(scope: Construct, id: string, props: KongUpstreamPolicyProps) {
    super(scope, id);
    const { name: given, ...spec } = orEmpty(props);
    const name = objectName(this, given, MAX_NAME);
    const checks = new Checks(this);
    checkUpstream(checks, spec);
    checks.done();
    this.annotations = { 'konghq.com/upstream-policy': name };
    this.object = new ApiObject(this, 'Resource', {
      apiVersion: `${KONG_GROUP}/v1beta1`,
      kind: 'KongUpstreamPolicy',
      metadata: { name, namespace: namespaceOf(this), labels: labelsOf(this, name) },
      spec,
    });
  }
}

function checkUpstream(checks: Checks, props: KongUpstreamPolicyProps): void {
  const { algorithm, hashOn, hashOnFallback, stickySessions } = props;
  checks
    .allKnown(props, 'algorithm', 'hashOn', 'hashOnFallback', 'stickySessions', 'healthchecks')
    .match('algorithm', algorithm, new RegExp(`^(${ALGORITHMS.join('|')})$`), ALGORITHMS.join(', '))
    .integer('slots', props.slots, 10, 65536);
  if (isDeferred(algorithm) || isDeferred(hashOn) || isDeferred(hashOnFallback)) return;
  checkHash(checks, 'hashOn', hashOn);
  checkHash(checks, 'hashOnFallback', hashOnFallback);
  const hashes = algorithm === 'consistent-hashing' || algorithm === 'sticky-sessions';
  if (hashOn !== undefined && !hashes) {
    checks.fail('KW2012', 'hashOn is given', 'use algorithm: consistent-hashing, or leave hashOn out');
  }
  if (hashOnFallback !== undefined && (algorithm !== 'consistent-hashing' || hashOn?.cookie !== undefined)) {
    checks.fail('KW2012', 'hashOnFallback is given', 'use it with consistent-hashing, and with no cookie in hashOn');
  }
  if ((stickySessions !== undefined) !== (algorithm === 'sticky-sessions')) {
    checks.fail('KW2012', "stickySessions and the algorithm don't agree", "give stickySessions with 'sticky-sessions'");
  }
  if (stickySessions !== undefined && hashOn?.input !== 'none') {
    checks.fail('KW2012', 'hashOn.input is not "none"', "give hashOn: { input: 'none' } with stickySessions");
  }
}

function checkHash(checks: Checks, prop: string, hash: KongHashOn | undefined): void {
  if (hash === undefined) return;
  const given = INPUTS.filter(name => Object(hash)[name] !== undefined);
  if (given.length !== 1)
    checks.fail('KW2012', `${prop} has ${given.length} inputs`, `give one of ${INPUTS.join(', ')}`);
  checks.match(`${prop}.input`, Object(hash).input, /^(ip|consumer|path|none)$/, 'ip, consumer, path or none');
  if ((Object(hash).cookie === undefined) !== (Object(hash).cookiePath === undefined)) {
    checks.fail('KW2012', `${prop} has one of cookie and cookiePath`, 'give both or none');
  }
}
