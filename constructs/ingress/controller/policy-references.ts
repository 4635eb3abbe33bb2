import { isDeferred } from '../../../src/values';
import type { Checks } from '../../common/checks';
import { listOf } from '../../common/prop-forms';

/** A Policy of the controller: an {@link NginxPolicy}, or one that is there already. */
export interface PolicyReference {
  readonly name: string;
  /** @default - that of the server */
  readonly namespace?: string;
}

/** KW2003, KW2012, KW2013: names of Policies. */
export function checkPolicies(checks: Checks, prop: string, given: unknown): void {
  listOf(checks, prop, given).forEach((item, i) => {
    checks.known(`${prop}[${i}]`, item);
    if (isDeferred(item)) return;
    const { name, namespace } = Object(item) as Partial<PolicyReference>;
    if (checks.isGiven(`${prop}[${i}].name`, name)) checks.dnsSubdomain(`${prop}[${i}].name`, name);
    checks.dnsLabel(`${prop}[${i}].namespace`, namespace);
  });
}

/** References as objects have them. */
export function policyReferences(given: readonly PolicyReference[] | undefined): PolicyReference[] | undefined {
  return given?.map(({ name, namespace }) => ({ name, namespace }));
}
