import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { isDeferred } from '../../src/values';
import { Checks } from '../common/checks';
import { orEmpty } from '../common/defaults';
import { type StringMap, systemOf } from '../common/labels';
import { objectName } from '../common/names';
import { namespaceOf } from '../common/namespace-of';
import { checkRouteHost } from '../ingress/routes/location';
import { checkTarget, openTarget, serviceOf } from '../ingress/routes/targets';
import type { RouteTarget } from '../ingress/routes/types';
import { Grants } from './reference-grant';
import { attach, checkGateways, GATEWAY_GROUP, type GatewayReference } from './references';

/** What all kinds of routes have. */
export interface AnyRouteProps {
  /**
   * Name of the route.
   * @default - the construct's path below its chart
   */
  readonly name?: string;
  /** The Gateway, or the Gateways, that it attaches to; each may be of another namespace. */
  readonly gateway: GatewayReference | readonly GatewayReference[];
}

/** A target with its share of the requests. */
export interface WeightedBackend {
  /** A Service, of any namespace: the ReferenceGrant that another one needs is made there. Or a construct with one. */
  readonly target: RouteTarget;
  /**
   * Share of the requests, among the weights of the rule.
   * @default 1
   */
  readonly weight?: number;
}

/** More hosts than that no route but a TLSRoute can have. */
const MOST_HOSTS = 16;
const MOST_RULES = 16;

/** A route of any kind: attached to Gateways, with grants for what it refers to in other namespaces. */
export abstract class GatewayRoute<Rule extends { readonly backends?: readonly WeightedBackend[] }> extends Construct {
  /** Name of the route. */
  public readonly name: string;
  /** The object. */
  public readonly route: ApiObject;
  private readonly grants: Grants;

  protected constructor(
    scope: Construct,
    id: string,
    kind: 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute',
    given: AnyRouteProps & { readonly hostnames?: readonly string[]; readonly rules: readonly Rule[] },
  ) {
    super(scope, id);
    const props = orEmpty(given);
    this.name = objectName(this, props.name, 63);
    const checks = new Checks(this).allKnown(props, 'gateway', 'hostnames', 'rules');
    const { gateway } = props;
    const gateways = isDeferred(gateway) ? [] : gateway === undefined ? [] : [gateway].flat();
    if (!isDeferred(gateway)) checkGateways(checks, gateways);
    checkHosts(checks, props.hostnames);
    const isGiven = !isDeferred(props.rules) && checks.isGiven('rules', props.rules);
    const rules = isGiven ? props.rules : [];
    if (isGiven && checkList(checks, 'rules', rules, MOST_RULES)) {
      for (const [i, rule] of rules.entries()) {
        checks.known(`rules[${i}]`, rule);
        if (isDeferred(rule)) continue;
        checkBackends(checks, `rules[${i}]`, orEmpty(rule), this);
        this.checkRule(checks, `rules[${i}]`, orEmpty(rule));
      }
    }
    checks.done();
    this.open(checks, rules, gateways);
    const parentRefs = attach(checks, this, gateways, props.hostnames);
    checks.done();

    const labels = this.labels();
    this.grants = new Grants(this, { kind, name: this.name, namespace: namespaceOf(this), labels });
    this.route = new ApiObject(this, 'Route', {
      apiVersion: `${GATEWAY_GROUP}/v1`,
      kind,
      metadata: { name: this.name, namespace: namespaceOf(this), labels: { ...labels } },
      spec: {
        parentRefs,
        ...(props.hostnames && { hostnames: [...props.hostnames] }),
        rules: rules.map(rule => this.ruleSpec(rule)),
      },
    });
    this.route.addDependency(...this.grants.objects);
  }

  /** Looks at what only this kind's rules have. */
  protected checkRule(_checks: Checks, _prop: string, _rule: Rule): void {}

  private ruleSpec({ backends, ...rule }: Rule): Readonly<Record<string, unknown>> {
    const backendRefs = backends?.map(({ target, weight, ...others }) => {
      const service = serviceOf(target);
      const namespace = this.grants.to('Service', service.name, service.namespace);
      return {
        ...others,
        name: service.name,
        ...(namespace !== undefined && { namespace }),
        port: service.port,
        ...(weight !== undefined && { weight }),
      };
    });
    return { ...rule, ...(backendRefs && { backendRefs }) };
  }

  /** Lets the pods of the Gateways into the targets. */
  private open(checks: Checks, rules: readonly Rule[], gateways: readonly GatewayReference[]): void {
    const targets = new Set(rules.flatMap(({ backends }) => backends ?? []).map(({ target }) => target));
    for (const target of targets) {
      for (const { pods } of gateways) openTarget(checks, 'a target', target, pods);
    }
  }

  private labels(): StringMap {
    return {
      'app.kubernetes.io/name': 'route',
      'app.kubernetes.io/instance': this.name,
      'app.kubernetes.io/component': 'routes',
      'app.kubernetes.io/part-of': systemOf(this),
      'app.kubernetes.io/managed-by': 'kubewright',
    };
  }
}

/** KW2012, KW2001: a list that is not empty, nor too long. */
function checkList(checks: Checks, prop: string, value: unknown, most: number): value is readonly unknown[] {
  if (!Array.isArray(value)) {
    checks.fail('KW2012', `${prop} is ${JSON.stringify(value)}`, 'give a list');
    return false;
  }
  checks.integer(`the number of ${prop}`, value.length, 1, most);
  return true;
}

function checkHosts(checks: Checks, hosts: readonly string[] | undefined): void {
  if (hosts === undefined || isDeferred(hosts) || !checkList(checks, 'hostnames', hosts, MOST_HOSTS)) return;
  for (const [i, host] of hosts.entries()) {
    checks.known(`hostnames[${i}]`, host, 'listeners take routes by it');
    if (!isDeferred(host)) checkRouteHost(checks, `hostnames[${i}]`, String(host));
  }
}

function checkBackends(
  checks: Checks,
  prop: string,
  { backends }: { readonly backends?: readonly WeightedBackend[] },
  scope: Construct,
): void {
  checks.known(`${prop}.backends`, backends);
  if (backends === undefined || isDeferred(backends)) return;
  if (!checkList(checks, `${prop}.backends`, backends, 16)) return;
  for (const [i, backend] of (backends as readonly WeightedBackend[]).entries()) {
    const at = `${prop}.backends[${i}]`;
    checks.known(at, backend);
    if (isDeferred(backend)) continue;
    const { target, weight } = orEmpty(backend);
    checkTarget(checks, `${at}.target`, target, scope);
    checks.integer(`${at}.weight`, weight, 0, 1_000_000);
    if (typeof target !== 'object' || target === null || isDeferred(target)) continue;
    const service = serviceOf(target);
    if (service && !isDeferred(service)) checks.dnsLabel(`${at}.target.name`, service.name);
  }
}
