import { identityOf, type JsonObject } from '../synthesis';

/** The claims that a StatefulSet makes of one template. */
export interface TemplateClaims {
  /** What their names start with; an ordinal follows. */
  readonly prefix: string;
  readonly namespace: string;
}

interface StatefulSetSpec {
  readonly volumeClaimTemplates?: readonly { readonly metadata?: { readonly name?: unknown } }[];
}

/** The claims that an object makes, if it is a StatefulSet. */
export function templateClaims(object: JsonObject): TemplateClaims[] {
  const { group, kind, namespace, name } = identityOf(object);
  if (group !== 'apps' || kind !== 'StatefulSet') return [];
  const { volumeClaimTemplates = [] } = (object.spec ?? {}) as StatefulSetSpec;
  return volumeClaimTemplates.map(({ metadata }) => ({ prefix: `${String(metadata?.name)}-${name}-`, namespace }));
}

/** Whether a claim is one of these. */
export function isOneOf(claims: readonly TemplateClaims[], object: JsonObject): boolean {
  const { group, kind, namespace, name } = identityOf(object);
  if (group !== '' || kind !== 'PersistentVolumeClaim') return false;
  return claims.some(
    claim =>
      claim.namespace === namespace && name.startsWith(claim.prefix) && /^\d+$/.test(name.slice(claim.prefix.length)),
  );
}
