import { ApiObject } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { Checks } from '../checks';

/** Annotations of the class that claims without a class get; the second one is of old. */
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
const ANNOTATIONS = [DEFAULT_CLASS, 'storageclass.beta.kubernetes.io/is-default-class'];

/** The annotation of a class that is to be the cluster's default. */
export function defaultClassAnnotation(isDefault: boolean): Record<string, string> | undefined {
  return isDefault ? { [DEFAULT_CLASS]: 'true' } : undefined;
}

/**
 * KW2018: of two default classes Kubernetes takes the newer one, so which one a claim gets would be an accident. Looks
 * at all charts, and at those classes too that somebody else makes, now and once more when all have been made.
 * @param scope what the new default class is made in
 */
export function checkDefaultClass(checks: Checks, scope: Construct): void {
  const look = (into: Checks): Checks => {
    const others = defaultClasses(scope);
    if (others.length === 0) return into;
    const paths = others.map(other => other.node.path).join(' and ');
    return into.fail(
      'KW2018',
      `${scope.node.path} is to be the default StorageClass, and so is ${paths}`,
      'set isDefault for one class only; claims name the others',
    );
  };
  look(checks);
  scope.node.addValidation({
    validate: () => {
      look(new Checks(scope)).done();
      return [];
    },
  });
}

function defaultClasses(scope: Construct): IConstruct[] {
  return scope.node.root.node.findAll().filter(other => isDefaultClass(other) && !other.node.scopes.includes(scope));
}

function isDefaultClass(construct: IConstruct): boolean {
  if (!ApiObject.isApiObject(construct) || construct.kind !== 'StorageClass') return false;
  const { annotations } = (construct.metadata.toJson() ?? {}) as { annotations?: Record<string, unknown> };
  return ANNOTATIONS.some(annotation => annotations?.[annotation] === 'true');
}
